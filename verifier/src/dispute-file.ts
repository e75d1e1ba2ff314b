import { parseJson } from '@shuquan/chaincode/model';
import { toText } from './bytes.js';

/** One answer of a file, and the digest that its list gives it. */
export interface FilePart {
  readonly sha256: string;
  /** The text of a signed answer. */
  readonly answer: string;
}

/** What such a file is about: a dispute, or a pack about a suspected copy. */
export const fileKinds = ['shuquan.dispute-file', 'shuquan.infringement-file'] as const;
export type FileKind = (typeof fileKinds)[number];

/** 证据卷: the signed list of parts, and the signed answers, in the list’s order. */
export interface DisputeFile {
  readonly v: 1;
  readonly kind: FileKind;
  readonly manifest: string;
  readonly count: number;
  readonly parts: readonly FilePart[];
}

/** A file of as many parts as a list may name is smaller; what is larger is not read at all. */
export const MAX_DISPUTE_FILE = 256_000_000;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPart = (value: unknown): value is FilePart =>
  isObject(value) &&
  Object.keys(value).length === 2 &&
  typeof value['sha256'] === 'string' &&
  typeof value['answer'] === 'string';

function isFile(value: unknown): value is DisputeFile {
  if (!isObject(value) || Object.keys(value).length !== 5) return false;
  const { v, kind, manifest, count, parts } = value;
  const isKnown = fileKinds.some((each) => each === kind);
  const isKind = v === 1 && isKnown && typeof manifest === 'string';
  return isKind && Number.isInteger(count) && Array.isArray(parts) && parts.every(isPart);
}

/** `undefined` for whatever is no such file: who it is from is not known, and nothing is thrown. */
export function readDisputeFile(file: string | Uint8Array): DisputeFile | undefined {
  if (file.length > MAX_DISPUTE_FILE) return undefined;
  try {
    const value = parseJson(typeof file === 'string' ? file : toText(file));
    return isFile(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
