import type {
  Calendars,
  PublishedList,
  RegistrationCase,
  RuleProfile,
  RuleProfileAdoption,
  Setting,
  WorkCalendar,
} from '@shuquan/chaincode/model';
import type { Rows } from './rows.js';

/** The country whose working days count. */
const COUNTRY = 'CN';
const versioned = (version: number): string => String(version).padStart(7, '0');

/**
 * Profiles and calendars as the rows have them, found as the contracts find them. Made for one
 * question: what was found stays found.
 */
export class Rules {
  readonly #rows: Rows;
  readonly #known = new Map<string, Promise<WorkCalendar | undefined>>();
  readonly #profiles = new Map<string, Promise<RuleProfile | undefined>>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Of the years that the clocks of a case can run through; a year without one is left out. */
  async calendarsOf({ steps }: RegistrationCase, instant: string): Promise<Calendars> {
    const first = Number((steps[0]?.at ?? instant).slice(0, 4));
    const last = Number((steps.at(-1)?.at ?? instant).slice(0, 4)) + 1;
    const found = new Map<number, WorkCalendar>();
    for (let year = first; year <= last; year += 1) {
      const calendar = await this.#calendar(year, instant);
      if (calendar !== undefined) found.set(year, calendar);
    }
    return found;
  }

  /** The version a case was begun under, in force or not. */
  profile(id: string, version: number): Promise<RuleProfile | undefined> {
    return remember(this.#profiles, `${id}.${String(version)}`, async () => {
      const document = (await this.#list(id, version))?.document;
      return document?.kind === 'PROFILE' ? document : undefined;
    });
  }

  #calendar(year: number, instant: string): Promise<WorkCalendar | undefined> {
    return remember(this.#known, `${String(year)} ${instant}`, async () => {
      const id = `${COUNTRY}-${String(year)}`;
      const adopted = await this.#inForce(id, instant);
      if (adopted === undefined) return undefined;
      const list = await this.#list(id, adopted.version);
      const isIt = list?.digest === adopted.digest && list.document.kind === 'CALENDAR';
      return isIt ? (list.document as WorkCalendar) : undefined;
    });
  }

  async #inForce(id: string, instant: string): Promise<RuleProfileAdoption | undefined> {
    let found: RuleProfileAdoption | undefined;
    for (let version = 1; ; version += 1) {
      const key = `${id}.${String(version)}`;
      const setting = await this.#rows.get<Setting>('setting', 'CALENDAR', key);
      if (setting === undefined) return found;
      const adoption = setting.value as RuleProfileAdoption;
      if (adoption.effectiveFrom <= instant) found = adoption;
    }
  }

  #list(id: string, version: number): Promise<PublishedList | undefined> {
    return this.#rows.get<PublishedList>('codelist', id, versioned(version));
  }
}

function remember<T>(
  known: Map<string, Promise<T>>,
  key: string,
  find: () => Promise<T>,
): Promise<T> {
  const found = known.get(key) ?? find();
  known.set(key, found);
  return found;
}
