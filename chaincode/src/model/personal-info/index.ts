export * from './audit.js';
export * from './complaint.js';
export * from './incident.js';
