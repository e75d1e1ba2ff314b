import { readTransaction, readWriteSet } from '@shuquan/verifier';
import { Block } from '@shuquan/verifier/wire';
import { isCoded } from '@shuquan/gateway/errors';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { natural, signing } from '../../support/persons.js';
import { transfer } from '../../support/register-forms.js';
import {
  allRightsTo,
  CONTACT,
  initialForm,
  privateContact,
  quietForm,
} from '../../support/register-samples.js';
import { FIRST, PAPERS, Registrar, recordDigestOf } from '../../support/registrar.js';
import type { Stage } from '../../support/stage.js';
import type { Use } from '../suite.js';

/** A person who applies: nothing of this may ever stand in public. */
const PERSON = { ...CONTACT, type: 'NATURAL_PERSON', name: '自然人申请者某某' } as const;
const values = [PERSON.name, PERSON.identityNumber, PERSON.contact, PERSON.phone, PERSON.address];

type Find = (bytes: Uint8Array) => string[];

/** Looks for values as they are, and in the encodings in which they might slip through. */
const finding = (wanted: readonly string[]): Find => {
  const forms = wanted.flatMap((value) => [
    Buffer.from(value),
    Buffer.from(Buffer.from(value).toString('base64').slice(0, -4)),
    Buffer.from(Buffer.from(value).toString('hex')),
  ]);
  return (bytes) =>
    forms.filter((form) => Buffer.from(bytes).includes(form)).map((form) => form.toString('utf8'));
};
const found = finding(values);

/** Every block since, and every key and value written in it. @returns how many were written */
async function requireNowhere({ bench }: Stage, since: bigint, find: Find): Promise<number> {
  const { height: end } = await bench.ledger.info();
  const abort = new AbortController();
  let written = 0;
  for await (const { number, bytes } of bench.ledger.blocks(since, abort.signal)) {
    expect(find(bytes), `block ${String(number)}`).to.deep.equal([]);
    for (const envelope of Block.decode(bytes).data?.data ?? []) {
      const tx = readTransaction(envelope);
      if (tx.kind !== 'endorser') continue;
      for (const { writes } of readWriteSet(tx.results)) {
        for (const { key, value } of writes) {
          written += 1;
          expect(find(Buffer.from(key))).to.deep.equal([]);
          expect(find(value)).to.deep.equal([]);
        }
      }
    }
    if (number + 1n >= end) break;
  }
  return written;
}

/** How something is refused, whole. */
async function refusedAs(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (err) {
    if (!isCoded(err)) throw err;
    return JSON.stringify([err.code, err.message, err.params]);
  }
  throw new Error('Nothing was refused.');
}

export function personalData(use: Use): void {
  it('stands in no block, no key, no value and no refusal', async () => {
    const stage = use();
    const { height } = await stage.bench.ledger.info();
    const desk = new Registrar(stage);
    const messages: string[] = [];
    const refuse = async (act: Promise<unknown>): Promise<void> => {
      messages.push(await refusedAs(act));
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
    expect(await requireNowhere(stage, height, found)).to.be.greaterThan(20);
  });
}

/** The same of persons who hold, consent and are refused, the salts of their pseudonyms included. */
export function personsNowhere(use: Use): void {
  it('stands in no block, no key, no value and no refusal', async () => {
    const stage = use();
    const { height } = await stage.bench.ledger.info();
    const desk = new Registrar(stage);
    const [person, keyed] = [natural(), signing({ name: '自然人受让者某', phone: '13700137066' })];
    const find = finding(
      [person, keyed].flatMap(({ contact }) =>
        Object.entries(contact).flatMap(([field, value]) =>
          field === 'type' || value === undefined ? [] : [value],
        ),
      ),
    );
    const form = quietForm(unique('ds'), { allocation: allRightsTo(person.id) });
    const { rights } = await desk.certified(unique('rc'), form, { as: person });
    const given = transfer({ rights, to: keyed.id });
    await desk.certified(unique('rc'), given, { as: person, consents: [keyed] });
    await desk.time();
    const bring = (over: object, contact: object = person.contact): Promise<string> => {
      const { registrar, profile } = FIRST;
      const asked = { id: unique('rc'), registrar, profile, form: { ...form, ...over } };
      const brought = person.brings('registration:apply', asked, PAPERS);
      const options = { transient: privateContact(contact) };
      return refusedAs(stage.submit('registration:apply', brought, 'registrar1', options));
    };
    const messages = [
      await bring({}, keyed.contact),
      await bring({ allocation: allRightsTo(person.contact.identityNumber) }),
      await bring({ withholdNotice: `电话${person.contact.phone}` }),
    ];

    expect(messages.map((text) => (JSON.parse(text) as string[])[0])).to.deep.equal([
      'COMMITMENT_MISMATCH',
      'INPUT_INVALID',
      'PERSONAL_DATA_REFUSED',
    ]);
    expect(messages.flatMap((text) => find(Buffer.from(text)))).to.deep.equal([]);
    expect(await requireNowhere(stage, height, find)).to.be.greaterThan(20);
  });
}
