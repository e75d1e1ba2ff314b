export * from './citing.js';
export * from './project.js';
export * from './view.js';
