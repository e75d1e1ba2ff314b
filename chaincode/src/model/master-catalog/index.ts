export * from './backflow.js';
export * from './closing.js';
export * from './correction.js';
export * from './entry-rules.js';
export * from './entry.js';
export * from './opening.js';
export * from './sharing.js';
export * from './survey.js';
