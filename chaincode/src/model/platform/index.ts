export * from './qualification.js';
export * from './view.js';
