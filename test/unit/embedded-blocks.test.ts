import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { BlockFiles, START } from '@shuquan/gateway/ledger/embedded/block-files';
import { type BlockPlace, endOf, follows } from '@shuquan/gateway/ledger/embedded/block-place';

const bytes = (length: number, fill: number): Buffer => Buffer.alloc(length, fill);

describe('the files of the blocks', () => {
  let folder: string;
  let files: BlockFiles;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shuquan-blocks-'));
    files = new BlockFiles(folder, 100);
    files.resume(START);
  });
  afterEach(async () => {
    await files.close();
    rmSync(folder, { recursive: true });
  });

  const append = async (length: number, fill: number): Promise<BlockPlace> => ({
    ...(await files.append(bytes(length, fill))),
    written: 0,
  });

  it('gives back each block, also over the end of a file, and one larger than a file', async () => {
    const places: BlockPlace[] = [];
    const lengths = [60, 40, 30, 250, 1];
    for (const [at, length] of lengths.entries()) places.push(await append(length, at));

    expect(places.map(({ file, offset }) => [file, offset])).to.deep.equal([
      [0, 0],
      [0, 60],
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
    for (const [at, place] of places.entries()) {
      expect(files.read(place)).to.deep.equal(bytes(lengths[at] ?? 0, at));
      const before = places[at - 1];
      expect(follows(place, before === undefined ? START : endOf(before))).to.equal(true);
    }
  });

  it('reads from many files without keeping all of them open', async () => {
    const places: BlockPlace[] = [];
    for (let at = 0; at < 40; at += 1) places.push(await append(100, at));

    for (const [at, place] of [...places, ...places].entries()) {
      expect(files.read(place)?.[0]).to.equal(at % 40);
    }
  });

  it('goes on behind the last block named, and cuts away what was never committed', async () => {
    const first = await append(60, 1);
    await append(30, 2);
    await append(90, 3);
    await files.close();

    files = new BlockFiles(folder, 100);
    expect(files.resume(endOf(first))).to.equal(true);

    expect(readdirSync(folder)).to.deep.equal(['blockfile_000000']);
    expect(statSync(files.pathOf(0)).size).to.equal(60);
    const next = await append(20, 4);
    expect(next).to.include({ file: 0, offset: 60 });
    expect(files.read(first)).to.deep.equal(bytes(60, 1));
  });

  it('does not go on where the files end before the last block', async () => {
    const place = await append(60, 1);
    truncateSync(files.pathOf(0), 59);

    expect(files.resume(endOf(place))).to.equal(false);
    expect(files.read(place)).to.equal(undefined);
    expect(files.raw(place)).to.equal(undefined);
  });

  it('gives no bytes but those that were written', async () => {
    const place = await append(60, 1);
    appendFileSync(files.pathOf(0), bytes(60, 1));

    expect(files.read({ ...place, offset: 1 })).to.deep.equal(bytes(60, 1));
    expect(files.read({ ...place, length: 59 })).to.equal(undefined);
    expect(files.read({ ...place, length: 0xffffffff })).to.equal(undefined);
    expect(files.read({ ...place, file: 7 })).to.equal(undefined);
    expect(files.read({ ...place, checksum: place.checksum ^ 1 })).to.equal(undefined);
  });
});
