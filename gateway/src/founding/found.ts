import { type Founding, FOUNDING_ID, type Proposal, recordDigest } from '@shuquan/chaincode/model';
import { GatewayError, isCoded } from '../errors.js';
import type { Identity, Ledger } from '../ledger/port.js';

/** What the channel waits for after a founding step: nothing, or the organisations still to agree. */
export interface FoundingState {
  readonly founded: boolean;
  /** Whether this call changed anything. */
  readonly changed: boolean;
  /** MSP ids of the governors whose official has not agreed yet. */
  readonly missing: readonly string[];
}

/**
 * Proposes the founding document in the first official’s name and ratifies it in the others’.
 * Safe to repeat and to continue: a channel that is founded stays as it is, an agreement already
 * given is not given twice, and officials of one organisation may call it where the others’ keys
 * are elsewhere.
 *
 * @throws GatewayError PROPOSAL_MISMATCH when somebody else proposed another document and the
 *   officials here can not replace it together
 */
export async function found(
  ledger: Ledger,
  { document, officials }: { document: Founding; officials: readonly Identity[] },
): Promise<FoundingState> {
  const [first] = officials;
  if (first === undefined) throw new TypeError('Founding needs at least one official');
  const current = await proposalOf(ledger, first);
  if (current?.state === 'ADOPTED') return stateOf(current, false);
  if (!isOurs(current, document)) requireReplaceable(current, document, officials);
  const proposal = isOurs(current, document)
    ? current
    : (await ledger.submit('governance:found', document, first)).value;
  const ratified = await ratify(ledger, proposal, officials);
  return stateOf(ratified, ratified !== current);
}

/** The founding proposal as it stands, or `undefined` on a new channel. */
export async function proposalOf(ledger: Ledger, as: Identity): Promise<Proposal | undefined> {
  return orUndefined('PROPOSAL_NOT_FOUND', () =>
    ledger.evaluate('governance:proposal', { id: FOUNDING_ID }, as),
  );
}

function isOurs(current: Proposal | undefined, document: Founding): current is Proposal {
  return current?.digest === recordDigest({ kind: 'FOUNDING', value: document });
}

/** An open proposal of another document is replaced only by officials who can also carry theirs. */
function requireReplaceable(
  current: Proposal | undefined,
  document: Founding,
  officials: readonly Identity[],
): void {
  const here = officials.map(({ mspId }) => mspId);
  if (current === undefined || document.governors.every((mspId) => here.includes(mspId))) return;
  throw new GatewayError(
    'PROPOSAL_MISMATCH',
    'Another founding document is proposed on this channel. Compare the two and agree on one before ratifying.',
    { digest: current.digest },
  );
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

const stateOf = ({ state, required, votes }: Proposal, changed: boolean): FoundingState => ({
  founded: state === 'ADOPTED',
  changed,
  missing: required.filter((mspId) => !votes.some((vote) => vote.mspId === mspId)),
});

async function orUndefined<T>(code: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (err) {
    if (isCoded(err) && err.code === code) return undefined;
    throw err;
  }
}
