import { keep } from '../keep.js';
import { ticketProjection } from './tickets.js';

/** Rows of the master catalogue and of what stands around it, by type of the composite key. */
export const publicProjections = {
  'catalog-entry': keep('catalog-entry'),
  correction: ticketProjection,
  attestation: keep('attestation'),
  complaint: keep('complaint'),
} as const;
