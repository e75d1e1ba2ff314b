export * from './form.js';
export * from './gates.js';
export * from './inputs.js';
export * from './lookup-code.js';
export * from './registration.js';
export * from './state.js';
export * from './updates.js';
export * from './validity.js';
