import {
  type Calendars,
  caseState,
  type CaseState,
  type Registration,
  type RegistrationCase,
  type RightsEntry,
  rightState,
  type RightState,
  type WorkCalendar,
  type Dispositions,
  type PublishedList,
} from '@shuquan/chaincode/model';
import type { Ledger } from '@shuquan/gateway/ledger/port';
import { readTransaction, readWriteSet } from '@shuquan/verifier';
import { Block, metadataIndex } from '@shuquan/verifier/wire';

export interface Instants {
  readonly asOf: string;
  readonly knownAt: string;
}
export interface CaseAnswer {
  readonly record: RegistrationCase;
  readonly state: CaseState;
}
export interface RightAnswer {
  readonly right: RightsEntry;
  readonly state: RightState;
}

/** Whoever answers for a case and a right at an instant: the chaincode, a read model, these blocks. */
export interface Views {
  readonly name: string;
  /** Resolves once everything that is committed is taken in. */
  catchUp(): Promise<void>;
  stateOfCase(id: string, instants: Instants): Promise<CaseAnswer>;
  stateOfRight(id: string, instants: Instants): Promise<RightAnswer>;
}

/** The contracts’ own answers. */
export const chaincodeViews = (ledger: Ledger, as: Parameters<Ledger['evaluate']>[2]): Views => ({
  name: 'chaincode',
  catchUp: () => Promise.resolve(),
  stateOfCase: (id, instants) => ledger.evaluate('registration:read', { id, ...instants }, as),
  stateOfRight: (id, instants) => ledger.evaluate('register:right', { id, ...instants }, as),
});

const VALID = 0;
const CHAINCODE = 'shuquan';
const MAX_DEPTH = 8;

/**
 * States made from what valid transactions wrote, read from committed blocks and from nothing else.
 * Only the pure `caseState` and `rightState` are the model’s.
 */
export class BlockViews implements Views {
  readonly name = 'blocks';
  readonly #ledger: Ledger;
  readonly #values = new Map<string, unknown>();
  readonly #calendars = new Map<number, WorkCalendar>();
  #next = 0n;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  async catchUp(): Promise<void> {
    const { height } = await this.#ledger.info();
    if (this.#next >= height) return;
    const stop = new AbortController();
    for await (const { number, bytes } of this.#ledger.blocks(this.#next, stop.signal)) {
      this.#take(bytes);
      this.#next = number + 1n;
      if (this.#next >= height) break;
    }
    stop.abort();
  }

  #take(bytes: Uint8Array): void {
    const block = Block.decode(bytes);
    const flags = block.metadata?.metadata[metadataIndex.transactionsFilter];
    for (const [i, envelope] of (block.data?.data ?? []).entries()) {
      const tx = readTransaction(envelope);
      if (tx.kind !== 'endorser' || flags?.[i] !== VALID) continue;
      for (const { namespace, writes } of readWriteSet(tx.results)) {
        if (namespace !== CHAINCODE) continue;
        for (const { key, value, isDelete } of writes) this.#write(key, value, isDelete);
      }
    }
  }

  #write(key: string, value: Uint8Array, isDelete: boolean): void {
    const [, kind = '', ...parts] = key.split('\u0000');
    if (!KINDS.includes(kind)) return;
    const name = `${kind} ${parts.filter((part) => part !== '').join(' ')}`;
    if (isDelete) this.#values.delete(name);
    else this.#values.set(name, JSON.parse(Buffer.from(value).toString('utf8')));
    const document = (this.#values.get(name) as Partial<PublishedList> | undefined)?.document;
    if (document?.kind === 'CALENDAR') this.#calendars.set(document.year, document);
  }

  #find<T>(kind: string, id: string): T | undefined {
    return this.#values.get(`${kind} ${id}`) as T | undefined;
  }
  #get<T>(kind: string, id: string): T {
    const found = this.#find<T>(kind, id);
    if (found === undefined) throw new RangeError(`The blocks hold no ${kind} ${id}.`);
    return found;
  }

  stateOfCase(id: string, instants: Instants): Promise<CaseAnswer> {
    const record = this.#get<RegistrationCase>('case', id);
    const calendars: Calendars = this.#calendars;
    return Promise.resolve({ record, state: caseState(record, calendars, instants) });
  }

  stateOfRight(id: string, instants: Instants): Promise<RightAnswer> {
    return Promise.resolve(this.#right(id, instants, 0));
  }

  #right(id: string, instants: Instants, depth: number): RightAnswer {
    const right = this.#get<RightsEntry>('right', id);
    const registrationOf = (of: string): Registration | undefined => this.#find('registration', of);
    const { entries } = this.#get<Dispositions>('disp', id);
    const closure = {
      right,
      registration: registrationOf(right.case),
      dispositions: entries.map((entry) => ({ entry, registration: registrationOf(entry.case) })),
    };
    const above = right.basis?.kind === 'LICENSE' ? right.basis.right : undefined;
    if (above === undefined || depth >= MAX_DEPTH) {
      return { right, state: rightState(closure, instants) };
    }
    const upstream = this.#right(above, instants, depth + 1).state;
    return { right, state: rightState({ ...closure, upstream }, instants) };
  }
}

const KINDS = ['case', 'registration', 'right', 'disp', 'codelist'];
