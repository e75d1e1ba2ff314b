import { createHash, randomBytes } from 'node:crypto';
import { type CustodyView, DATA_CUSTODIAN, type Input } from '@shuquan/chaincode/model';
import { answerOf, type Challenges, challengesOf } from '@shuquan/gateway/custody/possession';
import { Digesting } from '@shuquan/gateway/digests';
import { expect } from 'chai';
import { ASSESSOR } from '../../support/assessor.js';
import { unique } from '../../support/founded.js';
import { digest } from '../../support/market-desk.js';
import { BANK, HOLDER_A } from '../../support/parties.js';
import { skip } from '../suite.js';
import type { UseMarket } from '../market.suite.js';
import { citing } from './affiliates.js';

/** The custodian of these tests, and whose data it keeps. */
const [CUSTODIAN, custodian, depositor] = [ASSESSOR, 'processor-e', 'holder-a'];
const FAR = '2199-01-01T00:00:00.000Z';

interface Kept {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly challenges: Challenges;
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
}

export function custodies(desk: UseMarket): void {
  /** Registered bytes, and the terms under which they are to be kept. */
  async function ready(over: Partial<Input<'custody:entrust'>> = {}): Promise<{
    readonly input: Input<'custody:entrust'>;
    readonly bytes: Uint8Array;
    readonly digests: Input<'custody:take'>['digests'];
    readonly challenges: Challenges;
  }> {
    const bytes = randomBytes(1_000);
    const digesting = new Digesting();
    digesting.update(bytes);
    const { digests } = digesting.end();
    const { asset } = await desk().operated({ digests });
    const challenges = await challengesOf(chunksOf(bytes), 3);
    const qualification = await desk().qualified(CUSTODIAN, DATA_CUSTODIAN);
    const input = {
      ...{ id: unique('cu'), data: { asset, version: 1 }, custodian: CUSTODIAN, qualification },
      ...{ location: 'GOVERNMENT_CLOUD' as const, term: desk().term(100), answerDays: 5 },
      commitments: [...challenges.commitments],
      ...over,
    };
    return { input, bytes, digests, challenges };
  }

  async function entrusted(over: Partial<Input<'custody:entrust'>> = {}): Promise<Kept> {
    const { input, bytes, challenges } = await ready(over);
    await desk().act('custody:entrust', input, depositor);
    return { id: input.id, bytes, challenges };
  }

  async function kept(over: Partial<Input<'custody:entrust'>> = {}): Promise<Kept> {
    const { input, bytes, digests, challenges } = await ready(over);
    await desk().act('custody:entrust', input, depositor);
    await desk().act('custody:take', { id: input.id, digests }, custodian);
    return { id: input.id, bytes, challenges };
  }

  const view = (id: string, as = depositor, over: object = {}): Promise<CustodyView> =>
    desk().stage.ask('custody:read', { id, ...over }, as);
  const states = async (id: string): Promise<string[]> =>
    (await view(id)).possession.map(({ state }) => state);
  const challenge = ({ id, challenges }: Kept, number: number): Promise<unknown> =>
    desk().act('custody:challenge', { id, nonce: challenges.nonces[number - 1] ?? '' }, depositor);
  const proof = async (
    { id, bytes, challenges }: Kept,
    number: number,
  ): Promise<Input<'custody:prove'>> => {
    const answer = await answerOf(chunksOf(bytes), challenges.nonces[number - 1] ?? '');
    return { id, number, answer };
  };

  it('is offered, taken for exactly what is registered, and shown again and again', async () => {
    const own = await kept();
    expect(await view(own.id)).to.include({ status: 'IN_CUSTODY', left: 3 });

    await challenge(own, 1);
    expect(await states(own.id)).to.deep.equal(['OPEN']);
    await desk().act('custody:prove', await proof(own, 1), custodian);
    await challenge(own, 2);
    await desk().act('custody:prove', await proof(own, 2), custodian);

    expect(await view(own.id)).to.include({ left: 1 });
    expect(await states(own.id)).to.deep.equal(['PROVEN', 'PROVEN']);
    const end = { ending: 'RETURNED' as const, reasons: '期满', documentDigest: digest('e') };
    await desk().act('custody:release', { id: own.id, ...end }, custodian);
    expect(await view(own.id)).to.deep.include({ status: 'RELEASED' });
    expect((await view(own.id)).nextChangeAt).to.equal(undefined);
  });

  it('is of data that there is and that is one’s own, with somebody who may keep it', async () => {
    const { input } = await ready();
    const code = (over: object, as = depositor): Promise<string> =>
      desk().refused('custody:entrust', { ...input, ...over }, as);
    const nothing = { asset: unique('none'), version: 1 };

    expect(await code({ data: nothing })).to.equal('VERSION_UNKNOWN');
    expect(await code({}, 'bank')).to.equal('RIGHT_NOT_HELD');
    expect(await code({ qualification: unique('none') })).to.equal('QUALIFICATION_NOT_VALID');
    const broker = await desk().qualified(CUSTODIAN, 'DATA_BROKER');
    expect(await code({ qualification: broker })).to.equal('QUALIFICATION_NOT_VALID');
    const self = await desk().qualified(HOLDER_A, DATA_CUSTODIAN);
    expect(await code({ custodian: HOLDER_A, qualification: self })).to.equal('CALLER_FORBIDDEN');
    await desk().act('custody:entrust', input, depositor);
    expect(await code({})).to.equal('RECORD_EXISTS');
  });

  it('is taken by its custodian alone, once, and for no other bytes', async () => {
    const { input, digests } = await ready();
    await desk().act('custody:entrust', input, depositor);
    const take = (over: object, as = custodian): Promise<string> =>
      desk().refused('custody:take', { id: input.id, digests, ...over }, as);

    expect(await take({ id: unique('none') })).to.equal('RECORD_NOT_FOUND');
    expect(await take({}, depositor)).to.equal('CALLER_FORBIDDEN');
    for (const algorithm of ['SHA-256', 'SM3']) {
      const others = { ...digests, [algorithm]: digest('0') };
      expect(await take({ digests: others }), algorithm).to.equal('ROOT_MISMATCH');
    }
    await desk().act('custody:take', { id: input.id, digests }, custodian);
    expect(await take({})).to.equal('RECORD_STATE_FORBIDS');
  });

  it('is asked about by its depositor, with the committed nonce, one challenge at a time', async () => {
    const own = await kept();
    const ask = (nonce: string | undefined, over: object = {}, as = depositor): Promise<string> =>
      desk().refused('custody:challenge', { id: own.id, nonce, ...over }, as);
    const [first, second, third] = own.challenges.nonces;

    expect(await ask(first, { id: unique('none') })).to.equal('RECORD_NOT_FOUND');
    expect(await ask(first, {}, custodian)).to.equal('CALLER_FORBIDDEN');
    expect(await ask(second)).to.equal('ROOT_MISMATCH');
    await challenge(own, 1);
    expect(await ask(second)).to.equal('RECORD_STATE_FORBIDS');
    await desk().act('custody:prove', await proof(own, 1), custodian);
    for (const number of [2, 3]) {
      await challenge(own, number);
      await desk().act('custody:prove', await proof(own, number), custodian);
    }
    expect(await ask(third)).to.equal('RECORD_STATE_FORBIDS');
  });

  it('is answered out of the bytes themselves, by the custodian, once', async () => {
    const own = await kept();
    await challenge(own, 1);
    const given = await proof(own, 1);
    const prove = (over: object, as = custodian): Promise<string> =>
      desk().refused('custody:prove', { ...given, ...over }, as);
    const altered = Uint8Array.from(own.bytes);
    altered[500] = (altered[500] ?? 0) ^ 1;
    const nonce = own.challenges.nonces[0] ?? '';
    const wrong = await answerOf(chunksOf(altered), nonce);

    expect(await prove({ answer: wrong })).to.equal('ROOT_MISMATCH');
    // What only digests of the bytes can make is no answer either.
    const hashed = createHash('sha256').update(own.bytes).digest();
    const made = createHash('sha256').update(Buffer.from(nonce, 'hex')).update(hashed);
    expect(await prove({ answer: made.digest('hex') })).to.equal('ROOT_MISMATCH');
    expect(await prove({ number: 2 })).to.equal('RECORD_STATE_FORBIDS');
    expect(await prove({ id: unique('none') })).to.equal('RECORD_NOT_FOUND');
    expect(await prove({}, depositor)).to.equal('CALLER_FORBIDDEN');
    expect(await states(own.id)).to.deep.equal(['OPEN']);
    await desk().act('custody:prove', given, custodian);
    expect(await prove({})).to.equal('RECORD_STATE_FORBIDS');
  });

  it('is missed by time alone, late afterwards, and over after its term', async function () {
    if (desk().stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const own = await kept({ term: desk().term(20) });
    await challenge(own, 1);
    const { nextChangeAt, asOf: then } = await view(own.id);

    await desk().later(7);

    expect(nextChangeAt).to.equal((await view(own.id)).possession[0]?.dueAt);
    expect(await states(own.id)).to.deep.equal(['MISSED']);
    await challenge(own, 2);
    await desk().act('custody:prove', await proof(own, 1), custodian);
    expect(await states(own.id)).to.deep.equal(['LATE', 'OPEN']);
    const before = await view(own.id, depositor, { asOf: then });
    expect(before.possession.map(({ state }) => state)).to.deep.equal(['OPEN']);
    expect(before.custody.challenged).to.have.length(1);
    await desk().later(14);
    expect(await view(own.id)).to.include({ status: 'TERM_OVER' });
  });

  it('is let go by its custodian, and by either side before it was taken', async () => {
    const [own, other] = [await kept(), await entrusted()];
    const end = { reasons: '期满', documentDigest: digest('e') };
    const release = (id: string, ending: string, as: string): Promise<string> =>
      desk().refused('custody:release', { id, ending, ...end }, as);

    expect(await release(unique('none'), 'DELETED', custodian)).to.equal('RECORD_NOT_FOUND');
    expect(await release(own.id, 'DELETED', depositor)).to.equal('CALLER_FORBIDDEN');
    expect(await release(own.id, 'NOT_TAKEN', custodian)).to.equal('RECORD_STATE_FORBIDS');
    expect(await release(other.id, 'DELETED', custodian)).to.equal('RECORD_STATE_FORBIDS');
    const phone = { ...end, id: own.id, ending: 'DELETED' as const, reasons: '电话13800138000' };
    expect(await desk().refused('custody:release', phone, custodian)).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    const untaken = { id: other.id, ending: 'NOT_TAKEN' as const, ...end };
    await desk().act('custody:release', untaken, depositor);
    expect(await release(other.id, 'NOT_TAKEN', depositor)).to.equal('RECORD_STATE_FORBIDS');
  });

  it('is shown to its two sides, and to whoever judges or supervises for a purpose', async () => {
    const { id } = await kept();
    const on = { kind: 'CUSTODY' as const, id };

    for (const as of [depositor, custodian]) expect((await view(id, as)).custody.id).to.equal(id);
    for (const as of ['judge', 'arbitrator', 'supervisor']) {
      const seen = await desk().stage.opened('custody:read', { id }, { on, as });
      expect(seen.status, as).to.equal('IN_CUSTODY');
    }
    const code = (over: object, as: string): Promise<string> =>
      desk().stage.code('custody:read', { id, ...over }, as);
    expect(await code({}, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await code({ id: 'nothing' }, 'judge')).to.equal('RECORD_NOT_FOUND');
    expect(await code({ asOf: FAR }, depositor)).to.equal('AS_OF_TOO_LATE');
    const said = { audience: BANK, nonce: 'a'.repeat(32) };
    expect(await view(id, custodian, said)).to.include(said);
  });

  it('stands in the list of each side, and in nobody else’s', async () => {
    const { id } = await kept();
    const own = async (as: string): Promise<string[]> => {
      const { items } = await desk().stage.ask('custody:own', { limit: 100 }, as);
      return items.map((item) => item.id);
    };

    for (const as of [depositor, custodian]) expect(await own(as), as).to.include(id);
    expect(await own('bank')).to.deep.equal([]);
    const code = (over: object): Promise<string> =>
      desk().stage.code('custody:own', { limit: 1, ...over }, depositor);
    expect(await code({ asOf: FAR })).to.equal('AS_OF_TOO_LATE');
    expect(await code({ cursor: 'none of ours' })).to.equal('CURSOR_INVALID');
  });

  it('is bounded by the beacons that its acts cite', async function () {
    const { input, digests } = await ready();
    await desk().act('custody:entrust', input, depositor);
    const { id } = input;
    const end = { ending: 'NOT_TAKEN', reasons: '未收', documentDigest: digest('e') };
    await citing(desk, this, {
      'custody:entrust': [{ ...input, id: unique('cu') }, depositor],
      'custody:take': [{ id, digests }, custodian],
      'custody:challenge': [{ id, nonce: digest('0') }, depositor],
      'custody:prove': [{ id, number: 1, answer: digest('0') }, custodian],
      'custody:release': [{ id, ...end }, custodian],
    });
  });

  it('is taken by whom the authority qualifies at that time', async function () {
    if (desk().stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const qualification = await desk().qualified(CUSTODIAN, DATA_CUSTODIAN, 3);
    const { input, digests } = await ready({ qualification });
    await desk().act('custody:entrust', input, depositor);

    await desk().later(4);

    expect(await desk().refused('custody:take', { id: input.id, digests }, custodian)).to.equal(
      'QUALIFICATION_NOT_VALID',
    );
  });
}
