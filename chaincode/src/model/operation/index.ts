export * from './acted.js';
export * from './agreement.js';
export * from './codes.js';
export * from './items.js';
