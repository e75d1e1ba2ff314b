import { LedgerError, type Output, verifyPath } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { classified, entryInput } from '../support/catalog-samples.js';
import { unique } from '../support/founded.js';
import { IMPLEMENTING_BODY, UTILITY } from '../support/parties.js';
import { rejected } from '../support/rejected.js';
import { Registrar } from '../support/registrar.js';
import { classifying } from './public/classifying.js';
import { generalOf } from './public/general.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

/** 一本账: entries, their months, and the surveys they come from. */
export function catalogSuite(name: string, open: OpenBench): void {
  contractSuite(`catalog: ${name}`, open, (use) => {
    describe('catalog', () => {
      generalOf('catalog', use);
      entries(use);
      sources(use);
    });
    describe('levels of an entry’s data', () => {
      classifying(use);
    });
    describe('survey', () => {
      generalOf('survey', use);
      surveys(use);
    });
    describe('months', () => {
      generalOf('catalogmonth', use);
      months(use);
      missingMonths(use);
    });
    for (const contract of ['catalog', 'catalogmonth', 'survey']) covers(contract, use);
  });
}

const hex = '0'.repeat(64);
const monthNow = (desk: Registrar): string =>
  new Date(desk.stage.bench.now().getTime() + 28_800_000)
    .toISOString()
    .slice(0, 7)
    .replace('-', '');

function entries(use: Use): void {
  it('are versions of their department’s own, each over the one before', async () => {
    const desk = new Registrar(use());
    const first = await desk.act('catalog:upsert', entryInput(), 'implementer');
    const { catalogNo } = first;
    const input = entryInput({ catalogNo, title: '经营主体信息' });
    const second = await desk.act('catalog:upsert', input, 'implementer');

    expect(first).to.include({ version: 1, department: IMPLEMENTING_BODY, state: 'ACTIVE' });
    expect(second).to.include({ version: 2, ordinal: first.ordinal });
    const asOf = first.at;
    expect(await use().ask('catalog:read', { catalogNo }, 'bank')).to.deep.equal(second);
    expect(await use().ask('catalog:read', { catalogNo, asOf }, 'bank')).to.deep.equal(first);
    const { items } = await use().ask('catalog:history', { catalogNo, limit: 10 }, 'bank');
    expect(items).to.deep.equal([first, second]);
    expect(await use().ask('catalog:version', { catalogNo, version: 1 }, 'bank')).to.deep.equal(
      first,
    );
  });

  it('did not stand before they were written', async () => {
    const desk = new Registrar(use());
    const { catalogNo } = await desk.act('catalog:upsert', entryInput(), 'implementer');
    const asked = { catalogNo, asOf: '2026-01-01T00:00:00.000Z' };

    expect(await use().code('catalog:read', asked, 'bank')).to.equal('CATALOG_NOT_FOUND');
    const late = { catalogNo, asOf: '2099-01-01T00:00:00.000Z' };
    expect(await use().code('catalog:read', late, 'bank')).to.equal('AS_OF_TOO_LATE');
  });

  it('are nobody else’s to write or retire', async () => {
    const desk = new Registrar(use());
    const { catalogNo } = await desk.act('catalog:upsert', entryInput(), 'implementer');
    const retire = { catalogNo, reason: '测试' };

    expect(await use().code('catalog:upsert', entryInput({ catalogNo }), 'utility')).to.equal(
      'CALLER_FORBIDDEN',
    );
    expect(await use().code('catalog:retire', retire, 'utility')).to.equal('CALLER_FORBIDDEN');
  });

  it('end in a version that says why, and stay to be read', async () => {
    const desk = new Registrar(use());
    const { catalogNo } = await desk.act('catalog:upsert', entryInput(), 'implementer');
    const retire = { catalogNo, reason: '系统停用' };
    const retired = await desk.act('catalog:retire', retire, 'implementer');

    expect(retired).to.include({ state: 'RETIRED', retiredFor: '系统停用', version: 2 });
    expect(await use().code('catalog:retire', retire, 'implementer')).to.equal('CATALOG_RETIRED');
    expect(await use().code('catalog:upsert', entryInput({ catalogNo }), 'implementer')).to.equal(
      'CATALOG_RETIRED',
    );
    expect((await use().ask('catalog:read', { catalogNo }, 'bank')).state).to.equal('RETIRED');
  });

  it('keep core data where it is', async () => {
    await use().witness();
    const core = entryInput({ ...classified({ level: 'CORE' }) });
    const kept = entryInput({ ...core, shareType: 'NOT_SHARED', openType: 'NOT_OPEN' });

    expect(await use().code('catalog:upsert', core, 'implementer')).to.equal('CORE_DATA_REFUSED');
    expect(
      await use()
        .code('catalog:upsert', kept, 'implementer')
        .catch(() => 'OK'),
    ).to.equal('OK');
  });

  it('count in a month that has begun, and not before their last change', async () => {
    const desk = new Registrar(use());
    const { catalogNo } = await desk.act('catalog:upsert', entryInput(), 'implementer');
    const refuse = (name: 'catalog:upsert' | 'catalog:retire', month: string): Promise<string> =>
      use().code(
        name,
        name === 'catalog:retire'
          ? { catalogNo, reason: '测试', month }
          : entryInput({ catalogNo, month }),
        'implementer',
      );

    expect(await refuse('catalog:upsert', '209901')).to.equal('CATALOG_MONTH_WRONG');
    expect(await refuse('catalog:retire', '209901')).to.equal('CATALOG_MONTH_WRONG');
    const early = unique('CD-GS');
    const fresh = entryInput({ catalogNo: early, month: monthNow(desk) });
    await desk.act('catalog:upsert', fresh, 'implementer');
    const before = entryInput({ catalogNo: early, month: '202001' });
    expect(await use().code('catalog:upsert', before, 'implementer')).to.equal(
      'CATALOG_MONTH_WRONG',
    );
  });

  it('are found by their number, version and page', async () => {
    await use().witness();
    const catalogNo = unique('CD-NO');
    const desk = new Registrar(use());
    const other = await desk.act('catalog:upsert', entryInput(), 'implementer');
    const key = { catalogNo };

    expect(await use().code('catalog:retire', { ...key, reason: '测试' }, 'implementer')).to.equal(
      'CATALOG_NOT_FOUND',
    );
    expect(await use().code('catalog:history', { ...key, limit: 1 }, 'bank')).to.equal(
      'CATALOG_NOT_FOUND',
    );
    expect(await use().code('catalog:version', { ...key, version: 1 }, 'bank')).to.equal(
      'CATALOG_NOT_FOUND',
    );
    const paged = { catalogNo: other.catalogNo, limit: 1, cursor: 'bm9wZQ' };
    expect(await use().code('catalog:history', paged, 'bank')).to.equal('CURSOR_INVALID');
  });
}

function sources(use: Use): void {
  it('have one authoritative source of a data item, which a conflict names', async () => {
    const desk = new Registrar(use());
    const first = await desk.act('catalog:upsert', entryInput(), 'implementer');
    const { items, catalogNo } = first;
    const second = entryInput({ items });

    const err = await rejected(desk.act('catalog:upsert', second, 'utility'));

    expect(err).to.be.instanceOf(LedgerError);
    expect(err.code).to.equal('AUTHORITATIVE_SOURCE_CONFLICT');
    expect(err.params).to.include({
      catalogNo,
      department: IMPLEMENTING_BODY,
      remedy: 'correction:file',
    });
    const shared = items.map((item) => ({ ...item, authoritative: false }));
    await desk.act('catalog:upsert', entryInput({ catalogNo, items: shared }), 'implementer');
    const taken = await desk.act('catalog:upsert', second, 'utility');
    expect(taken.department).to.equal(UTILITY);
  });

  it('are free again when their entry is retired', async () => {
    const desk = new Registrar(use());
    const { items, catalogNo } = await desk.act('catalog:upsert', entryInput(), 'implementer');
    await desk.act('catalog:retire', { catalogNo, reason: '停用' }, 'implementer');

    const next = await desk.act('catalog:upsert', entryInput({ items }), 'utility');

    expect(next.items).to.deep.equal(items);
  });
}

function surveys(use: Use): void {
  it('are answered once, and give entries when they are closed', async () => {
    const desk = new Registrar(use());
    const id = unique('survey');
    const round = { id, title: '2027年政务数据调查', basis: '测试' };
    await desk.act('survey:open', round, 'authority-official');
    const answer = { id, listDigest: 'a'.repeat(64), entries: 12 };
    const answered = await desk.act('survey:answer', answer, 'implementer');
    const origin = {
      kind: 'SURVEY',
      round: id,
      respondent: IMPLEMENTING_BODY,
      listDigest: answer.listDigest,
    };
    const entry = entryInput({ origin: origin as never });
    const refuse = (input: object): Promise<string> =>
      use().code('catalog:upsert', input, 'implementer');

    expect(await use().code('survey:open', round, 'authority-official')).to.equal('RECORD_EXISTS');
    expect(await use().code('survey:answer', answer, 'implementer')).to.equal('RECORD_EXISTS');
    expect(await refuse(entry)).to.equal('SURVEY_NOT_CLOSED');
    expect(await refuse({ ...entry, origin: { ...origin, listDigest: hex } })).to.equal(
      'SURVEY_ANSWER_MISSING',
    );
    expect(await use().code('survey:close', { id }, 'registry-official')).to.equal(
      'CALLER_FORBIDDEN',
    );
    await desk.act('survey:close', { id }, 'authority-official');
    expect(await use().code('survey:close', { id }, 'authority-official')).to.equal(
      'RECORD_STATE_FORBIDS',
    );
    expect(await use().code('survey:answer', answer, 'utility')).to.equal('RECORD_STATE_FORBIDS');
    expect((await desk.act('catalog:upsert', entry, 'implementer')).origin).to.deep.equal(origin);
    const view = await use().ask('survey:read', { id, respondent: IMPLEMENTING_BODY }, 'bank');
    expect(view).to.deep.include({ answer: answered });
  });
}

type Closing = Output<'catalogmonth:approve'>;

/** Seals a month to its end and has two organisations sign it. */
async function close(desk: Registrar, department: string, month: string): Promise<Closing> {
  const of = { department, month };
  for (;;) {
    const { sealed } = await desk.act('catalogmonth:seal', of, 'registry-official');
    if (sealed) break;
  }
  const { digest } = await desk.act('catalogmonth:propose', of, 'registry-official');
  return desk.act('catalogmonth:approve', { ...of, digest }, 'court-official');
}

function months(use: Use): void {
  it('tell two closings apart, over as many pages as it takes, and prove each entry', async function () {
    this.timeout(180_000);
    if (use().bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(use());
    const make = (): Promise<Output<'catalog:upsert'>> =>
      desk.act('catalog:upsert', entryInput(), 'utility');
    const [kept, changed, gone] = [await make(), await make(), await make()];
    for (let more = 0; more < 50; more += 1) await make();
    const from = monthNow(desk);
    await desk.later(31);
    const closing = await close(desk, UTILITY, from);
    const renamed = entryInput({
      catalogNo: changed.catalogNo,
      title: '改名',
      items: changed.items,
    });
    await desk.act('catalog:upsert', renamed, 'utility');
    await desk.act('catalog:retire', { catalogNo: gone.catalogNo, reason: '停用' }, 'utility');
    const added = await make();
    const to = monthNow(desk);
    await desk.later(31);
    const next = await close(desk, UTILITY, to);

    expect(closing.statement.pages).to.be.greaterThan(1);
    expect(closing.votes.map(({ mspId }) => mspId)).to.deep.equal(['RegistryMSP', 'CourtMSP']);
    expect(next.statement).to.deep.include({
      previous: closing.digest,
      entries: closing.statement.entries + 1,
      retired: closing.statement.retired + 1,
    });
    const found: Output<'catalogmonth:diff'>['changes'] = [];
    for (let page = 1; page <= next.statement.pages; page += 1) {
      const asked = { department: UTILITY, from, to, page };
      const diff = await use().ask('catalogmonth:diff', asked, 'bank');
      expect(diff.vanished).to.deep.equal([]);
      found.push(...diff.changes);
    }
    expect(found.map(({ change, after }) => [change, after.catalogNo])).to.have.deep.members([
      ['CHANGED', changed.catalogNo],
      ['RETIRED', gone.catalogNo],
      ['ADDED', added.catalogNo],
    ]);
    const of = { department: UTILITY, month: to };
    const proof = await use().ask('catalogmonth:proof', { ...of, ...no(kept) }, 'bank');
    expect(verifyPath(proof, next.statement.root)).to.equal(true);
    expect(verifyPath({ ...proof, leaf: `${proof.leaf} ` }, next.statement.root)).to.equal(false);
    expect(await use().ask('catalogmonth:read', of, 'bank')).to.deep.equal(next);
    const early = { department: UTILITY, month: from, ...no(added) };
    expect(await use().code('catalogmonth:proof', early, 'bank')).to.equal('CATALOG_NOT_FOUND');
  });

  it('take no change once they are sealed, and are closed in order', async function () {
    if (use().bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(use());
    const entry = await desk.act('catalog:upsert', entryInput(), 'implementer');
    const month = monthNow(desk);
    const of = { department: IMPLEMENTING_BODY, month };
    const refuse = (name: Parameters<typeof desk.stage.code>[0], input: object, as: string) =>
      use().code(name, input, as);

    expect(await refuse('catalogmonth:seal', of, 'registry-official')).to.equal(
      'CLOSING_TOO_EARLY',
    );
    await desk.later(31);
    const late = entryInput({ catalogNo: unique('CD-GS'), month });
    expect((await desk.act('catalog:upsert', late, 'implementer')).month).to.equal(month);
    await desk.act('catalogmonth:seal', of, 'registry-official');
    const again = { ...late, catalogNo: unique('CD-GS') };
    expect(await refuse('catalog:upsert', again, 'implementer')).to.equal('CATALOG_MONTH_CLOSED');
    const retire = { ...no(entry), reason: '测试', month };
    expect(await refuse('catalog:retire', retire, 'implementer')).to.equal('CATALOG_MONTH_CLOSED');
    await desk.later(31);
    const later = { department: IMPLEMENTING_BODY, month: nextMonth(month) };
    expect(await refuse('catalogmonth:seal', later, 'registry-official')).to.equal(
      'CLOSING_PENDING',
    );
    const closed = await signed(desk, of, use);
    expect(closed.state).to.equal('CLOSED');
    expect(await refuse('catalogmonth:seal', of, 'registry-official')).to.equal(
      'CATALOG_MONTH_CLOSED',
    );
    expect(await refuse('catalogmonth:propose', of, 'registry-official')).to.equal(
      'CATALOG_MONTH_CLOSED',
    );
  });

  it('are proposed when every page is sealed', async function () {
    this.timeout(120_000);
    if (use().bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(use());
    const of = { department: UTILITY, month: monthNow(desk) };
    await desk.later(31);
    const { sealed } = await desk.act('catalogmonth:seal', of, 'registry-official');

    expect(sealed, 'one page is not all').to.equal(false);
    expect(await use().code('catalogmonth:propose', of, 'registry-official')).to.equal(
      'CLOSING_NOT_SEALED',
    );
    await close(desk, UTILITY, of.month);
  });
}

const no = ({ catalogNo }: { catalogNo: string }): { catalogNo: string } => ({ catalogNo });

function nextMonth(month: string): string {
  const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)), 1));
  return next.toISOString().slice(0, 7).replace('-', '');
}

/** Signs a sealed month, after everybody who may not. */
async function signed(
  desk: Registrar,
  of: { department: string; month: string },
  use: Use,
): Promise<Closing> {
  const { digest } = await desk.act('catalogmonth:propose', of, 'registry-official');
  const refuse = (as: string, read: string): Promise<string> =>
    use().code('catalogmonth:approve', { ...of, digest: read }, as);

  expect(await refuse('registry-official', digest)).to.equal('APPROVER_NOT_INDEPENDENT');
  expect(await refuse('court-official', hex)).to.equal('PROPOSAL_MISMATCH');
  const closed = await desk.act('catalogmonth:approve', { ...of, digest }, 'court-official');
  expect(await refuse('authority-official', digest)).to.equal('CATALOG_MONTH_CLOSED');
  return closed;
}

function missingMonths(use: Use): void {
  it('are found where they were closed', async () => {
    await use().witness();
    const of = { department: IMPLEMENTING_BODY, month: '201901' };
    const codes = [
      await use().code('catalogmonth:propose', of, 'registry-official'),
      await use().code('catalogmonth:approve', { ...of, digest: hex }, 'court-official'),
      await use().code('catalogmonth:read', of, 'bank'),
      await use().code('catalogmonth:proof', { ...of, catalogNo: 'nothing' }, 'bank'),
      await use().code(
        'catalogmonth:diff',
        { department: IMPLEMENTING_BODY, from: '201901', to: '201902', page: 1 },
        'bank',
      ),
    ];

    expect(new Set(codes)).to.deep.equal(new Set(['CLOSING_NOT_FOUND']));
  });
}
