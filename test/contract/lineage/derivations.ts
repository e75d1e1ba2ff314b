import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { at, type Derive, derivation, Tracing } from '../../support/lineage.js';
import { stepInput } from '../../support/operating.js';
import { HOLDER_B } from '../../support/parties.js';
import { codeOf } from '../../support/rejected.js';
import { foreignAgreement } from '../operation/foreign.js';
import type { Use } from '../suite.js';

const under = (reference: string) => ({ kind: 'AUTHORISED_OPERATION', reference }) as const;
const refuse = (play: Tracing, input: Derive, as = 'holder-a'): Promise<string> =>
  play.refused('lineage:derive', input, as);

export function derivations(use: Use): void {
  it('closes no circle, however long', async () => {
    const play = new Tracing(use());
    const [a = ''] = await play.known('a');
    const [b, c] = [unique('b'), unique('c')];
    await play.derive(derivation(b, [a]));
    await play.derive(derivation(c, [b]));

    expect(await refuse(play, derivation(a, [c]))).to.equal('DERIVATION_CYCLE');
    expect(await refuse(play, derivation(a, [a]))).to.equal('DERIVATION_CYCLE');
    await play.derive(derivation(c, [a]));
  });

  it('closes none when both halves are under way at once', async () => {
    const play = new Tracing(use());
    const { bench } = use();
    for (let round = 0; round < 4; round += 1) {
      const [a = '', b = '', c = ''] = await play.known('a', 'b', 'c');
      await play.derive(derivation(c, [b]));
      await play.desk.time();

      const halves = [derivation(b, [a]), derivation(a, [c])].map((half) =>
        bench.ledger.submit('lineage:derive', half, bench.as('holder-a')),
      );
      const codes = await Promise.all(
        halves.map((half) =>
          half.then(
            () => 'OK',
            () => codeOf(half),
          ),
        ),
      );

      expect(codes.filter((code) => code === 'OK')).to.have.length(1);
      expect(codes).to.satisfy((all: string[]) =>
        all.every((code) => ['OK', 'DERIVATION_CYCLE', 'LEDGER_CONFLICT'].includes(code)),
      );
    }
  });

  it('begins with data that the ledger knows', async () => {
    const play = new Tracing(use());
    const [a = ''] = await play.known('a');

    expect(await refuse(play, derivation(unique('b'), [a, unique('never')]))).to.equal(
      'VERSION_UNKNOWN',
    );
    const later = derivation(unique('b'), [], { sources: [{ version: at(a, 2) }] });
    expect(await refuse(play, later)).to.equal('VERSION_UNKNOWN');
    const { asset } = await play.certified();
    await play.derive(derivation(unique('b'), [a, asset]));
  });

  it('links a source once, and is stated by one party', async () => {
    const play = new Tracing(use());
    const [a = '', x = ''] = await play.known('a', 'x');
    const b = unique('b');
    await play.derive(derivation(b, [a]));

    expect(await refuse(play, derivation(b, [a]))).to.equal('DERIVATION_EXISTS');
    expect(await refuse(play, derivation(b, [x]), 'holder-b')).to.equal('CALLER_FORBIDDEN');
  });

  it('rests on steps that are recorded', async () => {
    const play = new Tracing(use());
    const { id } = await play.act('lineage:record', stepInput(), 'holder-a');
    const [a = ''] = await play.known('a');
    const b = unique('b');

    expect(await refuse(play, derivation(b, [a], { steps: ['nothing'] }))).to.equal(
      'STEP_NOT_FOUND',
    );
    const node = await play.derive(derivation(b, [a], { steps: [id] }));
    expect(node.links[0]?.steps).to.deep.equal([id]);
  });

  it('has so many sources and no more', async () => {
    const play = new Tracing(use());
    const { id } = await play.active();
    const target = unique('wide');
    const many = (start: number, count: number): Derive =>
      derivation(target, [], {
        basis: under(id),
        sources: Array.from({ length: count }, (_, i) => ({
          ...{ version: at(`${target}-${String(start + i)}`), catalogNo: 'CD-GS-0007' },
        })),
      });
    await play.derive(many(0, 50), 'operator');
    await play.derive(many(50, 50), 'operator');

    expect(await refuse(play, many(100, 1), 'operator')).to.equal('LINEAGE_LIMIT_EXCEEDED');
  });

  operated(use);
}

function operated(use: Use): void {
  it('keeps within an agreement that it names', async () => {
    const play = new Tracing(use());
    const { id: agreement } = await play.active();
    const target = unique('pr');
    const from = (catalogNo: string, reference = agreement): Derive =>
      derivation(target, [], {
        sources: [{ version: at(unique('raw')), catalogNo }],
        basis: under(reference),
      });

    expect(await refuse(play, from('CD-GS-0008'), 'operator')).to.equal('CATALOG_OUT_OF_SCOPE');
    expect(await refuse(play, from('CD-GS-0007', 'nothing'), 'operator')).to.equal(
      'AGREEMENT_NOT_FOUND',
    );
    const { id: unfiled } = await play.signed();
    expect(await refuse(play, from('CD-GS-0007', unfiled), 'operator')).to.equal(
      'AGREEMENT_NOT_ACTIVE',
    );
    const { id: foreign } = await foreignAgreement(play);
    expect(await refuse(play, from('CD-GS-0007', foreign), 'operator')).to.equal(
      'CALLER_FORBIDDEN',
    );
    await play.derive(from('CD-GS-0007'), 'operator');
    expect((await play.supervise(agreement)).entries.at(-1)).to.include({ kind: 'DERIVED' });
  });

  it('is not the operator’s, nor its affiliate’s, from what the operator delivered', async () => {
    const play = new Tracing(use());
    const { id: agreement } = await play.active();
    const { id: product } = await play.product(agreement);
    const made = unique('made');
    await play.derive(derivation(unique('before'), [product]), 'operator');
    await play.deliver(product);

    expect(await refuse(play, derivation(unique('own'), [product]), 'operator')).to.equal(
      'OPERATOR_REDEVELOPMENT_BAN',
    );
    await play.derive({ ...derivation(product, [product]), target: at(product, 2) }, 'operator');
    await play.derive(derivation(made, [product]), 'consumer-c');
    expect(await refuse(play, derivation(unique('far'), [made]), 'operator')).to.equal(
      'OPERATOR_REDEVELOPMENT_BAN',
    );
    const affiliate = { agreement, affiliate: HOLDER_B, state: 'AFFILIATED' as const };
    await play.act('operation:recordAffiliate', { ...affiliate, basis: '控股' }, 'implementer');
    expect(await refuse(play, derivation(unique('near'), [made]), 'holder-b')).to.equal(
      'OPERATOR_REDEVELOPMENT_BAN',
    );
    const ended = { ...affiliate, state: 'ENDED' as const, basis: '转让' };
    await play.act('operation:recordAffiliate', ended, 'implementer');
    await play.derive(derivation(unique('near'), [made]), 'holder-b');
    const own = await play.product(agreement);
    const [raw = ''] = await play.known('raw');
    expect(await refuse(play, derivation(own.id, [raw]), 'consumer-c')).to.equal(
      'CALLER_FORBIDDEN',
    );
  });
}
