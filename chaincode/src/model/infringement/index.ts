export * from './acts.js';
export * from './claims.js';
export * from './comparison.js';
export * from './pack.js';
export * from './view.js';
