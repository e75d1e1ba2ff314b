import { buildProposal, creatorOf } from '@shuquan/gateway/ledger/proposal';
import type { Bench } from './bench.js';
import { compositeKey } from './fabric-transaction.js';

/**
 * Puts a record under a composite key where no transaction would, or removes what is there, through
 * the contract that only tests have.
 */
export async function plant(
  bench: Bench,
  parts: readonly string[],
  record: object | undefined,
): Promise<void> {
  const key = compositeKey(...parts);
  const args =
    record === undefined ? ['probe:remove', key] : ['probe:put', key, JSON.stringify(record)];
  const as = bench.as('registry-official');
  const proposal = buildProposal({
    ...{ channel: 'shuquan', chaincode: 'shuquan' },
    args: args.map((arg) => Buffer.from(arg)),
    creator: creatorOf(as),
    time: bench.now(),
  }).bytes;
  const endorsed = await bench.ledger.endorse(proposal, await as.sign(proposal));
  await bench.ledger.submitSigned(endorsed.bytes, await as.sign(endorsed.bytes));
}
