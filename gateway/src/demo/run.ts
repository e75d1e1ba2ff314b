import { instant, millis } from '@shuquan/chaincode/model';
import { witnessesOf } from '../founding/founders.js';
import type { OpenedLedger } from '../ledger/open.js';
import { latestOf } from '../witness/channel.js';
import type { WitnessLog } from '../witness/log.js';
import { Witnesses } from '../witness/witnesses.js';
import { type Audience, play, type Scenario, type StepResult } from './scenario.js';

/** Short, so that nobody waits long for the upper bound of a time. */
const INTERVAL_MS = 2000;
const PATIENCE_MS = 60_000;
/** Younger than this, a beacon says that witnesses are at work already. */
const AT_WORK_MS = 45_000;

export interface RunOptions {
  readonly audience: Audience;
  readonly log?: WitnessLog;
  readonly intervalMs?: number;
  /** That nobody else states the time, whatever the last beacon’s age seems to say. */
  readonly alone?: boolean;
}

/** Plays a scenario on an open ledger; states the time itself where nobody else does. */
export async function runScenario(
  scenario: Scenario,
  opened: OpenedLedger,
  { audience, log, intervalMs = INTERVAL_MS, alone = false }: RunOptions,
): Promise<StepResult[]> {
  const { ledger, anchors, organizations, people } = opened;
  const identities = witnessesOf([...people.values()]);
  const isStated = !alone && (await areAtWork(opened));
  const witnesses = isStated
    ? undefined
    : new Witnesses({ ledger, identities, intervalMs, ...(log && { log }) });
  try {
    const run = instant(Date.now()).replaceAll(/\D/g, '').slice(0, 17);
    const stage = {
      ledger,
      anchors,
      organizations,
      people,
      run,
      deposits: new Map<string, never>(),
    };
    return await play(scenario, { ...stage, patienceMs: PATIENCE_MS }, audience);
  } finally {
    await witnesses?.close();
  }
}

/** On the embedded ledger nobody else can be: this process has it alone. */
async function areAtWork({ ledger, people }: OpenedLedger): Promise<boolean> {
  const [as] = witnessesOf([...people.values()]);
  if (ledger.kind === 'embedded' || as === undefined) return false;
  const latest = await latestOf(ledger, as);
  return latest !== undefined && Date.now() - millis(latest.statement.time) < AT_WORK_MS;
}
