import { FOUNDING_ID, LedgerError, type Proposal } from '../model/index.js';
import type { ChaincodeStub } from 'fabric-shim-api';
import { Records } from './records.js';

/**
 * Proposals of the channel’s first state, each under its digest: before the channel is founded every
 * organisation’s official may propose one, and none may overwrite what others are agreeing to. The
 * plain id shows the one proposed last, or the one adopted.
 */
export class Foundings {
  readonly #proposals: Records<Proposal>;

  constructor(stub: ChaincodeStub) {
    this.#proposals = new Records(stub, 'proposal');
  }

  async head(): Promise<Proposal | undefined> {
    return this.#proposals.find(FOUNDING_ID);
  }

  async find(digest: string): Promise<Proposal | undefined> {
    return this.#proposals.find(FOUNDING_ID, digest);
  }

  /** @throws LedgerError GOVERNANCE_NOT_FOUNDED, PROPOSAL_CLOSED, PROPOSAL_MISMATCH */
  async require(digest: string): Promise<Proposal> {
    const head = await this.head();
    if (head === undefined) {
      throw new LedgerError('GOVERNANCE_NOT_FOUNDED', 'Nobody proposed a founding document yet.');
    }
    if (head.state === 'ADOPTED') {
      throw new LedgerError('PROPOSAL_CLOSED', 'The channel is founded.', {
        id: FOUNDING_ID,
        state: head.state,
      });
    }
    const proposal = await this.find(digest);
    if (proposal !== undefined) return proposal;
    throw new LedgerError('PROPOSAL_MISMATCH', 'No founding document has this digest.', {
      id: FOUNDING_ID,
      digest: head.digest,
    });
  }

  async put(proposal: Proposal): Promise<void> {
    await this.#proposals.put(proposal, FOUNDING_ID, proposal.digest);
    await this.#proposals.put(proposal, FOUNDING_ID);
  }
}
