export * from './form.js';
export * from './lookup-code.js';
export * from './registration.js';
export * from './validity.js';
