import {
  type CaseState,
  caseState,
  type CertificateStatus,
  certificateStatus,
  type Dispositions,
  encumbrancesOf,
  type Instants,
  isDisputed,
  lastDayOf,
  MAX_LICENCE_DEPTH,
  type Registration,
  type RegistrationCase,
  renewalWindow,
  type RenewalWindow,
  type RightClosure,
  type RightsEntry,
  rightState,
  type RightState,
  type RightView,
  startOfDay,
} from '@shuquan/chaincode/model';
import { encumbranceClosureOf } from '../encumbrances/closures.js';
import { sourceOf } from '../resources/states.js';
import type { CaseRow, CertificateRow, Rows } from './rows.js';
import { Rules } from './rules.js';

/** A certificate at an instant, derived from its rights. */
export interface CertificateState {
  readonly status: CertificateStatus;
  readonly lastValidDay: string;
  readonly renewal: RenewalWindow;
  readonly rights: readonly RightView[];
  /** When the status changes by time alone; `null`: never. */
  readonly nextChangeAt: string | null;
}

/**
 * What cases, rights and certificates are at one pair of instants, by the model’s own functions over
 * the rows. Status is never stored: it changes without a block.
 */
export class States {
  readonly #rows: Rows;
  readonly #rules: Rules;
  readonly instants: Instants;

  constructor(rows: Rows, instants: Instants) {
    this.#rows = rows;
    this.#rules = new Rules(rows);
    this.instants = instants;
  }

  async caseById(id: string): Promise<CaseState | undefined> {
    const row = await this.#rows.get<CaseRow>('case', id);
    return row === undefined ? undefined : this.ofCase(row.record);
  }

  async ofCase(record: RegistrationCase): Promise<CaseState> {
    const calendars = await this.#rules.calendarsOf(record, this.instants.knownAt);
    return caseState(record, calendars, this.instants);
  }

  async rightById(id: string): Promise<RightView | undefined> {
    const closure = await this.#closure(id, 0);
    if (closure === undefined) return undefined;
    const laid = await encumbranceClosureOf(this.#rows, closure);
    return {
      right: closure.right,
      state: rightState(closure, this.instants),
      encumbrances: encumbrancesOf(laid, this.instants),
    };
  }

  async ofCertificate({ certificate }: CertificateRow): Promise<CertificateState> {
    const views = await Promise.all(certificate.rights.map((id) => this.rightById(id)));
    const rights = views.filter((view) => view !== undefined);
    const record = (await this.#rows.get<CaseRow>('case', certificate.case))?.record;
    const lastValidDay = lastDayOf(rights, certificate.lastValidDay);
    const { id, version } = certificate.profile;
    const profile = await this.#rules.profile(id, version);
    if (profile === undefined) throw new TypeError(`There is no profile ${id} of a certificate.`);
    const renewal = renewalWindow(lastValidDay, profile.renewalOpens);
    const disputed = record !== undefined && isDisputed(record, this.instants);
    const status = certificateStatus(rights, { disputed, renewal }, this.instants);
    const changes = rights.flatMap(({ state, encumbrances }) => [
      state.nextChangeAt,
      ...encumbrances.map((each) => each.nextChangeAt),
    ]);
    const nextChangeAt = this.#next([...changes, startOfDay(renewal.from)]);
    return { status, lastValidDay, renewal, rights, nextChangeAt };
  }

  /** Everything that the status of a right depends on (ledger rule 4). */
  async #closure(id: string, depth: number): Promise<RightClosure | undefined> {
    const right = await this.#rows.get<RightsEntry>('right', id);
    if (right === undefined) return undefined;
    const registration = await this.#registration(right.case);
    const entries = (await this.#rows.get<Dispositions>('disp', id))?.entries ?? [];
    const dispositions = await Promise.all(
      entries.map(async (entry) => ({
        entry,
        registration: await this.#registration(entry.case),
      })),
    );
    const source = await sourceOf(this.#rows, right.publicCode, this.instants);
    const closure = { right, registration, dispositions, ...source };
    const upstream = await this.#upstream(right, depth);
    return upstream === undefined ? closure : { ...closure, upstream };
  }

  async #upstream({ basis }: RightsEntry, depth: number): Promise<RightState | undefined> {
    if (basis?.kind !== 'LICENSE' || depth >= MAX_LICENCE_DEPTH) return undefined;
    const closure = await this.#closure(basis.right, depth + 1);
    return closure && rightState(closure, this.instants);
  }

  #registration(of: string): Promise<Registration | undefined> {
    return this.#rows.get<Registration>('registration', of);
  }

  #next(instants: readonly (string | undefined)[]): string | null {
    const later = instants.filter((at) => at !== undefined && at > this.instants.asOf);
    return later.sort()[0] ?? null;
  }
}
