import { createHash, type Hash, randomBytes } from 'node:crypto';
import type { PossessionCommitment } from '@shuquan/chaincode/model';

const NONCE_BYTES = 32;

/** Challenges that nobody knows of yet but who made them, and what the ledger is told of them. */
export interface Challenges {
  /** Hex; each is told on the ledger when its turn comes, and not before. */
  readonly nonces: readonly string[];
  readonly commitments: readonly PossessionCommitment[];
}

type Chunks = AsyncIterable<Uint8Array>;

/** All of them in one pass over the bytes, which is all that this needs of them. */
export async function challengesOf(chunks: Chunks, count: number): Promise<Challenges> {
  const nonces = Array.from({ length: count }, () => randomBytes(NONCE_BYTES));
  const answers = await answersOf(chunks, nonces);
  const commitments = nonces.map((nonce, i) => ({
    nonceDigest: sha256(nonce).digest('hex'),
    answerDigest: sha256(answers[i] ?? Buffer.alloc(0)).digest('hex'),
  }));
  return { nonces: nonces.map((nonce) => nonce.toString('hex')), commitments };
}

/** SHA-256(nonce ‖ bytes), hex: what shows that somebody has the bytes after the nonce was told. */
export async function answerOf(chunks: Chunks, nonce: string): Promise<string> {
  const [answer] = await answersOf(chunks, [Buffer.from(nonce, 'hex')]);
  if (answer === undefined) throw new TypeError('There is one nonce.');
  return answer.toString('hex');
}

async function answersOf(chunks: Chunks, nonces: readonly Uint8Array[]): Promise<Buffer[]> {
  const hashes = nonces.map(sha256);
  for await (const chunk of chunks) for (const hash of hashes) hash.update(chunk);
  return hashes.map((hash) => hash.digest());
}

const sha256 = (bytes: Uint8Array): Hash => createHash('sha256').update(bytes);
