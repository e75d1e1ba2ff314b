import { expect } from 'chai';
import { LedgerError } from '@shuquan/chaincode/model';
import {
  identityOf,
  parseAnchors,
  satisfied,
  signaturePolicy,
  type Identity,
} from '@shuquan/verifier';
import {
  MspRole,
  mspRoles,
  OrganizationUnit,
  principalKind,
  type SignaturePolicyValue,
} from '@shuquan/verifier/wire';
import { world, type World } from '../support/fabric-block.js';
import { authority, issue } from '../support/fabric-organization.js';

describe('a signature policy', () => {
  const identities: Record<string, Identity> = {};
  before(async () => {
    for (const mspId of ['A', 'B', 'C']) {
      const ca = await authority(`ca.${mspId}`);
      for (const unit of ['peer', 'client', 'admin', 'orderer']) {
        const { bytes } = await issue(mspId, ca, unit, { units: [unit, 'sales'] });
        identities[`${mspId}.${unit}`] = identityOf(bytes);
      }
      identities[`${mspId}.peer1`] = identityOf((await issue(mspId, ca, 'peer1')).bytes);
    }
  });

  const role = (text: string): { classification: number; principal: Uint8Array } => {
    const [mspIdentifier = '', name = ''] = text.split('.');
    const number = mspRoles.indexOf(name.toUpperCase() as (typeof mspRoles)[number]);
    return {
      classification: principalKind.role,
      principal: MspRole.encode({ mspIdentifier, role: number }),
    };
  };
  const by = (signedBy: number): SignaturePolicyValue => ({ signedBy, nOutOf: undefined });
  const outOf = (n: number, ...rules: SignaturePolicyValue[]): SignaturePolicyValue => ({
    signedBy: undefined,
    nOutOf: { n, rules },
  });
  const holds = (
    rule: SignaturePolicyValue | undefined,
    principals: readonly string[],
    signers: readonly string[],
  ): boolean =>
    signaturePolicy.evaluate(
      { version: 0, rule: rule as never, identities: principals.map(role) },
      signers.map((name) => identities[name]).filter((each) => each !== undefined),
    );

  const peers = ['A.peer', 'B.peer', 'C.peer'];
  const twoOfThree = outOf(2, by(0), by(1), by(2));
  const cases: Record<string, [boolean, SignaturePolicyValue | undefined, string[], string[]]> = {
    'two of three, by two': [true, twoOfThree, peers, ['A.peer', 'C.peer']],
    'two of three, by one': [false, twoOfThree, peers, ['A.peer']],
    'two of three, by one twice': [false, twoOfThree, peers, ['A.peer', 'A.peer']],
    'two of three, by two peers of one': [false, twoOfThree, peers, ['A.peer', 'A.peer1']],
    'a peer, by a client': [false, by(0), ['A.peer'], ['A.client']],
    'a peer, by another organisation’s': [false, by(0), ['A.peer'], ['B.peer']],
    'a member, by an admin': [true, by(0), ['A.member'], ['A.admin']],
    'an orderer, by an orderer': [true, by(0), ['A.orderer'], ['A.orderer']],
    'two peers of one organisation, by two': [
      true,
      outOf(2, by(0), by(1)),
      ['A.peer', 'A.peer'],
      ['A.peer', 'A.peer1'],
    ],
    'two peers of one organisation, by one': [
      false,
      outOf(2, by(0), by(1)),
      ['A.peer', 'A.peer'],
      ['A.peer'],
    ],
    'C and one of A and B': [
      true,
      outOf(2, by(2), outOf(1, by(0), by(1))),
      peers,
      ['B.peer', 'C.peer'],
    ],
    'C and one of A and B, without C': [
      false,
      outOf(2, by(2), outOf(1, by(0), by(1))),
      peers,
      ['A.peer', 'B.peer'],
    ],
    'either branch, the first failing after taking a signer': [
      true,
      outOf(1, outOf(2, by(0), by(1)), by(0)),
      ['A.peer', 'B.peer'],
      ['A.peer'],
    ],
    'nothing at all': [true, outOf(0), [], []],
    'no rule': [false, undefined, peers, peers],
    'a principal that is not there': [false, by(7), peers, peers],
    'both kinds of rule at once': [
      false,
      { signedBy: 0, nOutOf: { n: 0, rules: [] } },
      peers,
      peers,
    ],
  };
  for (const [what, [expected, rule, principals, signers]] of Object.entries(cases)) {
    it(`asking for ${what} ${expected ? 'holds' : 'does not hold'}`, () => {
      expect(holds(rule, principals, signers)).to.equal(expected);
    });
  }

  it('can ask for a unit or one identity', () => {
    const peer = identities['A.peer'];
    if (peer === undefined) throw new TypeError('unreachable');
    const unit = (over: object = {}): Uint8Array =>
      OrganizationUnit.encode({
        mspIdentifier: 'A',
        organizationalUnitIdentifier: 'sales',
        ...over,
      });
    const evaluate = (classification: number, principal: Uint8Array): boolean =>
      signaturePolicy.evaluate(
        { version: 0, rule: by(0) as never, identities: [{ classification, principal }] },
        [peer],
      );

    expect(evaluate(principalKind.organizationUnit, unit())).to.equal(true);
    expect(evaluate(principalKind.organizationUnit, unit({ mspIdentifier: 'B' }))).to.equal(false);
    expect(
      evaluate(principalKind.organizationUnit, unit({ certifiersIdentifier: Buffer.from('x') })),
    ).to.equal(false);
    expect(evaluate(principalKind.identity, peer.bytes)).to.equal(true);
    expect(evaluate(principalKind.identity, Buffer.from('other'))).to.equal(false);
    expect(evaluate(3, new Uint8Array())).to.equal(false);
    expect(evaluate(principalKind.role, Buffer.from('garbage'))).to.equal(false);
  });

  it('as the anchors write it counts each organisation once', () => {
    const rule = { n: 2, of: ['C', { n: 1, of: ['A', 'B'] }] };

    expect(satisfied(rule, new Set(['C', 'A']))).to.equal(true);
    expect(satisfied(rule, new Set(['A', 'B']))).to.equal(false);
  });
});

describe('an anchors file', () => {
  let w: World;
  let bft: World;
  before(async () => {
    w = await world();
    bft = await world({ consensus: 'bft' });
  });

  it('pins organisations, orderers and policy', () => {
    const anchors = parseAnchors(JSON.stringify(bft.anchors));

    expect(anchors.chaincode.policy).to.deep.equal({
      n: 2,
      of: ['RegistryMSP', 'AuthorityMSP', 'CourtMSP'],
    });
    expect([...anchors.organizations.keys()]).to.deep.equal([
      'RegistryMSP',
      'AuthorityMSP',
      'CourtMSP',
    ]);
    expect(anchors.orderers?.consenters.map(({ id }) => id)).to.deep.equal([1, 2, 3, 4]);
  });

  const orderers =
    (change: object): ((file: World['anchors']) => object) =>
    (file) => ({
      ...file,
      orderers: { ...file.orderers, ...change },
    });
  const policy =
    (rule: object): ((file: World['anchors']) => object) =>
    (file) => ({
      ...file,
      chaincode: { name: 'shuquan', policy: rule },
    });
  const organization =
    (change: object): ((file: World['anchors']) => object) =>
    (file) => ({
      ...file,
      organizations: {
        ...file.organizations,
        CourtMSP: { ...file.organizations['CourtMSP'], ...change },
      },
    });
  const refused: Record<string, (file: World['anchors']) => object> = {
    'an unknown member': (file) => ({ ...file, extra: 1 }),
    'another version': (file) => ({ ...file, v: 2 }),
    'no organisations': (file) => ({ ...file, organizations: {} }),
    'a genesis hash in capitals': (file) => ({ ...file, genesis: 'AB'.repeat(32) }),
    'a policy of an unpinned organisation': policy({ n: 1, of: ['StrangeMSP'] }),
    'a policy that asks for more than it lists': policy({ n: 2, of: ['CourtMSP'] }),
    'a policy that asks for nobody': policy({ n: 0, of: ['CourtMSP'] }),
    'a policy that lists an organisation twice': policy({ n: 2, of: ['CourtMSP', 'CourtMSP'] }),
    'no custodian': organization({ custodian: ' ' }),
    'no root': organization({ roots: [] }),
    'a root that is no certificate': organization({
      roots: ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
    }),
    'a quorum below two thirds': orderers({ quorum: 2 }),
    'a quorum above all': orderers({ quorum: 5 }),
    'BFT without consenters': orderers({ consenters: [] }),
    'another consensus': orderers({ consensus: 'kafka' }),
  };
  for (const [what, change] of Object.entries(refused)) {
    it(`is refused with ${what}`, () => {
      expect(() => parseAnchors(JSON.stringify(change(bft.anchors))))
        .to.throw(LedgerError)
        .with.property('code', 'ANCHORS_INVALID');
    });
  }

  it('is refused with a leaf as root', () => {
    const text = JSON.stringify(organization({ roots: [w.orderer.pem] })(w.anchors));

    expect(() => parseAnchors(text)).to.throw(LedgerError, 'is not a CA certificate');
  });

  it('is refused with a consenter twice or of an unpinned organisation', () => {
    const [one] = bft.anchors.orderers['consenters'] as object[];
    const four = bft.anchors.orderers['consenters'] as object[];

    for (const consenters of [
      [one, ...four.slice(0, 3)],
      [{ ...one, mspId: 'X' }, ...four.slice(1)],
    ]) {
      const text = JSON.stringify(orderers({ consenters })(bft.anchors));
      expect(() => parseAnchors(text)).to.throw(LedgerError);
    }
  });

  it('is refused with a member twice', () => {
    const text = JSON.stringify(w.anchors).replace('{', '{"v":1,');

    expect(() => parseAnchors(text))
      .to.throw(LedgerError)
      .with.property('code', 'ANCHORS_INVALID');
  });

  for (const text of ['', '[]', 'null', '"x"', '{"__proto__":{}}', 'x'.repeat(5_000_000)]) {
    it(`is refused when it is ${text.slice(0, 20) || 'empty'}`, () => {
      expect(() => parseAnchors(text))
        .to.throw(LedgerError)
        .with.property('code', 'ANCHORS_INVALID');
    });
  }
});
