import { addDays, type Grant, type Input } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { reasonsOf } from '../../support/grant-desk.js';
import { BANK, CONSUMER_C } from '../../support/parties.js';
import { VoucherDesk } from '../../support/voucher-desk.js';
import type { UsePlay } from '../grant.suite.js';

/** A grant of fields of persons stands on a consent, and falls with it. */
export function personal(use: UsePlay): void {
  const subject = (): VoucherDesk => new VoucherDesk(use().desk.stage);
  const terms = (over: object = {}): object => ({
    ...{ purpose: 'CREDIT_VERIFY', items: ['NAME', 'TEL'], verifiers: [CONSUMER_C] },
    until: addDays(use().desk.today, 400),
    ...over,
  });
  const offer = (consent: string, over: object = {}): Input<'grant:offer'> => {
    const { desk, granted } = use();
    const fields = ['uscc', 'name', 'tel'];
    return desk.rootOffer(
      granted,
      { fields, ...over },
      { personal: { fields: ['name', 'tel'], consent } },
    );
  };

  it('are given within the consent: its purpose, its recipient, its end and its items', async () => {
    const { desk } = use();
    const person = subject();
    await desk.time();
    const refused = async (over: object): Promise<string> =>
      desk.refused('grant:offer', offer(await person.consent(terms(over))), 'holder-a');

    expect(await refused({ purpose: 'MARKETING' })).to.equal('CONSENT_PURPOSE_EXCEEDED');
    expect(await refused({ verifiers: [BANK] })).to.equal('CONSENT_VERIFIER_EXCEEDED');
    expect(await refused({ until: desk.today })).to.equal('CONSENT_TERM_EXCEEDED');
    expect(await refused({ items: ['NAME'] })).to.equal('CONSENT_ITEM_EXCEEDED');
    const stray = { ...offer('nothing'), personal: { fields: ['age'], consent: 'nothing' } };
    expect(await desk.refused('grant:offer', stray, 'holder-a')).to.equal('INPUT_INVALID');
  });

  it('are taken back with the consent, at once and all the way down', async () => {
    const { desk } = use();
    const person = subject();
    await desk.time();
    const consent = await person.consent(terms());
    const top = await desk.granted(offer(consent), 'holder-a', 'consumer-c');
    expect((await desk.permits(top.id, CONSUMER_C)).decision.permitted).to.equal(true);
    const sub = (over: object, scope: object = {}): Input<'grant:offer'> =>
      desk.subOffer(top, BANK, scope, over);
    expect(await desk.refused('grant:offer', sub({}), 'consumer-c')).to.equal('CONSENT_REQUIRED');
    const low = await desk.granted(sub({}, { fields: ['uscc'] }), 'consumer-c', 'bank');
    const pending = await desk.act('grant:offer', offer(consent), 'holder-a');

    await person.withdraw({ consent });

    for (const [id, by] of [
      [top.id, CONSUMER_C],
      [low.id, BANK],
    ] as const) {
      expect(reasonsOf(await desk.permits(id, by))).to.deep.equal([
        `CONSENT_WITHDRAWN CONSENT ${consent}`,
      ]);
    }
    expect(await desk.refused('grant:offer', offer(consent), 'holder-a')).to.equal(
      'CONSENT_WITHDRAWN',
    );
    expect(await accepted(pending)).to.equal('CONSENT_WITHDRAWN');
  });

  const accepted = ({ id, textDigest, termsDigest }: Grant): Promise<string> =>
    use().desk.refused('grant:accept', { id, textDigest, termsDigest }, 'consumer-c');
}
