export * from './block.js';
export * from './codec.js';
export * from './policy.js';
export * from './transaction.js';
