export * from './affected.js';
export * from './basis.js';
export * from './derivation.js';
export * from './notice.js';
export * from './prov.js';
export * from './step.js';
export * from './trace.js';
