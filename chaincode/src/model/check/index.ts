export * from './absence.js';
export * from './base.js';
export * from './check.js';
export * from './facts.js';
export * from './judge.js';
export * from './reason.js';
export * from './relying.js';
export * from './rights.js';
