import { KnownScans } from '@shuquan/gateway/ledger/embedded/known-scans';
import type { Entry, Scan } from '@shuquan/gateway/ledger/embedded/scan';
import { expect } from 'chai';

const entry = (key: string): Entry => ({
  key,
  stored: { version: { block: 1, tx: 0 }, value: Buffer.of(0), metadata: Buffer.alloc(0) },
});

function range(count: number) {
  let opened = 0;
  const open = (): Scan => {
    opened += 1;
    let at = 0;
    const peek = () => Promise.resolve(at < count ? entry(`k${String(at)}`) : undefined);
    const next = async () => {
      const found = await peek();
      at += 1;
      return found;
    };
    return { peek, next, close: () => Promise.resolve() };
  };
  return { open, opened: () => opened };
}

async function drained(scan: Scan): Promise<string[]> {
  const keys: string[] = [];
  for (let found = await scan.next(); found !== undefined; found = await scan.next()) {
    expect(found.stored.version.block).to.equal(1);
    keys.push(found.key);
  }
  return keys;
}

describe('ranges of a snapshot that are known', () => {
  for (const count of [0, 1, 100]) {
    it(`reads a range of ${String(count)} once, and the same each time`, async () => {
      const scans = new KnownScans();
      const { open, opened } = range(count);

      const first = await drained(scans.open('a', open));
      const again = await drained(scans.open('a', open));

      expect(again).to.deep.equal(first);
      expect(first).to.have.lengthOf(count);
      expect(opened()).to.equal(1);
    });
  }

  it('reads a large one anew, for it would fill the memory', async () => {
    const scans = new KnownScans();
    const { open, opened } = range(101);

    await drained(scans.open('a', open));

    expect(await drained(scans.open('a', open))).to.have.lengthOf(101);
    expect(opened()).to.equal(2);
  });

  it('does not take a part of a range for the whole', async () => {
    const scans = new KnownScans();
    const { open, opened } = range(3);

    await scans.open('a', open).next();

    expect(await drained(scans.open('a', open))).to.deep.equal(['k0', 'k1', 'k2']);
    expect(opened()).to.equal(2);
  });

  it('shows what comes next without going on', async () => {
    const scans = new KnownScans();
    const { open } = range(2);
    await drained(scans.open('a', open));
    const known = scans.open('a', open);

    expect((await known.peek())?.key).to.equal('k0');
    expect(await drained(known)).to.deep.equal(['k0', 'k1']);
    expect(await known.peek()).to.equal(undefined);
  });
});
