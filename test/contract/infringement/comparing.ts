import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { NOTARY, REG1 } from '../../support/parties.js';
import type { UsePacks } from '../infringement.suite.js';

const PAPER = '8'.repeat(64);

export function comparing(use: UsePacks): void {
  it('states how much two tables share: the registrar’s word, and never a finding', async () => {
    const desk = use();
    const { right, rows } = await desk.sketched();
    const input = await desk.packed(right);
    // Nine tenths of the rows, shuffled, and some of the copier’s own.
    const copied = [...rows.slice(0, 360), 'own 1', 'own 2'].reverse();
    const compare = { id: input.id, fingerprint: desk.fingerprint(input, copied) };

    const pack = await desk.act('infringement:compare', compare, 'registrar1');

    const [step] = pack.steps;
    if (step?.kind !== 'COMPARED') throw new TypeError('It was not compared.');
    const { comparison } = step;
    expect(comparison).to.include({ tier: 'SIMILAR_ROWS', sameFile: false, keyId: 'KEY_1' });
    expect(comparison.similarity).to.be.within(8_000, 10_000);
    expect(comparison.containment).to.be.within(9_000, 10_000);
    const { claims } = await desk.pack(input.id);
    const same = claims.find(({ claim }) => claim === 'SAME_DATA');
    expect(same).to.deep.include({ grade: 'STATED', by: [REG1] });
    expect(same?.detail).to.match(/^SIMILAR_ROWS: 362 rows, about \d+\.\d\d % of all rows/);
    expect(await desk.grades(input.id)).to.include('INFRINGEMENT NOT_PROVEN');
  });

  it('of another table finds nothing in common, and says so', async () => {
    const desk = use();
    const { right } = await desk.sketched();
    const input = await desk.packed(right);
    const others = Array.from({ length: 300 }, (_, n) => `other ${String(n)}`);
    const compare = { id: input.id, fingerprint: desk.fingerprint(input, others) };

    await desk.act('infringement:compare', compare, 'registrar1');

    const { claims } = await desk.pack(input.id);
    const same = claims.find(({ claim }) => claim === 'SAME_DATA');
    expect(same).to.include({ grade: 'NOT_PROVEN' });
    expect(same?.detail).to.match(/^NONE/);
  });

  it('of data that was registered without a sketch gives no estimate', async () => {
    const desk = use();
    const { right } = await desk.operated();
    const input = await desk.packed(right);
    const compare = { id: input.id, fingerprint: desk.fingerprint(input, ['one', 'two']) };

    const { steps } = await desk.act('infringement:compare', compare, 'registrar1');

    const [step] = steps;
    const found = step?.kind === 'COMPARED' ? step.comparison : undefined;
    expect(found).to.include({ tier: 'NONE', sameFile: false });
    expect(found).not.to.have.any.keys('similarity', 'containment', 'keyId');
  });

  it('is its registrar’s, about the very bytes, under the key of the registration', async () => {
    const desk = use();
    const { right, rows } = await desk.sketched();
    const input = await desk.packed(right);
    const fingerprint = desk.fingerprint(input, rows);
    const compare = (over: object, as = 'registrar1'): Promise<string> =>
      desk.refused('infringement:compare', { id: input.id, fingerprint, ...over }, as);

    expect(await compare({ id: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await compare({}, 'registrar2')).to.equal('CALLER_FORBIDDEN');
    const other = { 'SHA-256': '1'.repeat(64), SM3: '2'.repeat(64) };
    expect(await compare({ fingerprint: { ...fingerprint, fileDigests: other } })).to.equal(
      'ROOT_MISMATCH',
    );
    const key = { keyId: 'KEY_2', secret: randomBytes(32) };
    expect(await compare({ fingerprint: desk.fingerprint(input, rows, key) })).to.equal(
      'SKETCHES_NOT_COMPARABLE',
    );
    expect(await compare({ fingerprint: { ...fingerprint, rows: -1 } })).to.equal('INPUT_INVALID');
    expect((await desk.pack(input.id)).pack.steps).to.deep.equal([]);
  });

  it('stands beside a notary’s word on how the bytes were got', async () => {
    const desk = use();
    const { right } = await desk.operated();
    const { id } = await desk.packed(right);
    const said = { id, statement: '全程公证，下载过程属实', documentDigest: PAPER };
    const attest = (over: object): Promise<string> =>
      desk.refused('infringement:attest', { ...said, ...over }, 'notary');

    expect(await attest({ id: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await attest({ statement: '电话 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    await desk.act('infringement:attest', said, 'notary');

    const { claims, pack } = await desk.pack(id, 'notary');
    const got = claims.find(({ claim }) => claim === 'OBTAINED');
    expect(got).to.deep.include({ grade: 'STATED', by: [pack.holder, NOTARY] });
    await desk.act('infringement:close', { id, reasons: '终止' }, 'holder-a');
    expect(await attest({})).to.equal('RECORD_STATE_FORBIDS');
  });
}
