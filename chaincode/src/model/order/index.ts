export * from './disposing.js';
export * from './holding.js';
export * from './inputs.js';
export * from './order.js';
export * from './rules.js';
