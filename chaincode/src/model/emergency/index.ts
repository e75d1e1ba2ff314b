export * from './emergency.js';
export * from './feed.js';
export * from './halted.js';
export * from './inputs.js';
export * from './sector.js';
