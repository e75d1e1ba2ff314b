import type { Hold } from './hold.js';

/** A suspension in an emergency, as it is read beside orders, with what it was laid on. */
export interface Emergent {
  readonly hold: Hold;
  readonly on: { readonly kind: 'RIGHT' | 'VERSION' | 'PARTY'; readonly id: string };
}
