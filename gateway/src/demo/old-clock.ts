import { canonicalize, cite, type Input, type TransactionName } from '@shuquan/chaincode/model';
import { parseAnchors } from '@shuquan/verifier';
import { buildProposal, creatorOf } from '../ledger/proposal.js';
import { person, type Stage } from './stage.js';

/** More than clocks may differ by, and less than a certificate is old. */
const BACK_MS = 4 * 60_000;

/** The same act by somebody who set its clock back, and still cites the latest beacon. */
export async function backwards<N extends TransactionName>(
  { ledger, ...stage }: Stage,
  name: N,
  input: Input<N>,
  by: string,
): Promise<unknown> {
  const { channel, chaincode } = parseAnchors(stage.anchors);
  const { identity } = person({ ledger, ...stage }, by);
  const beacon = cite(await ledger.evaluate('beacon:latest', {}, identity));
  const args = [name, canonicalize({ ...input, beacon })].map((arg) => Buffer.from(arg));
  const { bytes } = buildProposal({
    ...{ channel, chaincode: chaincode.name, args, creator: creatorOf(identity) },
    time: new Date(Date.now() - BACK_MS),
  });
  return ledger.endorse(bytes, await identity.sign(bytes));
}
