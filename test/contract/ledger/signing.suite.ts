import { expect } from 'chai';
import { depositInput, type Ground, privatePayload } from '../../support/founded.js';
import { codeOf } from '../../support/rejected.js';
import type { Use } from '../ledger.suite.js';

/** prepare → sign → endorse → sign → submit, with keys that never come near the ledger. */
export function signing(use: Use): void {
  const certificateOf = (ground: Ground, id: string) => {
    const { mspId, certificatePem } = ground.row(id);
    return { mspId, pem: certificatePem };
  };

  it('commits what its owner signed elsewhere, in the owner’s name', async () => {
    const ground = use();
    const { ledger } = ground;
    const input = depositInput();

    const proposal = await ledger.prepare(
      'evidence:deposit',
      input,
      certificateOf(ground, 'holder-a'),
    );
    const signature = ground.sign('holder-a', proposal.bytes);
    const endorsed = await ledger.endorse(proposal.bytes, signature);
    const committed = await ledger.submitSigned(
      endorsed.bytes,
      ground.sign('holder-a', endorsed.bytes),
    );

    const { record } = await ledger.evaluate('evidence:read', { id: input.id }, ground.as('judge'));
    expect(committed).to.deep.include({ txId: proposal.txId, value: record });
    expect(endorsed).to.deep.include({ txId: proposal.txId, value: record });
    expect(record.depositor.uscc).to.equal(ground.row('holder-a').party?.uscc);
  });

  it('carries private fields to the endorsers and leaves them out of the transaction', async () => {
    const ground = use();
    const { ledger } = ground;
    const { commitment, transient } = privatePayload('nur für uns');
    const input = depositInput({ commitment });

    const proposal = await ledger.prepare(
      'evidence:deposit',
      input,
      certificateOf(ground, 'holder-a'),
      { transient },
    );
    const endorsed = await ground.endorse('holder-a', proposal.bytes);
    await ground.commit('holder-a', endorsed);

    expect(Buffer.from(endorsed.bytes).includes('nur für uns')).to.equal(false);
    const read = await ledger.evaluate('evidence:payload', { id: input.id }, ground.as('holder-a'));
    expect(Buffer.from(read.payload, 'base64').toString()).to.equal('nur für uns');
  });

  it('refuses a signature by another key, over other bytes, or with a high s', async () => {
    const ground = use();
    const { ledger } = ground;
    const { bytes } = await ledger.prepare(
      'evidence:deposit',
      depositInput(),
      certificateOf(ground, 'holder-a'),
    );
    const good = ground.sign('holder-a', bytes);

    for (const signature of [
      ground.sign('holder-b', bytes),
      ground.sign('holder-a', bytes.subarray(1)),
      highS(good),
      good.subarray(1),
      new Uint8Array(0),
    ]) {
      expect(await codeOf(ledger.endorse(bytes, signature))).to.equal('SIGNATURE_INVALID');
    }
    const endorsed = await ledger.endorse(bytes, good);
    const forged = ground.sign('holder-b', endorsed.bytes);
    const sent = ledger.submitSigned(endorsed.bytes, forged);
    expect(await codeOf(sent)).to.equal('SIGNATURE_INVALID');
  });

  it('refuses bytes that are no proposal or no transaction', async () => {
    const ground = use();
    const { ledger } = ground;
    const { bytes } = await ledger.prepare(
      'evidence:deposit',
      depositInput(),
      certificateOf(ground, 'holder-a'),
    );
    const signature = ground.sign('holder-a', bytes);

    const cut = bytes.subarray(0, -3);
    expect(await codeOf(ledger.endorse(Buffer.from('no'), signature))).to.equal(
      'PROPOSAL_MALFORMED',
    );
    expect(await codeOf(ledger.endorse(cut, signature))).to.equal('PROPOSAL_MALFORMED');
    expect(await codeOf(ledger.submitSigned(bytes, signature))).to.equal('PROPOSAL_MALFORMED');
  });

  it('answers a question that its asker signed elsewhere, as itself', async () => {
    const ground = use();
    const { ledger } = ground;
    const { commitment, transient } = privatePayload('nur für uns');
    const input = depositInput({ commitment });
    await ledger.submit('evidence:deposit', input, ground.as('holder-a'), { transient });
    const ask = async (id: string, signer = id): Promise<unknown> => {
      const question = { id: input.id };
      const certificate = certificateOf(ground, id);
      const { bytes } = await ledger.prepareQuery('evidence:payload', question, certificate);
      return ledger.evaluateSigned(bytes, ground.sign(signer, bytes));
    };

    const { payload } = (await ask('holder-a')) as { payload: string };

    expect(Buffer.from(payload, 'base64').toString()).to.equal('nur für uns');
    expect(await codeOf(ask('holder-b'))).to.equal('CALLER_FORBIDDEN');
    expect(await codeOf(ask('holder-a', 'holder-b'))).to.equal('SIGNATURE_INVALID');
  });

  it('tries no transaction out for whoever may only ask', async () => {
    const ground = use();
    const { ledger } = ground;
    const { bytes } = await ledger.prepare(
      'evidence:deposit',
      depositInput(),
      certificateOf(ground, 'holder-a'),
    );

    const asked = ledger.evaluateSigned(bytes, ground.sign('holder-a', bytes));

    expect(await codeOf(asked)).to.equal('PROPOSAL_MALFORMED');
  });

  it('lets a contract refuse before anything is signed a second time', async () => {
    const ground = use();
    const party = { uscc: '91510100MA7DEM0166', type: 'LEGAL_PERSON' as const, name: '测试' };
    const proposal = await ground.ledger.prepare(
      'party:register',
      party,
      certificateOf(ground, 'holder-a'),
    );

    expect(await codeOf(ground.endorse('holder-a', proposal.bytes))).to.equal('ROLE_MISSING');
  });
}

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** (r, n − s) verifies as well as (r, s); Fabric takes only the lower. */
function highS(der: Uint8Array): Uint8Array {
  const rLength = der[3] ?? 0;
  const r = der.subarray(2, 4 + rLength);
  const s = BigInt(`0x${Buffer.from(der.subarray(6 + rLength)).toString('hex')}`);
  const high = Buffer.from((ORDER - s).toString(16).padStart(64, '0'), 'hex');
  const integer = Buffer.concat([Buffer.of(0x02, high.length + 1, 0), high]);
  return Buffer.concat([Buffer.of(0x30, r.length + integer.length), r, integer]);
}
