import { createHash } from 'node:crypto';
import { readTransaction, readWriteSet } from '@shuquan/verifier';
import { Block } from '@shuquan/verifier/wire';
import { expect } from 'chai';
import { depositInput, type Ground, privatePayload, unique } from '../../support/founded.js';
import { codeOf } from '../../support/rejected.js';
import type { Use } from '../ledger.suite.js';

const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Private payloads: at the members, as hashes everywhere else, and gone when erased. */
export function privacy(use: Use): void {
  const read = (ground: Ground, id: string, as: string) =>
    ground.ledger.evaluate('evidence:payload', { id }, ground.as(as));

  async function deposited(as = 'holder-a'): Promise<{ id: string; text: string; block: bigint }> {
    const ground = use();
    const text = unique('geheim');
    const { commitment, transient } = privatePayload(text);
    const input = depositInput({ commitment });
    const { block } = await ground.ledger.submit('evidence:deposit', input, ground.as(as), {
      transient,
    });
    return { id: input.id, text, block };
  }

  it('shows a payload to its depositor and to the court, and to nobody else', async () => {
    const ground = use();
    const { id, text } = await deposited();

    for (const reader of ['holder-a', 'judge']) {
      const { payload } = await read(ground, id, reader);
      expect(Buffer.from(payload, 'base64').toString()).to.equal(text);
    }
    expect(await codeOf(read(ground, id, 'holder-b'))).to.equal('CALLER_FORBIDDEN');
    expect(await codeOf(read(ground, id, 'consumer-c'))).to.equal('CALLER_FORBIDDEN');
  });

  it('puts hashes into the block and never the payload', async () => {
    const ground = use();
    const { id, text, block } = await deposited();

    const { bytes } = await ground.block(block);

    const envelope = Block.decode(bytes).data?.data.find((each) => {
      const tx = readTransaction(each);
      return tx.kind === 'endorser' && tx.args.some((arg) => Buffer.from(arg).includes(id));
    });
    const tx = readTransaction(envelope ?? new Uint8Array(0));
    if (tx.kind !== 'endorser') throw new TypeError('The deposit is not in its block.');
    const written = readWriteSet(tx.results).flatMap(({ collections }) => collections);
    expect(written.map(({ collection }) => collection)).to.deep.equal(['evidencePayload']);
    const keyHashes = written[0]?.hashedWrites.map(({ keyHash }) =>
      Buffer.from(keyHash).toString('hex'),
    );
    expect(keyHashes).to.deep.equal([sha256(id)]);
    expect(Buffer.from(bytes).includes(text)).to.equal(false);
    expect(Buffer.from(bytes).includes(Buffer.from(text).toString('base64'))).to.equal(false);
  });

  it('takes a payload from an organisation without a peer and keeps it from that one', async () => {
    const ground = use();
    const { id, text } = await deposited('exchange');

    const { payload } = await read(ground, id, 'judge');

    expect(Buffer.from(payload, 'base64').toString()).to.equal(text);
    expect(await codeOf(read(ground, id, 'exchange'))).to.equal('CALLER_FORBIDDEN');
  });

  it('refuses an erasure that the court’s peer did not endorse, and changes nothing', async () => {
    const ground = use();
    const { id, text } = await deposited();
    const input = { id, reason: 'SUBJECT_REQUEST' as const, legalBasis: 'PIPL 47' };

    const erasure = ground.ledger.submit('evidence:erase', input, ground.as('holder-a'), {
      endorsers: ['RegistryMSP', 'AuthorityMSP'],
    });

    expect(await codeOf(erasure)).to.equal('ENDORSEMENT_POLICY_FAILURE');
    const { payload } = await read(ground, id, 'holder-a');
    expect(Buffer.from(payload, 'base64').toString()).to.equal(text);
    const view = await ground.ledger.evaluate('evidence:read', { id }, ground.as('judge'));
    expect(view).to.include({ status: 'DEPOSITED' }).and.not.have.property('tombstone');
  });

  it('refuses what one organisation endorsed alone', async () => {
    const ground = use();
    const input = depositInput();

    const lone = ground.ledger.submit('evidence:deposit', input, ground.as('holder-a'), {
      endorsers: ['RegistryMSP'],
    });

    expect(await codeOf(lone)).to.equal('ENDORSEMENT_POLICY_FAILURE');
    const reading = ground.ledger.evaluate('evidence:read', { id: input.id }, ground.as('judge'));
    expect(await codeOf(reading)).to.equal('EVIDENCE_NOT_FOUND');
  });

  it('erases for good with the endorsers it plans itself, and leaves a tombstone', async () => {
    const ground = use();
    const { ledger } = ground;
    const { id } = await deposited();
    const input = { id, reason: 'SUBJECT_REQUEST' as const, legalBasis: 'PIPL 47' };

    const { value } = await ledger.submit('evidence:erase', input, ground.as('holder-a'));

    expect(await codeOf(read(ground, id, 'holder-a'))).to.equal('EVIDENCE_ERASED');
    expect(await codeOf(read(ground, id, 'judge'))).to.equal('EVIDENCE_ERASED');
    const view = await ledger.evaluate('evidence:read', { id }, ground.as('judge'));
    expect(view).to.deep.include({ status: 'ERASED', tombstone: value });
    const again = ledger.submit('evidence:erase', input, ground.as('holder-a'));
    expect(await codeOf(again)).to.equal('EVIDENCE_ERASED');
  });

  it('refuses a payload that is not the one committed to', async () => {
    const ground = use();
    const { commitment } = privatePayload('one');
    const { transient } = privatePayload('another');
    const input = depositInput({ commitment });

    const deposit = (options: object) =>
      codeOf(ground.ledger.submit('evidence:deposit', input, ground.as('holder-a'), options));

    expect(await deposit({ transient })).to.equal('COMMITMENT_MISMATCH');
    expect(await deposit({})).to.equal('TRANSIENT_MISSING');
  });
}
