import {
  attemptTransaction,
  type BlockReport,
  type EndorserTransaction,
  identityOf,
  parseAnchors,
  readWriteSet,
  type Step,
  Verifier,
} from '@shuquan/verifier';
import { Block, metadataIndex } from '@shuquan/verifier/wire';
import { nodeCrypto } from '../../crypto.js';
import { type Ordered, validateBlock } from './block-validation.js';
import { Collections } from './collections.js';
import type { LedgerDefinition } from './definition.js';
import type { Difference } from './difference.js';
import { Policies } from './policies.js';
import { type Store, StoreReader } from './store.js';

/** What the anchors alone can not judge; replay judges it over the state rebuilt so far. */
const JUDGED_HERE = new Set<string>(['policy', 'independence']);

export interface Counts {
  blocks: number;
  transactions: number;
  valid: number;
}

/**
 * Takes blocks from 0 on, verifies each, judges its transactions again, and builds the state they
 * make in a database of its own. Contracts are never run.
 */
export class Replay {
  readonly counts: Counts = { blocks: 0, transactions: 0, valid: 0 };
  readonly #rebuilt: Store;
  readonly #reader: StoreReader;
  readonly #verifier: Verifier;
  readonly #policies: Policies;
  readonly #collections: Collections;
  #previousHash: string | undefined;

  /** @param anchors text of the pinned anchors */
  constructor(rebuilt: Store, anchors: string, definition: LedgerDefinition) {
    this.#rebuilt = rebuilt;
    this.#reader = new StoreReader(rebuilt);
    this.#verifier = new Verifier(parseAnchors(anchors), nodeCrypto);
    this.#policies = new Policies(definition.policies.lifecycleEndorsement);
    const names = definition.organizations.map(({ mspId }) => mspId);
    this.#collections = new Collections(definition.collections, names);
  }

  /** Header hash of the last block, hex. */
  get hash(): string {
    return this.#previousHash ?? '';
  }

  async add(number: number, bytes: Uint8Array): Promise<Difference | undefined> {
    const report = this.#verifier.block(bytes, { previousHash: this.#previousHash });
    const broken = this.#brokenBlock(number, report);
    if (broken !== undefined) return broken;
    this.#previousHash = report.hash;
    const { data, metadata } = Block.decode(bytes);
    const envelopes = data?.data ?? [];
    const flags = metadata?.metadata[metadataIndex.transactionsFilter] ?? new Uint8Array(0);
    this.counts.blocks += 1;
    if (number === 0) return undefined;
    return this.#judge(number, envelopes, flags);
  }

  #brokenBlock(number: number, report: BlockReport): Difference | undefined {
    if (report.number !== undefined && report.number !== String(number)) {
      const detail = `Under ${String(number)} stands block ${report.number}.`;
      return { kind: 'block', block: number, detail };
    }
    const fault = report.steps.find(failed);
    if (fault !== undefined) {
      const kind = number === 0 ? 'genesis' : 'block';
      return { kind, block: number, detail: `${fault.step}: ${fault.detail}` };
    }
    const stray = report.unsigned.find(
      ({ name }) => !name.includes('flags') && !name.includes('block 0'),
    );
    if (stray !== undefined) {
      const detail = `${stray.name} holds bytes, which this ledger never writes.`;
      return { kind: 'block', block: number, detail };
    }
    return brokenTransaction(number, report);
  }

  async #judge(
    number: number,
    envelopes: readonly Uint8Array[],
    flags: Uint8Array,
  ): Promise<Difference | undefined> {
    const ordered: Ordered[] = [];
    for (const [at, envelope] of envelopes.entries()) {
      const read = attemptTransaction(envelope);
      if (read.kind !== 'endorser') {
        const detail = 'It is not a transaction of a chaincode.';
        return { kind: 'transaction', block: number, transaction: at, detail };
      }
      ordered.push(this.#ordered(read, envelope));
    }
    const judged = await validateBlock(ordered, number, {
      policies: this.#policies,
      collections: this.#collections,
      reader: this.#reader,
      stores: [],
    });
    const at = ordered.findIndex((_, i) => flags[i] !== judged.flags[i]);
    if (at >= 0 || flags.length !== judged.flags.length) {
      const detail =
        `It is marked ${String(flags[at])}, but judged again over the blocks before it is ` +
        `${String(judged.flags[at])}.`;
      return { kind: 'validation-flag', block: number, transaction: at, detail };
    }
    this.counts.transactions += ordered.length;
    this.counts.valid += judged.flags.filter((flag) => flag === 0).length;
    await this.#rebuilt.database.batch(judged.operations);
    return undefined;
  }

  readonly #identities = new Map<string, ReturnType<typeof identityOf>>();

  #ordered(tx: EndorserTransaction, envelope: Uint8Array): Ordered {
    const endorsers = tx.endorsements.map(({ endorser }) => {
      const id = Buffer.from(endorser).toString('latin1');
      const found = this.#identities.get(id) ?? identityOf(Uint8Array.from(endorser));
      this.#identities.set(id, found);
      return found;
    });
    const set = readWriteSet(tx.results);
    return { txId: tx.txId, envelope, chaincode: tx.chaincode.name, set, private: [], endorsers };
  }
}

const failed = ({ outcome }: Step): boolean => outcome === 'FAILED';

/** Signatures, ids and hashes hold for invalid transactions too: nothing else was ever ordered. */
function brokenTransaction(number: number, report: BlockReport): Difference | undefined {
  for (const { index, steps, txId, flag } of report.transactions) {
    // The second of two with one id is kept and marked; its id is its only fault.
    const repeated = flag?.code === 9;
    const fault = steps.find(
      (step) =>
        failed(step) &&
        !JUDGED_HERE.has(step.step) &&
        !(repeated && step.step === 'transaction-id'),
    );
    if (fault === undefined) continue;
    const detail = `${fault.step}: ${fault.detail}`;
    const place = { block: number, transaction: index, ...(txId === undefined ? {} : { txId }) };
    return { kind: 'transaction', ...place, detail };
  }
  return undefined;
}
