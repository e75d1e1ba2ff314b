import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/*
 * Merkle trees as in RFC 9162 §2.1: leaves and inner nodes are hashed apart (0x00, 0x01), and a
 * tree of n leaves splits at the largest power of two below n.
 */

type Hash = ReturnType<typeof sha256>;

const node = (left: Uint8Array, right: Uint8Array): Hash =>
  sha256(concatBytes(Uint8Array.of(1), left, right));
/** Of bytes, which are hashed as they are. */
export const merkleLeafOf = (leaf: Uint8Array): string =>
  bytesToHex(sha256(concatBytes(Uint8Array.of(0), leaf)));
export const merkleLeaf = (leaf: string): string => merkleLeafOf(utf8ToBytes(leaf));

/** The largest power of two below `n`, for n ≥ 2. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function rootOf(hashes: readonly Hash[]): Hash {
  const [first] = hashes;
  if (first === undefined) return sha256(new Uint8Array());
  if (hashes.length === 1) return first;
  const k = split(hashes.length);
  return node(rootOf(hashes.slice(0, k)), rootOf(hashes.slice(k)));
}

const hashesOf = (leaves: readonly string[]): Hash[] =>
  leaves.map((leaf) => hexToBytes(merkleLeaf(leaf)));

/** Root over texts, hex; of no leaf it is the hash of nothing. */
export const merkleRoot = (leaves: readonly string[]): string =>
  bytesToHex(rootOf(hashesOf(leaves)));

/** The audit path of a leaf, from below. */
export function merklePath(leaves: readonly string[], index: number): string[] {
  const path = (hashes: readonly Hash[], at: number): Hash[] => {
    if (hashes.length <= 1) return [];
    const k = split(hashes.length);
    return at < k
      ? [...path(hashes.slice(0, k), at), rootOf(hashes.slice(k))]
      : [...path(hashes.slice(k), at - k), rootOf(hashes.slice(0, k))];
  };
  return path(hashesOf(leaves), index).map((hash) => bytesToHex(hash));
}

export interface LeafProof {
  readonly leaf: string;
  readonly index: number;
  readonly size: number;
  readonly path: readonly string[];
}

const isPlace = (index: number, size: number): boolean =>
  Number.isSafeInteger(index) && index >= 0 && index < size;
const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** A path from the hash of a leaf, for trees whose leaves are bytes that are not at hand. */
export interface HashProof extends Omit<LeafProof, 'leaf'> {
  /** SHA-256(0x00 ‖ leaf), hex. */
  readonly hash: string;
}

/** RFC 9162 §2.1.3.2. Whatever can not be a proof is none. */
export const verifyPath = ({ leaf, ...place }: LeafProof, root: string): boolean =>
  verifyHashPath({ ...place, hash: merkleLeaf(leaf) }, root);

/** The same for a leaf whose hash is given. */
export function verifyHashPath(proof: HashProof, root: string): boolean {
  const { index, size, path } = proof;
  if (!isPlace(index, size) || !isHash(proof.hash) || !path.every(isHash)) return false;
  let place: Place = [index, size - 1];
  let hash: Uint8Array = hexToBytes(proof.hash);
  for (const sibling of path) {
    if (place[1] === 0) return false;
    const other = hexToBytes(sibling);
    const isRight = place[0] % 2 === 1 || place[0] === place[1];
    hash = isRight ? node(other, hash) : node(hash, other);
    place = up(isRight ? skipped(place) : place);
  }
  return place[1] === 0 && bytesToHex(hash) === root;
}

/** A node’s number in its level, and the last one there. */
type Place = readonly [number, number];
const up = ([at, last]: Place): Place => [Math.floor(at / 2), Math.floor(last / 2)];

/** Levels in which the last node stands alone and moves up as it is. */
function skipped(place: Place): Place {
  let found = place;
  while (found[0] % 2 === 0 && found[0] !== 0) found = up(found);
  return found;
}

/**
 * The subtree roots that suffice to append: one per bit of the size, the largest first. Rewritten
 * by every append, of logarithmic length.
 */
export type Frontier = readonly string[];

export const appendLeaf = (frontier: Frontier, size: number, leaf: string): string[] =>
  appendHash(frontier, size, merkleLeaf(leaf));

/** The same for a leaf whose hash is given. */
export function appendHash(frontier: Frontier, size: number, leafHash: string): string[] {
  const roots = [...frontier];
  let hash: Uint8Array = hexToBytes(leafHash);
  for (let bits = size; bits % 2 === 1; bits = Math.floor(bits / 2)) {
    hash = node(hexToBytes(roots.pop() ?? ''), hash);
  }
  return [...roots, bytesToHex(hash)];
}

/** The root of the tree that a frontier stands for. */
export function frontierRoot(frontier: Frontier): string {
  const roots = frontier.map((root): Uint8Array => hexToBytes(root));
  const last = roots.pop();
  if (last === undefined) return merkleRoot([]);
  return bytesToHex(roots.reduceRight((below, root) => node(root, below), last));
}

/** Leaves from `from` on, up to but not including `to`. */
export interface LeafSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * The subtrees whose roots are the audit path of a leaf, from below: a tree too large to hold gives
 * its path by reading each of them through once.
 */
export function pathSpans(index: number, size: number): LeafSpan[] {
  const spans: LeafSpan[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + split(to - from);
    const isLeft = index < middle;
    spans.unshift(isLeft ? { from: middle, to } : { from, to: middle });
    [from, to] = isLeft ? [from, middle] : [middle, to];
  }
  return spans;
}
