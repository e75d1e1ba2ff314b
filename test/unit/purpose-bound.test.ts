import {
  citedQueryErrors,
  type Name,
  QueryKind,
  type Spec,
  specs,
  watchers,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import type { z } from 'zod';

type Row = readonly [Name, Spec];

/** Closed reads of which every caller sees its own alone, or whose target the input names. */
const OWN: readonly Name[] = ['evidence:payload', 'query:about', 'query:log'];

const membersOf = (input: z.ZodType): string[] => Object.keys((input as z.ZodObject).shape);
const isOpenToOffices = ([, { kind, access }]: Row): boolean =>
  kind === 'evaluate' &&
  typeof access !== 'string' &&
  watchers.some((role) => access.includes(role));

/** 查询目的 (NATIONAL_2026/30): which reads are closed to an office without one. */
describe('reads for a purpose', () => {
  it('are all that a court, an arbitrator or a supervisor may read and members may not', () => {
    const unbound = specs
      .filter(isOpenToOffices)
      .filter(([, { openedBy }]) => openedBy === undefined)
      .map(([name]) => name);

    expect(unbound).to.have.members(OWN);
  });

  const bound = specs.filter(([, { openedBy }]) => openedBy !== undefined);
  for (const [name, { openedBy, kind, input, errors }] of bound) {
    it(`take the query on ${String(openedBy)} that opens ${name}, and say what it lacks`, () => {
      expect(kind).to.equal('evaluate');
      expect(membersOf(input)).to.include.members(['query', 'purpose']);
      expect(errors).to.include.members([...citedQueryErrors]);
    });
  }

  it('take a query where something is opened by one, and nowhere else', () => {
    const taking = specs.filter(
      ([, { kind, input }]) => kind === 'evaluate' && membersOf(input).includes('purpose'),
    );
    const others: readonly Name[] = ['query:log', 'sharing:consented', 'grant:permits'];
    const opened = bound.map(([name]) => name);

    expect(taking.map(([name]) => name)).to.have.members([...opened, ...others]);
  });

  it('leave no kind of target without a read', () => {
    const kinds = new Set(bound.map(([, { openedBy }]) => openedBy));

    expect([...kinds]).to.have.members(QueryKind.options);
  });
});
