import type { Input, Output } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { Operating, sha256, stepInput } from '../support/operating.js';
import { actsOf } from './operation/acts.js';
import { foreignAgreement } from './operation/foreign.js';
import { contractSuite, covers, type OpenBench, type Use } from './suite.js';
import { HOLDER_B } from '../support/parties.js';

type Derive = Input<'lineage:derive'>;
const at = (asset: string, version = 1): { asset: string; version: number } => ({ asset, version });
const derivation = (
  target: string,
  sources: readonly string[],
  over: Partial<Derive> = {},
): Derive => ({
  ...{ target: at(target), sources: sources.map((asset) => ({ version: at(asset) })), steps: [] },
  basis: { kind: 'OWN_DATA', reference: 'own' },
  ...over,
});
const pairs = ({ items }: Output<'lineage:traceUp'>): string[] =>
  items.map(({ depth, link }) => `${depth} ${link.source.asset}>${link.target.asset}`);

/** 溯源: steps of processing, and edges from what was used to what was made. */
export function lineageSuite(name: string, open: OpenBench): void {
  contractSuite(`lineage: ${name}`, open, (use) => {
    actsOf('lineage', use);
    describe('step', () => {
      steps(use);
    });
    describe('derivation', () => {
      derivations(use);
    });
    describe('trace', () => {
      traces(use);
    });
    covers('lineage', use);
  });
}

function steps(use: Use): void {
  it('says who did what with which data, when and on what basis', async () => {
    const play = new Operating(use());
    const input = stepInput({ kind: 'LABEL' });

    const step = await play.act('lineage:record', input, 'processor-e');

    expect(step.recorded).to.include({ role: 'processor' });
    expect(await use().ask('lineage:step', { id: input.id }, 'bank')).to.deep.equal(step);
    expect(await play.refused('lineage:record', input, 'processor-e')).to.equal('STEP_EXISTS');
    const personal = stepInput({ note: '联系 13800138000' });
    expect(await play.refused('lineage:record', personal, 'processor-e')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
  });

  it('is the operator’s under an agreement in force, and stands on its timeline', async () => {
    const play = new Operating(use());
    const { id: agreement } = await play.active();
    const refuse = (input: object, as = 'operator'): Promise<string> =>
      play.refused('lineage:record', stepInput(input), as);

    const step = await play.act('lineage:record', stepInput({ agreement }), 'operator');

    expect((await play.supervise(agreement)).entries.at(-1)).to.include({
      ...{ kind: 'PROCESSED', subject: step.id },
    });
    expect(await refuse({ agreement }, 'holder-a')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse({ agreement: 'nothing' })).to.equal('AGREEMENT_NOT_FOUND');
    expect(await refuse({ agreement: (await play.signed()).id })).to.equal('AGREEMENT_NOT_ACTIVE');
  });
}

function derivations(use: Use): void {
  const refuse = (play: Operating, input: Derive, as = 'holder-a'): Promise<string> =>
    play.refused('lineage:derive', input, as);
  const derive = (play: Operating, input: Derive, as = 'holder-a') =>
    play.act('lineage:derive', input, as);

  it('closes no circle, however long', async () => {
    const play = new Operating(use());
    const [a, b, c] = [unique('a'), unique('b'), unique('c')];
    await derive(play, derivation(b, [a]));
    await derive(play, derivation(c, [b]));

    expect(await refuse(play, derivation(a, [c]))).to.equal('DERIVATION_CYCLE');
    expect(await refuse(play, derivation(a, [a]))).to.equal('DERIVATION_CYCLE');
    await derive(play, derivation(c, [a]));
  });

  it('links a source once, and is stated by one party', async () => {
    const play = new Operating(use());
    const [a, b] = [unique('a'), unique('b')];
    await derive(play, derivation(b, [a]));

    expect(await refuse(play, derivation(b, [a]))).to.equal('DERIVATION_EXISTS');
    expect(await refuse(play, derivation(b, [unique('x')]), 'holder-b')).to.equal(
      'CALLER_FORBIDDEN',
    );
  });

  it('rests on steps that are recorded', async () => {
    const play = new Operating(use());
    const { id } = await play.act('lineage:record', stepInput(), 'holder-a');
    const [a, b] = [unique('a'), unique('b')];

    expect(await refuse(play, derivation(b, [a], { steps: ['nothing'] }))).to.equal(
      'STEP_NOT_FOUND',
    );
    const node = await derive(play, derivation(b, [a], { steps: [id] }));
    expect(node.links[0]?.steps).to.deep.equal([id]);
  });

  it('keeps within an agreement that it names', async () => {
    const play = new Operating(use());
    const { id: agreement } = await play.active();
    const target = unique('pr');
    const from = (catalogNo: string, over: Partial<Derive> = {}): Derive =>
      derivation(target, [], {
        sources: [{ version: at(unique('raw')), catalogNo }],
        agreement,
        ...over,
      });

    expect(await refuse(play, from('CD-GS-0008'), 'operator')).to.equal('CATALOG_OUT_OF_SCOPE');
    expect(await refuse(play, from('CD-GS-0007', { agreement: 'nothing' }), 'operator')).to.equal(
      'AGREEMENT_NOT_FOUND',
    );
    const { id: unfiled } = await play.signed();
    expect(await refuse(play, from('CD-GS-0007', { agreement: unfiled }), 'operator')).to.equal(
      'AGREEMENT_NOT_ACTIVE',
    );
    const { id: foreign } = await foreignAgreement(play);
    expect(await refuse(play, from('CD-GS-0007', { agreement: foreign }), 'operator')).to.equal(
      'CALLER_FORBIDDEN',
    );
    await derive(play, from('CD-GS-0007'), 'operator');
    expect((await play.supervise(agreement)).entries.at(-1)).to.include({ kind: 'DERIVED' });
  });

  it('is not the operator’s, nor its affiliate’s, from what the operator delivered', async () => {
    const play = new Operating(use());
    const { id: agreement } = await play.active();
    const { id: product } = await play.product(agreement);
    const made = unique('made');
    await derive(play, derivation(unique('before'), [product]), 'operator');
    await play.deliver(product);
    const { version } = { version: at(product, 2) };

    expect(await refuse(play, derivation(unique('own'), [product]), 'operator')).to.equal(
      'OPERATOR_REDEVELOPMENT_BAN',
    );
    await derive(play, { ...derivation(product, [product]), target: version }, 'operator');
    await derive(play, derivation(made, [product]), 'consumer-c');
    expect(await refuse(play, derivation(unique('far'), [made]), 'operator')).to.equal(
      'OPERATOR_REDEVELOPMENT_BAN',
    );
    const affiliate = { agreement, affiliate: HOLDER_B, state: 'AFFILIATED' as const };
    await play.act('operation:recordAffiliate', { ...affiliate, basis: '控股' }, 'implementer');
    expect(await refuse(play, derivation(unique('near'), [made]), 'holder-b')).to.equal(
      'OPERATOR_REDEVELOPMENT_BAN',
    );
    await play.act(
      'operation:recordAffiliate',
      { ...affiliate, state: 'ENDED', basis: '转让' },
      'implementer',
    );
    await derive(play, derivation(unique('near'), [made]), 'holder-b');
    const own = await play.product(agreement);
    expect(await refuse(play, derivation(own.id, [unique('raw')]), 'consumer-c')).to.equal(
      'CALLER_FORBIDDEN',
    );
  });

  it('has so many sources and no more', async () => {
    const play = new Operating(use());
    const target = unique('wide');
    const many = (start: number, count: number): Derive =>
      derivation(
        target,
        Array.from({ length: count }, (_, i) => `${target}-${start + i}`),
      );
    await derive(play, many(0, 50));
    await derive(play, many(50, 50));

    expect(await refuse(play, many(100, 1))).to.equal('LINEAGE_LIMIT_EXCEEDED');
  });
}

function traces(use: Use): void {
  it('goes up and down by distance, a page at a time, to a depth', async () => {
    const play = new Operating(use());
    const [a, b, c, d] = [unique('a'), unique('b'), unique('c'), unique('d')];
    await play.act('lineage:derive', derivation(b, [a]), 'holder-a');
    await play.act('lineage:derive', derivation(c, [a]), 'holder-a');
    await play.act('lineage:derive', derivation(d, [b, c]), 'holder-a');
    const up = (over: object) =>
      use().ask('lineage:traceUp', { version: at(d), depth: 8, limit: 10, ...over }, 'bank');
    const down = (over: object) =>
      use().ask('lineage:traceDown', { version: at(a), depth: 8, limit: 10, ...over }, 'bank');

    const all = await up({});
    expect(pairs(all)).to.deep.equal([`1 ${b}>${d}`, `1 ${c}>${d}`, `2 ${a}>${b}`, `2 ${a}>${c}`]);
    expect(all.truncated).to.equal(false);
    const near = await up({ depth: 1 });
    expect(pairs(near)).to.deep.equal([`1 ${b}>${d}`, `1 ${c}>${d}`]);
    expect(near.truncated).to.equal(true);
    const first = await up({ limit: 3 });
    const rest = await up({ limit: 3, cursor: first.next });
    expect([...pairs(first), ...pairs(rest)]).to.deep.equal(pairs(all));
    expect(rest.next).to.equal(undefined);
    expect(pairs(await down({})).sort()).to.deep.equal(
      [`1 ${a}>${b}`, `1 ${a}>${c}`, `2 ${b}>${d}`, `2 ${c}>${d}`].sort(),
    );
  });

  it('takes no cursor of another kind', async () => {
    const trace = { version: at(unique('a')), depth: 1, limit: 1, cursor: sha256('x') };

    expect(await use().code('lineage:traceUp', trace, 'bank')).to.equal('CURSOR_INVALID');
    expect(await use().code('lineage:traceDown', trace, 'bank')).to.equal('CURSOR_INVALID');
  });
}
