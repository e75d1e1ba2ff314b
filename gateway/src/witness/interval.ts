import {
  type BeaconCitation,
  type Beacon,
  cite,
  LedgerError,
  type ProvenInterval,
} from '@shuquan/chaincode/model';
import { isCoded } from '../errors.js';
import type { Identity, Ledger } from '../ledger/port.js';

/** Where a thing stands on the ledger, and which beacon it cites. */
export interface Placed {
  readonly block: bigint;
  readonly beacon?: BeaconCitation | undefined;
}

/** The beacons that bound a transaction in time, as far as they exist (ledger rule 2). */
export interface Bounds extends ProvenInterval {
  readonly lower: Beacon | undefined;
  readonly upper: Beacon | undefined;
}

/**
 * Between which two instants a transaction was committed: not before the beacon whose digest it
 * cites, not after the first beacon that has seen its block. The second comes with time.
 *
 * @throws LedgerError BEACON_NOT_FOUND when the beacon cited is not the one on the ledger
 */
export async function boundsOf(
  ledger: Pick<Ledger, 'evaluate'>,
  { block, beacon }: Placed,
  as: Identity,
): Promise<Bounds> {
  const lower = beacon && (await cited(ledger, beacon, as));
  const upper = await covering(ledger, Number(block) + 1, as);
  return {
    notBefore: lower?.statement.time ?? null,
    notAfter: upper?.statement.time ?? null,
    lower,
    upper,
  };
}

async function cited(
  ledger: Pick<Ledger, 'evaluate'>,
  { number, digest }: BeaconCitation,
  as: Identity,
): Promise<Beacon> {
  const beacon = await ledger.evaluate('beacon:read', { number }, as);
  if (cite(beacon).digest === digest) return beacon;
  throw new LedgerError('BEACON_NOT_FOUND', `Beacon ${String(number)} has another digest.`, {
    number,
  });
}

async function covering(
  ledger: Pick<Ledger, 'evaluate'>,
  height: number,
  as: Identity,
): Promise<Beacon | undefined> {
  try {
    return await ledger.evaluate('beacon:covering', { height }, as);
  } catch (err) {
    if (isCoded(err) && err.code === 'BEACON_NOT_FOUND') return undefined;
    throw err;
  }
}
