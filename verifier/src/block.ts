import type { Anchors } from './anchors.js';
import { isSingleCustodian, messageOf } from './answer.js';
import { toHex } from './bytes.js';
import {
  checkTransaction,
  type TransactionBench,
  type TransactionReport,
} from './block-transaction.js';
import type { Membership } from './membership.js';
import { headerBytes } from './header.js';
import { readMetadata, type BlockMetadataParts, type UnsignedRange } from './metadata.js';
import { checkOrderers } from './orderer.js';
import { blockFacts } from './block-facts.js';
import type { BlockOptions } from './block-options.js';
import type { Signers } from './requirement.js';
import { Steps, verdictOf, type Fact, type SignedBy, type Step, type Verdict } from './report.js';
import { attemptTransaction, type Attempt } from './transaction.js';
import { Block, type BlockHeader } from './wire/block.js';
import { equalBytes, WireError, type Decoded } from './wire/codec.js';

export interface BlockReport {
  readonly kind: 'block';
  readonly verdict: Verdict;
  /** Checks of the block itself. */
  readonly steps: readonly Step[];
  readonly facts: readonly Fact[];
  /** In order; those not asked for have no steps. */
  readonly transactions: readonly TransactionReport[];
  /** Index of the transaction asked for. */
  readonly selected?: number;
  /** Signers of the transaction asked for, or of the one there is. */
  readonly organizations: readonly SignedBy[];
  readonly independentOrganizations: number;
  readonly singleCustodian: boolean;
  /** Bytes of this block that no signature covers. */
  readonly unsigned: readonly UnsignedRange[];
  /** Subjects of the orderers that signed. */
  readonly orderers: readonly string[];
  /** Decimal; absent when the block could not be read. */
  readonly number?: string;
  /** Header hash, lower-case hex: `previousHash` of the next block. */
  readonly hash?: string;
  readonly previousHash?: string;
  readonly lastConfig?: string;
  readonly commitHash?: string;
}

/** AbsoluteMaxBytes of a channel is at most 49 MB. */
const MAX_BLOCK = 64_000_000;

export interface BlockBench extends TransactionBench {
  readonly anchors: Anchors;
  readonly orderers: Membership;
}

interface ReadBlock {
  readonly header: Decoded<typeof BlockHeader>;
  readonly headerDer: Uint8Array;
  readonly envelopes: readonly Uint8Array[];
  readonly metadata: BlockMetadataParts;
}

/** Verifies a block and what is in it. Never throws for what the block says. */
export function checkBlock(
  bytes: Uint8Array,
  bench: BlockBench,
  options: BlockOptions,
): BlockReport {
  const steps = new Steps();
  const block = readBlock(bytes, steps);
  if (block === undefined) return unread(bench.anchors, steps);
  const { header, headerDer, envelopes, metadata } = block;
  const hash = toHex(bench.crypto.sha256(headerDer));
  steps.check(
    'data-hash',
    equalBytes(bench.crypto.sha256(...envelopes), header.dataHash),
    'The data hash is that of the transactions.',
    'The data hash is not that of the transactions.',
  );
  checkPlace(header, hash, bench.anchors, options, steps);
  const read = envelopes.map(attemptTransaction);
  const orderers = checkOrder(block, options.at ? [options.at] : claimedTimes(read), bench, steps);
  const selected = select(read, options.transaction, steps);
  const transactions = reportTransactions(read, selected, block, bench, options);
  const only = transactions.length === 1 ? transactions[0] : undefined;
  const { verdict, ...counted } = overall(steps.list, transactions, selected);
  return {
    kind: 'block',
    verdict,
    steps: steps.list,
    facts: verdict === 'INVALID' ? [] : blockFacts(header.number, bench.anchors, metadata),
    transactions,
    ...counted,
    ...signersOf(selected === undefined ? only : transactions[selected]),
    singleCustodian: isSingleCustodian(bench.anchors),
    unsigned: metadata.unsigned,
    orderers,
    number: String(header.number),
    hash,
    previousHash: toHex(header.previousHash),
    lastConfig: String(metadata.lastConfig),
    ...(metadata.commitHash && { commitHash: toHex(metadata.commitHash) }),
  };
}

const signersOf = (tx: TransactionReport | undefined): Signers => ({
  organizations: tx?.organizations ?? [],
  independentOrganizations: tx?.independentOrganizations ?? 0,
});

function readBlock(bytes: Uint8Array, steps: Steps): ReadBlock | undefined {
  try {
    if (bytes.length > MAX_BLOCK) throw new WireError('it is larger than 64 MB');
    const { header, data, metadata } = Block.decode(bytes);
    if (!header || !data || !metadata) throw new WireError('header, data or metadata is missing');
    if (data.data.length === 0) throw new WireError('it holds no transaction');
    const parts = readMetadata(bytes, metadata.metadata, header, data.data.length);
    steps.check('format', true, 'A Fabric block, in its one encoding.');
    return { header, headerDer: headerBytes(header), envelopes: data.data, metadata: parts };
  } catch (err) {
    steps.check('format', false, `Not a block: ${messageOf(err)}`);
    return undefined;
  }
}

function checkPlace(
  { number, previousHash }: Decoded<typeof BlockHeader>,
  hash: string,
  { genesis }: Anchors,
  options: BlockOptions,
  steps: Steps,
): void {
  if (number === 0n) {
    if (genesis === undefined) steps.skip('header-chain', 'The anchors pin no block 0.');
    else {
      steps.check(
        'header-chain',
        hash === genesis && previousHash.length === 0,
        'Block 0 is the pinned one.',
        'Block 0 is not the pinned one.',
      );
    }
  } else if (options.previousHash === undefined) {
    steps.skip('header-chain', 'The hash of the block before was not given.');
  } else {
    steps.check(
      'header-chain',
      toHex(previousHash) === options.previousHash,
      'It follows the block before.',
      'It names another block before it.',
    );
  }
}

function checkOrder(
  { header, headerDer, metadata }: ReadBlock,
  at: readonly Date[],
  { anchors, orderers, crypto }: BlockBench,
  steps: Steps,
): string[] {
  if (header.number === 0n) {
    // Nobody signs block 0; its hash is pinned instead.
    const none = metadata.signatures.length === 0;
    steps.check('orderer-signature', none, 'Block 0 is pinned, not signed.', 'Block 0 is signed.');
    return [];
  }
  if (anchors.orderers === undefined) {
    steps.skip('orderer-signature', 'The anchors pin no orderers.');
    return [];
  }
  return checkOrderers(metadata, headerDer, at, {
    orderers: anchors.orderers,
    membership: orderers,
    crypto,
    steps,
  });
}

/** A block states no time of its own; what its transactions claim is the nearest there is. */
function claimedTimes(read: readonly Attempt[]): Date[] {
  return read.flatMap((tx) => (tx.kind === 'unreadable' ? [] : [new Date(tx.time)]));
}

function select(
  read: readonly Attempt[],
  wanted: number | string | undefined,
  steps: Steps,
): number | undefined {
  if (wanted === undefined) return undefined;
  const index =
    typeof wanted === 'number'
      ? wanted
      : read.findIndex((tx) => tx.kind !== 'unreadable' && tx.txId === wanted);
  const there = read[index] !== undefined;
  steps.check(
    'selection',
    there,
    `Transaction ${String(index)} of the block.`,
    'It is not in the block.',
  );
  return there ? index : undefined;
}

function reportTransactions(
  read: readonly Attempt[],
  selected: number | undefined,
  { header, metadata: { flags } }: ReadBlock,
  bench: BlockBench,
  options: BlockOptions,
): TransactionReport[] {
  const pinned = header.number === 0n && bench.anchors.genesis !== undefined;
  const seen = new Set<string>();
  return read.map((tx, index) => {
    const id = tx.kind === 'endorser' ? tx.txId : '';
    const repeated = id !== '' && seen.has(id);
    seen.add(id);
    const checked = selected === undefined || selected === index;
    const place = { index, flag: flags?.[index], repeated, checked, pinned };
    return checkTransaction(tx, place, bench, options);
  });
}

/**
 * The block, and the transaction asked for or else every one that its flag calls valid: a refused
 * transaction stays in its block and takes nothing from it.
 */
function overall(
  steps: readonly Step[],
  transactions: readonly TransactionReport[],
  selected: number | undefined,
): Pick<BlockReport, 'verdict' | 'selected'> {
  const one = selected === undefined ? undefined : transactions[selected];
  if (one !== undefined) {
    const verdict = verdictOf([...steps, ...one.steps, one.flagStep]);
    return { verdict, selected: one.index };
  }
  const counted = transactions.filter(({ flag }) => flag === undefined || flag.code === 0);
  return { verdict: verdictOf([...steps, ...counted.flatMap((tx) => tx.steps)]) };
}

function unread(anchors: Anchors, steps: Steps): BlockReport {
  return {
    kind: 'block',
    verdict: steps.verdict,
    steps: steps.list,
    facts: [],
    transactions: [],
    organizations: [],
    independentOrganizations: 0,
    singleCustodian: isSingleCustodian(anchors),
    unsigned: [],
    orderers: [],
  };
}
