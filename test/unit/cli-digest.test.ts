import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestFile, sizeOf } from '@shuquan/gateway/cli/digest';
import { CliError } from '@shuquan/gateway/cli/failure';
import { progressBar } from '@shuquan/gateway/progress/bar';
import { expect } from 'chai';

const MIB = 1_048_576;

describe('digests of a file', () => {
  let folder: string;
  const sparse = (bytes: number): string => {
    const file = join(folder, 'sparse');
    writeFileSync(file, '');
    truncateSync(file, bytes);
    return file;
  };
  /** Digests of that many zeros, made without a file. */
  const zeros = (bytes: number): { 'SHA-256': string; SM3: string } => {
    const [sha256, sm3, chunk] = [createHash('sha256'), createHash('sm3'), Buffer.alloc(MIB)];
    for (let left = bytes; left > 0; left -= MIB) {
      const part = chunk.subarray(0, Math.min(left, MIB));
      sha256.update(part);
      sm3.update(part);
    }
    return { 'SHA-256': sha256.digest('hex'), SM3: sm3.digest('hex') };
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shuquan-digest-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('are those of the standards’ own examples (FIPS 180-4, GB/T 32905-2016)', async () => {
    const file = join(folder, 'abc');
    writeFileSync(file, 'abc');

    expect(await digestFile(file)).to.deep.equal({
      size: 3,
      digests: {
        'SHA-256': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
        SM3: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
      },
    });
  });

  it('take constant memory, however long the file is', async () => {
    const size = 64 * MIB + 1;
    const file = sparse(size);
    await digestFile(file);
    const before = process.memoryUsage();
    let seen = 0;

    const digested = await digestFile(file, (bytes) => (seen += bytes));

    const after = process.memoryUsage();
    expect(digested).to.deep.equal({ size, digests: zeros(size) });
    expect(seen).to.equal(size);
    expect(after.external - before.external).to.be.below(8 * MIB);
    expect(after.heapUsed - before.heapUsed).to.be.below(16 * MIB);
  }).timeout(30_000);

  if (process.env['LONG'] === '1') {
    it('are right beyond 4 GiB', async () => {
      const size = 5 * 1024 * MIB + 7;

      expect(await digestFile(sparse(size))).to.deep.equal({ size, digests: zeros(size) });
    }).timeout(600_000);
  }

  it('say why a file can not be read', async () => {
    const failed = async (path: string): Promise<unknown> =>
      digestFile(path).catch((err: unknown) => err);

    for (const path of [join(folder, 'none'), folder]) {
      expect(await failed(path))
        .to.be.instanceOf(CliError)
        .and.include({ code: 'FILE_UNREADABLE', exitCode: 66 });
    }
    expect(await sizeOf('/dev/null')).to.equal(undefined);
  });
});

describe('progress bar', () => {
  const draw = (isTTY: boolean, steps: readonly (readonly [number, number])[]): string[] => {
    const written: string[] = [];
    let now = 0;
    const screen = { isTTY, columns: 60, write: (text: string) => written.push(text) };
    const bar = progressBar(screen, { label: 'file', total: 100 * MIB, now: () => now });
    for (const [at, bytes] of steps) {
      now = at;
      bar.advance(bytes);
    }
    bar.finish();
    return written;
  };

  it('is drawn on a terminal for what takes long, and wiped', () => {
    const written = draw(true, [
      [100, 10 * MIB],
      [1000, 40 * MIB],
    ]);

    expect(written).to.have.length(2);
    expect(written[0]?.slice(5)).to.match(/^file \[#+\.+\] {2}50 % {2}50 MiB\/s$/);
    expect(written[1]).to.equal('\r\x1b[2K');
  });

  it('stays away from short work and from files and pipes', () => {
    expect(draw(true, [[100, 100 * MIB]])).to.deep.equal([]);
    expect(draw(false, [[5000, 50 * MIB]])).to.deep.equal([]);
  });
});
