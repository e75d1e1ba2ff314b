import type {
  Calendars,
  RegistrationCase,
  RuleProfile,
  WorkCalendar,
} from '@shuquan/chaincode/model';
import { documentInForce, listVersion } from '../adopted.js';
import type { Rows } from './rows.js';

/** The country whose working days count. */
const COUNTRY = 'CN';

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
      const document = (await listVersion(this.#rows, id, version))?.document;
      return document?.kind === 'PROFILE' ? document : undefined;
    });
  }

  #calendar(year: number, instant: string): Promise<WorkCalendar | undefined> {
    return remember(this.#known, `${String(year)} ${instant}`, async () => {
      const id = `${COUNTRY}-${String(year)}`;
      const document = await documentInForce(this.#rows, 'CALENDAR', id, instant);
      return document?.kind === 'CALENDAR' ? document : undefined;
    });
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
