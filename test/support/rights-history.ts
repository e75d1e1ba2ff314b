import {
  type Disposition,
  givenRight,
  type Registration,
  type RegistrationCase,
  requireDisposable,
  type RightClosure,
  type RightsEntry,
  rightState,
  type RightState,
} from '@shuquan/chaincode/model';
import { HOLDER_A } from './parties.js';

const hex = '0'.repeat(64);
const DAY = 86_400_000;
const START = Date.parse('2027-03-01T02:00:00.000Z');

/** One move on a register that exists in memory only. */
export interface Move {
  readonly kind: 'TRANSFER' | 'LICENSE' | 'CANCELLED' | 'REVOKED';
  /** Which right, of those that are there. */
  readonly right: number;
  /** Which of its parts; none stands for all. */
  readonly parts: readonly number[];
  /** Who gets it. */
  readonly to: string;
  /** Days since the move before. */
  readonly days: number;
  /** Hours by which the ledger learns of it later than it took effect. */
  readonly lag: number;
}

type Entry = Disposition & { readonly registration: Registration };

/** Rights and what became of them, moved as the chaincode moves them, through the pure model. */
export class RightsHistory {
  readonly rights: RightsEntry[] = [];
  readonly #registrations = new Map<string, Registration>();
  readonly #entries = new Map<string, Entry[]>();
  #now = START;
  #cases = 0;

  constructor(parts: readonly string[]) {
    const id = this.#register(0);
    this.rights.push({
      v: 1,
      id: `${id}.R1`,
      data: { asset: 'DS', version: 1 },
      ...{ right: 'USE', holder: HOLDER_A, share: 'CONCURRENT', parts: [...parts] },
      validity: { count: 5, unit: 'YEAR' },
      restrictions: { resaleAllowed: false, exportAllowed: false },
      ...{ case: id, registrar: HOLDER_A, profile: { id: 'NATIONAL_2026', version: 1 } },
      ...{ article: 'NATIONAL_2026/21(1)', txId: hex },
    });
  }

  get now(): string {
    return new Date(this.#now).toISOString();
  }

  #register(lag: number): string {
    this.#cases += 1;
    const id = `RC-${String(this.#cases)}`;
    const at = this.now;
    const knownAt = new Date(this.#now + lag * 3_600_000).toISOString();
    const registration = { v: 1 as const, case: id, registeredAt: at, knownAt };
    this.#registrations.set(id, {
      ...registration,
      recordDigest: hex,
      depositTxId: hex,
      txId: hex,
    });
    return id;
  }

  closure(right: RightsEntry, instants: Instants): RightClosure {
    const above = this.rights.find(({ id }) => id === right.basis?.right);
    const isLicence = right.basis?.kind === 'LICENSE' && above !== undefined;
    const dispositions = (this.#entries.get(right.id) ?? []).map(({ registration, ...entry }) => ({
      ...{ entry, registration },
    }));
    const registration = this.#registrations.get(right.case);
    return {
      ...{ right, registration, dispositions },
      ...(isLicence ? { upstream: this.state(above, instants) } : {}),
    };
  }

  state(
    right: RightsEntry,
    instants: Instants = { asOf: this.now, knownAt: this.now },
  ): RightState {
    return rightState(this.closure(right, instants), instants);
  }

  /** @throws LedgerError where the model does not let it happen; then nothing changed */
  move({ kind, right: which, parts: chosen, to, days, lag }: Move): void {
    this.#now += days * DAY;
    const right = this.rights[which % this.rights.length];
    if (right === undefined) throw new TypeError('There is no right.');
    const instants = { asOf: this.now, knownAt: this.now };
    const wanted = right.parts.filter((_, i) => chosen.includes(i));
    const closure = this.closure(right, instants);
    const parts = wanted.length === 0 || kind.endsWith('ED') ? undefined : wanted;
    const taken = requireDisposable(closure, right.holder, parts, instants);
    const { until = '' } = rightState(closure, instants);
    const id = this.#register(lag);
    if (kind === 'CANCELLED' || kind === 'REVOKED') {
      this.#dispose(right, { kind, case: id, txId: hex });
    } else {
      const form = { type: kind, rights: [{ right: right.id }], to, agreementDigest: hex };
      const record = { id, effect: kind, article: right.article } as RegistrationCase;
      const source = { right, until, parts: taken };
      const made = givenRight(form, source, { record, place: 0, txId: hex });
      this.rights.push(made);
      if (kind === 'TRANSFER') {
        const entry = { parts: taken, to: made.id, case: id, txId: hex };
        this.#dispose(right, { kind: 'TRANSFERRED', ...entry });
      }
    }
    // Nobody disposes of it again before the ledger knows.
    this.#now += lag * 3_600_000;
  }

  #dispose({ id }: RightsEntry, entry: Disposition): void {
    const registration = this.#registrations.get(entry.case);
    if (registration === undefined) throw new TypeError('The case is registered.');
    this.#entries.set(id, [...(this.#entries.get(id) ?? []), { ...entry, registration }]);
  }
}

interface Instants {
  readonly asOf: string;
  readonly knownAt: string;
}
