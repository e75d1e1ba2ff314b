import type { Input } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../support/founded.js';
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
    });
    covers('query', use);
  });
}

const asking = (id: string, over: Partial<Input<'query:ask'>> = {}): Input<'query:ask'> => ({
  ...{ id: unique('qu'), case: id, purpose: 'LITIGATION', basis: '（2027）川01民初1号' },
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
    const file = { case: id, query: input.id, purpose: input.purpose };
    const { record: found, application } = await use().ask('query:file', file, 'bank');
    expect([found.id, application.case]).to.deep.equal([id, id]);
  });

  it('opens nothing to others, for another purpose, or unasked', async () => {
    const desk = new Registrar(use());
    const id = await applied(desk);
    const input = asking(id);
    await desk.act('query:ask', input, 'bank');
    const file = { case: id, query: input.id, purpose: input.purpose };
    const refuse = (as: string, over: object = {}): Promise<string> =>
      use().refusal('query:file', { ...file, ...over }, as);

    expect(await refuse('holder-b')).to.equal('QUERY_PURPOSE_EXCEEDED NATIONAL_2026/30');
    expect(await refuse('bank', { purpose: 'MARKETING' })).to.equal(
      'QUERY_PURPOSE_EXCEEDED NATIONAL_2026/30',
    );
    expect(await refuse('bank', { query: 'none' })).to.equal('QUERY_NOT_FOUND');
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
    const file = { case: id, query: input.id, purpose: input.purpose };

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

    const file = { case: id, query: input.id, purpose: input.purpose };
    const { record } = await use().ask('query:file', file, 'bank');

    const found = record.steps.find(({ kind }) => kind === 'OVERLAP_FOUND');
    expect(found?.kind === 'OVERLAP_FOUND' && found.flags.map(({ other }) => other)).to.deep.equal([
      undefined,
    ]);
  });
}

function logs(use: Use): void {
  it('is seen by the parties and by offices, newest first, page by page', async () => {
    const desk = new Registrar(use());
    const id = await applied(desk);
    const inputs = [asking(id), asking(id)];
    for (const input of inputs) await desk.act('query:ask', input, 'bank');

    for (const reader of ['holder-a', 'registrar1', 'judge', 'supervisor']) {
      const { items } = await use().ask('query:log', { case: id, limit: 9 }, reader);
      expect(items.map((item) => item.id)).to.deep.equal(inputs.map((each) => each.id).reverse());
    }
    const first = await use().ask('query:log', { case: id, limit: 1 }, 'holder-a');
    expect(first.items).to.have.length(1);
    expect(await use().code('query:log', { case: id, limit: 1 }, 'bank')).to.equal(
      'CALLER_FORBIDDEN',
    );
    const cursor = Buffer.from('\0query-by-case\0x\0').toString('base64url');
    expect(await use().code('query:log', { case: id, limit: 1, cursor }, 'holder-a')).to.equal(
      'CURSOR_INVALID',
    );
  });
}
