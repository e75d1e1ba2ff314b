import {
  canonicalize,
  type Digests,
  type LeafProof,
  merklePath,
  merkleRoot,
} from '@shuquan/chaincode/model';
import { digestsOf } from '../digests.js';

/** As many lines as one batch holds: whoever has more deposits several. */
export const MAX_LINES = 100_000;

/** 日志批次: its text is what is deposited, and names no line. */
export interface LogBatch {
  readonly text: string;
  readonly root: string;
  readonly digests: Digests;
  /** One line with its path, to be shown without the others; lines count from 0. */
  open(line: number): LeafProof;
}

/**
 * Lines of a log under one Merkle root. What is deposited is the root and how many lines there are;
 * the lines stay with whoever logged them.
 *
 * @throws TypeError for no lines, or more than one batch holds
 */
export function logBatch(lines: readonly string[]): LogBatch {
  if (lines.length === 0 || lines.length > MAX_LINES) {
    throw new TypeError(`A batch has 1 to ${String(MAX_LINES)} lines.`);
  }
  const root = merkleRoot(lines);
  const text = canonicalize({ v: 1, kind: 'shuquan.log-batch', root, lines: lines.length });
  return {
    ...{ text, root, digests: digestsOf(Buffer.from(text)) },
    open(line) {
      const leaf = lines[line];
      if (leaf === undefined) throw new TypeError(`There is no line ${String(line)}.`);
      return { leaf, index: line, size: lines.length, path: merklePath(lines, line) };
    },
  };
}
