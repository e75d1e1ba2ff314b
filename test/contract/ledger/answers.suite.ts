import { canonicalize } from '@shuquan/chaincode/model';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { readTransaction, verifyAnswer, type AnswerReport } from '@shuquan/verifier';
import { expect } from 'chai';
import { depositInput, members } from '../../support/founded.js';
import { codeOf } from '../../support/rejected.js';
import type { Use } from '../ledger.suite.js';

/** Answers that can be checked without the ledger, and without us. */
export function answers(use: Use): void {
  const verified = (envelope: Uint8Array, require: readonly string[]): AnswerReport => {
    const base64 = Buffer.from(envelope).toString('base64');
    const answer = JSON.stringify({ v: 1, kind: 'shuquan.answer', envelope: base64 });
    return verifyAnswer(answer, use().anchors, { require }, nodeCrypto);
  };

  for (const organizations of [members, ['RegistryMSP', 'CourtMSP']]) {
    it(`gives an answer that ${organizations.join(' and ')} signed`, async () => {
      const ground = use();
      const input = depositInput();
      await ground.ledger.submit('evidence:deposit', input, ground.as('holder-a'));

      const { value, txId, envelope } = await ground.ledger.attest(
        'evidence:read',
        { id: input.id },
        ground.as('judge'),
        organizations,
      );

      const report = verified(envelope, organizations);
      expect(report.steps.filter(({ outcome }) => outcome === 'FAILED')).to.deep.equal([]);
      expect(report).to.include({ verdict: 'VALID', txId, value: canonicalize(value) });
      expect(report.organizations.map(({ mspId }) => mspId)).to.have.members([...organizations]);
      expect(value.record.id).to.equal(input.id);
    });
  }

  it('agrees right after a write, when some peers are still a block behind', async () => {
    const ground = use();
    for (let round = 0; round < 3; round += 1) {
      const input = depositInput();
      await ground.ledger.submit('evidence:deposit', input, ground.as('holder-a'));
      const asked = ground.ledger.attest(
        'evidence:read',
        { id: input.id },
        ground.as('judge'),
        members,
      );
      expect((await asked).value.record.id).to.equal(input.id);
    }
  });

  it('is not a transaction: nothing is ordered, and no signature of the asker is in it', async () => {
    const ground = use();
    const before = await ground.ledger.info();

    const { envelope } = await ground.ledger.attest(
      'governance:settings',
      { kind: 'TIME', limit: 1 },
      ground.as('judge'),
      members,
    );

    expect(readTransaction(envelope).signature.length).to.equal(0);
    expect((await ground.ledger.info()).height).to.equal(before.height);
  });

  it('refuses what a read would refuse', async () => {
    const ground = use();
    const asked = ground.ledger.attest(
      'evidence:read',
      { id: 'nothing-here' },
      ground.as('judge'),
      members,
    );

    expect(await codeOf(asked)).to.equal('EVIDENCE_NOT_FOUND');
  });
}
