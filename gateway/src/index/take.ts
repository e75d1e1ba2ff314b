import { createHash, X509Certificate } from 'node:crypto';
import { isName, specOf } from '@shuquan/chaincode/model';
import {
  type EndorserTransaction,
  flagName,
  headerHash,
  readTransaction,
  readWriteSet,
  splitCompositeKey,
  type Transaction,
} from '@shuquan/verifier';
import { Block, metadataIndex, SerializedIdentity } from '@shuquan/verifier/wire';
import { LRUCache } from 'lru-cache';
import { nodeCrypto } from '../crypto.js';
import type { Draft } from './draft.js';
import { inputDigest } from './digest.js';
import { keyOf, place } from './key.js';
import { projections } from './projections.js';
import type { BlockRow, EventRow, Position, TransactionRow } from './rows.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const json = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString('utf8'));

/** A block, read far enough to place it in the chain. */
export interface ReadBlock {
  readonly row: Omit<BlockRow, 'transactions'>;
  readonly envelopes: readonly Uint8Array[];
  readonly flags: Uint8Array | undefined;
}

/** @throws WireError */
export function readBlock(bytes: Uint8Array): ReadBlock {
  const { header, data, metadata } = Block.decode(bytes);
  if (header === undefined || data === undefined || metadata === undefined) {
    throw new TypeError('The block has no header, data or metadata.');
  }
  const flags = metadata.metadata[metadataIndex.transactionsFilter];
  const row = {
    number: Number(header.number),
    hash: hex(headerHash(header, nodeCrypto)),
    previousHash: hex(header.previousHash),
    dataHash: hex(header.dataHash),
  };
  return { row, envelopes: data.data, flags };
}

/** Everything the read model keeps of a block. Only VALID transactions make rows of records. */
export async function takeBlock(
  draft: Draft,
  { row, envelopes, flags }: ReadBlock,
  chaincode: string,
): Promise<BlockRow> {
  const transactions: { txId: string; validation: string }[] = [];
  for (const [index, envelope] of envelopes.entries()) {
    const at: Position = { block: row.number, index };
    // Block 0 of a channel has no flags: its configuration is what everything starts from.
    const validation = flagName(flags?.[index] ?? 0);
    const tx = attempt(envelope);
    transactions.push({ txId: tx?.txId ?? '', validation });
    if (tx !== undefined) await takeTransaction(draft, tx, { at, validation, chaincode });
  }
  const block: BlockRow = { ...row, transactions };
  draft.put(keyOf('block', place(row.number)), block);
  return block;
}

/** What is not a transaction can be in a block, flagged as such; it makes no row. */
function attempt(envelope: Uint8Array): Transaction | undefined {
  try {
    return readTransaction(envelope);
  } catch {
    return undefined;
  }
}

interface Found {
  readonly at: Position;
  readonly validation: string;
  readonly chaincode: string;
}

async function takeTransaction(draft: Draft, tx: Transaction, found: Found): Promise<void> {
  const { at, validation, chaincode } = found;
  if (tx.txId !== '') await putTransaction(draft, tx, found);
  if (validation !== 'VALID' || tx.kind !== 'endorser') return;
  putEvent(draft, tx, at);
  const ours = readWriteSet(tx.results).filter(({ namespace }) => namespace === chaincode);
  for (const { key, isDelete, value } of ours.flatMap(({ writes }) => writes)) {
    // No record of ours is ever deleted.
    if (!isDelete) await takeWrite(draft, key, value, at);
  }
  await draft.settle({ ...at, txId: tx.txId, time: tx.time });
}

async function takeWrite(
  draft: Draft,
  key: string,
  value: Uint8Array,
  at: Position,
): Promise<void> {
  const split = splitCompositeKey(key);
  if (split === undefined) return;
  const { type, attributes } = split;
  for (const project of projections.get(type) ?? []) {
    await project(draft, { attributes, value: json(value), at });
  }
}

async function putTransaction(draft: Draft, tx: Transaction, found: Found): Promise<void> {
  const key = keyOf('transaction', tx.txId);
  // The id of a refused transaction is its sender’s choice: it must not hide a VALID one.
  if (found.validation !== 'VALID' && (await draft.get(key)) !== undefined) return;
  const row = transactionRow(tx, found);
  draft.put(key, row);
  if (tx.kind !== 'endorser' || found.validation !== 'VALID') return;
  const digest = requestDigest(tx);
  if (digest === undefined) return;
  const { block, index } = found.at;
  const { fingerprint } = row.creator;
  draft.put(
    keyOf('request', fingerprint, tx.transaction, digest, place(block), place(index)),
    tx.txId,
  );
}

function transactionRow(tx: Transaction, { at, validation, chaincode }: Found): TransactionRow {
  const ours = tx.kind === 'endorser' && tx.chaincode.name === chaincode;
  const beacon = ours ? citedBeacon(tx) : undefined;
  return {
    txId: tx.txId,
    ...at,
    validation,
    name: tx.kind === 'endorser' ? tx.transaction : '',
    creator: creatorOf(tx.creator),
    time: tx.time,
    ...(tx.kind === 'endorser' && tx.event !== undefined ? { event: tx.event.name } : {}),
    ...(beacon === undefined ? {} : { beacon }),
  };
}

function putEvent(draft: Draft, { event, txId }: EndorserTransaction, at: Position): void {
  if (event === undefined) return;
  const row: EventRow = { name: event.name, txId, payload: payloadOf(event.payload), ...at };
  draft.put(keyOf('event', place(at.block), place(at.index)), row);
}

/** Another chaincode’s event may hold anything. */
function payloadOf(bytes: Uint8Array): unknown {
  try {
    return json(bytes);
  } catch {
    return null;
  }
}

function inputOf(tx: EndorserTransaction): Record<string, unknown> | undefined {
  const [, argument] = tx.args;
  if (argument === undefined || !isName(tx.transaction)) return undefined;
  const input = payloadOf(argument);
  return typeof input === 'object' && input !== null
    ? (input as Record<string, unknown>)
    : undefined;
}

function requestDigest(tx: EndorserTransaction): string | undefined {
  const input = inputOf(tx);
  return input === undefined ? undefined : inputDigest(input);
}

function citedBeacon(tx: EndorserTransaction): number | undefined {
  if (!isName(tx.transaction) || specOf(tx.transaction).citesBeacon !== true) return undefined;
  const { number } = (inputOf(tx)?.['beacon'] ?? {}) as { number?: number };
  return number;
}

const creators = new LRUCache<string, TransactionRow['creator']>({ max: 10_000 });

function creatorOf(bytes: Uint8Array): TransactionRow['creator'] {
  const id = Buffer.from(bytes).toString('latin1');
  const known = creators.get(id);
  if (known !== undefined) return known;
  const creator = readCreator(bytes);
  creators.set(id, creator);
  return creator;
}

/** A refused transaction’s creator may be no identity at all. */
function readCreator(bytes: Uint8Array): TransactionRow['creator'] {
  try {
    const { mspId, idBytes } = SerializedIdentity.decode(bytes);
    const { raw } = new X509Certificate(Buffer.from(idBytes));
    return { mspId, fingerprint: createHash('sha256').update(raw).digest('hex') };
  } catch {
    return { mspId: '', fingerprint: '' };
  }
}
