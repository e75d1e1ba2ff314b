import type { Anchors } from './anchors.js';
import { checkAnswer, isSingleCustodian, type AnswerOptions, type AnswerReport } from './answer.js';
import { checkBlock, type BlockReport } from './block.js';
import type { BlockOptions } from './block-options.js';
import { ChainVerifier, type ChainOptions, type ChainReport } from './chain.js';
import type { Crypto } from './crypto.js';
import { IdentityCache } from './identity.js';
import { Membership } from './membership.js';

/**
 * Verifies against one set of anchors. Keeps the identities it has read, so one verifier for many
 * answers or blocks is several times faster than the functions below.
 */
export class Verifier {
  readonly #anchors: Anchors;
  readonly #crypto: Crypto;
  readonly #members: Membership;
  readonly #orderers: Membership;

  constructor(anchors: Anchors, crypto: Crypto) {
    const identities = new IdentityCache();
    this.#anchors = anchors;
    this.#crypto = crypto;
    this.#members = new Membership(anchors.organizations, crypto, identities);
    this.#orderers = new Membership(
      anchors.orderers?.organizations ?? new Map(),
      crypto,
      identities,
    );
  }

  answer(answer: string | Uint8Array, options: AnswerOptions = {}): AnswerReport {
    const bench = { anchors: this.#anchors, members: this.#members, crypto: this.#crypto };
    return checkAnswer(answer, bench, options);
  }

  block(bytes: Uint8Array, options: BlockOptions = {}): BlockReport {
    const bench = {
      anchors: this.#anchors,
      members: this.#members,
      orderers: this.#orderers,
      crypto: this.#crypto,
    };
    return checkBlock(bytes, bench, options);
  }

  /** To be fed block by block, oldest first. */
  chain(options: ChainOptions = {}): ChainVerifier {
    const single = isSingleCustodian(this.#anchors);
    return new ChainVerifier((bytes, more) => this.block(bytes, more), options, single);
  }
}

/** Verifies one signed answer: JSON text, or its UTF-8 bytes. Never throws for what it says. */
export const verifyAnswer = (
  answer: string | Uint8Array,
  anchors: Anchors,
  options: AnswerOptions,
  crypto: Crypto,
): AnswerReport => new Verifier(anchors, crypto).answer(answer, options);

/** Verifies one `common.Block`. Never throws for what it says. */
export const verifyBlock = (
  block: Uint8Array,
  anchors: Anchors,
  options: BlockOptions,
  crypto: Crypto,
): BlockReport => new Verifier(anchors, crypto).block(block, options);

/** Verifies blocks oldest first, from block 0 or `options.from`, one in memory at a time. */
export async function verifyChain(
  blocks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  anchors: Anchors,
  options: ChainOptions,
  crypto: Crypto,
): Promise<ChainReport> {
  const chain = new Verifier(anchors, crypto).chain(options);
  for await (const block of blocks) if (!chain.add(block)) break;
  return chain.report();
}
