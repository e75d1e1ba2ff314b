import { expect } from 'chai';
import type { UseUses } from '../use.suite.js';
import { HOLDER_A } from '../../support/parties.js';

export function counting(desk: UseUses): void {
  it('is counted, and says what it took and how far it was from the grant', async () => {
    const grant = await desk().grant({ count: 5 });

    const said = {
      purpose: 'CREDIT_VERIFY_LOAN',
      fields: ['uscc'],
      territory: 'CN-5101',
      units: 2,
    };
    const use = await desk().record(grant, said);

    expect(use).to.deep.include({ ...said, outcome: 'PERMITTED', distance: 'NARROWER' });
    expect(use.over).to.deep.equal([HOLDER_A]);
    const taken = use.outcome === 'PERMITTED' ? use.taken : [];
    expect(taken.reduce((sum, { units }) => sum + units, 0)).to.equal(2);
    expect(await desk().left(grant)).to.equal(3);
    expect(await desk().stage.ask('use:read', { id: use.id }, 'bank')).to.deep.equal(use);
  });

  it('takes from several shards where one is not enough, all or nothing', async () => {
    const grant = await desk().grant({ count: 40 });

    expect(await desk().code(grant, { units: 39, lane: 3 })).to.equal('OK');
    expect(await desk().code(grant, { units: 2 })).to.equal('GRANT_EXHAUSTED');
    expect(await desk().left(grant)).to.equal(1);
    expect(await desk().code(grant, { lane: 1000 })).to.equal('OK');
    expect(await desk().left(grant)).to.equal(0);
  });

  it('of a grant without a count takes nothing', async () => {
    const grant = await desk().grant();

    const use = await desk().record(grant, { units: 1_000_000 });

    expect(use).to.deep.include({ outcome: 'PERMITTED', taken: [] });
    const quota = await desk().stage.ask('use:quota', { grant: grant.id }, 'bank');
    expect(quota).to.deep.equal({ grant: grant.id, shards: 0 });
  });

  it('of a sub-grant takes from what its parent passed on', async () => {
    const parent = await desk().grant({ count: 100 });
    const child = await desk().subGrant(parent, { count: 20 });

    expect(await desk().left(parent)).to.equal(80);
    expect(await desk().code(child, { units: 20 }, 'bank')).to.equal('OK');
    expect(await desk().code(child, {}, 'bank')).to.equal('GRANT_EXHAUSTED');
    expect(await desk().code(parent, { units: 80 })).to.equal('OK');
    expect(await desk().left(parent)).to.equal(0);
  });
}
