import type { Grant } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { reasonsOf } from '../../support/grant-desk.js';
import { catalogEntry, plantAgreement, plantEntries } from '../../support/operation-plants.js';
import { actedAt, filedAgreement } from '../../support/operation-records.js';
import { CONSUMER_C } from '../../support/parties.js';
import { revocation } from '../../support/register-forms.js';
import { ResourceDesk } from '../../support/resource-desk.js';
import type { UsePlay } from '../grant.suite.js';
import { agreed, operated, termAt } from '../resource/agreements.js';
import { product } from '../resource/products.js';

interface Public {
  readonly agreement: string;
  readonly code: string;
  readonly asset: string;
  readonly right: string;
  readonly certificate: string;
}

/** AGR-1 → right → G-2: what the agreement says binds everybody below. */
export function resting(use: UsePlay): void {
  const stage = () => use().desk.stage;
  async function registered(catalogNo = 'CD-GS-0007'): Promise<Public> {
    await plantEntries(stage().bench, [catalogEntry(catalogNo)]);
    const agreement = await agreed(stage);
    const asset = unique('ds');
    const desk = new ResourceDesk(stage());
    const form = operated(asset, agreement);
    const { lookupCode: code } = await desk.coded(form, { as: 'operator' });
    const { rights, no } = await desk.certified(unique('rc'), product(asset, code), {
      as: 'operator',
    });
    return { agreement, code, asset, right: rights[2] ?? '', certificate: no };
  }
  const made = (given: Public, scope: object = {}): Promise<Grant> => {
    const { desk } = use();
    return desk.granted(desk.rootOffer(given, scope), 'operator', 'consumer-c');
  };

  it('keeps to the purposes of the agreement and to what it prohibits', async () => {
    const { desk } = use();
    const given = await registered();
    const refused = (scope: object): Promise<string> =>
      desk.refused('grant:offer', desk.rootOffer(given, scope), 'operator');

    expect(await refused({ purposes: ['MARKETING'] })).to.equal('PURPOSE_PROHIBITED');
    expect(await refused({ purposes: ['COLLECTION_RANKING'] })).to.equal(
      'SUBGRANT_EXCEEDS_PURPOSE',
    );
    const { id } = await made(given);
    const answer = await desk.permits(id, CONSUMER_C, { purpose: 'MARKETING' });
    expect(reasonsOf(answer)).to.deep.equal([
      `PURPOSE_PROHIBITED AGREEMENT ${given.agreement}`,
      `PURPOSE_DRIFT GRANT ${id}`,
    ]);
    expect(answer.chain).to.deep.equal([
      { kind: 'AGREEMENT', id: given.agreement },
      { kind: 'RESOURCE', id: given.code },
      { kind: 'RIGHT', id: given.right },
      { kind: 'GRANT', id },
    ]);
  });

  it('rests with the agreement, and ends with the right', async () => {
    const { desk } = use();
    const given = await registered();
    const { id } = await made(given);
    const term = termAt(stage);
    const at = desk.stage.bench.now().toISOString();
    const suspensions = [{ reasons: '整改', ...actedAt(at) }];
    const { bench } = stage();

    await plantAgreement(bench, filedAgreement({ id: given.agreement, term, suspensions }));
    expect(reasonsOf(await desk.permits(id, CONSUMER_C))).to.deep.equal([
      `AGREEMENT_NOT_ACTIVE AGREEMENT ${given.agreement}`,
      `RESOURCE_NOT_ACTIVE RESOURCE ${given.code}`,
      `RIGHT_NOT_ACTIVE RIGHT ${given.right}`,
    ]);
    const offer = desk.rootOffer(given);
    expect(await desk.refused('grant:offer', offer, 'operator')).to.equal('AGREEMENT_NOT_ACTIVE');

    await plantAgreement(bench, filedAgreement({ id: given.agreement, term }));
    expect((await desk.permits(id, CONSUMER_C)).decision.permitted).to.equal(true);
    await desk.registered(unique('rc'), revocation(given.certificate), { as: 'registrar1' });
    expect(reasonsOf(await desk.permits(id, CONSUMER_C))).to.deep.equal([
      `CERT_REVOKED RIGHT ${given.right}`,
    ]);
    expect(await desk.refused('grant:offer', offer, 'operator')).to.equal('CERT_REVOKED');
  });

  it('is of no right that waits for its registration', async () => {
    const { desk, granted } = use();
    const id = unique('rc');
    const form = product(unique('ds'), (await registered()).code);
    await desk.approved(id, { ...form, origin: 'COLLECTED', publicCode: undefined } as never, {
      as: 'operator',
    });
    await desk.act('register:deposit', { case: id }, 'registrar1');
    const source = { kind: 'RIGHT' as const, right: `${id}.R3` };

    const offer = desk.rootOffer(granted, {}, { source });
    expect(await desk.refused('grant:offer', offer, 'operator')).to.equal('RIGHT_NOT_ACTIVE');
  });
}
