import { createHash, X509Certificate } from 'node:crypto';
import { catalogue, type Input, type Name, roles, specOf } from '@shuquan/chaincode/model';
import { isCoded } from '@shuquan/gateway/errors';
import type { Identity } from '@shuquan/gateway/ledger/port';
import type { Person } from '@shuquan/network/people';
import { expect } from 'chai';
import type { Bench } from '../support/bench.js';
import { expected, type Visitor, verdictOf } from './matrix/cell.js';
import type { Row } from './matrix/row.js';
import { table } from './matrix/table.js';
import { visitors } from './matrix/visitors.js';
import { AUTHORITY, COURT, EXCHANGE, REGISTRY } from './matrix/who.js';
import { samples } from './samples.js';
import { contractSuite, type Use } from './suite.js';

/** A channel, and the CA of each of its members: whoever holds it can mint any certificate. */
export interface MatrixBench extends Bench {
  mint(person: Person): Promise<Identity>;
}

/** One by one they have 325 types, and none of them matters here. */
const inputs: Readonly<Record<Name, object>> = samples;

/** Asked at once on a network, where each waits for a peer. */
const ABREAST = 8;
const officials: Readonly<Record<string, string>> = {
  [AUTHORITY]: 'authority-official',
  [REGISTRY]: 'registry-official',
  [COURT]: 'court-official',
  [EXCHANGE]: 'exchange-official',
};

/**
 * Organisation × role × transaction: each cell is really called, with an input that no transaction
 * takes, so that what answers is access alone. The table is kept by hand; the catalogue says only
 * what there is to be called.
 */
export function matrixSuite(
  name: string,
  open: () => Promise<MatrixBench>,
  rows: readonly Row[] = table,
): void {
  let bench: MatrixBench | undefined;
  const opened = async (): Promise<MatrixBench> => (bench = await open());
  contractSuite(`matrix: ${name}`, opened, (use) => {
    const identities = new Map<Visitor, Identity>();
    before('mints a certificate of every kind', async function () {
      this.timeout(120_000);
      for (const { visitor, person } of visitors) {
        const identity = await bench?.mint(person);
        if (identity === undefined) throw new TypeError('The channel is not open.');
        identities.set(visitor, identity);
        if (visitor.isSuspended) await suspend(use, identity);
      }
    });

    describe('table', () => {
      completeness();
    });
    describe('cells', () => {
      for (const row of rows) {
        it(`of ${row.transaction} are as ${row.article} wants them`, async () => {
          expect(await leaksOf(use().bench, row, identities)).to.deep.equal([]);
        });
      }
    });
  });
}

function completeness(): void {
  it('has a row for every transaction, once, and none for what there is not', () => {
    const named = table.map(({ transaction }) => transaction).sort();

    expect(named).to.deep.equal(Object.keys(catalogue).sort());
  });
  it('names an article in every row', () => {
    expect(table.filter(({ article }) => article.trim() === '')).to.deep.equal([]);
  });
  it('gives every role to exactly the organisations that founding binds it to', () => {
    const { roles: bound } = samples['governance:found'];
    const held = table.flatMap(({ may }) => (typeof may === 'string' ? [] : may));
    for (const role of roles) {
      const issuers = held.filter((each) => each.role === role).flatMap(({ msps }) => msps);
      const binding = bound.find((each) => each.role === role)?.msps ?? [];
      expect([...new Set(issuers)].sort(), role).to.deep.equal([...binding].sort());
    }
  });
}

/** Cells that answer otherwise than the table says, as `who: answer, wanted`. */
async function leaksOf(
  bench: Bench,
  row: Row,
  identities: ReadonlyMap<Visitor, Identity>,
): Promise<string[]> {
  const leaks: string[] = [];
  const waiting = [...identities];
  const next = async (): Promise<void> => {
    for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
      const [visitor, identity] = cell;
      const answer = await answerOf(bench, row.transaction, identity);
      const wanted = expected(row, visitor);
      if (verdictOf(answer) !== wanted) leaks.push(`${visitor.id}: ${answer}, wanted ${wanted}`);
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, next));
  return leaks;
}

/** Simulated and never ordered, whatever the name: the answer is the contract’s either way. */
async function answerOf({ ledger }: Bench, name: Name, as: Identity): Promise<string> {
  try {
    await ledger.evaluate(name as 'beacon:read', inputOf(name) as Input<'beacon:read'>, as);
    return 'OK';
  } catch (err) {
    if (isCoded(err)) return err.code;
    throw err;
  }
}

/** Whoever may found a channel stands in the document itself; every other row needs no input. */
function inputOf(name: Name): object {
  return specOf(name).access === 'FOUNDER' ? inputs[name] : { unheardOf: true };
}

async function suspend(use: Use, { mspId, pem }: Identity): Promise<void> {
  const fingerprint = createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
  const value = { mspId, fingerprint, suspended: true, reason: '测试' };
  const voters = new Set([mspId, AUTHORITY, REGISTRY].map((each) => officials[each] ?? ''));
  await use().adopt({ kind: 'CERTIFICATE', value }, ...voters);
}

/** One row for each set of holders: the others are answered by the same comparison. */
export function sampled(rows: readonly Row[]): Row[] {
  const byHolders = new Map(rows.map((row) => [JSON.stringify(row.may), row]));
  return [...byHolders.values()];
}
