import type { NamespaceReadWriteSet, Signer as PolicySigner } from '@shuquan/verifier';
import type { Collections } from './collections.js';
import { type Policies } from './policies.js';
import { MAX_DEGREE, RangeReads } from './range-reads.js';
import { keyPolicyOf } from './simulation.js';
import type { Scan } from './scan.js';
import type { StateReader } from './store.js';
import type { Updates } from './updates.js';
import { fromWire, sameVersion, type Version } from './versioned.js';

/** peer/transaction.proto, TxValidationCode: those that can come up here. */
export const code = {
  valid: 0,
  badPayload: 2,
  badCreatorSignature: 4,
  badProposalTxId: 8,
  duplicate: 9,
  policyFailure: 10,
  mvccConflict: 11,
  phantomConflict: 12,
  badRwset: 22,
  illegalWriteset: 23,
  invalidChaincode: 25,
} as const;

type RangeInfo = NamespaceReadWriteSet['rangeQueriesInfo'][number];

/** Whether what a transaction read is still so: versions, ranges, hashes (txmgmt/validation). */
export async function checkReads(
  set: readonly NamespaceReadWriteSet[],
  updates: Updates,
  reader: StateReader,
): Promise<number> {
  for (const ns of set) {
    if (!readsHold(ns, updates, reader)) return code.mvccConflict;
    for (const range of ns.rangeQueriesInfo) {
      if (!(await rangeHolds(ns.namespace, range, updates, reader))) return code.phantomConflict;
    }
    if (!hashesHold(ns, updates, reader)) return code.mvccConflict;
  }
  return code.valid;
}

function readsHold(
  { namespace, reads }: NamespaceReadWriteSet,
  updates: Updates,
  reader: StateReader,
): boolean {
  return reads.every(
    ({ key, version }) =>
      !updates.hasPublic(namespace, key) &&
      sameVersion(fromWire(version), reader.state(namespace, key)?.version),
  );
}

function hashesHold(
  { namespace, collections }: NamespaceReadWriteSet,
  updates: Updates,
  reader: StateReader,
): boolean {
  return collections.every(({ collection, hashedReads }) =>
    hashedReads.every(
      ({ keyHash, version }) =>
        !updates.hasHash(namespace, collection, keyHash) &&
        sameVersion(fromWire(version), reader.hash(namespace, collection, keyHash)?.version),
    ),
  );
}

/** Asks again, over state and the block so far, and compares (rangequery_validator.go). */
async function rangeHolds(
  namespace: string,
  info: RangeInfo,
  updates: Updates,
  reader: StateReader,
): Promise<boolean> {
  const { startKey, endKey, itrExhausted, readsMerkleHashes: summary } = info;
  if (!itrExhausted && endKey === '') return true;
  // What was not read to its end was read up to its last key, which belongs to it.
  const end = itrExhausted ? endKey : `${endKey}\0`;
  const degree = summary === undefined ? Infinity : summary.maxDegree || MAX_DEGREE;
  const now = await readAgain(updates.scan(reader, namespace, startKey, end), degree);
  if (summary !== undefined) return sameSummary(summary, now.summary);
  return sameReads(info.rawReads?.kvReads ?? [], now.reads ?? []);
}

async function readAgain(scan: Scan, degree: number): Promise<ReturnType<RangeReads['done']>> {
  const reads = new RangeReads(degree);
  try {
    for (let entry = await scan.next(); entry !== undefined; entry = await scan.next()) {
      reads.add(entry.key, entry.stored.version);
    }
  } finally {
    await scan.close();
  }
  return reads.done();
}

type WireReads = readonly {
  readonly key: string;
  readonly version: { readonly blockNum: bigint; readonly txNum: bigint } | undefined;
}[];

const sameReads = (a: WireReads, b: WireReads): boolean =>
  a.length === b.length &&
  a.every(({ key, version }, i) => {
    const other = b[i];
    return other?.key === key && sameVersion(fromWire(version), fromWire(other.version));
  });

type Summary = NonNullable<RangeInfo['readsMerkleHashes']>;

const sameSummary = (a: Summary, b: ReturnType<RangeReads['done']>['summary']): boolean =>
  b?.maxLevel === a.maxLevel &&
  a.maxLevelHashes.length === b.maxLevelHashes.length &&
  a.maxLevelHashes.every((hash, i) => Buffer.compare(hash, b.maxLevelHashes[i] ?? hash) === 0);

export interface PolicyBench {
  readonly policies: Policies;
  readonly collections: Collections;
  readonly reader: StateReader;
  /** Keys whose policy an earlier valid-so-far transaction of this block changed. */
  readonly changed: Set<string>;
}

interface Written {
  readonly namespace: string;
  readonly collection: string;
  /** Key, or hash of it in latin1. */
  readonly key: string;
}

/**
 * Endorsement policies of everything written: a key’s own policy, else its collection’s, else the
 * chaincode’s; at least one is always checked (statebased/v20.go).
 */
export function checkEndorsed(
  set: readonly NamespaceReadWriteSet[],
  chaincode: string,
  signers: readonly PolicySigner[],
  bench: PolicyBench,
): number {
  const namespaces = new Set([chaincode, ...set.filter(writes).map(({ namespace }) => namespace)]);
  for (const namespace of namespaces) {
    const found = checkNamespace(set, namespace, signers, bench);
    if (found !== code.valid) return found;
  }
  for (const each of metadataWritten(set)) bench.changed.add(idOf(each));
  return code.valid;
}

function checkNamespace(
  set: readonly NamespaceReadWriteSet[],
  namespace: string,
  signers: readonly PolicySigner[],
  bench: PolicyBench,
): number {
  const general = bench.policies.ofNamespace(bench.reader, namespace);
  if (general === undefined) return code.invalidChaincode;
  const required = new Set<Uint8Array>();
  for (const place of written(set)) {
    if (place.namespace !== namespace) continue;
    // A peer can not know which policy holds for a key whose policy this block changes.
    if (bench.changed.has(idOf(place))) return code.policyFailure;
    required.add(policyFor(place, bench) ?? general);
  }
  if (required.size === 0) required.add(general);
  const holds = [...required].every((policy) => bench.policies.evaluate(policy, signers));
  return holds ? code.valid : code.policyFailure;
}

const policyFor = (place: Written, { reader, collections }: PolicyBench): Uint8Array | undefined =>
  keyPolicyOf(stored(reader, place)) ?? collections.find(place.collection)?.endorsementPolicy;

const idOf = ({ namespace, collection, key }: Written): string =>
  `${namespace}\0${collection}\0${key}`;

const stored = (
  reader: StateReader,
  { namespace, collection, key }: Written,
): ReturnType<StateReader['state']> =>
  collection === ''
    ? reader.state(namespace, key)
    : reader.hash(namespace, collection, Buffer.from(key, 'latin1'));

const text = (hash: Uint8Array): string => Buffer.from(hash).toString('latin1');

function writes({ writes, metadataWrites, collections }: NamespaceReadWriteSet): boolean {
  return (
    writes.length > 0 ||
    metadataWrites.length > 0 ||
    collections.some((each) => each.hashedWrites.length > 0 || each.metadataWrites.length > 0)
  );
}

function* written(set: readonly NamespaceReadWriteSet[]): Generator<Written> {
  for (const { namespace, writes, collections } of set) {
    for (const { key } of writes) yield { namespace, collection: '', key };
    for (const { collection, hashedWrites } of collections) {
      for (const { keyHash } of hashedWrites) yield { namespace, collection, key: text(keyHash) };
    }
  }
  yield* metadataWritten(set);
}

function* metadataWritten(set: readonly NamespaceReadWriteSet[]): Generator<Written> {
  for (const { namespace, metadataWrites, collections } of set) {
    for (const { key } of metadataWrites) yield { namespace, collection: '', key };
    for (const { collection, metadataWrites: hashed } of collections) {
      for (const { keyHash } of hashed) yield { namespace, collection, key: text(keyHash) };
    }
  }
}

export interface Validated {
  readonly code: number;
  readonly version: Version;
}
