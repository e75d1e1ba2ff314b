import {
  canonicalize,
  check,
  merkleRoot,
  parseJson,
  sha256Hex,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Anchors } from './anchors.js';
import { ArchiveItems, type ArchiveItem } from './archive-items.js';
import { toText } from './bytes.js';
import type { Verifier } from './verifier.js';

const Hex = z.string().regex(/^[0-9a-f]{64}$/);
const Whole = z.int().min(0);

/** `index.json` of an archive. Canonical, so that the same files have the same index. */
export const ArchiveIndex = z.strictObject({
  v: z.literal(1),
  kind: z.literal('shuquan.registrar-archive'),
  channel: z.string().min(1).max(128),
  chaincode: z.string().min(1).max(128),
  registrar: Uscc,
  /** Blocks that were looked through. */
  height: Whole,
  blocks: z.array(z.strictObject({ number: Whole, file: z.string(), sha256: Hex })).max(1_000_000),
  items: z
    .array(
      z.strictObject({
        kind: z.string(),
        key: z.array(z.string()),
        block: Whole,
        txId: Hex,
        sha256: Hex,
      }),
    )
    .max(5_000_000),
  /** RFC 9162, over blocks and items in their order. */
  root: Hex,
});
export type ArchiveIndex = z.infer<typeof ArchiveIndex>;

export type ArchiveFault =
  | 'INDEX_UNREADABLE'
  | 'INDEX_CHANGED'
  | 'OTHER_CHANNEL'
  | 'FILE_MISSING'
  | 'FILE_EXTRA'
  | 'FILE_CHANGED'
  | 'PROOF_INVALID'
  | 'ITEM_UNKNOWN'
  | 'ITEM_MISSING'
  | 'MONTH_INCOMPLETE';

export interface ArchiveReport {
  readonly kind: 'archive';
  readonly verdict: 'VALID' | 'INVALID';
  readonly faults: readonly { readonly code: ArchiveFault; readonly about: string }[];
  readonly registrar?: string;
  readonly blocks: number;
  readonly items: number;
  /** Months whose closing checkpoint counts just as many certificates as are here. */
  readonly closedMonths: readonly string[];
  readonly root?: string;
}

/** What is in the archive’s folder. */
export interface ArchiveFiles {
  readonly index: Uint8Array;
  /** Of every file beside the index. */
  readonly names: readonly string[];
  read(name: string): Uint8Array | undefined;
}

export const blockFile = (number: number): string =>
  `blocks/${String(number).padStart(12, '0')}.block`;

interface Listed {
  readonly blocks: ArchiveIndex['blocks'];
  readonly items: readonly ArchiveItem[];
}

export const archiveRoot = ({ blocks, items }: Listed): string =>
  merkleRoot([...blocks, ...items].map((each) => canonicalize(each)));

/** The anchors of then: organisations that left count as signers of what was signed before. */
export function withPast(live: Anchors, past: Anchors): Anchors {
  const organizations = new Map([...live.organizations, ...past.organizations]);
  const { chaincode, lifecycle, orderers } = past;
  return {
    ...live,
    ...{ organizations, chaincode },
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(orderers === undefined ? {} : { orderers }),
  };
}

/**
 * Verifies a registrar’s archive by its own bytes and the anchors: the registrar need not be there any
 * more. Says everything that is wrong, and never throws for what the files say.
 */
export function verifyArchive(
  files: ArchiveFiles,
  verifier: Verifier,
  { channel }: Pick<Anchors, 'channel'>,
): ArchiveReport {
  const faults: { code: ArchiveFault; about: string }[] = [];
  const fault = (code: ArchiveFault, about: string): void => void faults.push({ code, about });
  const index = readIndex(files.index);
  if (index === undefined) {
    fault('INDEX_UNREADABLE', 'index.json');
    return { kind: 'archive', verdict: 'INVALID', faults, blocks: 0, items: 0, closedMonths: [] };
  }
  if (archiveRoot(index) !== index.root) fault('INDEX_CHANGED', 'root');
  if (index.channel !== channel) fault('OTHER_CHANNEL', index.channel);
  const reader = new ArchiveItems(index.registrar, index.chaincode);
  checkBlocks(filesOf(files, index, fault), { index, reader, verifier, fault });
  const closedMonths = checkMonths(reader, fault);
  return {
    ...{ kind: 'archive', verdict: faults.length === 0 ? 'VALID' : 'INVALID', faults },
    ...{ registrar: index.registrar, blocks: index.blocks.length, items: index.items.length },
    ...{ closedMonths, root: index.root },
  };
}

type Fault = (code: ArchiveFault, about: string) => void;

function readIndex(bytes: Uint8Array): ArchiveIndex | undefined {
  try {
    const text = toText(bytes);
    const index = check(ArchiveIndex, parseJson(text));
    return canonicalize(index) === text ? index : undefined;
  } catch {
    return undefined;
  }
}

/** Blocks of the index that are there with the bytes that it names, oldest first. */
function filesOf(files: ArchiveFiles, { blocks }: ArchiveIndex, fault: Fault): Uint8Array[] {
  const listed = new Set(blocks.map(({ file }) => file));
  for (const name of files.names) if (!listed.has(name)) fault('FILE_EXTRA', name);
  return blocks.flatMap(({ file, number, sha256 }) => {
    const bytes = file === blockFile(number) ? files.read(file) : undefined;
    if (bytes === undefined) fault('FILE_MISSING', file);
    else if (sha256Hex(bytes) === sha256) return [bytes];
    else fault('FILE_CHANGED', file);
    return [];
  });
}

interface Checking {
  readonly index: ArchiveIndex;
  readonly reader: ArchiveItems;
  readonly verifier: Verifier;
  readonly fault: Fault;
}

/** Every item must come out of the blocks again, and the transaction that wrote it must hold. */
function checkBlocks(
  blocks: readonly Uint8Array[],
  { index: { items: stated }, reader, verifier, fault }: Checking,
): void {
  const found = blocks.flatMap((bytes) => {
    const items = itemsIn(reader, bytes);
    for (const txId of new Set(items.map((item) => item.txId))) {
      if (!isProven(bytes, txId, verifier)) fault('PROOF_INVALID', txId);
    }
    return items;
  });
  const known = new Set(found.map((item) => canonicalize(item)));
  const named = new Set(stated.map((item) => canonicalize(item)));
  for (const item of stated)
    if (!known.has(canonicalize(item))) fault('ITEM_UNKNOWN', nameOf(item));
  for (const item of found) if (!named.has(canonicalize(item))) fault('ITEM_MISSING', nameOf(item));
}

/** The block before it need not be here: nothing that can be checked of the block itself may fail. */
function isProven(bytes: Uint8Array, txId: string, verifier: Verifier): boolean {
  const { steps, transactions, selected = -1 } = verifier.block(bytes, { transaction: txId });
  const tx = transactions[selected];
  const isWhole = steps.every(({ outcome }) => outcome !== 'FAILED');
  return isWhole && tx?.verdict === 'VALID' && tx.flagStep.outcome !== 'FAILED';
}

/** A month that two organisations closed has as many certificates as they counted, or some were left out. */
function checkMonths({ closed, certificates }: ArchiveItems, fault: Fault): string[] {
  return [...closed].flatMap(([month, count]) => {
    const found = certificates.get(month)?.size ?? 0;
    if (found === count) return [month];
    fault('MONTH_INCOMPLETE', `${month}: ${String(found)} of ${String(count)}`);
    return [];
  });
}

function itemsIn(reader: ArchiveItems, bytes: Uint8Array): ArchiveItem[] {
  try {
    return reader.in(bytes);
  } catch {
    return [];
  }
}

const nameOf = ({ kind, key, block }: ArchiveItem): string =>
  `${kind} ${key.join(' ')} of block ${String(block)}`;
