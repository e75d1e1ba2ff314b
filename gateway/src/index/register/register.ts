import {
  type Actor,
  type CaseState,
  catalogue,
  type CertificateFace,
  type Instants,
  LedgerError,
  type Role,
  roles,
  type RightState,
} from '@shuquan/chaincode/model';
import type { Certificate } from '../../ledger/port.js';
import { actorOf } from './actor.js';
import { type CaseFilter, type CaseItem, listCases, partyOf } from './cases.js';
import { type CertificateFilter, type CertificateItem, listCertificates } from './certificates.js';
import { faceOf } from './face.js';
import {
  type ListOpening,
  listReader,
  type PartyOpening,
  type Reader,
  requireListOpened,
} from './opened.js';
import { Rows } from './rows.js';
import { States } from './states.js';
import { type Statistics, statisticsOf } from './statistics.js';
import type { Task } from './task.js';
import { worklistOf } from './worklist.js';
import type { Database } from '../store.js';

interface Request {
  readonly limit: number;
  readonly after: string | undefined;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** Whoever may read a case at all, and the officials, who close months. */
const READERS = catalogue['registration:read'].access as readonly Role[];
const WORKERS: readonly Role[] = [...READERS, 'official'];

/** Questions to the rows of the data-property register. */
export class Register {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  /** @throws LedgerError as `actorOf` does */
  reader(certificate: Certificate): Promise<Actor> {
    return actorOf(this.#rows, certificate, READERS);
  }

  /** @throws LedgerError as `requireListOpened` does */
  opened(actor: Reader, opening: ListOpening): Promise<void> {
    return requireListOpened(this.#rows, actor, opening);
  }

  /** @throws LedgerError as `listReader` does */
  listReader(actor: Reader, opening: PartyOpening): Promise<Reader> {
    return listReader(this.#rows, actor, opening);
  }

  /** Whoever asks, in whatever role; `undefined` where the channel knows none of its. */
  async viewer(certificate: Certificate): Promise<Actor | undefined> {
    try {
      return await actorOf(this.#rows, certificate, roles);
    } catch (err) {
      if (err instanceof LedgerError) return undefined;
      throw err;
    }
  }

  /** @throws LedgerError as `actorOf` does */
  worker(certificate: Certificate): Promise<Actor> {
    return actorOf(this.#rows, certificate, WORKERS);
  }

  /** As `registration:read` answers; `undefined` where there is no such case. */
  stateOfCase(id: string, asOf: string, knownAt: string): Promise<CaseState | undefined> {
    return this.#at({ asOf, knownAt }).caseById(id);
  }

  /** As `register:right` answers; `undefined` where there is no such right. */
  async stateOfRight(id: string, asOf: string, knownAt: string): Promise<RightState | undefined> {
    return (await this.#at({ asOf, knownAt }).rightById(id))?.state;
  }

  /** Names the list that somebody reads: a cursor is good for it alone. */
  listOf(actor: Actor, filter: CaseFilter): (string | undefined)[] {
    const { status, type, registrar, applicant, dueBefore } = filter;
    return ['cases', partyOf(actor, filter), registrar, type, status, applicant, dueBefore];
  }

  cases(
    actor: Actor,
    { asOf, knownAt, ...filter }: CaseFilter & Instants,
    request: Request,
  ): Promise<Page<CaseItem>> {
    return listCases(this.#rows, this.#at({ asOf, knownAt }), { actor, filter }, request);
  }

  certificates(
    { asOf, knownAt, ...filter }: CertificateFilter & Instants,
    request: Request,
  ): Promise<Page<CertificateItem>> {
    return listCertificates(this.#rows, this.#at({ asOf, knownAt }), filter, request);
  }

  /** What stands on a certificate; `undefined` where none has this number. */
  face(no: string): Promise<CertificateFace | undefined> {
    return faceOf(this.#rows, no);
  }

  async worklist(
    actor: Actor,
    instants: Instants,
    { limit, after }: Request,
  ): Promise<Page<Task> & { readonly complete: boolean }> {
    const { tasks, complete } = await worklistOf(this.#rows, this.#at(instants), actor);
    const rest = tasks.filter(([key]) => after === undefined || key > after);
    const page = rest.slice(0, limit);
    const next = rest.length > limit ? page.at(-1)?.[0] : undefined;
    return { items: page.map(([, task]) => task), next, complete };
  }

  statistics(registrar: string, instants: Instants): Promise<Statistics> {
    return statisticsOf(this.#rows, this.#at(instants), registrar);
  }

  /** Made for one question: what it looked up stays as it was. */
  #at(instants: Instants): States {
    return new States(this.#rows, instants);
  }
}
