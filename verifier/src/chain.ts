import type { BlockReport } from './block.js';
import type { BlockOptions } from './block-options.js';
import type { SignedBy, Verdict } from './report.js';

export interface ChainOptions extends Omit<BlockOptions, 'previousHash' | 'transaction'> {
  /** Where to go on: number of the first block and header hash of the one before it. */
  readonly from?: { readonly number: bigint; readonly previousHash: string } | undefined;
  /** Called for each block; nothing else keeps them. */
  readonly onBlock?: ((report: BlockReport) => void) | undefined;
}

export interface ChainReport {
  readonly kind: 'chain';
  /** That of the worst block; INCOMPLETE for no block at all. */
  readonly verdict: Verdict;
  readonly blocks: number;
  readonly transactions: number;
  /** Numbers of the blocks after block 0 that change the configuration, not evaluated. */
  readonly configurationChanges: readonly string[];
  /** The first block that is neither VALID nor INCOMPLETE; reading stopped there. */
  readonly fault?: BlockReport;
  /** What was missing, from the first block that was INCOMPLETE. */
  readonly incomplete?: BlockReport;
  /** Number and header hash of the last good block. */
  readonly head?: { readonly number: string; readonly hash: string };
  /** Everyone whose endorsement held somewhere in the chain. */
  readonly organizations: readonly SignedBy[];
  readonly singleCustodian: boolean;
}

type CheckBlock = (bytes: Uint8Array, options: BlockOptions) => BlockReport;

/** Follows a chain block by block in constant memory. */
export class ChainVerifier {
  readonly #check: CheckBlock;
  readonly #options: ChainOptions;
  readonly #singleCustodian: boolean;
  readonly #configurationChanges: string[] = [];
  /** Bounded by the organisations pinned and their peers. */
  readonly #signed = new Map<string, SignedBy>();
  #next: { number: bigint; previousHash: string | undefined };
  #blocks = 0;
  #transactions = 0;
  #fault: BlockReport | undefined;
  #incomplete: BlockReport | undefined;
  #head: { number: string; hash: string } | undefined;

  constructor(check: CheckBlock, options: ChainOptions, singleCustodian: boolean) {
    this.#check = check;
    this.#options = options;
    this.#singleCustodian = singleCustodian;
    this.#next = options.from ?? { number: 0n, previousHash: undefined };
  }

  /** False at the first block that breaks the chain; every later one is refused too. */
  add(bytes: Uint8Array): boolean {
    if (this.#fault !== undefined) return false;
    const report = this.#inOrder(
      this.#check(bytes, { ...this.#options, previousHash: this.#next.previousHash }),
    );
    this.#options.onBlock?.(report);
    this.#blocks += 1;
    this.#transactions += report.transactions.length;
    for (const { organizations } of report.transactions) organizations.forEach(this.#note, this);
    const { verdict, number, hash } = report;
    if (number === undefined || hash === undefined || !['VALID', 'INCOMPLETE'].includes(verdict)) {
      this.#fault = report;
      return false;
    }
    if (verdict === 'INCOMPLETE') this.#incomplete ??= report;
    this.#advance(number, hash, report);
    return true;
  }

  #advance(number: string, hash: string, { transactions }: BlockReport): void {
    const isChange = number !== '0' && transactions.some(({ kind }) => kind === 'config');
    if (isChange) this.#configurationChanges.push(number);
    this.#head = { number, hash };
    this.#next = { number: BigInt(number) + 1n, previousHash: hash };
  }

  #note(seen: SignedBy): void {
    const signers = new Set([...(this.#signed.get(seen.mspId)?.signers ?? []), ...seen.signers]);
    this.#signed.set(seen.mspId, { ...seen, signers: [...signers] });
  }

  /** Hashes bind the number too; saying it plainly names the gap. */
  #inOrder(report: BlockReport): BlockReport {
    const expected = String(this.#next.number);
    if (report.number === undefined || report.number === expected) return report;
    const detail = `Block ${report.number} stands where block ${expected} belongs.`;
    return {
      ...report,
      verdict: 'INVALID',
      steps: [...report.steps, { step: 'header-chain', outcome: 'FAILED', detail }],
    };
  }

  report(): ChainReport {
    const worst = this.#fault ?? this.#incomplete;
    return {
      kind: 'chain',
      verdict: worst?.verdict ?? (this.#blocks > 0 ? 'VALID' : 'INCOMPLETE'),
      blocks: this.#blocks,
      transactions: this.#transactions,
      configurationChanges: this.#configurationChanges,
      ...(this.#fault && { fault: this.#fault }),
      ...(this.#incomplete && { incomplete: this.#incomplete }),
      ...(this.#head && { head: this.#head }),
      organizations: [...this.#signed.values()],
      singleCustodian: this.#singleCustodian,
    };
  }
}
