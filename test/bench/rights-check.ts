// Rights checks a second: `check:evaluate` through the port, so proposal, contract, every register that
// a check joins, and canonical answer; and the same signed by peers of three organisations.
//
//   node --enable-source-maps test/dist/bench/rights-check.js [embedded | fabric] [count] [in flight]
//
// Three rounds of so many after one to warm up; the median counts. The goals are 300 evaluated and 50
// signed by three organisations on the small network. One more round is run under the profiler, to
// say where the time of this process goes; on a network that is the client’s.
import { pathToFileURL } from 'node:url';
import type { Input } from '@shuquan/chaincode/model';
import { type Bench, embeddedBench, registerBench } from '../support/bench.js';
import { members } from '../support/founded.js';
import { MarketDesk, nonce } from '../support/market-desk.js';
import { Stage } from '../support/stage.js';
import { machine } from './machine.js';
import { onNetwork } from './on-fabric.js';
import { profiled, type Spent } from './profile.js';
import { measure, middle, type Rate } from './rate.js';

export interface RightsCheckReport {
  readonly evaluated: Rate;
  /** By three organisations, each with a key of its own. */
  readonly signed: Rate;
  /** A read of one record in the same minute, for what else the machine did then. */
  readonly plain: Rate;
  /** How many were clear: half, so that both verdicts are measured. */
  readonly clear: number;
  /** Where the time of evaluating went, and of signing. */
  readonly profile: { readonly evaluated: readonly Spent[]; readonly signed: readonly Spent[] };
}

interface Size {
  readonly count: number;
  readonly inFlight: number;
  readonly rounds: number;
}
type Question = Input<'check:evaluate'>;

/** One that is clear and one that is not, of data that is listed and admitted. */
async function questions(bench: Bench): Promise<Question[]> {
  const desk = new MarketDesk(new Stage(bench));
  await desk.time();
  await desk.exchanges();
  const granted = await desk.operated();
  const terms = await desk.terms(granted);
  return [desk.asking(terms), desk.asking({ ...terms, valuation: 'none' })];
}

/** @param open the ledger to measure: the embedded one, or a network’s */
export async function benchRightsChecks(
  { count, inFlight, rounds }: Size,
  open: () => Promise<Bench> = () => embeddedBench(),
): Promise<RightsCheckReport> {
  const bench = await open();
  try {
    const asked = await questions(bench);
    const as = bench.as('exchange');
    const questionOf = (i: number): Question => {
      const [clear, not] = asked;
      if (clear === undefined || not === undefined) throw new TypeError('There are two.');
      return { ...(i % 2 === 0 ? clear : not), nonce: nonce() };
    };
    let clear = 0;
    const ask = async (i: number): Promise<void> => {
      const { verdict } = await bench.ledger.evaluate('check:evaluate', questionOf(i), as);
      if (verdict === 'CLEAR') clear += 1;
    };
    const sign = async (i: number): Promise<void> => {
      await bench.ledger.attest('check:evaluate', questionOf(i), as, members);
    };
    const evaluated = await roundsOf({ count, inFlight, rounds }, ask, () => {
      clear = 0;
    });
    const clearOnes = clear;
    const fewer = Math.ceil(count / 4);
    const signed = await roundsOf({ count: fewer, inFlight, rounds }, sign);
    const plain = await measure(count, inFlight, () =>
      bench.ledger.evaluate('beacon:read', { number: 1 }, as),
    );
    const profile = {
      evaluated: await profiled(() => measure(count, inFlight, ask)),
      signed: await profiled(() => measure(fewer, inFlight, sign)),
    };
    return { evaluated, signed, plain, clear: clearOnes, profile };
  } finally {
    await bench.close();
  }
}

async function roundsOf(
  { count, inFlight, rounds }: Size,
  work: (i: number) => Promise<void>,
  warm: () => void = () => undefined,
): Promise<Rate> {
  await measure(Math.ceil(count / 4), inFlight, work);
  warm();
  const rates: Rate[] = [];
  for (let i = 0; i < rounds; i += 1) rates.push(await measure(count, inFlight, work));
  return middle(rates);
}

const onFabric = (size: Size): Promise<RightsCheckReport> =>
  onNetwork((ground) => benchRightsChecks(size, () => registerBench(ground)));

function print(where: string, { count, inFlight }: Size, report: RightsCheckReport): void {
  const line = (what: string, { perSecond, cpuMicros, p50Ms, p99Ms }: Rate): string =>
    `${what.padEnd(26)} ${perSecond}/s, ${cpuMicros} µs of CPU each, p50 ${p50Ms} ms, p99 ${p99Ms} ms`;
  const spent = (all: readonly Spent[]): string =>
    all
      .map(({ share, where: at }) => `${(share * 100).toFixed(1).padStart(6)} %  ${at}`)
      .join('\n');
  console.log(`${machine()}

${line('evaluated', report.evaluated)}
${line('signed by three', report.signed)}
${line('a read of one record', report.plain)}
${where}: ${count} a round, ${inFlight} in flight, ${report.clear} of ${3 * count} clear

of the time of evaluating
${spent(report.profile.evaluated)}

of the time of signing
${spent(report.profile.signed)}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [where = 'embedded', count = 2_000, inFlight = 8] = process.argv.slice(2);
  const size = { count: Number(count), inFlight: Number(inFlight), rounds: 3 };
  print(where, size, await (where === 'fabric' ? onFabric(size) : benchRightsChecks(size)));
}
