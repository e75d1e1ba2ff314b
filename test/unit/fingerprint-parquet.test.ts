import { brotliCompressSync, gzipSync } from 'node:zlib';
import { readFileSync, writeFileSync } from 'node:fs';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { join, resolve } from 'node:path';
import { readCsv } from '@shuquan/gateway/fingerprint/csv';
import { readParquet } from '@shuquan/gateway/fingerprint/parquet/reader';
import { expect } from 'chai';
import { rejected } from '../support/rejected.js';
import { chunked, Files, fingerprinted, readBy, type Read, testKey } from '../support/tables.js';

const fixture = resolve(import.meta.dirname, '../../fixtures/ds_a_v1.csv');
type Options = Parameters<typeof parquetWriteBuffer>[0];

describe('Parquet', () => {
  let files: Files;
  beforeEach(() => {
    files = new Files();
  });
  afterEach(() => {
    files[Symbol.dispose]();
  });

  const write = (options: Options): string =>
    files.write('table.parquet', new Uint8Array(parquetWriteBuffer(options)));
  const read = (options: Options): Promise<Read> => {
    const path = write(options);
    return readBy((table) => readParquet(path, table));
  };
  const readBytes = (bytes: Uint8Array): Promise<Read> => {
    const path = files.write('table.parquet', bytes);
    return readBy((table) => readParquet(path, table, undefined, 256));
  };
  const csv = (text: string): Promise<Read> => readBy((table) => readCsv(chunked(text), table));

  it('of a table has the fingerprint that its CSV and its JSON Lines have', async () => {
    const [header = '', ...lines] = readFileSync(fixture, 'utf8').trimEnd().split('\n');
    const names = header.split(',');
    const rows = lines.map((line) => line.split(','));
    const typed = (name: string, text = ''): string | number =>
      ['score', 'tax_ok', 'social_insurance_months', 'litigation_cnt'].includes(name)
        ? Number(text)
        : text;
    const objects = rows.map((row) =>
      Object.fromEntries(names.map((name, i) => [name, typed(name, row[i])])),
    );
    const json = files.write('a.jsonl', objects.map((row) => JSON.stringify(row)).join('\n'));
    const parquet = write({
      columnData: names.map((name) => ({ name, data: objects.map((row) => row[name] ?? '') })),
    });

    const [one, two, three] = await Promise.all(
      [fixture, json, parquet].map((path) => fingerprinted(path, { key: testKey })),
    );

    const { fileDigests, ...rest } = one?.made ?? {};
    expect(fileDigests?.['SHA-256']).to.match(/^69de0eb4/);
    expect(one?.tokens).to.have.length(5);
    for (const other of [two, three]) {
      expect(other?.tokens).to.deep.equal(one?.tokens);
      expect({ ...other?.made, fileDigests }).to.deep.equal({ fileDigests, ...rest });
    }
  });

  it('gives every type the text that CSV has', async () => {
    const day = 20_454;
    const made = await read({
      schema: [
        { name: 'root', num_children: 9 },
        { name: 'big', type: 'INT64', repetition_type: 'OPTIONAL' },
        { name: 'single', type: 'FLOAT', repetition_type: 'REQUIRED' },
        { name: 'double', type: 'DOUBLE', repetition_type: 'REQUIRED' },
        { name: 'flag', type: 'BOOLEAN', repetition_type: 'REQUIRED' },
        { name: 'day', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
        {
          name: 'at',
          type: 'INT64',
          converted_type: 'TIMESTAMP_MILLIS',
          repetition_type: 'REQUIRED',
        },
        {
          name: 'uuid',
          type: 'FIXED_LEN_BYTE_ARRAY',
          type_length: 16,
          logical_type: { type: 'UUID' },
          repetition_type: 'REQUIRED',
        },
        { name: 'json', type: 'BYTE_ARRAY', converted_type: 'JSON', repetition_type: 'REQUIRED' },
        { name: 'name', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      ],
      columnData: [
        { name: 'big', data: [9007199254740993n, null] },
        { name: 'single', data: [Math.fround(0.1), 1.5] },
        { name: 'double', data: [0.1, 1e21] },
        { name: 'flag', data: [true, false] },
        { name: 'day', data: [new Date(day * 86_400_000), new Date(0)] },
        { name: 'at', data: [new Date('2025-12-31T08:00:00.120Z'), new Date(-1)] },
        {
          name: 'uuid',
          data: ['6ba7b810-9dad-11d1-80b4-00c04fd430c8', '00000000-0000-0000-0000-000000000001'],
        },
        { name: 'json', data: [{ b: 1, a: [2] }, 'x'] },
        { name: 'name', data: ['数权', null] },
      ],
    });

    const text = [
      'big,single,double,flag,day,at,uuid,json,name',
      '9007199254740993,0.1,0.1,true,2026-01-01,2025-12-31T08:00:00.12Z,6ba7b810-9dad-11d1-80b4-00c04fd430c8,"{""a"":[2],""b"":1}",数权',
      ',1.5,1e21,false,1970-01-01,1969-12-31T23:59:59.999Z,00000000-0000-0000-0000-000000000001,x,',
    ];
    expect(made).to.deep.equal(await csv(text.join('\n')));
  });

  it('keeps every digit of a decimal', async () => {
    const made = await read({
      schema: [
        { name: 'root', num_children: 1 },
        {
          name: 'd',
          type: 'INT64',
          converted_type: 'DECIMAL',
          scale: 2,
          precision: 18,
          repetition_type: 'REQUIRED',
        },
      ],
      columnData: [{ name: 'd', data: [0.07, -12.3] }],
    });

    expect(made.tokens).to.deep.equal((await csv('d\n0.07\n-12.3\n')).tokens);
  });

  it('reads lists as JSON Lines has them', async () => {
    const made = await read({
      schema: [
        { name: 'root', num_children: 2 },
        { name: 'id', type: 'INT32', repetition_type: 'REQUIRED' },
        { name: 'tags', converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        {
          name: 'element',
          type: 'BYTE_ARRAY',
          converted_type: 'UTF8',
          repetition_type: 'OPTIONAL',
        },
      ],
      columnData: [
        { name: 'id', data: [1, 2] },
        { name: 'tags', data: [['a', 'b'], ['c']] },
      ],
    });

    expect(made).to.deep.equal(await csv('id,tags\n1,"[""a"",""b""]"\n2,"[""c""]"\n'));
  });

  it('is read row group by row group, whatever the codec', async () => {
    const data = Array.from({ length: 500 }, (_, i) => `row ${i % 50}`);
    const expected = await csv(`a\n${data.join('\n')}\n`);
    const codecs: Partial<Options>[] = [
      { codec: 'UNCOMPRESSED' },
      { codec: 'SNAPPY' },
      { codec: 'GZIP', compressors: { GZIP: (bytes) => gzipSync(bytes) } },
      { codec: 'BROTLI', compressors: { BROTLI: (bytes) => brotliCompressSync(bytes) } },
    ];

    for (const codec of codecs) {
      const options = { ...codec, rowGroupSize: 100, columnData: [{ name: 'a', data }] };
      expect(await read(options)).to.deep.equal(expected);
    }
  });

  it('refuses types and codecs by name', async () => {
    const column = (element: object): Options => ({
      schema: [
        { name: 'root', num_children: 1 },
        { name: 'a', repetition_type: 'REQUIRED', type: 'FIXED_LEN_BYTE_ARRAY', ...element },
      ],
      columnData: [{ name: 'a', data: [new Uint8Array(12)] }],
    });
    const lzo = { codec: 'LZO', compressors: { LZO: (bytes: Uint8Array) => bytes } } as const;
    const names: readonly (readonly [string, Options])[] = [
      ['INTERVAL', column({ type_length: 12, converted_type: 'INTERVAL' })],
      ['FIXED_LEN_BYTE_ARRAY', column({ type_length: 12 })],
      ['LZO', { ...lzo, columnData: [{ name: 'a', data: ['x'.repeat(99)] }] }],
    ];

    for (const [name, options] of names) {
      expect(await rejected(read(options))).to.deep.include({
        code: 'DATA_UNSUPPORTED',
        params: { name },
      });
    }
  });

  describe('of an attacker', () => {
    const good = (): Uint8Array =>
      new Uint8Array(
        parquetWriteBuffer({
          codec: 'UNCOMPRESSED',
          columnData: [
            { name: 'a', data: Array.from({ length: 300 }, (_, i) => i), type: 'INT32' },
            { name: 'b', data: Array.from({ length: 300 }, (_, i) => `v${i % 7}`) },
          ],
        }),
      );

    it('is refused wherever it is cut off', async () => {
      const whole = good();
      for (const share of [0, 0.001, 0.3, 0.7, 0.99]) {
        const err = await rejected(readBytes(whole.subarray(0, whole.length * share)));
        expect(err.code).to.equal('DATA_MALFORMED');
      }
    });

    it('is refused with a footer longer than the file', async () => {
      const bytes = good();
      new DataView(bytes.buffer).setUint32(bytes.length - 8, 0x7fffffff, true);

      expect(await rejected(readBytes(bytes))).to.include({ code: 'DATA_MALFORMED' });
    });

    it('never ends the process, whichever byte lies', async () => {
      const whole = good();
      const expected = await readBytes(whole);
      let refused = 0;
      for (let at = 4; at < whole.length; at += Math.ceil(whole.length / 24)) {
        const bytes = Uint8Array.from(whole);
        bytes[at] = 0xff;
        const outcome = await readBytes(bytes).catch((err: unknown) => err);
        if (outcome instanceof Error) {
          refused += 1;
          expect(outcome)
            .to.have.property('code')
            .that.matches(/^DATA_/);
        } else expect(outcome).to.have.keys(Object.keys(expected));
      }
      expect(refused).to.be.greaterThan(3);
    }).timeout(120_000);

    it('is refused when a page promises two thousand million values', async () => {
      // The one page of a column of equal values is a run; its length is made enormous.
      const data = Array.from({ length: 5000 }, () => 'same');
      const path = join(files.folder, 'run.parquet');
      const buffer = new Uint8Array(
        parquetWriteBuffer({
          codec: 'UNCOMPRESSED',
          rowGroupSize: 5000,
          schema: [
            { name: 'root', num_children: 1 },
            { name: 'a', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
          ],
          columnData: [{ name: 'a', data: [...data.slice(1), null] }],
        }),
      );
      // 4999 · 2 as a varint, then the level 1.
      const at = Buffer.from(buffer).indexOf(Buffer.from([0x8e, 0x4e]));
      expect(at).to.be.greaterThan(0);
      const huge = Buffer.from([0xfe, 0xff, 0xff, 0xff, 0x0f]);
      buffer.set(huge, at);
      writeFileSync(path, buffer);

      const err = await rejected(readBy((table) => readParquet(path, table, undefined, 256)));

      expect(err.code).to.match(/^DATA_(MALFORMED|TOO_LARGE)$/);
    }).timeout(60_000);
  });
});
