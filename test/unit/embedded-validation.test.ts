import { expect } from 'chai';
import { openTestEngine, type Step, type TestEngine } from '../support/engine.js';

const put = (key: string, value = '1'): Step => ({ op: 'put', key, value });
const get = (key: string): Step => ({ op: 'get', key });

describe('the sequencer of the embedded ledger', () => {
  let engine: TestEngine;

  before(async () => {
    engine = await openTestEngine({ batch: { maxTransactions: 50, maxWaitMs: 20 } });
  });
  after(() => engine.dispose());

  /** Endorsed over the same state, ordered into one block. */
  const race = async (...all: readonly (readonly Step[])[]): Promise<number[]> => {
    const endorsed = [];
    for (const steps of all) endorsed.push(await engine.endorse(steps));
    const outcomes = await Promise.all(endorsed.map((each) => engine.order(each)));
    expect(new Set(outcomes.map(({ block }) => block)).size).to.equal(1);
    return outcomes.map(({ code }) => code);
  };

  it('lets one of two writers of a key win that both had read', async () => {
    expect(await race([get('k'), put('k', 'a')], [get('k'), put('k', 'b')])).to.deep.equal([0, 11]);
    expect(await engine.query([get('k')])).to.deep.equal(['a']);
  });

  it('lets blind writes pass one another', async () => {
    expect(await race([put('blind', 'a')], [put('blind', 'b')])).to.deep.equal([0, 0]);
    expect(await engine.query([get('blind')])).to.deep.equal(['b']);
  });

  it('counts the absence of a key as read', async () => {
    expect(await race([get('new'), put('new')], [get('new'), put('other')])).to.deep.equal([0, 11]);
  });

  it('finds phantoms: added, deleted and changed within a range that was read', async () => {
    await engine.submit([put('r1'), put('r2'), put('r3')]);
    const read: Step = { op: 'range', from: 'r', to: 's' };
    for (const change of [put('r15'), { op: 'delete', key: 'r2' } as const, put('r3', '2')]) {
      expect(await race([change], [read, put('seen')])).to.deep.equal([0, 12]);
    }
    expect(await race([put('s1')], [read, put('seen')])).to.deep.equal([0, 0]);
  });

  it('compares long ranges by their Merkle summary', async () => {
    await engine.submit(
      Array.from({ length: 260 }, (_, i) => put(`m${String(i).padStart(4, '0')}`)),
    );
    const read: Step = { op: 'range', from: 'm', to: 'n' };
    expect(await race([read, put('seen')])).to.deep.equal([0]);
    expect(await race([put('m0123', '2')], [read, put('seen')])).to.deep.equal([0, 12]);
  });

  it('looks at a range only as far as the peer had read ahead for the contract', async () => {
    const read: Step = { op: 'range', from: 'm', to: 'n', take: 1 };
    expect(await race([put('m0250', '3')], [read, put('seen')])).to.deep.equal([0, 0]);
    expect(await race([put('m0050', '3')], [read, put('seen')])).to.deep.equal([0, 12]);
  });

  it('checks what was read of private hashes', async () => {
    const hash: Step = { op: 'private.hash', in: 'evidencePayload', key: 'p' };
    const write: Step = { op: 'private.put', in: 'evidencePayload', key: 'p', value: '1' };
    expect(await race([write], [hash, put('seen')])).to.deep.equal([0, 11]);
  });

  it('takes a transaction once', async () => {
    const endorsed = await engine.endorse([put('once')]);
    const both = await Promise.all([engine.order(endorsed), engine.order(endorsed)]);
    expect(both.map(({ code }) => code)).to.deep.equal([0, 9]);
    expect((await engine.order(endorsed)).code).to.equal(9);
  });

  it('refuses fewer endorsements than the chaincode’s policy wants', async () => {
    expect((await engine.submit([put('lone')], { at: ['RegistryMSP'] })).code).to.equal(10);
    expect(
      (await engine.submit([put('lone')], { at: ['CourtMSP', 'AuthorityMSP'] })).code,
    ).to.equal(0);
  });

  it('holds a guarded key against everybody but its organisation, and alone it is enough', async () => {
    await engine.submit([put('guard'), { op: 'policy', key: 'guard', of: ['CourtMSP'] }]);
    const without = { at: ['RegistryMSP', 'AuthorityMSP'] };
    expect((await engine.submit([put('guard', '2')], without)).code).to.equal(10);
    expect((await engine.submit([{ op: 'delete', key: 'guard' }], without)).code).to.equal(10);
    const lift: Step = { op: 'policy', key: 'guard', of: ['RegistryMSP'] };
    expect((await engine.submit([lift], without)).code).to.equal(10);
    expect((await engine.submit([put('guard', '3')], { at: ['CourtMSP'] })).code).to.equal(0);
    expect(await engine.query([get('guard')])).to.deep.equal(['3']);
  });

  it('keeps a key’s policy when only its value is written', async () => {
    await engine.submit([put('guard', '4')], { at: ['CourtMSP'] });
    expect(await engine.query([{ op: 'policy?', key: 'guard' }])).to.deep.equal([true]);
  });

  it('refuses what writes a key whose policy the same block changed', async () => {
    await engine.submit([put('both')]);
    const change: Step = { op: 'policy', key: 'both', of: ['CourtMSP'] };
    expect(await race([change], [put('both', '2')])).to.deep.equal([0, 10]);
  });

  it('spreads endorsement over the organisations', async () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 30; i += 1) {
      const { endorsed } = await engine.endorse([put('spread')]);
      for (const { mspId } of endorsed.endorsers) counts.set(mspId, (counts.get(mspId) ?? 0) + 1);
    }
    expect([...counts.values()]).to.deep.equal([20, 20, 20]);
  });
});
