export * from './acts.js';
export * from './bundle.js';
export * from './case.js';
export * from './filing.js';
export * from './status.js';
export * from './step.js';
export * from './submission.js';
export * from './view.js';
