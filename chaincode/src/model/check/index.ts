export * from './absence.js';
export * from './base.js';
export * from './check.js';
export * from './rights.js';
export * from './recognition.js';
