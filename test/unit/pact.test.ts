import {
  type Grant,
  type GrantClosure,
  type GrantScope,
  MAX_PACTS,
  meet,
  type Pact,
  pactTerms,
  requireFewPacts,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { scopes, within } from '../support/grant-orders.js';

const grant = (id: string, scope: GrantScope): Grant =>
  ({ id, grantor: id, termsDigest: '0'.repeat(64), scope }) as unknown as Grant;
const mirrored: Readonly<Record<string, string>> = {
  ...{ EQUAL: 'EQUAL', NOT_COMPARABLE: 'NOT_COMPARABLE' },
  ...{ FIRST_WIDER: 'SECOND_WIDER', SECOND_WIDER: 'FIRST_WIDER' },
};

describe('symmetric terms', () => {
  it('are the same report from either side', () => {
    fc.assert(
      fc.property(scopes, scopes, (a, b) => {
        const report = pactTerms(grant('A', a), grant('B', b), within);
        const other = pactTerms(grant('B', b), grant('A', a), within);

        expect(other.rows.map(({ verdict }) => mirrored[verdict])).to.deep.equal(
          report.rows.map(({ verdict }) => verdict),
        );
        expect(report.rows).to.have.length(10);
      }),
    );
  });

  it('find a scope equal to itself, and what was narrowed never wider', () => {
    fc.assert(
      fc.property(scopes, scopes, (a, b) => {
        fc.pre(meet(a, a, within) !== undefined);
        const same = pactTerms(grant('A', a), grant('B', a), within);
        expect(same.rows.map(({ verdict }) => verdict)).to.deep.equal(Array(10).fill('EQUAL'));
        const narrowed = meet(a, b, within);
        if (narrowed === undefined) return;
        const { rows } = pactTerms(grant('A', a), grant('B', narrowed), within);
        for (const { verdict } of rows) expect(verdict).to.be.oneOf(['EQUAL', 'FIRST_WIDER']);
      }),
    );
  });

  it('have a digest that changes with any of it', () => {
    fc.assert(
      fc.property(scopes, scopes, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        const one = pactTerms(grant('A', a), grant('B', a), within);
        const other = pactTerms(grant('A', a), grant('B', b), within);
        expect(one.digest).to.not.equal(other.digest);
      }),
    );
  });
});

describe('a pact', () => {
  it('hangs on a few others at most', () => {
    const chain = (depth: number): Pick<GrantClosure, 'links' | 'ground'> => {
      const pact = { id: `P-${String(depth)}` } as Pact;
      const other = depth === 1 ? undefined : chain(depth - 1);
      return { links: [{ pact: { pact, other } }] } as unknown as GrantClosure;
    };

    requireFewPacts('P', [chain(MAX_PACTS)]);
    expect(() => {
      requireFewPacts('P', [chain(MAX_PACTS + 1)]);
    })
      .to.throw()
      .with.property('code', 'PACT_TOO_WIDE');
  });
});
