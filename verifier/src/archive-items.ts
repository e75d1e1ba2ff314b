import { canonicalize, type ClosingCheckpoint, monthOf, sha256Hex } from '@shuquan/chaincode/model';
import { attemptTransaction, type EndorserTransaction } from './transaction.js';
import { toText } from './bytes.js';
import { splitCompositeKey } from './composite-key.js';
import { readWriteSet } from './rwset.js';
import { Block, metadataIndex } from './wire/block.js';

/** One version of a record of a registrar’s files, and the transaction that wrote it. */
export interface ArchiveItem {
  readonly kind: string;
  /** The parts of its key. */
  readonly key: readonly string[];
  readonly block: number;
  readonly txId: string;
  /** SHA-256 of the record, as canonical JSON. */
  readonly sha256: string;
}

/** What is of a registrar by what it says itself, and what is by the case that it belongs to. */
const OWN = new Set(['case', 'certificate', 'right', 'closing', 'serial']);
const OF_CASE = new Set(['registration', 'application', 'description']);

interface Written {
  readonly kind: string;
  readonly key: readonly string[];
  readonly record: Readonly<Record<string, unknown>>;
}

/** Finds a registrar’s records in blocks, oldest first: a case comes before what belongs to it. */
export class ArchiveItems {
  readonly #registrar: string;
  readonly #chaincode: string;
  readonly #cases = new Set<string>();
  /** Certificates that a month’s closing checkpoint counts, by month; two organisations signed it. */
  readonly closed = new Map<string, number>();
  /** Numbers of the certificates found, by month. */
  readonly certificates = new Map<string, Set<string>>();

  constructor(registrar: string, chaincode: string) {
    this.#registrar = registrar;
    this.#chaincode = chaincode;
  }

  /** @throws WireError for bytes that are no block */
  in(bytes: Uint8Array): ArchiveItem[] {
    const { header, data, metadata } = Block.decode(bytes);
    const flags = metadata?.metadata[metadataIndex.transactionsFilter];
    const block = Number(header?.number ?? 0n);
    return (data?.data ?? []).flatMap((envelope, i) => {
      const tx = (flags?.[i] ?? 0) === 0 ? attemptTransaction(envelope) : undefined;
      return tx?.kind === 'endorser' ? this.#itemsOf(tx, block) : [];
    });
  }

  #itemsOf(tx: EndorserTransaction, block: number): ArchiveItem[] {
    const own = readWriteSet(tx.results).filter(({ namespace }) => namespace === this.#chaincode);
    const writes = own
      .flatMap((each) => each.writes)
      .flatMap(({ key, isDelete, value }) => {
        return isDelete ? [] : writtenOf(key, value);
      });
    // Writes are in the order of their keys: what belongs to a case may stand before it.
    for (const written of writes) if (written.kind === 'case') this.#isOurs(written);
    const ours = writes.filter((written) => this.#isOurs(written));
    for (const written of ours) this.#count(written);
    return ours.map(({ kind, key, record }) => ({
      ...{ kind, key, block, txId: tx.txId },
      sha256: sha256Hex(canonicalize(record)),
    }));
  }

  #count({ kind, key: [no = ''], record }: Written): void {
    if (kind === 'certificate') {
      const month = monthOf(no);
      const known = this.certificates.get(month) ?? new Set();
      this.certificates.set(month, known.add(no));
    }
    const { statement, state } = record as unknown as ClosingCheckpoint;
    if (kind === 'closing' && state === 'CLOSED') this.closed.set(statement.month, statement.count);
  }

  #isOurs({ kind, key, record }: Written): boolean {
    if (OF_CASE.has(kind)) return this.#cases.has(caseOf(record) ?? key[0] ?? '');
    if (!OWN.has(kind)) return false;
    const { registrar } = (kind === 'closing' ? record['statement'] : record) as {
      readonly registrar?: unknown;
    };
    if (registrar !== this.#registrar) return false;
    if (kind === 'case') this.#cases.add(key[0] ?? '');
    return true;
  }
}

const caseOf = ({ case: id }: Written['record']): string | undefined =>
  typeof id === 'string' ? id : undefined;

function writtenOf(key: string, value: Uint8Array): Written[] {
  const { type: kind = '', attributes = [] } = splitCompositeKey(key) ?? {};
  if (!OWN.has(kind) && !OF_CASE.has(kind)) return [];
  return [{ kind, key: attributes, record: JSON.parse(toText(value)) as Written['record'] }];
}
