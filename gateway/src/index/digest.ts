import { createHash } from 'node:crypto';
import { canonicalize } from '@shuquan/chaincode/model';

/**
 * Names a transaction’s input whatever beacon it cites and whatever lane it goes in: both are chosen
 * for the caller, and another try gets others.
 */
export function inputDigest(input: unknown): string {
  const text = canonicalize({ ...(input as object), beacon: undefined, lane: undefined });
  return createHash('sha256').update(text).digest('hex');
}
