// One ledger in a process of its own, so that its memory and CPU are told apart from another’s:
// grows it to so many records, then submits when asked. Started by `growth.ts`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedded } from '@shuquan/gateway/ledger/embedded/open';
import { depositOf, foundTestLedger } from '../support/embedded.js';
import type { Round, Told } from './growth.js';
import { measure, type Rate } from './rate.js';

/** More at once only fill the blocks; a round has as many as the other benches. */
const GROWING = 256;
const [dataDir = '', wanted = '0'] = process.argv.slice(2);
const noted = join(dataDir, 'records');

const ledger = await openEmbedded({ dataDir });
await foundTestLedger(ledger);
const as = ledger.identity('registrar1');
// A folder that was grown before is gone on with, under ids of this process.
let records = existsSync(noted) ? Number(readFileSync(noted, 'utf8')) : 0;
const run = String(Date.now());

async function deposit(count: number, inFlight: number): Promise<Rate> {
  const first = records;
  const rate = await measure(count, inFlight, (i) =>
    ledger.submit('evidence:deposit', depositOf(`N-${run}-${String(first + i)}`), as),
  );
  records += count;
  writeFileSync(noted, String(records));
  return rate;
}

while (records < Number(wanted)) {
  const { perSecond } = await deposit(Math.min(10_000, Number(wanted) - records), GROWING);
  process.stderr.write(`${String(records)} records, ${String(perSecond)}/s\n`);
}
process.on('message', ({ submits, inFlight }: Round) => {
  void deposit(submits, inFlight).then((rate) => {
    tell({ records, rate, memory: memory() });
  });
});
process.on('disconnect', () => {
  void ledger.close();
});
tell({ records });

function tell(told: Told): void {
  process.send?.(told);
}

/** Megabytes, as Linux counts them; elsewhere only the sum is known. */
function memory(): NonNullable<Told['memory']> {
  const status = '/proc/self/status';
  const text = existsSync(status) ? readFileSync(status, 'utf8') : '';
  const of = (name: string): number => {
    const kilobytes = Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
    return Math.round((kilobytes * 1024) / 1e6);
  };
  const resident = Math.round(process.memoryUsage().rss / 1e6);
  return { resident, anonymous: of('RssAnon'), mapped: of('RssFile') };
}
