import { type AttestationKind, type Output, qualificationFor } from '@shuquan/chaincode/model';
import { isCoded } from '@shuquan/gateway/errors';
import { unique } from './founded.js';
import type { Registrar } from './registrar.js';

/** The party of `processor-e`, who attests in tests. */
export const ASSESSOR = '91510106MA7DEM0B8D';
const hex = '0'.repeat(64);

/** Records a qualification of the assessor, and the assessor itself where it is new. */
export async function qualified(desk: Registrar, kind: AttestationKind): Promise<string> {
  const party = {
    uscc: ASSESSOR,
    type: 'LEGAL_PERSON',
    name: '成都创意云数据有限公司（示例）',
  } as const;
  try {
    await desk.act('party:register', party, 'registrar1');
  } catch (err) {
    if (!isCoded(err) || err.code !== 'PARTY_EXISTS') throw err;
  }
  const id = unique('q');
  const now = desk.stage.bench.now().getTime();
  await desk.act(
    'party:qualify',
    {
      ...{ uscc: ASSESSOR, id, code: qualificationFor(kind), documentDigest: hex },
      validFrom: new Date(now - 86_400_000).toISOString(),
      validTo: new Date(now + 900 * 86_400_000).toISOString(),
    },
    'registrar1',
  );
  return id;
}

/** An attestation by a qualified assessor, valid now. */
export async function assess(
  desk: Registrar,
  kind: AttestationKind,
  subject: string,
  over: object = {},
): Promise<Output<'attestation:issue'>> {
  const qualification = await qualified(desk, kind);
  const facts = { id: unique('att'), kind, subject, qualification, reportDigest: hex };
  const valid = { validFrom: '2026-01-01', validTo: '2099-12-31' };
  return desk.act(
    'attestation:issue',
    { ...facts, conclusion: '符合', ...valid, ...over },
    'processor-e',
  );
}
