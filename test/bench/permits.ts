// Decisions a second on the read path of the embedded ledger: `grant:permits` through the port, so
// proposal, contract, chain and canonical answer, over AGR-1 → right → G-2 → SG-1.
//
//   node --enable-source-maps test/dist/bench/permits.js [count] [in flight]
//
// Beside it the same questions to the read model, one at a time as a gateway asks it for
// `POST /v1/decisions`, and the model alone, over a closure that is read already. Three rounds
// of so many after one to warm up; the median counts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { permits, type UseQuestion } from '@shuquan/chaincode/model';
import { Decisions } from '@shuquan/gateway/index/grants/decisions';
import { ReadModel } from '@shuquan/gateway/index/model';
import { silent } from '@shuquan/gateway/witness/log';
import { type Bench, embeddedBench } from '../support/bench.js';
import { GrantHistory } from '../support/grant-history.js';
import { BANK } from '../support/parties.js';
import { publicChain } from '../support/public-grant.js';
import { Stage } from '../support/stage.js';
import { machine } from './machine.js';
import { measure, middle, type Rate } from './rate.js';

export interface PermitsReport {
  /** Through the ledger’s port. */
  readonly ledger: Rate;
  /** Out of the rows of the read model, at one height. */
  readonly rows: Rate;
  /** A read of one record in the same minute, for what else the machine did then. */
  readonly plain: Rate;
  /** The model’s own work. */
  readonly model: Rate;
  /** How many of the decisions were a yes: about half, so that both ways are measured. */
  readonly permitted: number;
}

interface Size {
  readonly count: number;
  readonly inFlight: number;
  readonly rounds: number;
}

const FIELDS = [['uscc'], ['grade'], ['uscc', 'grade'], ['tel']];
const PURPOSES = ['CREDIT_VERIFY', 'CREDIT_VERIFY', 'CREDIT_VERIFY', 'MARKETING'];

/** Questions of which no two that follow each other are the same. */
const questionOf = (grant: string, by: string, i: number): UseQuestion => ({
  ...{ grant, by, purpose: PURPOSES[(i >> 2) % PURPOSES.length] ?? '' },
  ...{ fields: FIELDS[i % FIELDS.length] ?? [], territory: 'CN-5101', units: 1 + (i % 5) },
});

export async function benchPermits({ count, inFlight, rounds }: Size): Promise<PermitsReport> {
  const bench = await embeddedBench();
  try {
    const { sg1 } = await publicChain(new Stage(bench));
    let permitted = 0;
    const as = bench.as('bank');
    const ask = async (i: number): Promise<void> => {
      const question = questionOf(sg1.id, BANK, i);
      const { decision } = await bench.ledger.evaluate('grant:permits', question, as);
      if (decision.permitted) permitted += 1;
    };
    await measure(Math.ceil(count / 4), inFlight, ask);
    permitted = 0;
    const rates: Rate[] = [];
    for (let i = 0; i < rounds; i += 1) rates.push(await measure(count, inFlight, ask));
    const plain = await measure(count, inFlight, () =>
      bench.ledger.evaluate('beacon:read', { number: 1 }, as),
    );
    const rows = await outOfRows(bench, { count, inFlight, rounds }, (i) =>
      questionOf(sg1.id, BANK, i),
    );
    return { ledger: middle(rates), rows, plain, model: await modelAlone(count), permitted };
  } finally {
    await bench.close();
  }
}

async function outOfRows(
  bench: Bench,
  { count, inFlight, rounds }: Size,
  question: (i: number) => UseQuestion,
): Promise<Rate> {
  const { ledger } = bench;
  const dir = mkdtempSync(join(tmpdir(), 'shuquan-permits-'));
  const options = { dir, ledger, chaincode: 'shuquan', log: silent as never };
  const model = await ReadModel.open(options);
  try {
    await model.reach(Number((await ledger.info()).height), 60_000);
    const decisions = new Decisions(model);
    const ask = (i: number): Promise<unknown> =>
      decisions.of([question(i)], {}, bench.now().toISOString());
    await measure(Math.ceil(count / 4), inFlight, ask);
    const rates: Rate[] = [];
    for (let i = 0; i < rounds; i += 1) rates.push(await measure(count, inFlight, ask));
    return middle(rates);
  } finally {
    await model.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

function modelAlone(count: number): Promise<Rate> {
  const history = new GrantHistory();
  const scope = {
    ...{ right: 'OPERATE' as const, purposes: ['CREDIT_VERIFY'], territory: ['CN-51'] },
    subset: { data: { asset: 'DS-1', version: 1 }, parts: ['2024', '2025', '2026'] },
    ...{ fields: ['uscc', 'grade'], term: { from: '2027-01-01', to: '2027-12-31' } },
    ...{ resale: false, export: false },
  };
  history.move({ kind: 'GRANT', on: 0, scope: { ...scope, depth: 1 } });
  history.move({ kind: 'GRANT', on: 0, scope: { ...scope, depth: 0 } });
  const closure = history.closure(1);
  const { grant } = closure.links[0];
  return measure(count, 1, (i) =>
    Promise.resolve(permits(closure, questionOf(grant.id, grant.grantor, i), history.instants)),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [count = 5_000, inFlight = 8] = process.argv.slice(2).map(Number);
  const { ledger, rows, plain, model, permitted } = await benchPermits({
    count,
    inFlight,
    rounds: 3,
  });
  const line = (what: string, { perSecond, cpuMicros, p50Ms, p99Ms }: Rate): string =>
    `${what.padEnd(24)} ${perSecond} decisions/s, ${cpuMicros} µs of CPU each, p50 ${p50Ms} ms, p99 ${p99Ms} ms`;
  console.log(`${machine()}

${line('through the ledger', ledger)}
${line('out of the read model', rows)}
${line('a read of one record', plain)}
${line('the model alone', model)}
${count} a round, ${inFlight} in flight, ${permitted} of ${3 * count} permitted`);
}
