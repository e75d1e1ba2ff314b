import { addDays } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { CONSUMER_C, HOLDER_A } from '../../support/parties.js';
import { allRightsTo } from '../../support/register-samples.js';
import { rejected } from '../../support/rejected.js';
import { transfer } from '../../support/register-forms.js';
import type { UsePlay } from '../grant.suite.js';

export function offering(use: UsePlay): void {
  const offered = (over: object, scope: object = {}): Promise<string> => {
    const { desk, granted } = use();
    return desk.refused('grant:offer', desk.rootOffer(granted, scope, over), 'holder-a');
  };

  it('of a right in force is in effect once it is accepted, and not before', async () => {
    const { desk, granted } = use();
    const offer = desk.rootOffer(granted, { count: 12 });

    const grant = await desk.act('grant:offer', offer, 'holder-a');

    expect(grant).to.deep.include({ ...offer, grantor: HOLDER_A });
    expect(await desk.grant(grant.id))
      .to.include({ status: 'OFFERED' })
      .and.not.have.property('left');
    expect((await desk.permits(grant.id, CONSUMER_C)).decision).to.deep.include({
      permitted: false,
    });
    await desk.accept(grant, 'consumer-c');
    const view = await desk.grant(grant.id);
    expect(view).to.deep.include({ status: 'ACTIVE', left: 12, reasons: [] });
    expect(view.effective).to.deep.include({ purposes: ['CREDIT_VERIFY'], count: 12 });
    expect((await desk.permits(grant.id, CONSUMER_C)).decision.permitted).to.equal(true);
  });

  it('is refused an id that is taken, a grantee that is nobody or oneself, and what no list knows', async () => {
    const { desk, granted } = use();
    const offer = desk.rootOffer(granted);
    await desk.act('grant:offer', offer, 'holder-a');

    expect(await offered({ id: offer.id })).to.equal('GRANT_EXISTS');
    expect(await offered({ grantee: '91510107MA7DEM0838' })).to.equal('USCC_INVALID');
    expect(await offered({ grantee: HOLDER_A })).to.equal('INPUT_INVALID');
    expect(await offered({}, { purposes: ['NO_SUCH_PURPOSE'] })).to.equal('PURPOSE_UNKNOWN');
    expect(await offered({ id: '110101199003078515' })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await offered({ source: { kind: 'RIGHT', right: 'nothing' } })).to.equal(
      'RIGHT_NOT_FOUND',
    );
    expect(await offered({ source: { kind: 'GRANT', grant: 'nothing' } })).to.equal(
      'GRANT_NOT_FOUND',
    );
    const proof = { qualifications: ['nothing'] };
    expect(await offered(proof)).to.equal('QUALIFICATION_NOT_FOUND');
    const personal = { fields: ['uscc'], consent: 'nothing' };
    expect(await offered({ personal })).to.equal('CONSENT_NOT_FOUND');
  });

  it('contradicts itself in no purpose, and is over before it begins never', async () => {
    const { desk } = use();
    const past = addDays(desk.today, -2);

    expect(await offered({}, { prohibited: ['CREDIT_VERIFY'] })).to.equal('PURPOSE_PROHIBITED');
    expect(await offered({}, { term: { from: past, to: past } })).to.equal('GRANT_EXPIRED');
  });

  it('keeps within the right: its parts, its end, and what it restricts', async () => {
    const { desk, granted } = use();
    const data = { asset: granted.asset, version: 1 };
    const { until = '' } = (await desk.stage.ask('register:right', { id: granted.right }, 'bank'))
      .state;

    expect(await offered({}, { subset: { data, parts: ['2019'] } })).to.equal(
      'SUBGRANT_EXCEEDS_SUBSET',
    );
    const term = { from: desk.today, to: addDays(until, 1) };
    expect(await offered({}, { term })).to.equal('SUBGRANT_EXCEEDS_TERM');
    expect(await offered({}, { right: 'HOLD' })).to.equal('SUBGRANT_EXCEEDS_RIGHT');
    expect(await offered({}, { resale: true })).to.equal('SUBGRANT_EXCEEDS_RESALE');
    expect(await offered({}, { export: true })).to.equal('SUBGRANT_EXCEEDS_EXPORT');
  });

  it('names every violation, and is called by the first', async () => {
    const { desk, granted } = use();
    const wide = desk.rootOffer(granted, { resale: true, export: true, right: 'HOLD' });

    const { params } = await rejected(desk.stage.submit('grant:offer', wide, 'holder-a'));

    const violations = params['violations'] as { code: string }[];
    expect(violations.map(({ code }) => code)).to.deep.equal([
      'SUBGRANT_EXCEEDS_RIGHT',
      'SUBGRANT_EXCEEDS_RESALE',
      'SUBGRANT_EXCEEDS_EXPORT',
    ]);
  });

  it('needs the right itself: another’s, a use and a holding give nothing to others', async () => {
    const { desk, granted } = use();
    const of = (right: string, as: string): Promise<string> => {
      const source = { kind: 'RIGHT' as const, right };
      const offer = desk.rootOffer(granted, {}, { source, grantee: '91510100MA7DEM040N' });
      return desk.refused('grant:offer', offer, as);
    };
    const [hold, usage] = ['R1', 'R2'].map((n) => granted.right.replace(/R3$/, n));

    expect(await of(granted.right, 'holder-b')).to.equal('RIGHT_NOT_HELD');
    expect(await of(hold ?? '', 'holder-a')).to.equal('RIGHT_NOT_HELD');
    expect(await of(usage ?? '', 'holder-a')).to.equal('RIGHT_NOT_HELD');
  });

  it('comes after the registration, and not while what is registered changes or is disputed', async () => {
    const { desk } = use();
    const [given, disputed] = [unique('rc'), unique('ob')];
    const allocation = { allocation: allRightsTo(HOLDER_A) };
    const { right } = await desk.operated(allocation);
    const of = (id: string): Promise<string> =>
      offered({ source: { kind: 'RIGHT' as const, right: id } });

    const form = transfer({ rights: [right], to: '91510700MA7DEM059J' });
    await desk.approved(given, form, { consents: ['holder-b'] });
    await desk.act('register:deposit', { case: given }, 'registrar1');
    expect(await of(right)).to.equal('DISPOSAL_PENDING');
    const fresh = await desk.operated();
    const [of2 = ''] = fresh.right.split('.R');
    const objection = {
      objection: disputed,
      reasons: '权属有争议',
      materialDigest: '0'.repeat(64),
    };
    await desk.act('objection:raise', { case: of2, ...objection }, 'holder-b');
    expect(await of(fresh.right)).to.equal('DISPUTE_OPEN');
  });
}
