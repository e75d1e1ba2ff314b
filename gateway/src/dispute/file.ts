import { createHash } from 'node:crypto';
import type { DisputeFile } from '@shuquan/verifier';

/** The file of a dispute: the signed list of its parts, and the answers in the list’s order. */
export function fileOf(manifest: string, answers: readonly string[]): string {
  const parts = answers.map((answer) => ({
    ...{ sha256: createHash('sha256').update(answer).digest('hex'), answer },
  }));
  const file: DisputeFile = {
    ...{ v: 1, kind: 'shuquan.dispute-file', manifest, count: parts.length, parts },
  };
  return `${JSON.stringify(file)}\n`;
}
