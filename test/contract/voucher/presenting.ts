import type { Input } from '@shuquan/chaincode/model';
import { Holder } from '@shuquan/gateway/voucher/holder';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { BANK, BANK2 } from '../../support/parties.js';
import type { Stage } from '../../support/stage.js';
import { nonce, type VoucherDesk, outcome } from '../../support/voucher-desk.js';

/** Written by somebody whose ledger key no adapter sees. @returns the transaction’s id */
async function handSigned<N extends 'voucher:consume' | 'voucher:acknowledge'>(
  stage: Stage,
  name: N,
  input: Input<N>,
  by: string,
): Promise<string> {
  const { ledger } = stage.bench;
  const who = stage.bench.as(by);
  const citing = { ...input, beacon: await stage.witness() };
  const proposal = await ledger.prepare(name, citing, { mspId: who.mspId, pem: who.pem });
  const endorsed = await ledger.endorse(proposal.bytes, await who.sign(proposal.bytes));
  await ledger.submitSigned(endorsed.bytes, await who.sign(endorsed.bytes));
  return proposal.txId;
}

export function presenting(use: () => VoucherDesk): void {
  it('uses a voucher, signed by the holder and by the verifier', async () => {
    const desk = use();
    const { stage } = desk;
    const voucher = await desk.issued();
    const presentation = desk.present(voucher);

    const used = await stage.submit(
      'voucher:consume',
      desk.consumption(voucher, presentation),
      'bank',
    );

    expect(used).to.deep.include({ voucher: voucher.id, number: 1, presentation });
    expect(used.by.uscc).to.equal(BANK);
    const view = await stage.ask('voucher:read', { id: voucher.id }, 'bank');
    expect(view).to.include({ status: 'CONSUMED', left: 0 });
    expect(view.uses).to.deep.equal([
      { number: 1, verifier: BANK, at: used.at, txId: used.txId, lawful: true },
    ]);
  });

  it('is used by a verifier whose key no adapter sees: prepared, signed, endorsed, signed', async () => {
    const desk = use();
    const voucher = await desk.issued();
    const input = desk.consumption(voucher);

    const txId = await handSigned(desk.stage, 'voucher:consume', input, 'bank');

    const { uses } = await desk.stage.ask('voucher:read', { id: voucher.id }, 'bank');
    expect(uses.map((use) => use.txId)).to.deep.equal([txId]);
  });

  it('of a voucher that is used up is refused', async () => {
    const desk = use();
    const voucher = await desk.issued();
    await desk.consume(voucher);

    expect(await desk.refusedUse(voucher)).to.equal('VOUCHER_CONSUMED');
  });

  it('to another verifier is refused, by either of the two', async () => {
    const desk = use();
    const voucher = await desk.issued();
    const toOther = desk.present(voucher, { verifier: BANK2 });

    expect(await desk.refusedUse(voucher, toOther, 'bank2')).to.equal('VOUCHER_VERIFIER_MISMATCH');
    expect(await desk.refusedUse(voucher, desk.present(voucher), 'bank2')).to.equal(
      'VOUCHER_VERIFIER_MISMATCH',
    );
    expect(await desk.refusedUse(voucher, toOther)).to.equal('VOUCHER_VERIFIER_MISMATCH');
  });

  it('with a nonce that was used is refused, though the voucher is good for more', async () => {
    const desk = use();
    const voucher = await desk.issued({ uses: 3 });
    const presentation = desk.present(voucher);
    const input = desk.consumption(voucher, presentation);
    await desk.stage.submit('voucher:consume', input, 'bank');

    expect(await desk.refusedUse(voucher, presentation)).to.equal('VOUCHER_NONCE_REUSED');
    const { status, left } = await desk.stage.ask('voucher:read', { id: voucher.id }, 'bank');
    expect({ status, left }).to.deep.equal({ status: 'PRESENTED', left: 2 });
  });

  it('of one voucher shows no other', async () => {
    const desk = use();
    const [one, other] = [await desk.issued(), await desk.issued()];

    expect(await desk.refusedUse(one, desk.present(other))).to.equal(
      'VOUCHER_PRESENTATION_MISMATCH',
    );
    const elsewhere = { ...desk.present(one), channel: 'another' };
    expect(await desk.refusedUse(one, elsewhere)).to.equal('VOUCHER_PRESENTATION_MISMATCH');
  });

  it('is signed by the key that holds the voucher, over these very fields', async () => {
    const desk = use();
    const voucher = await desk.issued();
    const to = { verifier: BANK, nonce: nonce(), signedAt: desk.now };
    const stolen = Holder.fresh('shuquan').present(voucher, to);
    const changed = { ...desk.present(voucher), nonce: nonce() };

    expect(await desk.refusedUse(voucher, stolen)).to.equal('SIGNATURE_INVALID');
    expect(await desk.refusedUse(voucher, changed)).to.equal('SIGNATURE_INVALID');
  });

  it('under a consent that was withdrawn is refused; what was done before stays lawful', async () => {
    const desk = use();
    const { stage } = desk;
    const [used, unused] = [await desk.issued(), await desk.issued()];
    const { at } = await desk.consume(used);
    await stage.witness();
    await desk.withdraw(used);
    await desk.withdraw(unused);
    await stage.witness();

    expect(await desk.refusedUse(unused)).to.equal('CONSENT_WITHDRAWN');
    const view = await stage.ask('voucher:read', { id: used.id }, 'bank');
    expect(view.status).to.equal('CONSUMED');
    expect(view.consent.status).to.equal('WITHDRAWN');
    expect(view.uses[0]).to.include({ at, lawful: true });
    expect((await stage.ask('voucher:read', { id: unused.id }, 'bank')).status).to.equal(
      'CONSENT_WITHDRAWN',
    );
    const before = await stage.ask('voucher:read', { id: used.id, asOf: at }, 'bank');
    expect(before).to.include({ status: 'CONSUMED' });
    expect(before.consent.status).to.equal('GIVEN');
  });

  it('needs a voucher that is there', async () => {
    const desk = use();
    const voucher = await desk.issued();
    const id = unique('V');
    const input = { ...desk.consumption(voucher), voucher: id };

    expect(await outcome(desk.stage, 'voucher:consume', input, 'bank')).to.equal(
      'VOUCHER_NOT_FOUND',
    );
    expect(await outcome(desk.stage, 'voucher:read', { id }, 'bank')).to.equal('VOUCHER_NOT_FOUND');
  });

  receipts(use);
  feedback(use);
}

function receipts(use: () => VoucherDesk): void {
  it('is preceded by the holder’s receipt, signed once with its own key', async () => {
    const desk = use();
    const { stage, holder } = desk;
    const voucher = await desk.issued();
    const acknowledge = (signed: object, id = voucher.id): Promise<string> =>
      outcome(stage, 'voucher:acknowledge', { voucher: id, ...signed }, 'implementer');
    const signed = holder.receipt(voucher, desk.now);

    expect(await acknowledge(signed, unique('V'))).to.equal('VOUCHER_NOT_FOUND');
    expect(await acknowledge(holder.erasure(voucher, desk.now))).to.equal('SIGNATURE_INVALID');
    expect(await acknowledge(signed)).to.equal('OK');
    expect(await acknowledge(signed)).to.equal('RECEIPT_EXISTS');
    await stage.witness();
    const { receipt } = await stage.ask('voucher:read', { id: voucher.id }, 'bank');
    expect(receipt).to.include(signed);
  });

  it('has a receipt that no adapter saw a key of: the holder’s, and that of whoever brings it', async () => {
    const desk = use();
    const { stage, holder } = desk;
    const voucher = await desk.issued();
    const signed = holder.receipt(voucher, desk.now);

    const input = { voucher: voucher.id, ...signed };
    const txId = await handSigned(stage, 'voucher:acknowledge', input, 'holder-b');

    await stage.witness();
    const { receipt } = await stage.ask('voucher:read', { id: voucher.id }, 'bank');
    expect(receipt).to.include({ ...signed, txId });
  });
}

function feedback(use: () => VoucherDesk): void {
  it('is followed by what came of it, told once by whoever used the voucher', async () => {
    const desk = use();
    const { stage } = desk;
    const voucher = await desk.issued({ uses: 2 });
    await desk.consume(voucher);
    const tell = (over: object, as = 'bank', options?: object): Promise<string> =>
      outcome(
        stage,
        'voucher:feedback',
        { voucher: voucher.id, use: 1, outcome: 'GRANTED', ...over },
        as,
        options,
      );
    const note = { payload: Buffer.from('授信 500万元'), seed: Buffer.alloc(32, 7) };
    const sent = (over: object): object => ({ transient: { ...note, ...over } });

    expect(await tell({ voucher: unique('V') })).to.equal('VOUCHER_NOT_FOUND');
    expect(await tell({ use: 2 })).to.equal('VOUCHER_USE_NOT_FOUND');
    expect(await tell({}, 'bank2')).to.equal('CALLER_FORBIDDEN');
    expect(await tell({}, 'bank', sent({ seed: Buffer.alloc(8) }))).to.equal('SALT_TOO_SHORT');
    expect(await tell({}, 'bank', { transient: { payload: note.payload } })).to.equal(
      'TRANSIENT_MISSING',
    );
    expect(await tell({}, 'bank', sent({ payload: Buffer.alloc(5000, 65) }))).to.equal(
      'INPUT_INVALID',
    );
    expect(await tell({}, 'bank', sent({}))).to.equal('OK');
    expect(await tell({})).to.equal('VOUCHER_FEEDBACK_EXISTS');
    await stage.witness();
    const view = await stage.ask('voucher:read', { id: voucher.id }, 'bank');
    expect(view.feedback[0]).to.include({ outcome: 'GRANTED', use: 1 });
    expect(view.feedback[0]?.commitment).to.match(/^[0-9a-f]{64}$/);
  });
}
