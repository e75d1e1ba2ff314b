import { buildProposal, creatorOf } from '@shuquan/gateway/ledger/proposal';
import type { AuthorizationAgreement } from '@shuquan/chaincode/model';
import { agreementRecord, OPERATOR, IMPLEMENTING_BODY, actedAt } from './operation-records.js';
import type { Stage } from './stage.js';

const hex = '0'.repeat(64);

/** An agreement that both parties signed and that is filed, in force from the first of a year. */
export function filedAgreement(over: Partial<AuthorizationAgreement> = {}): AuthorizationAgreement {
  const signed = actedAt('2025-12-01T00:00:00.000Z');
  return agreementRecord({
    signatures: [
      { ...signed, side: 'IMPLEMENTING_BODY', textDigest: hex, uscc: IMPLEMENTING_BODY },
      { ...signed, side: 'OPERATOR', textDigest: hex, uscc: OPERATOR },
    ],
    filing: { ...signed, filingNo: 'B-1' },
    ...over,
  });
}

/**
 * Puts an agreement where the contracts find it, through the contract that only tests have: how one
 * comes about has a suite of its own.
 */
export async function plantAgreement(
  { bench }: Stage,
  agreement: AuthorizationAgreement,
): Promise<void> {
  const as = bench.as('registry-official');
  const key = ['\u0000agreement', agreement.id, ''].join('\u0000');
  const proposal = buildProposal({
    ...{ channel: 'shuquan', chaincode: 'shuquan' },
    args: ['probe:put', key, JSON.stringify(agreement)].map((arg) => Buffer.from(arg)),
    creator: creatorOf({ mspId: as.mspId, pem: as.pem }),
    time: bench.now(),
  }).bytes;
  const endorsed = await bench.ledger.endorse(proposal, await as.sign(proposal));
  await bench.ledger.submitSigned(endorsed.bytes, await as.sign(endorsed.bytes));
}
