import { readTransaction, readWriteSet } from '@shuquan/verifier';
import { Block } from '@shuquan/verifier/wire';
import { isCoded } from '@shuquan/gateway/errors';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { CONTACT, initialForm, privateContact, quietForm } from '../../support/register-samples.js';
import { FIRST, Registrar, recordDigestOf } from '../../support/registrar.js';
import type { Use } from '../suite.js';

/** A person who applies: nothing of this may ever stand in public. */
const PERSON = { ...CONTACT, type: 'NATURAL_PERSON', name: '自然人申请者某某' } as const;
const values = [PERSON.name, PERSON.identityNumber, PERSON.contact, PERSON.phone, PERSON.address];

/** As it is, and in the encodings in which it might slip through. */
const forms = values.flatMap((value) => [
  Buffer.from(value),
  Buffer.from(Buffer.from(value).toString('base64').slice(0, -4)),
  Buffer.from(Buffer.from(value).toString('hex')),
]);
const found = (bytes: Uint8Array): string[] =>
  forms.filter((form) => Buffer.from(bytes).includes(form)).map((form) => form.toString('utf8'));

export function personalData(use: Use): void {
  it('stands in no block, no key, no value and no refusal', async () => {
    const stage = use();
    const { height } = await stage.bench.ledger.info();
    const desk = new Registrar(stage);
    const messages: string[] = [];
    const refuse = async (act: Promise<unknown>): Promise<void> => {
      try {
        await act;
      } catch (err) {
        if (!isCoded(err)) throw err;
        messages.push(JSON.stringify([err.code, err.message, err.params]));
        return;
      }
      throw new Error('Nothing was refused.');
    };
    const apply = (id: string, form: object, contact: object = PERSON): Promise<unknown> => {
      const { registrar, profile } = FIRST;
      const options = { transient: privateContact(contact) };
      const input = { id, registrar, profile, form: form as ReturnType<typeof initialForm> };
      return stage.submit('registration:apply', input, 'holder-a', options);
    };
    await desk.time();
    const [noticed, id] = [unique('rc'), unique('rc')];
    await apply(noticed, initialForm(unique('ds')));
    await desk.act('acceptance:accept', { case: noticed }, 'registrar1');
    await desk.act('review:publish', { case: noticed }, 'registrar1');
    await apply(id, quietForm(unique('ds')));
    await desk.act('acceptance:accept', { case: id }, 'registrar1');
    await desk.act('review:withhold', { case: id, reasons: '理由正当' }, 'registrar1');
    await desk.approve(id);
    const deposited = await desk.act('register:deposit', { case: id }, 'registrar1');
    await desk.receipt(id, recordDigestOf(deposited));
    await desk.act('register:certify', { cases: [id] }, 'registrar1');
    await refuse(apply(unique('rc'), initialForm(unique('ds')), { ...PERSON, phone: 1 }));
    const withText = initialForm(unique('ds'), { withholdNotice: `电话${PERSON.phone}` });
    await refuse(apply(unique('rc'), withText));
    await refuse(
      desk.act(
        'registration:withdraw',
        { case: noticed, reasons: PERSON.identityNumber },
        'holder-a',
      ),
    );

    expect(messages).to.have.length(3);
    expect(messages.flatMap((text) => found(Buffer.from(text)))).to.deep.equal([]);
    const { height: end } = await stage.bench.ledger.info();
    const abort = new AbortController();
    let written = 0;
    for await (const { number, bytes } of stage.bench.ledger.blocks(height, abort.signal)) {
      expect(found(bytes), `block ${String(number)}`).to.deep.equal([]);
      for (const envelope of Block.decode(bytes).data?.data ?? []) {
        const tx = readTransaction(envelope);
        if (tx.kind !== 'endorser') continue;
        for (const { writes } of readWriteSet(tx.results)) {
          for (const { key, value } of writes) {
            written += 1;
            expect(found(Buffer.from(key))).to.deep.equal([]);
            expect(found(value)).to.deep.equal([]);
          }
        }
      }
      if (number + 1n >= end) break;
    }
    expect(written).to.be.greaterThan(20);
  });
}
