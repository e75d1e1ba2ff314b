import { statfs } from 'node:fs/promises';
import type { Code } from '../errors.js';
import type { ReadModel } from '../index/model.js';
import type { Ledger } from '../ledger/port.js';

/** How long the ledger may take to say how high it is. */
const TIMEOUT_MS = 3_000;
/** Blocks that the read model may be behind and still be called level. */
const LAG = 1_000n;

interface Check {
  readonly ok: boolean;
  readonly [detail: string]: unknown;
}

/** `fault` is the first thing that is wrong, `undefined` when ready. */
export interface Readiness {
  readonly checks: Readonly<Record<'ledger' | 'readModel' | 'disk', Check>>;
  readonly fault: { readonly code: Code; readonly detail: string } | undefined;
}

export interface HealthOptions {
  readonly ledger: Ledger;
  readonly model: ReadModel;
  readonly dataDir: string;
  readonly minFreeBytes: number;
}

/** Whether requests can be served: the ledger answers, the read model follows, there is room. */
export async function readiness(options: HealthOptions): Promise<Readiness> {
  const [height, freeBytes] = await Promise.all([heightOf(options.ledger), room(options.dataDir)]);
  const { model, minFreeBytes } = options;
  const behind = height === undefined ? undefined : Number(height) - model.height;
  const level = model.stopped === undefined && (behind === undefined || behind <= Number(LAG));
  const checks = {
    ledger: {
      ok: height !== undefined,
      ...(height === undefined ? {} : { height: Number(height) }),
    },
    readModel: { ok: level, height: model.height, ...(behind === undefined ? {} : { behind }) },
    disk: { ok: freeBytes === undefined || freeBytes >= minFreeBytes, freeBytes },
  };
  return { checks, fault: faultOf(checks) };
}

function faultOf(checks: Readiness['checks']): Readiness['fault'] {
  if (!checks.ledger.ok) {
    return { code: 'LEDGER_UNAVAILABLE', detail: 'The ledger does not answer.' };
  }
  if (!checks.readModel.ok) {
    return { code: 'READ_MODEL_STOPPED', detail: 'The read model is not level with the ledger.' };
  }
  return checks.disk.ok
    ? undefined
    : { code: 'DISK_FULL', detail: 'The data folder’s disk has too little room left.' };
}

async function heightOf(ledger: Ledger): Promise<bigint | undefined> {
  const late = new Promise<undefined>((resolve) => {
    setTimeout(resolve, TIMEOUT_MS, undefined).unref();
  });
  const asked = ledger.info().then(
    ({ height }) => height,
    () => undefined,
  );
  return Promise.race([asked, late]);
}

/** Bytes that are free, or `undefined` where the system does not say. */
async function room(dataDir: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(dataDir);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
