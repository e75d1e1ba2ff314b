import type { Requirement } from './requirement.js';

export interface BlockOptions extends Requirement {
  /** Header hash of the block before, lower-case hex; block 0 is held against the anchors. */
  readonly previousHash?: string | undefined;
  /** Index in the block, a transaction id, or all that are flagged valid (when left out). */
  readonly transaction?: number | string | undefined;
}
