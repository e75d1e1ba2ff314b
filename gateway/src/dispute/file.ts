import { createHash } from 'node:crypto';
import type { DisputeFile, FileKind } from '@shuquan/verifier';

/** The file of a dispute or a pack: the signed list of its parts, and the answers in its order. */
export function fileOf(kind: FileKind, manifest: string, answers: readonly string[]): string {
  const parts = answers.map((answer) => ({
    ...{ sha256: createHash('sha256').update(answer).digest('hex'), answer },
  }));
  const file: DisputeFile = {
    ...{ v: 1, kind, manifest, count: parts.length, parts },
  };
  return `${JSON.stringify(file)}\n`;
}
