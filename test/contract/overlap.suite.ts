import type { Input } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { HOLDER_B } from '../support/parties.js';
import { initialForm, quietForm } from '../support/register-samples.js';
import { Registrar, SECOND } from '../support/registrar.js';
import { actsOf } from './register/acts.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

type Sketch = Input<'overlap:sketch'>['sketch'];

/** 重复与重叠: what is found is disclosed and explained; it refuses nothing by itself. */
export function overlapSuite(name: string, open: OpenBench): void {
  contractSuite(`overlap: ${name}`, open, (use) => {
    actsOf('overlap', use);
    describe('digests', () => {
      digests(use);
    });
    describe('sketch', () => {
      sketches(use);
    });
    covers('overlap', use);
  });
}

/** Of rows nobody else has: `seed` tells two of them apart, `changed` of 256 values differ. */
function sketchOf(seed: number, changed = 0): Sketch {
  const values = Array.from({ length: 256 }, (_, i) =>
    ((seed * 65_537 + i * 257 + (i < changed ? 7 : 0)) >>> 0).toString(16).padStart(8, '0'),
  );
  return { v: 1, keyId: 'KEY_1', k: 256, values: values.join('') };
}

const matchesOf = (use: Use, id: string) =>
  use().ask('overlap:matches', { case: id }, 'registrar1');

function digests(use: Use): void {
  const fingerprint = { rowsDigest: '', schemaDigest: 'c'.repeat(64), rows: 9, columns: 3 };

  it('of the same file are found, with whose and where', async () => {
    const desk = new Registrar(use());
    const form = initialForm(unique('ds'));
    const [first, id] = [unique('rc'), unique('rc')];
    await desk.apply(first, form);
    const record = await desk.apply(id, initialForm(unique('ds'), { digests: form.digests }), {
      ...{ as: 'holder-b' },
    });

    expect(record.steps.at(-1)).to.include({
      ...{ kind: 'OVERLAP_FOUND', article: 'NATIONAL_2026/39(2)' },
    });
    const { matches, truncated } = await matchesOf(use, id);
    expect(truncated).to.equal(false);
    expect(matches.map((match) => [match.tier, match.case, match.similarity])).to.deep.equal([
      ['EXACT', first, 10_000],
    ]);
    expect((await desk.view(id)).state.unexplained.map(({ code }) => code)).to.deep.equal([
      'OVERLAP_EXPLANATION_REQUIRED',
    ]);
  });

  it('of the same rows are flagged, those of the same columns only shown', async () => {
    const desk = new Registrar(use());
    const [rows, schema] = [unique('a').slice(-12), unique('b').slice(-12)].map((text) =>
      Buffer.from(text).toString('hex').padEnd(64, '0'),
    );
    const print = { ...fingerprint, rowsDigest: rows ?? '', schemaDigest: schema ?? '' };
    const [first, same, like] = [unique('rc'), unique('rc'), unique('rc')];
    await desk.apply(first, initialForm(unique('ds'), { fingerprint: print }));
    await desk.apply(same, initialForm(unique('ds'), { fingerprint: print }), { as: 'holder-b' });
    const other = { ...print, rowsDigest: 'd'.repeat(52) + (rows ?? '').slice(0, 12) };
    await desk.apply(like, initialForm(unique('ds'), { fingerprint: other }), { as: 'holder-d' });

    expect((await desk.view(same)).state.unexplained.map(({ tier }) => tier)).to.deep.equal([
      'ROWS',
    ]);
    expect((await desk.view(like)).state.unexplained).to.deep.equal([]);
    const { matches } = await matchesOf(use, like);
    expect(matches.map(({ tier }) => tier)).to.deep.equal(['SCHEMA', 'SCHEMA']);
  });

  it('of one applicant at two registrars are a repeated registration', async () => {
    const desk = new Registrar(use());
    const form = initialForm(unique('ds'));
    const { no } = await desk.certified(unique('rc'), { ...form, withholdNotice: '商业秘密' });
    const id = unique('rc');
    await desk.apply(id, initialForm(unique('ds'), { digests: form.digests }), {
      ...{ registrar: SECOND.registrar },
    });

    const [flag] = (await desk.view(id)).state.unexplained;
    expect(flag).to.deep.include({
      ...{ code: 'REPEAT_REGISTRATION', other: form.data, certificate: no },
    });
  });

  it('named with the paper behind one’s own right are disclosed, and both rights stand', async () => {
    const desk = new Registrar(use());
    const form = quietForm(unique('ds'));
    const { rights } = await desk.certified(unique('rc'), form);
    const line = { holder: HOLDER_B, right: 'USE' as const, share: 'CONCURRENT' as const };
    const allocation = [{ ...line, proofDigest: 'a'.repeat(64) }];
    const id = unique('rc');

    const own = await desk.certified(id, { ...form, allocation }, { as: 'holder-b' });

    for (const right of [rights[1], own.rights[0]]) {
      const { state } = await use().ask('register:right', { id: right ?? '' }, 'bank');
      expect(state.status).to.equal('ACTIVE');
    }
  });

  it('of what came to nothing are no overlap', async () => {
    const desk = new Registrar(use());
    const form = initialForm(unique('ds'));
    const first = unique('rc');
    await desk.apply(first, form);
    await desk.act('registration:withdraw', { case: first, reasons: '测试' }, 'holder-a');
    const id = unique('rc');

    await desk.apply(id, initialForm(unique('ds'), { digests: form.digests }), { as: 'holder-b' });

    expect((await desk.view(id)).state.unexplained).to.deep.equal([]);
  });

  it('stay in sight however many applications come and go after them', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'a hundred transactions one by one');
    const desk = new Registrar(stage);
    const form = initialForm(unique('ds'));
    const first = unique('z-first');
    await desk.apply(first, form);
    for (let i = 0; i < 51; i += 1) {
      const id = unique('a-later');
      const later = initialForm(unique('ds'), { digests: form.digests });
      await desk.apply(id, later, { as: 'holder-b' });
      await desk.act('registration:withdraw', { case: id, reasons: '撤回' }, 'holder-b');
    }
    const id = unique('a-last');
    await desk.apply(id, initialForm(unique('ds'), { digests: form.digests }), { as: 'holder-b' });

    const { matches } = await matchesOf(use, id);
    expect(matches.map((match) => match.case)).to.include(first);
    expect((await desk.view(id)).state.unexplained).to.have.length(1);
  });

  it('are shown to registrars, and to courts and supervisors for a purpose', async () => {
    const id = unique('rc');
    await new Registrar(use()).apply(id, initialForm(unique('ds')));
    const on = { kind: 'CASE' as const, id };
    for (const as of ['judge', 'supervisor']) {
      const seen = await use().opened('overlap:matches', { case: id }, { on, as });
      expect(seen, as).to.deep.equal({ case: id, matches: [], truncated: false });
    }
    expect(await use().code('overlap:matches', { case: 'none' }, 'holder-a')).to.equal(
      'ROLE_MISSING',
    );
    const asked = { case: 'none', asOf: '2099-01-01T00:00:00.000Z' };
    expect(await use().code('overlap:matches', asked, 'judge')).to.equal('INPUT_INVALID');
  });
}

function sketches(use: Use): void {
  const input = (id: string, sketch: Sketch): Input<'overlap:sketch'> => ({
    ...{ case: id, rows: 1000, sketch },
  });
  let seed = Math.floor(Math.random() * 1_000_000);
  const next = (): number => (seed += 1);

  it('of like rows finds what digests do not, and what is not like stays apart', async () => {
    const desk = new Registrar(use());
    const [first, like, unlike] = [unique('rc'), unique('rc'), unique('rc')];
    const of = next();
    await desk.apply(first, initialForm(unique('ds')));
    await desk.act('overlap:sketch', input(first, sketchOf(of)), 'registrar1');
    await desk.apply(like, initialForm(unique('ds')), { as: 'holder-d' });
    await desk.act('overlap:sketch', input(like, sketchOf(of, 10)), 'registrar1');
    await desk.apply(unlike, initialForm(unique('ds')), { as: 'holder-d' });
    await desk.act('overlap:sketch', input(unlike, sketchOf(next() * 7919)), 'registrar1');

    const [flag] = (await desk.view(like)).state.unexplained;
    expect(flag).to.include({ code: 'OVERLAP_EXPLANATION_REQUIRED', tier: 'SKETCH' });
    expect(flag?.similarity ?? 0).to.be.greaterThan(9000);
    expect((await matchesOf(use, like)).matches.map((match) => match.case)).to.deep.equal([first]);
    expect((await desk.view(unlike)).state.unexplained).to.deep.equal([]);
  });

  it('found after an explanation is to be explained anew', async () => {
    const desk = new Registrar(use());
    const form = initialForm(unique('ds'));
    const of = next();
    const [same, sketched, id] = [unique('rc'), unique('rc'), unique('rc')];
    await desk.apply(same, form);
    await desk.apply(sketched, initialForm(unique('ds')));
    await desk.act('overlap:sketch', input(sketched, sketchOf(of)), 'registrar1');
    const again = initialForm(unique('ds'), { digests: form.digests });
    await desk.apply(id, again, { as: 'holder-b' });
    await desk.act('registration:explain', { case: id, explanation: '共同采集' }, 'holder-b');

    await desk.act('overlap:sketch', input(id, sketchOf(of)), 'registrar1');

    expect((await desk.view(id)).state.unexplained.map(({ tier }) => tier)).to.deep.equal([
      'SKETCH',
    ]);
  });

  it('is the registrar’s of the case, once, before the notice', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    await desk.apply(id, initialForm(unique('ds')));
    const refuse = (of: string, as = 'registrar1'): Promise<string> =>
      use().code('overlap:sketch', input(of, sketchOf(next())), as);

    expect(await refuse(id, 'registrar2')).to.equal('CALLER_FORBIDDEN');
    await desk.act('overlap:sketch', input(id, sketchOf(next())), 'registrar1');
    expect(await refuse(id)).to.equal('CASE_EXISTS');
    await desk.act('registration:withdraw', { case: id, reasons: '测试' }, 'holder-a');
    expect(await refuse(id)).to.equal('CASE_STATE_FORBIDS');
  });
}
