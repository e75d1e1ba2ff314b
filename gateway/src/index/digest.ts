import { createHash } from 'node:crypto';
import { canonicalize } from '@shuquan/chaincode/model';

/**
 * Names a transaction’s input whatever beacon it cites: the beacon is the adapter’s to choose, and
 * another try cites another one.
 */
export function inputDigest(input: unknown): string {
  const text = canonicalize({ ...(input as object), beacon: undefined });
  return createHash('sha256').update(text).digest('hex');
}
