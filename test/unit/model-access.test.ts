import {
  type Actor,
  authorize,
  type Caller,
  type Role,
  type Standing,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { refusal } from '../support/refusal.js';

const uscc = '91510100MA7DEM0166';
const caller = (over: Partial<Caller> = {}): Caller => ({
  mspId: 'RegistryMSP',
  roles: ['registrar'],
  uscc,
  fingerprint: 'f'.repeat(64),
  custody: 'CUSTODIAL',
  ...over,
});
const bound = (role: Role, ...msps: string[]): [Role, { role: Role; msps: string[] }] => [
  role,
  { role, msps },
];
const standing = (over: Partial<Standing> = {}): Standing => ({
  bindings: new Map([bound('registrar', 'RegistryMSP'), bound('official', 'CourtMSP')]),
  home: { uscc, msps: ['RegistryMSP'] },
  suspended: false,
  ...over,
});
const accepted: readonly Role[] = ['registrar', 'official'];

describe('access', () => {
  it('makes a caller an actor in the role the channel lets its organisation give', () => {
    const actor: Actor = authorize(caller(), accepted, standing());

    expect(actor).to.deep.equal({ ...caller(), role: 'registrar', uscc });
  });

  it('passes over a role that the organisation may not give', () => {
    const both = caller({ roles: ['registrar', 'official'], mspId: 'CourtMSP' });
    const home = { uscc, msps: ['CourtMSP'] };

    expect(authorize(both, accepted, standing({ home })).role).to.equal('official');
  });

  const refusals: readonly [string, Partial<Caller>, Partial<Standing>, string][] = [
    ['a suspended certificate', {}, { suspended: true }, 'CERTIFICATE_SUSPENDED'],
    ['no role', { roles: [] }, {}, 'ROLE_MISSING'],
    ['another role', { roles: ['consumer'] }, {}, 'ROLE_MISSING'],
    ['a role with a space before it', { roles: [' registrar'] }, {}, 'ROLE_MISSING'],
    ['a role in capitals', { roles: ['REGISTRAR'] }, {}, 'ROLE_MISSING'],
    ['a role of another organisation', { mspId: 'CourtMSP' }, {}, 'ROLE_NOT_BOUND'],
    ['a role that nobody may give', {}, { bindings: new Map() }, 'ROLE_NOT_BOUND'],
    ['a court minted by a registrar', { roles: ['official'] }, {}, 'ROLE_NOT_BOUND'],
    ['no party', { uscc: undefined }, {}, 'PARTY_NOT_HOME'],
    ['a party without a home', {}, { home: undefined }, 'PARTY_NOT_HOME'],
    [
      'a party of another organisation',
      {},
      { home: { uscc, msps: ['CourtMSP'] } },
      'PARTY_NOT_HOME',
    ],
  ];
  for (const [what, who, held, code] of refusals) {
    it(`is refused with ${code} for ${what}`, () => {
      expect(refusal(() => authorize(caller(who), accepted, standing(held))).code).to.equal(code);
    });
  }

  it('names the suspension first, whatever else is wrong', () => {
    const err = refusal(() =>
      authorize(caller({ roles: [] }), accepted, standing({ suspended: true })),
    );

    expect(err.code).to.equal('CERTIFICATE_SUSPENDED');
  });

  it('is given to nobody without role, binding and home together', () => {
    const msp = fc.constantFrom('RegistryMSP', 'CourtMSP', 'ExchangeMSP');
    const role = fc.constantFrom<Role>('registrar', 'official', 'court');
    const msps = fc.uniqueArray(msp);
    fc.assert(
      fc.property(
        fc.record({
          mspId: msp,
          roles: fc.uniqueArray(role),
          bindings: fc.uniqueArray(fc.tuple(role, msps), { selector: ([r]) => r }),
          home: fc.option(msps, { nil: undefined }),
          suspended: fc.boolean(),
        }),
        ({ mspId, roles, bindings, home, suspended }) => {
          const may =
            !suspended &&
            home?.includes(mspId) === true &&
            bindings.some(
              ([r, givers]) => accepted.includes(r) && roles.includes(r) && givers.includes(mspId),
            );
          const held: Standing = {
            bindings: new Map(bindings.map(([r, givers]) => bound(r, ...givers))),
            home: home === undefined ? undefined : { uscc, msps: home },
            suspended,
          };

          const act = (): Actor => authorize(caller({ mspId, roles }), accepted, held);

          if (may) expect(act().mspId).to.equal(mspId);
          else expect(refusal(act).code).to.match(/^(CERTIFICATE|ROLE|PARTY)_/);
        },
      ),
    );
  });
});
