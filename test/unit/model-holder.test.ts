import {
  CertificateFace,
  HolderId,
  identityCommitment,
  isPerson,
  personId,
} from '@shuquan/chaincode/model';
import { Person } from '@shuquan/gateway/person/person';
import { expect } from 'chai';
import { faceOf } from '../support/certificate.js';
import { HOLDER_A } from '../support/parties.js';
import { IDENTITY } from '../support/persons.js';

const takes = (holder: string): boolean => HolderId.safeParse(holder).success;
const pseudonym = `NP-${'0a'.repeat(16)}`;
const identity = { ...IDENTITY, identitySalt: '7'.repeat(64) };

describe('holder', () => {
  it('is an organisation by its code or a person by its pseudonym', () => {
    expect([takes(HOLDER_A), isPerson(HOLDER_A)]).to.deep.equal([true, false]);
    expect([takes(pseudonym), isPerson(pseudonym)]).to.deep.equal([true, true]);
  });

  const wrong = {
    'an identity number': IDENTITY.identityNumber,
    'a code whose check character is another': `${HOLDER_A.slice(0, 17)}${HOLDER_A.endsWith('6') ? '7' : '6'}`,
    'capitals in a pseudonym': pseudonym.toUpperCase(),
    'a pseudonym with a space': `${pseudonym} `,
    'a pseudonym of 31 digits': pseudonym.slice(0, -1),
    'another prefix': pseudonym.replace('NP', 'LP'),
    nothing: '',
  };
  for (const [what, holder] of Object.entries(wrong)) {
    it(`is not ${what}`, () => {
      expect(takes(holder)).to.equal(false);
    });
  }

  it('that is a person follows from identity, salt and key, each of them', () => {
    const commitment = identityCommitment(identity);
    const id = personId(commitment);

    expect(id).to.match(/^NP-[0-9a-f]{32}$/);
    expect(personId(identityCommitment({ ...identity }))).to.equal(id);
    const others = [
      personId(identityCommitment({ ...identity, name: '另一人' })),
      personId(identityCommitment({ ...identity, identityNumber: '1' })),
      personId(identityCommitment({ ...identity, identitySalt: '8'.repeat(64) })),
      personId(commitment, 'key'),
    ];
    expect(new Set([id, ...others])).to.have.property('size', 5);
  });

  it('that is a person gets a salt of its own, and keeps the one it has', () => {
    const [one, other] = [new Person(IDENTITY), new Person(IDENTITY)];

    expect(one.id).to.not.equal(other.id);
    expect(new Person(one.contact).id).to.equal(one.id);
    expect(() => new Person({ ...IDENTITY, identitySalt: 'ab' })).to.throw();
  });

  it('that is a person is printed without a name', () => {
    const [first, ...others] = faceOf().holders;
    const printed = (name: string): boolean =>
      CertificateFace.safeParse({
        ...faceOf(),
        holders: [{ ...first, id: pseudonym, name }, ...others],
      }).success;

    expect(printed('自然人')).to.equal(true);
    expect(printed('某某某')).to.equal(false);
  });
});
