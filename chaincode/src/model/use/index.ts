export * from './algorithm.js';
export * from './drift.js';
export * from './quota.js';
export * from './reach.js';
export * from './run.js';
export * from './use.js';
