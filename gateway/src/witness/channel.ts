import {
  type Beacon,
  type BeaconStatement,
  check,
  instant,
  recordDigest,
  TimePolicy,
} from '@shuquan/chaincode/model';
import { isCoded } from '../errors.js';
import type { Identity, Ledger, MspId } from '../ledger/port.js';

/** The channel’s rules on time, or `undefined` before it is founded. */
export async function policyOf(ledger: Ledger, as: Identity): Promise<TimePolicy | undefined> {
  const { items } = await ledger.evaluate('governance:settings', { kind: 'TIME', limit: 1 }, as);
  return items[0] && check(TimePolicy, items[0].value);
}

/** The latest beacon, or `undefined` before the first. */
export async function latestOf(ledger: Ledger, as: Identity): Promise<Beacon | undefined> {
  try {
    return await ledger.evaluate('beacon:latest', {}, as);
  } catch (err) {
    if (isCoded(err) && err.code === 'BEACON_NOT_FOUND') return undefined;
    throw err;
  }
}

/**
 * States time and height as the beacon after `latest`. Answers `false` without saying anything
 * while clock or chain have not moved on since then.
 */
export async function propose(
  ledger: Ledger,
  latest: BeaconStatement | undefined,
  { now, as }: { now: () => number; as: Identity },
): Promise<boolean> {
  const { height, hash } = await ledger.info();
  // Read after the height: a beacon bounds the time of the blocks it has seen from above.
  const time = instant(now());
  if (latest !== undefined && (time <= latest.time || Number(height) <= latest.height)) {
    return false;
  }
  const statement = {
    number: (latest?.number ?? 0) + 1,
    time,
    height: Number(height),
    headerHash: Buffer.from(hash).toString('hex'),
  };
  await ledger.submit('beacon:propose', statement, as);
  return true;
}

/** Confirms exactly what was judged: the digest makes any other statement fail. */
export async function confirm(
  ledger: Ledger,
  { statement, proposer }: { statement: BeaconStatement; proposer: MspId },
  as: Identity,
): Promise<void> {
  const digest = recordDigest(statement);
  await ledger.submit('beacon:confirm', { number: statement.number, proposer, digest }, as);
}
