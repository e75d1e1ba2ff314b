import type { PolicyRule } from './policy.js';
import type { Requirement } from './requirement.js';
import type { EndorserTransaction } from './transaction.js';

export interface BlockOptions extends Requirement {
  /** Header hash of the block before, lower-case hex; block 0 is held against the anchors. */
  readonly previousHash?: string | undefined;
  /** Index in the block, a transaction id, or all that are flagged valid (when left out). */
  readonly transaction?: number | string | undefined;
  /** Policy of one transaction where it is not the chaincode's: key-level endorsement. */
  readonly policyOf?: ((tx: EndorserTransaction) => PolicyRule | undefined) | undefined;
}
