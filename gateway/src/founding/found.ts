import { type Founding, FOUNDING_ID, type Proposal, recordDigest } from '@shuquan/chaincode/model';
import { isCoded } from '../errors.js';
import type { Identity, Ledger } from '../ledger/port.js';

/** What the channel waits for after a founding step: nothing, or the organisations still to agree. */
export interface FoundingState {
  readonly founded: boolean;
  /** Whether this call changed anything. */
  readonly changed: boolean;
  /** By which the document is ratified, hex. */
  readonly digest: string;
  /** MSP ids of the governors whose official has not agreed yet. */
  readonly missing: readonly string[];
}

/**
 * Proposes the founding document in the first official’s name and ratifies it in the others’.
 * Safe to repeat and to continue: a channel that is founded stays as it is, an agreement already
 * given is not given twice, and officials of one organisation may call it where the others’ keys
 * are elsewhere. Documents that differ stand side by side until one of them is ratified by all.
 */
export async function found(
  ledger: Ledger,
  { document, officials }: { document: Founding; officials: readonly Identity[] },
): Promise<FoundingState> {
  const [first] = officials;
  if (first === undefined) throw new TypeError('Founding needs at least one official');
  const current = await proposalOf(ledger, first);
  if (current?.state === 'ADOPTED') return stateOf(current, false);
  const proposal = isOf(current, document)
    ? current
    : (await ledger.submit('governance:found', document, first)).value;
  const ratified = await ratify(ledger, proposal, officials);
  return stateOf(ratified, ratified !== current);
}

/** The founding document proposed last, or the one adopted; `undefined` on a new channel. */
export async function proposalOf(ledger: Ledger, as: Identity): Promise<Proposal | undefined> {
  try {
    return await ledger.evaluate('governance:proposal', { id: FOUNDING_ID }, as);
  } catch (err) {
    if (isCoded(err) && err.code === 'PROPOSAL_NOT_FOUND') return undefined;
    throw err;
  }
}

function isOf(current: Proposal | undefined, value: Founding): current is Proposal {
  return current?.digest === recordDigest({ kind: 'FOUNDING', value });
}

async function ratify(
  ledger: Ledger,
  proposal: Proposal,
  officials: readonly Identity[],
): Promise<Proposal> {
  let current = proposal;
  for (const official of officials) {
    if (current.state === 'ADOPTED') break;
    if (current.votes.some(({ mspId }) => mspId === official.mspId)) continue;
    const ratified = await ledger.submit('governance:ratify', { digest: current.digest }, official);
    current = ratified.value;
  }
  return current;
}

const stateOf = (
  { state, required, votes, digest }: Proposal,
  changed: boolean,
): FoundingState => ({
  founded: state === 'ADOPTED',
  ...{ changed, digest },
  missing: required.filter((mspId) => !votes.some((vote) => vote.mspId === mspId)),
});
