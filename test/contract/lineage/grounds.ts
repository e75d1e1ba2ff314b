import { expect } from 'chai';
import { plantedHold } from '../../support/court-desk.js';
import { unique } from '../../support/founded.js';
import { at, derivation, ownData, Tracing } from '../../support/lineage.js';
import { stepInput } from '../../support/operating.js';
import { CONSUMER_C } from '../../support/parties.js';
import { plant } from '../../support/planting.js';
import { cancellation } from '../../support/register-forms.js';
import type { Use } from '../suite.js';

type Basis = typeof ownData;

/** What the ledger holds of a basis is looked up, and must be good at that moment. */
export function grounds(use: Use): void {
  const step = (asset: string, basis: Basis) =>
    stepInput({ inputs: [at(asset)], output: at(unique('made')), basis });
  const refuse = async (
    play: Tracing,
    asset: string,
    basis: Basis,
    as = 'holder-a',
  ): Promise<string> => {
    const code = await play.refused('lineage:record', step(asset, basis), as);
    const derived = derivation(unique('made'), [asset], { basis });
    expect(await play.refused('lineage:derive', derived, as)).to.equal(code);
    return code;
  };

  it('is a right that the actor has, and that nothing lies upon', async () => {
    const play = new Tracing(use());
    const { asset, rights } = await play.certified();
    const basis = { kind: 'RIGHT', reference: rights.USE } as const;
    const made = unique('made');

    const node = await play.derive(derivation(made, [asset], { basis }));
    expect(node.links[0]?.restsOn).to.deep.equal([{ kind: 'RIGHT', id: rights.USE }]);
    expect(await refuse(play, asset, { ...basis, reference: 'nothing' })).to.equal(
      'RIGHT_NOT_FOUND',
    );
    expect(await refuse(play, asset, basis, 'holder-b')).to.equal('RIGHT_NOT_HELD');
    for (const key of ['hold', 'control'] as const) {
      await plant(use().bench, [key, rights.USE], {
        v: 1,
        orders: [plantedHold('JO-1', use().bench.now())],
      });
      expect(await refuse(play, asset, basis)).to.equal('ASSET_FROZEN');
      await plant(use().bench, [key, rights.USE], { v: 1, orders: [] });
    }
    await play.derive(derivation(unique('made'), [asset], { basis }));
  });

  it('is no right that was cancelled, whatever it is called', async () => {
    const play = new Tracing(use());
    const { asset, certificate, rights } = await play.certified();
    const owned = await play.derive(derivation(unique('made'), [asset]));
    expect(owned.links[0]?.restsOn[0]?.kind).to.equal('RIGHT');

    const all = Object.keys(rights) as (keyof typeof rights)[];
    await play.desk.registered(unique('rc'), cancellation(certificate, all));

    const basis = { kind: 'RIGHT', reference: rights.USE } as const;
    expect(await refuse(play, asset, basis)).to.equal('RIGHT_NOT_ACTIVE');
    expect(await refuse(play, asset, ownData)).to.equal('RIGHT_NOT_ACTIVE');
    expect(await refuse(play, asset, ownData, 'holder-b')).to.equal('RIGHT_NOT_HELD');
  });

  it('is a grant that permits it now, to whoever has it, of the data that is used', async () => {
    const play = new Tracing(use());
    const { asset, rights } = await play.certified();
    const source = { kind: 'RIGHT', right: rights.OPERATE } as const;
    const granted = (over = {}) => play.granted(source, asset, { grantee: CONSUMER_C, over });
    const id = await granted();
    const on = (reference: string, purpose = 'CREDIT_VERIFY') =>
      ({ kind: 'GRANT', reference, purpose }) as const;
    const code = (basis: Basis, of = asset, as = 'consumer-c') => refuse(play, of, basis, as);

    const node = await play.derive(
      derivation(unique('made'), [asset], { basis: on(id) }),
      'consumer-c',
    );
    expect(node.links[0]?.restsOn).to.deep.equal([{ kind: 'GRANT', id }]);
    const [other = ''] = await play.known('other');
    expect(await code(on('nothing'))).to.equal('GRANT_NOT_FOUND');
    expect(await code(on(id, 'NO_SUCH_PURPOSE'))).to.equal('PURPOSE_UNKNOWN');
    expect(await code(on(id, 'ACADEMIC_RESEARCH'))).to.equal('PURPOSE_DRIFT');
    expect(await code(on(id), other)).to.equal('DATA_NOT_GRANTED');
    expect(await code(on(id), asset, 'holder-b')).to.equal('GRANT_NOT_HELD');
    const bound = await granted({ prohibited: ['MARKETING'], purposes: ['MARKETING'] });
    expect(await code(on(bound, 'MARKETING'))).to.equal('PURPOSE_PROHIBITED');
    const past = await granted({ term: { from: '2025-01-01', to: '2025-12-31' } });
    expect(await code(on(past))).to.equal('GRANT_EXPIRED');
    await play.conducted(id, 'SUSPENDED');
    expect(await code(on(id))).to.equal('GRANT_SUSPENDED');
    await play.conducted(id, 'REVOKED');
    expect(await code(on(id))).to.equal('GRANT_REVOKED');
    const offered = await granted();
    await plant(use().bench, ['grant-answer', offered], undefined);
    expect(await code(on(offered))).to.equal('GRANT_NOT_ACTIVE');
  });
}
