import { pickConsent, type ProviderConsent } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { HOLDER_A, UTILITY } from '../support/parties.js';
import { refusal } from '../support/refusal.js';

const hex = '0'.repeat(64);
const provider = UTILITY;
const recipient = HOLDER_A;
const at = '2027-03-02T01:00:00.000Z';
const use = { catalogNo: 'CD-GS-0007', recipient, purpose: 'CREDIT_VERIFY', agreement: 'AGR-1' };
const consent: ProviderConsent = {
  ...{ v: 1, id: 'pc-1', catalogNo: use.catalogNo, provider, recipient, purpose: use.purpose },
  ...{ term: { from: '2027-03-02', to: '2027-03-02' }, at, txId: hex },
  by: {
    ...{ mspId: 'AuthorityMSP', uscc: provider, role: 'publicUtility', fingerprint: hex },
    ...{ person: hex, custody: 'CUSTODIAL' },
  },
};

describe('consent of a provider', () => {
  it('covers its use on every day of its term, in Shanghai', () => {
    expect(pickConsent(consent, use, { provider, at })).to.equal(consent);
    const last = '2027-03-02T15:59:59.999Z';
    expect(pickConsent(consent, use, { provider, at: last })).to.equal(consent);
  });

  for (const [what, found, when] of [
    ['is missing', undefined, at],
    ['ended', consent, '2027-03-02T16:00:00.000Z'],
    ['has not begun', consent, '2027-03-01T15:59:59.999Z'],
    ['was withdrawn', { ...consent, withdrawn: { at, reason: '测试', txId: hex } }, at],
    ['is for another agreement', { ...consent, agreement: 'AGR-2' }, at],
    ['is another provider’s', { ...consent, provider: recipient }, at],
  ] as const) {
    it(`is required where it ${what}`, () => {
      const { code, params } = refusal(() => pickConsent(found, use, { provider, at: when }));

      expect(code).to.equal('PROVIDER_CONSENT_REQUIRED');
      expect(params).to.include({ provider, recipient, article: 'PUBLIC_2025/27号/5' });
    });
  }

  it('of earlier use stays lawful after it was withdrawn', () => {
    const later = { at: '2027-03-02T02:00:00.000Z', reason: '测试', txId: hex };

    expect(pickConsent({ ...consent, withdrawn: later }, use, { provider, at }).id).to.equal(
      'pc-1',
    );
  });
});
