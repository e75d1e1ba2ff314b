// Complete first registrations a minute: application, acceptance, withheld notice, review, decision
// by another person, deposit, receipt, and certificates in batches.
//
//   node --enable-source-maps test/dist/bench/registration.js [embedded|fabric] [count] [in flight] [cases per certify]
//
// Three rounds of so many after one to warm up; the median counts. Each step’s own time is given, so
// that one sees where it goes.
import { pathToFileURL } from 'node:url';
import { adoptRules, developmentRules } from '@shuquan/gateway/founding/rules';
import { openTestLedger } from '../support/embedded.js';
import { deskOf, type Place, RegistrationLoad, type Times } from '../support/registration-load.js';
import { Stage } from '../support/stage.js';
import { machine, median } from './machine.js';
import { onNetwork } from './on-fabric.js';

export interface LoadReport {
  readonly perMinute: number;
  readonly rounds: readonly number[];
  /** CPU of this process, milliseconds a registration. */
  readonly cpuMs: number;
  readonly steps: Times;
}

export interface LoadSize {
  readonly count: number;
  readonly inFlight: number;
  readonly rounds: number;
  readonly perCertify?: number;
}

const OFFICIALS = ['registry-official', 'authority-official', 'court-official'];
/** Well within the time for which a beacon may be cited. */
const BEACON_MS = 20_000;

/** Makes registrations on a founded channel, with the time stated as witnesses would. */
export async function benchRegistration(desk: Place, size: LoadSize): Promise<LoadReport> {
  const { ledger } = desk;
  await adoptRules(
    ledger,
    developmentRules(desk.now().getUTCFullYear()),
    OFFICIALS.map((id) => desk.as(id)),
  );
  const stage = new Stage({
    ...desk,
    as: (id) => desk.as(id),
    now: () => desk.now(),
    alone: false,
    close: () => Promise.resolve(),
  });
  await stage.witness();
  const run = String(process.hrtime.bigint() % 1_000_000n);
  let witnessing: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    witnessing = witnessing.then(() => stage.witness());
  }, BEACON_MS);
  try {
    await new RegistrationLoad(deskOf(desk), size.perCertify).run(
      `W${run}`,
      Math.ceil(size.count / 4),
      size.inFlight,
    );
    const load = new RegistrationLoad(deskOf(desk), size.perCertify);
    const rounds: number[] = [];
    const cpu = process.cpuUsage();
    for (let i = 0; i < size.rounds; i += 1) {
      const seconds = await load.run(`R${run}-${String(i)}`, size.count, size.inFlight);
      rounds.push((size.count / seconds) * 60);
    }
    const { user, system } = process.cpuUsage(cpu);
    const cpuMs = (user + system) / 1000 / (size.count * size.rounds);
    return { perMinute: median(rounds), rounds, cpuMs, steps: load.times };
  } finally {
    clearInterval(timer);
    await witnessing;
  }
}

export async function onEmbedded(size: LoadSize): Promise<LoadReport> {
  const test = await openTestLedger({ start: new Date().toISOString() });
  try {
    const as: Place['as'] = (id) => test.ledger.identity(id);
    return await benchRegistration({ ledger: test.ledger, as, now: test.clock.now }, size);
  } finally {
    await test.dispose();
  }
}

export const onFabric = (size: LoadSize): Promise<LoadReport> =>
  onNetwork((ground) => {
    const as: Place['as'] = (id) => ground.as(id);
    return benchRegistration({ ledger: ground.ledger, as, now: () => new Date() }, size);
  });

function print(
  where: string,
  size: LoadSize,
  { perMinute, rounds, cpuMs, steps }: LoadReport,
): void {
  const shown = rounds.map((each) => each.toFixed(0)).join(', ');
  const at = (times: readonly number[], share: number): string =>
    ([...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0).toFixed(0);
  const lines = [...steps].map(
    ([name, times]) =>
      `${name.padEnd(24)} p50 ${at(times, 0.5).padStart(6)} ms   p95 ${at(times, 0.95).padStart(6)} ms   ${times.length} times`,
  );
  console.log(`${machine()}

${where.padEnd(24)} ${perMinute.toFixed(0)} first registrations a minute (rounds ${shown})
${size.count} a round, ${size.inFlight} in flight, up to ${size.perCertify ?? 50} cases a certify; client CPU ${cpuMs.toFixed(1)} ms a registration

${lines.join('\n')}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [where = 'embedded', count = 600, inFlight = 100, perCertify = 50] = process.argv.slice(2);
  const size = {
    count: Number(count),
    inFlight: Number(inFlight),
    perCertify: Number(perCertify),
    rounds: 3,
  };
  const report = where === 'fabric' ? await onFabric(size) : await onEmbedded(size);
  print(where, size, report);
}
