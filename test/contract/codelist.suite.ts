import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  type CodeList,
  type Input,
  type ListDocument,
  NEGATIVE_LIST,
  recordDigest,
  signedListText,
  VOUCHER_SCENES,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { calendarOf } from '../support/calendar.js';
import { listNumbers } from '../support/negative-list.js';
import { contractSuite, covers, type OpenBench, type Use } from './suite.js';

/** Signed, versioned vocabularies and working-day calendars. */
export function codelistSuite(name: string, open: OpenBench): void {
  contractSuite(`codelist: ${name}`, open, (use) => {
    describe('publication', () => {
      publications(use);
    });
    describe('versions', () => {
      versions(use);
    });
    covers('codelist', use);
  });
}

const freshId = (): string => `LIST_${randomBytes(6).toString('hex').toUpperCase()}`;
const list = (over: Partial<CodeList> = {}): CodeList => ({
  kind: 'CODES',
  listId: freshId(),
  version: 1,
  basis: '测试',
  entries: [
    { code: 'AA', zh: '甲', en: 'First' },
    { code: 'BB', zh: '乙', en: 'Second' },
  ],
  retired: [],
  ...over,
});

const duty = {
  ...{ code: 'CORRECTION', article: 'TEST', period: { count: 5, unit: 'WORKING_DAY' as const } },
  ...{ startDay: 'EXCLUDED' as const, rollForward: true, lateness: 'RECORDED' as const },
};

async function signed(
  use: Use,
  document: ListDocument,
  by = 'court-official',
): Promise<Input<'codelist:publish'>> {
  const signature = await use()
    .bench.as(by)
    .sign(Buffer.from(signedListText(document)));
  return { document, signature: Buffer.from(signature).toString('base64') };
}

async function publish(use: Use, document: ListDocument): Promise<string> {
  return use().code('codelist:publish', await signed(use, document), 'court-official');
}

function publications(use: Use): void {
  it('keeps a list with its publisher and signature', async () => {
    const stage = use();
    const document = list();
    const input = await signed(use, document);

    const { value, txId } = await stage.commit('codelist:publish', input, 'court-official');

    expect(value).to.deep.include({ ...input, v: 1, digest: recordDigest(document), txId });
    expect(value.publisher).to.include({ mspId: 'CourtMSP', uscc: '11510100MB1DEM0D7T' });
    const key = { listId: document.listId, version: 1 };
    expect(await stage.ask('codelist:read', key, 'bank')).to.deep.equal(value);
  });

  it('keeps the working-day calendar of a year', async () => {
    const stage = use();
    const file = new URL('../../fixtures/workcal_2026.json', import.meta.url);
    const fixture = JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof calendarOf>[0];
    // Letters of no country, so that a shared channel takes it again.
    const [a, b] = randomBytes(2);
    const letters = String.fromCharCode(65 + ((a ?? 0) % 26), 65 + ((b ?? 0) % 26));
    const document = calendarOf({ ...fixture, calendarId: `${letters}-2026` });
    const input = await signed(use, document);

    const published = await stage.submit('codelist:publish', input, 'court-official');

    expect(published.document).to.deep.equal(document);
  });

  it('takes the publisher’s own signature over this very document', async () => {
    const stage = use();
    const document = list();
    const input = await signed(use, document);
    const publish = (over: object): Promise<string> =>
      stage.code('codelist:publish', { ...input, ...over }, 'court-official');
    const changed = { ...document, basis: '别的' };
    const bytes = Buffer.from(input.signature, 'base64');
    const noSignature = Buffer.alloc(bytes.length, 7).toString('base64');

    expect(await publish({ document: changed })).to.equal('SIGNATURE_INVALID');
    expect(await publish(await signed(use, document, 'registry-official'))).to.equal(
      'SIGNATURE_INVALID',
    );
    expect(await publish({ signature: noSignature })).to.equal('SIGNATURE_INVALID');
  });

  it('carries no personal data', async () => {
    expect(await publish(use, list({ basis: '电话13812345678' }))).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
  });

  it('keeps the negative list, which nothing else takes the id of', async () => {
    const stage = use();
    const version = await listNumbers(stage, freshId());
    const key = { listId: NEGATIVE_LIST, version };

    expect((await stage.ask('codelist:read', key, 'bank')).document.kind).to.equal(NEGATIVE_LIST);
    expect(await publish(use, list({ listId: NEGATIVE_LIST, version: version + 1 }))).to.equal(
      'INPUT_INVALID',
    );
  });

  it('keeps the id of the voucher scenes for a vocabulary', async () => {
    const document = {
      ...{ kind: 'DUTIES' as const, listId: VOUCHER_SCENES, version: 1, basis: '测试' },
      ...{ correction: duty, complaint: duty, auditEvery: { count: 2, unit: 'YEAR' as const } },
      ...{ auditArticle: 'PIPL/54', pipiaKeptFor: { count: 3, unit: 'YEAR' as const } },
    };

    expect(await publish(use, document)).to.equal('INPUT_INVALID');
    const other = await signed(use, { ...document, listId: freshId() });
    await use().submit('codelist:publish', other, 'court-official');
  });

  it('refuses a calendar that contradicts itself', async () => {
    const document = calendarOf({
      calendarId: 'ZZ-2026',
      basis: '测试',
      holidays: [['2026-01-03', '2026-01-01']],
      makeupWorkdays: [],
    });

    expect(await publish(use, document)).to.equal('INPUT_INVALID');
  });
}

function versions(use: Use): void {
  it('follow each other, once each, and drop no code', async () => {
    const first = list();
    const second = { ...first, version: 2, entries: first.entries.slice(0, 1), retired: ['BB'] };
    const revived = { ...first, version: 3 };

    expect(await publish(use, { ...first, version: 2 })).to.equal('CODE_LIST_OUT_OF_ORDER');
    await use().submit('codelist:publish', await signed(use, first), 'court-official');
    expect(await publish(use, first)).to.equal('CODE_LIST_EXISTS');
    expect(await publish(use, { ...second, retired: [] })).to.equal('INPUT_INVALID');
    await use().submit('codelist:publish', await signed(use, second), 'court-official');
    expect(await publish(use, revived)).to.equal('INPUT_INVALID');
  });

  it('are listed oldest first, page by page, and of one list only', async () => {
    const stage = use();
    const first = list();
    const { listId } = first;
    const longer = `${listId}X`;
    for (let version = 1; version <= 11; version += 1) {
      const input = await signed(use, { ...first, version });
      await stage.submit('codelist:publish', input, 'court-official');
    }
    await stage.submit(
      'codelist:publish',
      await signed(use, list({ listId: longer })),
      'court-official',
    );

    const page = await stage.ask('codelist:versions', { listId, limit: 10 }, 'bank');
    const cursor = page.next ?? '';
    const rest = await stage.ask('codelist:versions', { listId, limit: 10, cursor }, 'bank');

    const numbers = [...page.items, ...rest.items].map(({ document }) => document.version);
    expect(numbers).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(
      await stage.code('codelist:versions', { listId: longer, limit: 1, cursor }, 'bank'),
    ).to.equal('CURSOR_INVALID');
  });

  it('are read only where they are', async () => {
    const key = { listId: freshId(), version: 1 };

    expect(await use().code('codelist:read', key, 'bank')).to.equal('CODE_LIST_NOT_FOUND');
  });
}
