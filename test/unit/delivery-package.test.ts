import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { DeliveryContent } from '@shuquan/chaincode/model';
import { layout } from '@shuquan/gateway/delivery/layout';
import { comparePaths, nameOf, OWN_FOLDER, requirePath } from '@shuquan/gateway/delivery/names';
import { openChunk } from '@shuquan/gateway/delivery/opening';
import { pack } from '@shuquan/gateway/delivery/pack';
import { unpack, type Unpacked } from '@shuquan/gateway/delivery/unpack';
import { expect } from 'chai';
import { LEAVES, openingOf, range, ROOT } from '../support/deliveries.js';
import { takes } from '../support/published-schema.js';
import { rejected } from '../support/rejected.js';

const fixtures = resolve(import.meta.dirname, '../../fixtures');
const CHUNK = 1024;

describe('a package of a delivery', () => {
  let root = '';
  const at = (...parts: string[]): string => join(root, ...parts);
  const write = (path: string, bytes: Uint8Array | string): void => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), bytes);
  };
  const packed = (over: { copies?: boolean; chunkSize?: number } = {}): Promise<DeliveryContent> =>
    pack({ source: at('source'), folder: at('package'), chunkSize: CHUNK, copies: true, ...over });
  const taken = (content: DeliveryContent, over: { data?: string } = {}): Promise<Unpacked> =>
    unpack({ folder: at('package'), target: at('target'), content, ...over });
  const codeOf = async (work: Promise<unknown>): Promise<string> => (await rejected(work)).code;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'shuquan-delivery-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  /** Of 2½, 0 and 3 chunks, in a folder each. */
  const threeFiles = (): void => {
    write('source/b/empty', '');
    write('source/a.bin', randomBytes(2.5 * CHUNK));
    write('source/a/c.bin', randomBytes(3 * CHUNK));
  };
  const same = (path: string): boolean =>
    readFileSync(at('target', path)).equals(readFileSync(at('source', path)));

  it('has a manifest that its published schema takes, line by line', async () => {
    threeFiles();
    await packed();
    const isLine = takes('delivery-manifest-line');
    const lines = readFileSync(layout(at('package')).manifest, 'utf8')
      .trimEnd()
      .split('\n');

    const values = lines.map((line) => JSON.parse(line) as object);
    expect(values).to.have.length(4);
    for (const value of values) {
      expect(isLine(value), JSON.stringify(value)).to.equal(true);
      expect(isLine({ ...value, unknownField: 1 })).to.equal(false);
    }
    expect(isLine({ path: 'a', size: -1 })).to.equal(false);
    expect(isLine({ path: '', size: 1 })).to.equal(false);
    expect(isLine({ ...values[0], kind: 'shuquan.answer' })).to.equal(false);
    expect(isLine({ v: 1, kind: 'shuquan.manifest' })).to.equal(false);
  });

  it('has the root and paths of the scenario’s three chunks', async () => {
    for (const n of ['1', '2', '3']) {
      write(`source/chunk_${n}.bin`, readFileSync(join(fixtures, `chunk_${n}.bin`)));
    }

    const content = await packed({ chunkSize: 9000 });

    expect(content).to.include({ root: ROOT, chunks: 3, bytes: 27_000, files: 3 });
    expect(await openChunk(at('package'), 3)).to.deep.equal(openingOf(3));
    expect((await openChunk(at('package'), 1)).leaf).to.equal(LEAVES[0]);
  });

  it('comes out as it went in: nested, empty and short files', async () => {
    threeFiles();

    const found = await taken(await packed());

    expect(found).to.include({ chunks: 6, missingCount: 0, isScattered: false });
    expect(found.accepted).to.deep.equal([range(1, 6)]);
    for (const path of ['a/c.bin', 'a.bin', 'b/empty']) expect(same(path), path).to.equal(true);
  });

  it('is the same of the same files, wherever and whenever they lie', async () => {
    threeFiles();
    const first = await packed();
    rmSync(at('package'), { recursive: true });
    utimesSync(at('source/a.bin'), 1, 1);

    expect(await packed()).to.deep.equal(first);
  });

  it('is of one file as well', async () => {
    write('source', randomBytes(CHUNK + 1));

    const found = await taken(await packed());

    expect(found).to.include({ chunks: 2, missingCount: 0 });
    expect(readFileSync(at('target/source'))).to.deep.equal(readFileSync(at('source')));
  });

  it('may leave the bytes where they are', async () => {
    threeFiles();
    const content = await packed({ copies: false });

    expect(existsSync(at('package/data'))).to.equal(false);
    expect((await taken(content)).missingCount).to.equal(6);
    expect((await taken(content, { data: at('source') })).missingCount).to.equal(0);
  });

  describe('of what can not be delivered', () => {
    const wrong: Readonly<Record<string, { make: () => void; code: string }>> = {
      'a link': {
        make: () => {
          write('source/a', 'x');
          symlinkSync('/etc/passwd', at('source/link'));
        },
        code: 'DELIVERY_FILE_REFUSED',
      },
      'a link to a folder': {
        make: () => {
          write('source/a', 'x');
          symlinkSync('/etc', at('source/folder'));
        },
        code: 'DELIVERY_FILE_REFUSED',
      },
      'a name that is not UTF-8': {
        make: () => {
          write('source/a', 'x');
          writeFileSync(Buffer.concat([Buffer.from(at('source/')), Buffer.of(0xff, 0x61)]), 'x');
        },
        code: 'DELIVERY_NAME_REFUSED',
      },
      'a name with a line break': {
        make: () => {
          write('source/a\nb', 'x');
        },
        code: 'DELIVERY_NAME_REFUSED',
      },
      'no byte at all': {
        make: () => {
          write('source/a', '');
        },
        code: 'DELIVERY_EMPTY',
      },
    };
    for (const [what, { make, code }] of Object.entries(wrong)) {
      it(`refuses ${what}`, async () => {
        make();

        expect(await codeOf(packed())).to.equal(code);
        expect(existsSync(layout(at('package')).leaves)).to.equal(false);
      });
    }

    it('refuses a package within what it is made of', async () => {
      threeFiles();
      const inside = { source: at('source'), folder: at('source/b/package') };

      expect(await codeOf(pack({ ...inside, chunkSize: CHUNK, copies: true }))).to.equal(
        'PACKAGE_TAKEN',
      );
    });

    it('refuses a folder with something else in it', async () => {
      threeFiles();
      write('package/notes.txt', 'mine');

      expect(await codeOf(packed())).to.equal('PACKAGE_TAKEN');
      expect(readdirSync(at('package'))).to.deep.equal(['notes.txt']);
    });
  });

  describe('that was interrupted', () => {
    /** As a kill leaves it: some hashes written, the last of them torn, and more bytes than hashes. */
    async function torn(hashes: number): Promise<DeliveryContent> {
      threeFiles();
      const content = await packed();
      truncateSync(layout(at('package')).leaves, hashes * 32 + 7);
      return content;
    }

    it('goes on where it was', async () => {
      const content = await torn(4);
      let bytes = 0;

      const again = await pack({
        ...{ source: at('source'), folder: at('package'), chunkSize: CHUNK, copies: true },
        onBytes: (more) => (bytes += more),
      });

      expect(again).to.deep.equal(content);
      expect(bytes).to.equal(5.5 * CHUNK);
      expect((await taken(again)).missingCount).to.equal(0);
    });

    it('believes no hash that its bytes do not have', async () => {
      const content = await torn(5);
      const copy = at('package/data/a/c.bin');
      const bytes = readFileSync(copy);
      bytes[CHUNK + 3] = (bytes[CHUNK + 3] ?? 0) ^ 1;
      writeFileSync(copy, bytes);

      expect(await packed()).to.deep.equal(content);
      expect(readFileSync(copy)).to.deep.equal(readFileSync(at('source/a/c.bin')));
    });

    it('is not gone on with from a source that changed', async () => {
      await torn(2);
      appendFileSync(at('source/a.bin'), 'more');

      expect(await codeOf(packed())).to.equal('PACKAGE_TAKEN');
    });
  });

  it('is not made of a file that is written to meanwhile', async () => {
    threeFiles();
    const growing = pack({
      ...{ source: at('source'), folder: at('package'), chunkSize: CHUNK, copies: true },
      onTotal: () => {
        appendFileSync(at('source/a.bin'), 'more');
      },
    });

    expect(await codeOf(growing)).to.equal('DELIVERY_FILE_CHANGED');
  });

  describe('that does not come whole', () => {
    beforeEach(() => {
      threeFiles();
    });

    it('is taken chunk by chunk: what is absent and what is wrong is named', async () => {
      const content = await packed();
      truncateSync(at('package/data/a/c.bin'), 2 * CHUNK + 5);
      const copy = readFileSync(at('package/data/a.bin'));
      copy[0] = (copy[0] ?? 0) ^ 1;
      writeFileSync(at('package/data/a.bin'), copy);

      const found = await taken(content);

      expect(found).to.deep.include({
        ...{ accepted: [range(1, 2), range(5, 6)], missing: [range(3, 4)], missingCount: 2 },
        faults: [
          { chunk: 3, path: 'a/c.bin', what: 'ABSENT' },
          { chunk: 4, path: 'a.bin', what: 'WRONG' },
        ],
      });
      expect(existsSync(at('target/a.bin')), 'a file that is not whole').to.equal(false);
      expect(same('b/empty')).to.equal(true);
    });

    it('is completed later, and what is there is held against the hashes again', async () => {
      const content = await packed();
      const whole = readFileSync(at('package/data/a/c.bin'));
      truncateSync(at('package/data/a/c.bin'), CHUNK);
      expect((await taken(content)).missing).to.deep.equal([range(2, 3)]);
      const part = at('target', OWN_FOLDER, 'parts/0');
      const torn = readFileSync(part);
      torn[1] = (torn[1] ?? 0) ^ 1;
      writeFileSync(part, torn);
      writeFileSync(at('package/data/a/c.bin'), whole);

      expect((await taken(content)).missingCount).to.equal(0);
      expect(same('a/c.bin')).to.equal(true);
    });

    it('needs the package no more once its files are whole', async () => {
      const content = await packed();
      await taken(content);
      rmSync(at('package/data'), { recursive: true });

      expect((await taken(content)).missingCount).to.equal(0);
    });

    it('keeps whatever else has a name already', async () => {
      const content = await packed();
      write('target/a.bin', 'mine');

      expect(await codeOf(taken(content))).to.equal('DELIVERY_FILE_TAKEN');
      expect(readFileSync(at('target/a.bin'), 'utf8')).to.equal('mine');
    });
  });

  describe('that is not what was dispatched', () => {
    let content: DeliveryContent;
    beforeEach(async () => {
      threeFiles();
      content = await packed();
    });
    const untouched = (): void => {
      expect(readdirSync(at('target'))).to.deep.equal([OWN_FOLDER]);
    };

    it('is refused with other hashes, or fewer', async () => {
      const { leaves } = layout(at('package'));
      const bytes = readFileSync(leaves);
      bytes[5] = (bytes[5] ?? 0) ^ 1;
      writeFileSync(leaves, bytes);
      expect(await codeOf(taken(content))).to.equal('ROOT_MISMATCH');

      truncateSync(leaves, 5 * 32);
      expect(await codeOf(taken(content))).to.equal('PACKAGE_DAMAGED');
      untouched();
    });

    const lines: Readonly<Record<string, { line: string; code: string }>> = {
      'a path out of the folder': { line: '../../evil', code: 'DELIVERY_NAME_REFUSED' },
      'an absolute path': { line: '/etc/evil', code: 'DELIVERY_NAME_REFUSED' },
      'a path with a backslash': { line: 'z\\evil', code: 'DELIVERY_NAME_REFUSED' },
      'the folder of its own': { line: `${OWN_FOLDER}/parts/0`, code: 'DELIVERY_NAME_REFUSED' },
      'a path out of order': { line: 'a', code: 'PACKAGE_DAMAGED' },
      'another file': { line: 'z', code: 'PACKAGE_DAMAGED' },
    };
    for (const [what, { line, code }] of Object.entries(lines)) {
      it(`is refused with ${what} in its manifest`, async () => {
        appendFileSync(
          layout(at('package')).manifest,
          `${JSON.stringify({ path: line, size: 1 })}\n`,
        );

        expect(await codeOf(taken(content))).to.equal(code);
        untouched();
      });
    }

    it('is refused with a manifest that is cut off, spelt otherwise or endless', async () => {
      const { manifest } = layout(at('package'));
      const text = readFileSync(manifest, 'utf8');
      for (const other of [
        text.slice(0, -1),
        text.replace('"size":0', '"size": 0'),
        `${text}${'x'.repeat(200_000)}`,
        '',
      ]) {
        writeFileSync(manifest, other);
        expect(await codeOf(taken(content)), other.slice(-20)).to.equal('PACKAGE_DAMAGED');
      }
      untouched();
    });

    it('is refused where a link stands in place of its files', async () => {
      rmSync(at('package/data/a.bin'));
      symlinkSync('/etc/passwd', at('package/data/a.bin'));
      expect(await codeOf(taken(content))).to.equal('DELIVERY_FILE_REFUSED');

      rmSync(at('package/data/a'), { recursive: true });
      symlinkSync(at('source/a'), at('package/data/a'));
      expect(await codeOf(taken(content))).to.equal('DELIVERY_FILE_REFUSED');
    });

    it('writes through no link that stands in the receiving folder', async () => {
      mkdirSync(at('elsewhere'));
      mkdirSync(at('target'));
      symlinkSync(at('elsewhere'), at('target/a'));

      expect(await codeOf(taken(content))).to.equal('DELIVERY_FILE_REFUSED');
      expect(readdirSync(at('elsewhere'))).to.deep.equal([]);
    });
  });

  it('is readable by its owner alone', async () => {
    threeFiles();
    await packed();

    expect(statSync(at('package/data/a.bin')).mode & 0o077).to.equal(0);
  });
});

describe('names of files in a delivery', () => {
  it('are plain, or refused', () => {
    const refused = (path: string): string => {
      try {
        return requirePath(path).join('/');
      } catch (err) {
        return (err as { code: string }).code;
      }
    };

    expect(refused('数据/2026.csv')).to.equal('数据/2026.csv');
    for (const path of ['', 'a//b', './a', 'a/..', 'a/', '/a', 'a\0', 'a\u2028', 'x'.repeat(256)]) {
      expect(refused(path), JSON.stringify(path)).to.equal('DELIVERY_NAME_REFUSED');
    }
    expect(nameOf(Buffer.from('ok'))).to.equal('ok');
  });

  it('have one order, name by name by their bytes', () => {
    const paths = ['a/c', 'a.bin', 'b', 'é', '\u{1F600}'].map((path) => path.split('/'));

    expect([...paths].reverse().sort(comparePaths)).to.deep.equal(paths);
  });
});
