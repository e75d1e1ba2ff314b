import { createHash } from 'node:crypto';
import { canonicalize } from '@shuquan/chaincode/model';

/**
 * Names a transaction’s input whatever beacon it cites: the beacon is the adapter’s to choose, and
 * another try cites another one.
 */
export function inputDigest(input: unknown): string {
  const { beacon: _, ...rest } = input as Record<string, unknown>;
  return createHash('sha256').update(canonicalize(rest)).digest('hex');
}
