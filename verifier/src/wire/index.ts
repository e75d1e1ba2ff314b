export * from './block.js';
export * from './codec.js';
export * from './config.js';
export * from './lifecycle.js';
export * from './msp.js';
export * from './policy.js';
export * from './transaction.js';
