export * from './closure.js';
export * from './dispute.js';
export * from './encumbrance.js';
export * from './hold.js';
export * from './pledge.js';
export * from './unencumbered.js';
export * from './pledging.js';
export * from './query.js';
