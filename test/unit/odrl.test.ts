import { readFileSync } from 'node:fs';
import { type GrantScope, meet, parseJson } from '@shuquan/chaincode/model';
import { type Agreed, policyOf } from '@shuquan/gateway/odrl/export';
import { importPolicy, requireText } from '@shuquan/gateway/odrl/import';
import { profileDocument } from '@shuquan/gateway/odrl/profile';
import { PROFILE } from '@shuquan/gateway/odrl/terms';
import { isCoded } from '@shuquan/gateway/errors';
import { expect } from 'chai';
import fc from 'fast-check';
import { scopes, within } from '../support/grant-orders.js';
import { BANK, CONSUMER_C } from '../support/parties.js';

const agreed: Agreed = {
  ...{ id: 'SG-1', grantor: CONSUMER_C, grantee: BANK, textDigest: '5'.repeat(64) },
  source: { kind: 'GRANT', grant: 'G-2' },
};
const personal = { fields: ['name', 'phone'], consent: 'c-1' };
const scope: GrantScope = {
  right: 'USE',
  subset: { data: { asset: 'DS-1', version: 2 }, parts: ['2024', '2025'] },
  fields: ['uscc', '信用等级'],
  purposes: ['CREDIT_VERIFY'],
  prohibited: ['MARKETING'],
  outputTypes: ['CREDIT_VERDICT'],
  algorithms: ['a'.repeat(64)],
  territory: ['CN-51'],
  term: { from: '2026-04-01', to: '2026-12-31' },
  count: 20_000,
  recipients: ['LICENSED_FINANCIAL'],
  resale: false,
  export: false,
  depth: 1,
};

/** As it stands in a file: what was parsed from its text. */
const written = (of: GrantScope): Json => parseJson(JSON.stringify(policyOf(agreed, of))) as Json;
type Members = Record<string, unknown>;
interface Json extends Members {
  permission: Members[];
  prohibition: Members[];
}

const forms: fc.Arbitrary<Partial<GrantScope>> = fc.constantFrom(
  {},
  { outputTypes: ['CREDIT_VERDICT', 'RANKED_LIST'] },
  { algorithms: ['a'.repeat(64), 'b'.repeat(64)] },
);

/** The code of a refusal and the place it names. */
function refused(policy: unknown): string {
  try {
    importPolicy(policy);
  } catch (err) {
    if (!isCoded(err)) throw err;
    return `${err.code} ${String(err.params['pointer'])}`;
  }
  return 'OK';
}

/** A policy in which something is changed before it is read. */
function changed(change: (policy: Json) => void, of = scope): string {
  const policy = written(of);
  change(policy);
  return refused(policy);
}

const main = (policy: Json): Members => policy.permission[0] ?? {};
const constraints = (policy: Json): Members[] => main(policy)['constraint'] as Members[];
const constraint = (policy: Json, operand: string): Members =>
  constraints(policy).find((each) => each['leftOperand'] === operand) ?? {};

describe('ODRL policies of grants', () => {
  it('say every dimension, and are read back as what they were made of', () => {
    fc.assert(
      fc.property(scopes, forms, (one, form) => {
        const whole = { ...one, ...form };
        expect(importPolicy(written(whole))).to.deep.equal({ ...agreed, scope: whole });
      }),
    );
  });

  it('of what a chain allows are the meet of the policies of its grants', () => {
    fc.assert(
      fc.property(scopes, scopes, scopes, (a, b, c) => {
        const read = [a, b, c].map((each) => importPolicy(written(each)).scope);
        const [x = a, y = b, z = c] = read;
        const ofPolicies = and(and(x, y), z);
        const effective = and(and(a, b), c);
        expect(ofPolicies).to.deep.equal(effective);
        if (effective === undefined || ofPolicies === undefined) return;
        expect(written(ofPolicies)).to.deep.equal(written(effective));
      }),
    );
  });

  it('say what a grant is made of, and on whose consent it tells of persons', () => {
    for (const source of [agreed.source, { kind: 'RIGHT' as const, right: 'rc-1.R3' }]) {
      const whole: Agreed = { ...agreed, source, personal };
      const read: unknown = parseJson(JSON.stringify(policyOf(whole, scope)));
      expect(importPolicy(read)).to.deep.equal({ ...whole, scope });
    }
    const half = policyOf({ ...agreed, personal }, scope);
    const [rule] = half.permission;
    const limits = (rule?.constraint ?? []).filter(
      ({ leftOperand }) => leftOperand !== 'sq:consent',
    );
    const without = { ...half, permission: [{ ...rule, constraint: limits }] };
    expect(refused({ ...without, prohibition: half.prohibition })).to.equal(
      'ODRL_NOT_EXPRESSIBLE /permission/0/constraint',
    );
    expect(changed((policy) => delete policy['sq:source'])).to.equal('ODRL_INVALID /sq:source');
    expect(changed((policy) => (policy['sq:source'] = 'urn:x:1'))).to.equal(
      'ODRL_NOT_EXPRESSIBLE /sq:source',
    );
  });

  it('are of one text and of no other', () => {
    const imported = importPolicy(written(scope));

    requireText(imported, agreed.textDigest);
    expect(() => {
      requireText(imported, '6'.repeat(64));
    })
      .to.throw()
      .with.property('code', 'ODRL_TEXT_MISMATCH');
    expect(changed((policy) => delete policy['sq:textDigest'])).to.equal(
      'ODRL_INVALID /sq:textDigest',
    );
  });

  it('use no term of the profile that its document does not define', () => {
    const { '@id': id, '@graph': terms } = profileDocument() as {
      '@id': string;
      '@graph': { '@id': string }[];
    };
    const defined = terms.map((each) => each['@id']);
    const text = [scope, { ...scope, right: 'OPERATE' as const, export: true, depth: 0 }]
      .concat({ ...scope, right: 'HOLD' })
      .map((each) => JSON.stringify(policyOf({ ...agreed, personal }, each)))
      .join('');
    const used = [...new Set(text.match(/"sq:\w+"/g) ?? [])].map((each) => each.slice(1, -1));

    expect(id).to.equal(PROFILE);
    expect(used.sort()).to.deep.equal([...defined].sort());
  });

  describe('that say what a grant can not', () => {
    const cases: Readonly<Record<string, readonly [string, (policy: Json) => void]>> = {
      'an unknown member': ['/inheritFrom', (policy) => (policy['inheritFrom'] = 'urn:x')],
      'another profile': ['/profile', (policy) => (policy['profile'] = 'urn:other')],
      'another kind of policy': ['/@type', (policy) => (policy['@type'] = 'Offer')],
      'another conflict strategy': ['/conflict', (policy) => (policy['conflict'] = 'perm')],
      'a party that is named elsewhere': [
        '/assignee',
        (policy) => (policy['assignee'] = 'http://example.org/bank'),
      ],
      'an unknown constraint': [
        '/permission/0/constraint/8',
        (policy) =>
          constraints(policy).push({
            ...{ leftOperand: 'payAmount', operator: 'lteq', rightOperand: 5 },
          }),
      ],
      'an unknown operator': [
        '/permission/0/constraint',
        (policy) => (constraint(policy, 'purpose')['operator'] = 'isNoneOf'),
      ],
      'a purpose of another vocabulary': [
        '/permission/0/constraint/0/rightOperand/0',
        (policy) => (constraint(policy, 'purpose')['rightOperand'] = ['http://example.org/p']),
      ],
      'an instant within a day': [
        '/permission/0/constraint/4/rightOperand/@value',
        (policy) =>
          (constraint(policy, 'dateTime')['rightOperand'] = {
            ...{ '@value': '2026-04-01T08:30:00+08:00', '@type': 'xsd:dateTime' },
          }),
      ],
      'a day that no calendar has': [
        '/permission/0/constraint/4/rightOperand/@value',
        (policy) =>
          (constraint(policy, 'dateTime')['rightOperand'] = {
            ...{ '@value': '2026-02-30T00:00:00+08:00', '@type': 'xsd:dateTime' },
          }),
      ],
      'the same limit twice': [
        '/permission/0/constraint/8',
        (policy) => constraints(policy).push({ ...constraint(policy, 'count') }),
      ],
      'a duty': [
        '/permission/0/duty',
        (policy) => (main(policy)['duty'] = [{ action: 'compensate' }]),
      ],
      'another duty for who passes it on': [
        '/permission/1/duty/0/action',
        (policy) =>
          ((policy.permission[1]?.['duty'] as Members[])[0] = { action: 'inform', target: 'x' }),
      ],
      'an unknown action': [
        '/permission/2/action',
        (policy) => policy.permission.push({ action: 'modify', target: main(policy)['target'] }),
      ],
      'a second thing': [
        '/prohibition/1/target',
        (policy) => ((policy.prohibition[1] as Members)['target'] = 'urn:other'),
      ],
      'nothing about resale': [
        '/permission',
        (policy) =>
          (policy.prohibition = policy.prohibition.filter(({ action }) => action !== 'sell')),
      ],
      'resale both permitted and prohibited': [
        '/permission',
        (policy) => policy.permission.push({ action: 'sell', target: main(policy)['target'] }),
      ],
      'a prohibition of everything': [
        '/prohibition/0/constraint',
        (policy) => delete (policy.prohibition[0] as Members)['constraint'],
      ],
      'another context': [
        '/@context',
        (policy) => (policy['@context'] = 'https://attacker.example/context.jsonld'),
      ],
      'one more context': [
        '/@context',
        (policy) => (policy['@context'] as unknown[]).push('https://attacker.example/c'),
      ],
    };
    for (const [what, [pointer, change]] of Object.entries(cases)) {
      it(`are refused for ${what}, with the place`, () => {
        expect(changed(change)).to.equal(`ODRL_NOT_EXPRESSIBLE ${pointer}`);
      });
    }
  });

  it('that are none are refused, however they are made', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 20_000; i += 1) deep = [deep];
    const [many, huge] = [1_000, 100_000].map((length) => Array.from({ length }, () => 'x'));

    expect(refused('text')).to.equal('ODRL_INVALID /@context');
    expect(refused([])).to.equal('ODRL_INVALID /@context');
    expect(refused({ ...written(scope), permission: 7 })).to.equal('ODRL_INVALID /permission/0');
    expect(refused({ ...written(scope), permission: many })).to.equal('ODRL_INVALID /permission');
    expect(refused({ ...written(scope), permission: huge })).to.equal('ODRL_INVALID ');
    expect(changed((policy) => (constraint(policy, 'count')['rightOperand'] = -1))).to.equal(
      'ODRL_INVALID /permission/0/count',
    );
    expect(() => parseJson(JSON.stringify({ '@context': 1 }).replace('1', '['.repeat(99))))
      .to.throw()
      .with.property('code', 'INPUT_INVALID');
    expect(refused({ ...written(scope), '@context': deep })).to.equal('ODRL_INVALID ');
  });

  it('come from a file that is shipped as it is served', () => {
    const file = new URL('../../../gateway/rules/ODRL.1.jsonld', import.meta.url);
    expect(profileDocument()).to.deep.equal(JSON.parse(readFileSync(file, 'utf8')));
  });
});

const and = (a: GrantScope | undefined, b: GrantScope): GrantScope | undefined =>
  a && meet(a, b, within);
