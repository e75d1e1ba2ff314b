import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { HOLDER_A } from '../../support/parties.js';
import { plantAgreement } from '../../support/operation-plants.js';
import { actedAt, filedAgreement } from '../../support/operation-records.js';
import { PUBLIC, QUICK, ResourceDesk } from '../../support/resource-desk.js';
import { type NewResource, resourceForm } from '../../support/resource-forms.js';
import { refusal } from '../register/applying.js';
import { skip, type Use } from '../suite.js';

/** Until the end of the next year, which is sooner than three years from now. */
export const termAt = (use: Use): { from: string; to: string } => ({
  from: '2026-01-01',
  to: `${String(use().bench.now().getUTCFullYear() + 1)}-12-31`,
});

export const operated = (asset: string, agreement: string, over = {}): NewResource =>
  resourceForm(asset, { basis: 'AUTHORISED_OPERATION', agreement, ...over });

/** A filed agreement of its own. */
export async function agreed(use: Use, over = {}): Promise<string> {
  const id = unique('AGR');
  await plantAgreement(use().bench, filedAgreement({ id, term: termAt(use), ...over }));
  return id;
}

/** What is operated under an agreement is within it, and ends with it. */
export function agreements(use: Use): void {
  const filed = async (agreement: string, over = {}, as = 'operator'): Promise<string> => {
    const form = operated(unique('ds'), agreement, over);
    await new ResourceDesk(use()).deposit(form, as);
    return refusal(use, form, { as, office: PUBLIC });
  };

  it('must be there, and in force', async () => {
    expect(await filed('AGR-NONE')).to.equal('AGREEMENT_NOT_FOUND');
    for (const over of [
      { signatures: [] },
      { suspensions: [{ reasons: '整改', ...actedAt('2026-01-02T00:00:00.000Z') }] },
      { terminated: { reasons: '违约', ...actedAt('2026-01-02T00:00:00.000Z') } },
    ]) {
      expect(await filed(await agreed(use, over))).to.equal('AGREEMENT_NOT_ACTIVE');
    }
  });

  it('must be the applicant’s, and cover what is registered', async () => {
    const id = await agreed(use);

    expect(await filed(id, {}, 'holder-a')).to.equal('AGREEMENT_NOT_PARTY');
    expect(await filed(id, { catalogNos: ['CD-GS-0007', 'CD-GS-0008'] })).to.equal(
      'AGREEMENT_SCOPE_EXCEEDED',
    );
    expect(HOLDER_A).to.not.equal(filedAgreement().operator);
  });

  it('ends the validity where it ends sooner than three years', async () => {
    const made = await new ResourceDesk(use()).coded(operated(unique('ds'), await agreed(use)), {
      as: 'operator',
    });

    const { to } = termAt(use);
    expect(made).to.include({ operatingUntil: to, lastValidDay: to });
    const { state } = await new ResourceDesk(use()).resource(made.lookupCode);
    expect(state).to.deep.include({ status: 'ACTIVE', until: to });
  });

  it('that ended since gives no code any more', async () => {
    const desk = new ResourceDesk(use());
    const agreement = await agreed(use);
    const [id, form] = [unique('rc'), operated(unique('ds'), agreement)];
    await desk.deposit(form, 'operator');
    await desk.approved(id, form, { office: QUICK, as: 'operator' });
    const terminated = { reasons: '违约', ...actedAt(desk.stage.bench.now().toISOString()) };
    await plantAgreement(
      use().bench,
      filedAgreement({ id: agreement, term: termAt(use), terminated }),
    );
    await desk.time();

    expect(await use().code('resource:assignCode', { case: id }, 'registrar1')).to.equal(
      'AGREEMENT_NOT_ACTIVE',
    );
  });

  it('suspends and ends what is registered under it, without a word about it', async () => {
    const desk = new ResourceDesk(use());
    const agreement = await agreed(use);
    const { lookupCode } = await desk.coded(operated(unique('ds'), agreement), { as: 'operator' });
    const at = desk.stage.bench.now().toISOString();
    const plant = (over: object): Promise<void> =>
      plantAgreement(use().bench, filedAgreement({ id: agreement, term: termAt(use), ...over }));
    const found = async (): Promise<unknown[]> => {
      await desk.time();
      const { state } = await desk.resource(lookupCode);
      return [state.status, state.reasons[0]?.code];
    };

    await plant({ suspensions: [{ reasons: '整改', ...actedAt(at) }] });
    expect(await found()).to.deep.equal(['SUSPENDED', 'AGREEMENT_SUSPENDED']);
    await plant({ terminated: { reasons: '违约', ...actedAt(at) } });
    expect(await found()).to.deep.equal(['LAPSED', 'AGREEMENT_TERMINATED']);
    await plant({});
    expect(await found()).to.deep.equal(['ACTIVE', 'REGISTERED']);
  });

  it('leaves nothing to renew for at its end', async function () {
    const { bench } = use();
    if (bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new ResourceDesk(use());
    const to = new Date(bench.now().getTime() + 40 * 86_400_000).toISOString().slice(0, 10);
    const agreement = await agreed(use, { term: { from: '2026-01-01', to } });
    const { lookupCode } = await desk.coded(operated(unique('ds'), agreement), { as: 'operator' });
    const form = { type: 'RESOURCE_RENEWAL', lookupCode };

    expect(await refusal(use, form, { as: 'operator', office: QUICK })).to.equal(
      'OPERATING_TERM_ENDS PUBLIC_2025/26号/续期',
    );
    await plantAgreement(
      use().bench,
      filedAgreement({ id: agreement, term: { from: '2026-01-01', to: '2031-12-31' } }),
    );
    expect((await desk.resource(lookupCode)).state.until).to.equal(to);
  });
}
