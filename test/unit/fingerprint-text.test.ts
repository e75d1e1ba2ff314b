import { readCsv } from '@shuquan/gateway/fingerprint/csv';
import { readJsonl } from '@shuquan/gateway/fingerprint/jsonl';
import type { Table } from '@shuquan/gateway/fingerprint/table';
import { expect } from 'chai';
import { rejected } from '../support/rejected.js';
import { chunked, readBy, type Read } from '../support/tables.js';

const MIB = 1_048_576;
type Content = string | Uint8Array;
const csv = (content: Content, bytes?: number): Promise<Read> =>
  readBy((table) => readCsv(chunked(content, bytes), table));
const jsonl = (content: Content, bytes?: number): Promise<Read> =>
  readBy((table) => readJsonl(chunked(content, bytes), table));

/** Chunks that nobody holds all at once. */
async function* endless(first: string, chunk: string, bytes: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from(first);
  const part = Buffer.from(chunk.repeat(Math.ceil(65_536 / chunk.length)));
  for (let at = 0; at < bytes; at += part.length) yield await Promise.resolve(part);
}

/** Reads so many bytes of rows of 1.8 kB and answers how many there were and what memory it took. */
async function streamed(
  first: string,
  row: string,
  bytes: number,
  read: (chunks: AsyncIterable<Uint8Array>, table: Table) => Promise<void>,
): Promise<{ readonly rows: number; readonly grownBy: number }> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const watched = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of endless(first, row, bytes)) {
      peak = Math.max(peak, process.memoryUsage.rss());
      yield chunk;
    }
  };
  const { rows } = await readBy((table) => read(watched(), table), false);
  return { rows, grownBy: peak - before };
}

const LONG_TEXT = '数'.repeat(600);

describe('CSV', () => {
  // A parser that looks at every byte: the whole length is for those who ask for it.
  const megabytes = process.env['LONG'] === '1' ? 200 : 32;
  it(`of ${megabytes} MB takes constant memory`, async () => {
    const row = `"${LONG_TEXT}",2025-12-31\n`;

    const { rows, grownBy } = await streamed('a,b\n', row, megabytes * 1e6, readCsv);

    expect(rows).to.be.greaterThan(megabytes * 500);
    expect(grownBy).to.be.below(150 * MIB);
  }).timeout(240_000);

  const plain = '名称,备注\n甲,"a,b"\n乙,"x\ny"\n丙,"""q"""\n';

  it('is the same with any line ends, a byte order mark, quotes and blank lines', async () => {
    const expected = await csv(plain);
    const written = [
      plain.replace(/\n(?!y)/g, '\r\n'),
      `\ufeff${plain}`,
      plain.replace('甲', '"甲"'),
      `${plain}\n\n`,
      plain.slice(0, -1),
    ];

    expect(expected.rows).to.equal(3);
    for (const each of written) expect(await csv(each)).to.deep.equal(expected);
  });

  it('is the same however its bytes arrive', async () => {
    const expected = await csv(plain);
    for (let bytes = 1; bytes < 12; bytes += 1) {
      expect(await csv(`\ufeff${plain}`, bytes)).to.deep.equal(expected);
    }
  });

  const faults: readonly [string, Content, object][] = [
    ['a short row', 'a,b\n1,2\n3\n', { line: 3 }],
    ['a long row', 'a,b\n1,2,3\n', { line: 2 }],
    ['a quote that is never closed', 'a,b\n1,"2\n3,4\n', { line: 3 }],
    ['text after a quote', 'a,b\n"1"x,2\n', { line: 2 }],
    ['a quote within a field', 'a,b\n1"2,3\n', { line: 2 }],
    ['a NUL byte', 'a,b\n1,2\n\0,3\n', { line: 3 }],
    ['a column that comes twice', 'a,A\n', { line: 1 }],
    ['nothing at all', '', {}],
  ];
  for (const [what, content, params] of faults) {
    it(`refuses ${what}, naming the line and not the data`, async () => {
      const err = await rejected(csv(content));

      expect(err).to.deep.include({ code: 'DATA_MALFORMED', params });
    });
  }

  it('refuses other encodings by name, and says what to do', async () => {
    const gbk = Buffer.concat([Buffer.from('a,b\n1,2\n'), Buffer.from('b9abcbbe2c31', 'hex')]);
    const utf16 = Buffer.from('\ufeffa,b\n', 'utf16le');
    const broken = Buffer.from([0x61, 0x0a, 0xff, 0xff, 0x0a]);

    const refusals = await Promise.all([gbk, utf16, broken].map((each) => rejected(csv(each))));

    expect(refusals.map(({ code }) => code)).to.deep.equal(refusals.map(() => 'DATA_NOT_UTF8'));
    expect(refusals.map(({ params }) => params)).to.deep.equal([
      { line: 3, encoding: 'GBK' },
      { line: 1, encoding: 'UTF-16LE' },
      { line: 2 },
    ]);
    expect(refusals[0]?.message).to.contain('iconv -f GB18030 -t UTF-8');
  });

  it('refuses a character that the end of the file cuts off', async () => {
    expect(await rejected(csv(Buffer.from('a\n数').subarray(0, 4)))).to.include({
      code: 'DATA_NOT_UTF8',
    });
  });

  const bombs: readonly [string, string, string][] = [
    ['an open quote before 100 MB', 'a,b\n1,"', 'x\n'],
    ['a line of 100 MB', 'a,b\n1,', 'x'],
    ['100 MB of commas', 'a,b\n1', ','],
    ['100 MB of commas and quoted line breaks', 'a,b\n1', '"\n",,,,,,,,,'],
    ['a header of 100 MB', '', 'a,'],
  ];
  for (const [what, first, chunk] of bombs) {
    it(`refuses ${what} before it has read much of it`, async () => {
      const before = process.memoryUsage.rss();
      const err = await rejected(
        readBy((table) => readCsv(endless(first, chunk, 100 * MIB), table)),
      );

      expect(err.code).to.be.oneOf(['DATA_TOO_LARGE', 'DATA_MALFORMED']);
      expect(process.memoryUsage.rss() - before).to.be.below(400 * MIB);
    });
  }

  it('refuses more columns than any table has', async () => {
    const names = Array.from({ length: 5000 }, (_, i) => `c${i}`).join(',');

    expect(await rejected(csv(names))).to.deep.include({
      code: 'DATA_TOO_LARGE',
      params: { line: 1 },
    });
  });
});

describe('JSON Lines', () => {
  it('of 200 MB takes constant memory', async () => {
    const row = `{"a":"${LONG_TEXT}","b":1}\n`;

    const { rows, grownBy } = await streamed('', row, 200e6, readJsonl);

    expect(rows).to.be.greaterThan(100_000);
    expect(grownBy).to.be.below(150 * MIB);
  }).timeout(240_000);

  it('is the same in any order of members, with null or without', async () => {
    const expected = await jsonl('{"a":1,"b":"x"}\n{"a":2,"b":null}\n');

    expect(await jsonl('{"b":"x","a":1.0}\n\n{"b":null,"a":2}')).to.deep.equal(expected);
    expect(await jsonl('\ufeff{"b":"x","a":1}\r\n{"a":2}\r\n', 3)).to.deep.equal(expected);
  });

  it('makes canonical text of what is nested', async () => {
    const expected = await jsonl('{"a":{"x":1,"y":[1,2]}}');

    expect(await jsonl('{"a":{"y":[1.0,2],"x":1,"z":null}}')).to.deep.equal(expected);
    expect(await csv('a\n"{""y"":[1,2],""x"":1}"\n')).to.deep.equal(expected);
  });

  const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const faults: readonly [string, Content, string, object][] = [
    ['a line that is no JSON', '{"a":1}\n{"a":\n', 'DATA_MALFORMED', { line: 2 }],
    ['a line that is no object', '{"a":1}\n\n[1]\n', 'DATA_MALFORMED', { line: 3 }],
    ['a member named twice', '{"a":1,"a":2}', 'DATA_MALFORMED', { line: 1 }],
    ['members that are one column', '{"a":1,"A":2}', 'DATA_MALFORMED', { line: 1 }],
    ['JSON that nests for ever', deep, 'DATA_MALFORMED', { line: 1 }],
    ['half a character', '{"a":"\\ud83d"}', 'DATA_MALFORMED', { line: 1 }],
    ['an escaped NUL', '{"a":"\\u0000"}', 'DATA_MALFORMED', { line: 1 }],
    ['a NUL byte', '{"a":"\0"}', 'DATA_MALFORMED', { line: 1 }],
  ];
  for (const [what, content, code, params] of faults) {
    it(`refuses ${what}, naming the line`, async () => {
      expect(await rejected(jsonl(content))).to.deep.include({ code, params });
    });
  }

  it('refuses a line of 100 MB before it has read much of it', async () => {
    const content = endless('{"a":1}\n{"a":"', 'x', 100 * MIB);

    const err = await rejected(readBy((table) => readJsonl(content, table)));

    expect(err).to.deep.include({ code: 'DATA_TOO_LARGE', params: { line: 2 } });
  });

  it('refuses objects that each have columns of their own', async () => {
    const content = Array.from({ length: 5000 }, (_, i) => `{"c${i}":1}\n`).join('');

    expect(await rejected(jsonl(content))).to.deep.include({
      code: 'DATA_TOO_LARGE',
      params: { line: 4097 },
    });
  });
});
