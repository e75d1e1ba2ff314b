import { expect } from 'chai';
import { skip, type Use } from '../suite.js';

/** What acts of both registers answer about public data resources: their suite plays these. */
export const publicCodes = [
  ...['PUBLIC_CODE_MISMATCH', 'PUBLIC_CODE_NOT_ACTIVE', 'GROUND_UNKNOWN', 'OPERATING_TERM_ENDS'],
  ...['AGREEMENT_NOT_FOUND', 'AGREEMENT_NOT_ACTIVE', 'AGREEMENT_NOT_PARTY'],
  ...['AGREEMENT_SCOPE_EXCEEDED', 'RESOURCE_NOT_FOUND', 'RESOURCE_NOT_HELD'],
  ...['RESOURCE_NOT_ACTIVE', 'RESOURCE_LAPSED', 'RESOURCE_NOT_LAPSED'],
  ...['CATALOG_NOT_FOUND', 'CATALOG_RETIRED', 'CATALOG_NOT_OWN', 'CORE_DATA_REFUSED'],
  ...['PROVIDER_CONSENT_REQUIRED', 'NEGATIVE_LIST_MISSING', 'CATALOG_NO_LISTED'],
  ...['RISK_ASSESSMENT_MISSING', 'RISK_ASSESSMENT_MISMATCH'],
];

/** What an application answers about the fusion project it cites: the suite of these plays it. */
export const fusionCodes = ['FUSION_NOT_FOUND', 'FUSION_NOT_AGREED', 'FUSION_MISMATCH'];

/** Nothing that the shared acts can answer is left to nobody. */
export function coversShared(use: Use): void {
  it('has a test for every code it adds to the acts of both registers', function () {
    if (use().bench.advance === undefined) {
      skip(this, 'codes of time need a ledger of their own');
    }
    const missing = ['registration', 'acceptance', 'register'].flatMap((contract) =>
      use().missing(contract),
    );

    expect(missing.filter((each) => publicCodes.includes(each.split(' ')[1] ?? ''))).to.deep.equal(
      [],
    );
  });
}

/** What stands against a right is played by the suites of orders and encumbrances, for every disposal. */
export const encumberedCodes = ['ASSET_FROZEN', 'PLEDGE_RESTRICTS', 'DISPUTE_OPEN'];
