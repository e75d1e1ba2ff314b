import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NonceStore } from '@shuquan/gateway/auth/nonces';
import { openStore } from '@shuquan/gateway/index/store';
import { expect } from 'chai';

describe('nonces of signed requests', () => {
  let dir: string;
  let store: NonceStore;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'shuquan-nonces-'));
    store = new NonceStore(await openStore(dir));
  });
  afterEach(async () => {
    await store.close();
    rmSync(dir, { recursive: true });
  });

  it('are new once, for each signer', async () => {
    expect(await store.spend('a', 'n', 100)).to.equal(true);
    expect(await store.spend('a', 'n', 200)).to.equal(false);
    expect(await store.spend('b', 'n', 100)).to.equal(true);
  });

  it('are new to one of many who come together', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => store.spend('a', 'n', 100)));

    expect(all.filter(Boolean)).to.have.lengthOf(1);
  });

  it('are known after the store was closed', async () => {
    await store.spend('a', 'n', 100);

    await store.close();
    store = new NonceStore(await openStore(dir));

    expect(await store.spend('a', 'n', 100)).to.equal(false);
  });

  it('are forgotten when their signatures are too old, and not before', async () => {
    await store.spend('a', 'old', 100);
    await store.spend('a', 'young', 101);

    expect(await store.sweep(101)).to.equal(1);

    expect(await store.spend('a', 'young', 101)).to.equal(false);
    expect(await store.spend('a', 'old', 200)).to.equal(true);
    expect(await store.sweep(1_000)).to.equal(2);
  });
});
