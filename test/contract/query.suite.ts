import type { Input } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { HOLDER_A } from '../support/parties.js';
import { initialForm } from '../support/register-samples.js';
import { Registrar } from '../support/registrar.js';
import { actsOf } from './register/acts.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

const PHONE = '联系电话 138-1234-5678';

/** 查询: a file is opened for a purpose that was recorded first, and its parties see by whom. */
export function querySuite(name: string, open: OpenBench): void {
  contractSuite(`query: ${name}`, open, (use) => {
    actsOf('query', use);
    describe('query', () => {
      queries(use);
    });
    describe('log', () => {
      logs(use);
      sealed(use);
    });
    describe('purpose', () => {
      purposes(use);
      bound(use);
    });
    covers('query', use, ['query:ask PROFILE_NOT_IN_FORCE']);
  });
}

const onCase = (id: string): { kind: 'CASE'; id: string } => ({ kind: 'CASE', id });

const asking = (id: string, over: Partial<Input<'query:ask'>> = {}): Input<'query:ask'> => ({
  ...{ id: unique('qu'), on: onCase(id), purpose: 'LITIGATION', basis: '（2027）川01民初1号' },
  ...over,
});

async function applied(desk: Registrar, over: object = {}): Promise<string> {
  const id = unique('rc');
  await desk.apply(id, { ...initialForm(unique('ds')), ...over }, { as: 'holder-a' });
  return id;
}

function queries(use: Use): void {
  it('is recorded with its purpose, and opens the file for it', async () => {
    const desk = new Registrar(use());
    const id = await applied(desk);
    const input = asking(id, { documentDigest: 'a'.repeat(64) });

    const record = await desk.act('query:ask', input, 'bank');

    expect(record).to.deep.include({ ...input });
    const file = { case: id, query: input.id, purpose: 'LITIGATION' };
    const { record: found, application } = await use().ask('query:file', file, 'bank');
    expect([found.id, application.case]).to.deep.equal([id, id]);
  });

  it('opens nothing to others, for another purpose, or unasked', async () => {
    const desk = new Registrar(use());
    const id = await applied(desk);
    const input = asking(id);
    await desk.act('query:ask', input, 'bank');
    const file = { case: id, query: input.id, purpose: 'LITIGATION' };
    const refuse = (as: string, over: object = {}): Promise<string> =>
      use().refusal('query:file', { ...file, ...over }, as);

    expect(await refuse('holder-b')).to.equal('QUERY_PURPOSE_EXCEEDED NATIONAL_2026/30');
    expect(await refuse('bank', { purpose: 'MARKETING' })).to.equal(
      'QUERY_PURPOSE_EXCEEDED NATIONAL_2026/30',
    );
    expect(await refuse('bank', { query: 'none' })).to.equal('QUERY_NOT_FOUND');
    expect(await use().code('query:file', { case: id }, 'bank')).to.equal('QUERY_PURPOSE_MISSING');
    expect(await use().code('query:ask', input, 'holder-b')).to.equal('QUERY_EXISTS');
    expect(await use().code('query:ask', asking(id, { basis: PHONE }), 'bank')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
  });

  it('is good for seven days', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    const id = await applied(desk);
    const input = asking(id);
    await desk.act('query:ask', input, 'bank');
    const file = { case: id, query: input.id, purpose: 'LITIGATION' };

    await desk.later(6);
    await stage.ask('query:file', file, 'bank');
    await desk.later(2);

    expect(await stage.code('query:file', file, 'bank')).to.equal('QUERY_PURPOSE_EXCEEDED');
  });

  it('leaves in the registrars’ confidence whose data an overlap is with', async () => {
    const desk = new Registrar(use());
    const { digests } = initialForm(unique('ds'));
    await applied(desk, { digests });
    const id = await applied(desk, { digests });
    const input = asking(id);
    await desk.act('query:ask', input, 'bank');

    const file = { case: id, query: input.id, purpose: 'LITIGATION' };
    const { record } = await use().ask('query:file', file, 'bank');

    const found = record.steps.find(({ kind }) => kind === 'OVERLAP_FOUND');
    expect(found?.kind === 'OVERLAP_FOUND' && found.flags.map(({ other }) => other)).to.deep.equal([
      undefined,
    ]);
  });
}

function logs(use: Use): void {
  it('is seen by the parties and registrars, and by offices for a purpose, newest first, page by page', async () => {
    const desk = new Registrar(use());
    const id = await applied(desk);
    const inputs = [asking(id), asking(id)];
    for (const input of inputs) await desk.act('query:ask', input, 'bank');

    const asked = { on: onCase(id), limit: 9 };
    for (const reader of ['holder-a', 'registrar1']) {
      const { items } = await use().ask('query:log', asked, reader);
      expect(items.map((item) => item.id)).to.deep.equal(inputs.map((each) => each.id).reverse());
    }
    for (const as of ['judge', 'supervisor']) {
      const { items } = await use().opened('query:log', asked, { on: onCase(id), as });
      expect(items.map((item) => item.id)).to.include.members(inputs.map((each) => each.id));
    }
    const first = await use().ask('query:log', { on: onCase(id), limit: 1 }, 'holder-a');
    expect(first.items).to.have.length(1);
    expect(await use().code('query:log', { on: onCase(id), limit: 1 }, 'bank')).to.equal(
      'CALLER_FORBIDDEN',
    );
    const cursor = Buffer.from('\0query-by-target\0x\0').toString('base64url');
    expect(
      await use().code('query:log', { on: onCase(id), limit: 1, cursor }, 'holder-a'),
    ).to.equal('CURSOR_INVALID');
  });
}

function purposes(use: Use): void {
  it('that is missing, or that no list knows, is refused and on record for the holder', async () => {
    const desk = new Registrar(use());
    const id = await applied(desk);
    const none = { id: unique('qu'), on: onCase(id), basis: '测试' };
    const unknown = asking(id, { purpose: 'CURIOSITY' });

    expect(await use().code('query:ask', none, 'bank')).to.equal('QUERY_PURPOSE_MISSING');
    expect(await use().code('query:ask', unknown, 'bank')).to.equal('QUERY_PURPOSE_UNKNOWN');

    const { items } = await use().ask('query:log', { on: onCase(id), limit: 9 }, 'holder-a');
    const seen = items.map((each) => ('code' in each ? each.code : each.outcome));
    expect(seen).to.deep.equal(['QUERY_PURPOSE_UNKNOWN', 'QUERY_PURPOSE_MISSING']);
    const file = { case: id, query: unknown.id, purpose: 'CURIOSITY' };
    expect(await use().code('query:file', file, 'bank')).to.equal('QUERY_PURPOSE_EXCEEDED');
  });

  it('is stated about what there is', async () => {
    await use().timely();
    for (const [kind, code] of [
      ['CASE', 'CASE_NOT_FOUND'],
      ['VOUCHER', 'VOUCHER_NOT_FOUND'],
      ['EMERGENCY', 'EMERGENCY_NOT_FOUND'],
      ['COMPLAINT', 'RECORD_NOT_FOUND'],
      ['RIGHT', 'RECORD_NOT_FOUND'],
      ['GRANT', 'RECORD_NOT_FOUND'],
      ['DELIVERY', 'RECORD_NOT_FOUND'],
      ['AGREEMENT', 'RECORD_NOT_FOUND'],
      ['NOTICE', 'RECORD_NOT_FOUND'],
      ['DEAL', 'RECORD_NOT_FOUND'],
      ['DISPUTE', 'RECORD_NOT_FOUND'],
      ['INFRINGEMENT', 'RECORD_NOT_FOUND'],
    ] as const) {
      const on = { kind, id: 'nothing' };
      expect(await use().code('query:ask', asking('x', { on }), 'bank')).to.equal(code);
      expect(await use().code('query:log', { on, limit: 1 }, 'bank')).to.equal(code);
    }
  });

  it('is shown to whom it is about, over all of its records', async () => {
    const desk = new Registrar(use());
    const [one, other] = [asking(await applied(desk)), asking(await applied(desk))];
    await desk.act('query:ask', one, 'bank');
    await desk.act('query:ask', other, 'bank');
    const on = { kind: 'PARTY' as const, id: HOLDER_A };
    const search = asking('x', { on, purpose: 'ENFORCEMENT', caseNo: '（2027）川01执1号' });
    await desk.act('query:ask', search, 'judge');

    const first = await use().ask('query:about', { limit: 2 }, 'holder-a');
    expect(first.items.map(({ id }) => id)).to.deep.equal([search.id, other.id]);
    const rest = await use().ask('query:about', { limit: 1, cursor: first.next }, 'holder-a');
    expect(rest.items.map(({ id }) => id)).to.deep.equal([one.id]);
    const foreign = Buffer.from('\0query-about\0x\0').toString('base64url');
    const wrong = { limit: 1, cursor: foreign };
    expect(await use().code('query:about', wrong, 'holder-a')).to.equal('CURSOR_INVALID');
    const others = (await use().ask('query:about', { limit: 100 }, 'consumer-c')).items;
    const ours = [one.id, other.id, search.id];
    expect(others.filter(({ id }) => ours.includes(id))).to.deep.equal([]);
  });
}

/** What is not public, and not one’s own, opens for a purpose only: one read after the other. */
function bound(use: Use): void {
  for (const name of [
    'registration:read',
    'registration:applications',
    'registration:contact',
  ] as const) {
    it(`opens ${name} to a court for its own recorded purpose, and to the sides without one`, async () => {
      const desk = new Registrar(use());
      const id = await applied(desk);
      const of = { ...(name === 'registration:read' ? { id } : { case: id }) };
      const input = { ...of, ...(name === 'registration:applications' ? { limit: 1 } : {}) };
      const query = asking(id);
      await desk.act('query:ask', query, 'judge');
      const code = (cited: object, as = 'judge'): Promise<string> =>
        use().code(name, { ...input, ...cited }, as);

      expect(await code({})).to.equal('QUERY_PURPOSE_MISSING');
      expect(await code({ query: query.id })).to.equal('QUERY_PURPOSE_MISSING');
      expect(await code({ query: 'none', purpose: 'LITIGATION' })).to.equal('QUERY_NOT_FOUND');
      expect(await code({ query: query.id, purpose: 'AUDIT' })).to.equal('QUERY_PURPOSE_EXCEEDED');
      const cited = { query: query.id, purpose: 'LITIGATION' };
      await use().ask(name, { ...input, ...cited }, 'judge');
      await use().ask(name, input, 'holder-a');
      await use().ask(name, input, 'registrar1');
    });
  }
}

function sealed(use: Use): void {
  const caseNo = '（2027）川01执2号';
  const days = (stage: ReturnType<Use>, count: number): string =>
    new Date(stage.bench.now().getTime() + count * 86_400_000).toISOString();

  it('keeps a state organ’s query from the holder until its day, and then shows it by time alone', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    const id = await applied(desk);
    const query = asking(id, { caseNo, sealedUntil: days(stage, 30) });
    await desk.act('query:ask', query, 'judge');
    const seen = async (as: string, named: object = {}): Promise<number> =>
      (await stage.ask('query:log', { on: onCase(id), limit: 9, ...named }, as)).items.length;
    const about = async (): Promise<boolean> => {
      const { items } = await stage.ask('query:about', { limit: 9 }, 'holder-a');
      return items.some((each) => each.id === query.id);
    };

    expect([await seen('holder-a'), await seen('registrar1'), await about()]).to.deep.equal([
      0,
      0,
      false,
    ]);
    const own = { query: query.id, purpose: query.purpose };
    expect(await seen('judge', own)).to.equal(1);

    await desk.later(31);

    expect([await seen('holder-a'), await about()]).to.deep.equal([1, true]);
  });

  it('is for courts and supervisors with a case number, and for a while only', async () => {
    const stage = use();
    const desk = new Registrar(stage);
    const id = await applied(desk);
    const sealedUntil = days(stage, 30);
    const code = (over: Partial<Input<'query:ask'>>, as: string): Promise<string> =>
      stage.code('query:ask', asking(id, over), as);

    expect(await code({ caseNo, sealedUntil }, 'bank')).to.equal('QUERY_NOT_SEALABLE');
    expect(await code({ sealedUntil }, 'judge')).to.equal('QUERY_NOT_SEALABLE');
    expect(await code({ caseNo, sealedUntil: days(stage, 400) }, 'judge')).to.equal(
      'QUERY_SEAL_TOO_LONG',
    );
    await desk.act('query:ask', asking(id, { caseNo, sealedUntil }), 'supervisor');
  });
}
