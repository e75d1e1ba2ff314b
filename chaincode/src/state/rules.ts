import {
  type Calendars,
  DELIVERY_RULES,
  ENFORCEMENT_RULES,
  type EnforcementRules,
  type DeliveryRules,
  type ClassificationList,
  classificationListId,
  type CodeList,
  type DutyRules,
  FOREIGN_REGISTRARS,
  type ForeignRegistrars,
  LedgerError,
  MARKET_RULES,
  type MarketRules,
  NEGATIVE_LIST,
  type NegativeList,
  PUBLIC_DUTIES,
  type OperationRules,
  type PublishedList,
  PURPOSES,
  type PurposeTree,
  type RuleProfile,
  treeOf,
  type WorkCalendar,
} from '../model/index.js';
import type { Records } from './records.js';
import type { Settings } from './settings.js';

/** One width, so that versions sort as numbers. */
export const place = (version: number): string => String(version).padStart(7, '0');

/** The country whose working days count. */
const COUNTRY = 'CN';

/** Profiles and calendars: published, then adopted by two organisations, then in force. */
export class Rules {
  readonly #settings: Settings;
  readonly #lists: Records<PublishedList>;

  constructor(settings: Settings, lists: Records<PublishedList>) {
    this.#settings = settings;
    this.#lists = lists;
  }

  /** @throws LedgerError PROFILE_NOT_IN_FORCE */
  async profile(id: string, instant: string): Promise<RuleProfile> {
    const adopted = await this.#settings.inForce('RULE_PROFILE', id, instant);
    const found = adopted === undefined ? undefined : await this.#document(id, adopted);
    if (found?.kind === 'PROFILE') return found;
    throw new LedgerError('PROFILE_NOT_IN_FORCE', `No version of ${id} is in force.`, {
      profile: id,
    });
  }

  /** The version a case was begun under, in force or not. */
  async profileVersion(id: string, version: number): Promise<RuleProfile> {
    const { document } = await this.#lists.require('PROFILE_NOT_IN_FORCE', id, place(version));
    if (document.kind === 'PROFILE') return document;
    throw new LedgerError('PROFILE_NOT_IN_FORCE', `${id} is no rule profile.`, { profile: id });
  }

  /**
   * The clocks of the duties around public data.
   *
   * @throws LedgerError PROFILE_NOT_IN_FORCE
   */
  async duties(instant: string): Promise<DutyRules> {
    const adopted = await this.#settings.inForce('RULE_PROFILE', PUBLIC_DUTIES, instant);
    const found = adopted === undefined ? undefined : await this.#document(PUBLIC_DUTIES, adopted);
    if (found?.kind === 'DUTIES') return found;
    throw new LedgerError('PROFILE_NOT_IN_FORCE', `No version of ${PUBLIC_DUTIES} is in force.`, {
      profile: PUBLIC_DUTIES,
    });
  }

  /**
   * How long a receiver has to say what arrived.
   *
   * @throws LedgerError PROFILE_NOT_IN_FORCE
   */
  async delivery(instant: string): Promise<DeliveryRules> {
    const adopted = await this.#settings.inForce('RULE_PROFILE', DELIVERY_RULES, instant);
    const found = adopted === undefined ? undefined : await this.#document(DELIVERY_RULES, adopted);
    if (found?.kind === 'DELIVERY_RULES') return found;
    throw new LedgerError('PROFILE_NOT_IN_FORCE', `No version of ${DELIVERY_RULES} is in force.`, {
      profile: DELIVERY_RULES,
    });
  }

  /**
   * How long answers count on the market.
   *
   * @throws LedgerError PROFILE_NOT_IN_FORCE
   */
  async market(instant: string): Promise<MarketRules> {
    const adopted = await this.#settings.inForce('RULE_PROFILE', MARKET_RULES, instant);
    const found = adopted === undefined ? undefined : await this.#document(MARKET_RULES, adopted);
    if (found?.kind === 'MARKET_RULES') return found;
    throw new LedgerError('PROFILE_NOT_IN_FORCE', `No version of ${MARKET_RULES} is in force.`, {
      profile: MARKET_RULES,
    });
  }

  /** Registers elsewhere whose answers count here; `undefined` while no list is in force. */
  async foreignRegistrars(instant: string): Promise<ForeignRegistrars | undefined> {
    const adopted = await this.#settings.inForce('RULE_PROFILE', FOREIGN_REGISTRARS, instant);
    const found =
      adopted === undefined ? undefined : await this.#document(FOREIGN_REGISTRARS, adopted);
    return found?.kind === 'FOREIGN_REGISTRARS' ? found : undefined;
  }

  /**
   * How long orders may stand.
   *
   * @throws LedgerError PROFILE_NOT_IN_FORCE
   */
  async enforcement(instant: string): Promise<EnforcementRules> {
    const id = ENFORCEMENT_RULES;
    const adopted = await this.#settings.inForce('RULE_PROFILE', id, instant);
    const found = adopted === undefined ? undefined : await this.#document(id, adopted);
    if (found?.kind === 'ENFORCEMENT_RULES') return found;
    throw new LedgerError('PROFILE_NOT_IN_FORCE', `No version of ${id} is in force.`, {
      profile: id,
    });
  }

  /** The negative list that two organisations adopted; `undefined` while there is none. */
  async negativeList(instant: string): Promise<NegativeList | undefined> {
    const adopted = await this.#settings.inForce('RULE_PROFILE', NEGATIVE_LIST, instant);
    const found = adopted === undefined ? undefined : await this.#document(NEGATIVE_LIST, adopted);
    return found?.kind === 'NEGATIVE_LIST' ? found : undefined;
  }

  /**
   * The purposes that grants and uses speak in.
   *
   * @throws LedgerError PROFILE_NOT_IN_FORCE
   */
  async purposes(instant: string): Promise<PurposeTree> {
    const adopted = await this.#settings.inForce('RULE_PROFILE', PURPOSES, instant);
    const found = adopted === undefined ? undefined : await this.#document(PURPOSES, adopted);
    if (found?.kind === 'PURPOSES') return treeOf(found);
    throw new LedgerError('PROFILE_NOT_IN_FORCE', `No version of ${PURPOSES} is in force.`, {
      profile: PURPOSES,
    });
  }

  /** What two organisations adopted for a sector’s data; `undefined` while there is nothing. */
  async classification(sector: string, instant: string): Promise<ClassificationList | undefined> {
    const id = classificationListId(sector);
    const adopted = await this.#settings.inForce('RULE_PROFILE', id, instant);
    const found = adopted === undefined ? undefined : await this.#document(id, adopted);
    return found?.kind === 'CLASSIFICATION' ? found : undefined;
  }

  /** A vocabulary that two organisations adopted; `undefined` while there is none. */
  async codes(id: string, instant: string): Promise<CodeList | undefined> {
    const adopted = await this.#settings.inForce('RULE_PROFILE', id, instant);
    const found = adopted === undefined ? undefined : await this.#document(id, adopted);
    return found?.kind === 'CODES' ? found : undefined;
  }

  /** The version that a record cites, in force or not. */
  async codesVersion(id: string, version: number): Promise<CodeList | undefined> {
    const document = (await this.#lists.find(id, place(version)))?.document;
    return document?.kind === 'CODES' ? document : undefined;
  }

  /** @throws LedgerError PROFILE_NOT_IN_FORCE */
  async operation(id: string, instant: string): Promise<OperationRules> {
    const adopted = await this.#settings.inForce('RULE_PROFILE', id, instant);
    const found = adopted === undefined ? undefined : await this.#document(id, adopted);
    if (found?.kind === 'OPERATION_RULES') return found;
    throw new LedgerError('PROFILE_NOT_IN_FORCE', `No rules of operation ${id} are in force.`, {
      profile: id,
    });
  }

  /** The version that a scheme was drafted under, in force or not. */
  async operationVersion(id: string, version: number): Promise<OperationRules> {
    const { document } = await this.#lists.require('PROFILE_NOT_IN_FORCE', id, place(version));
    if (document.kind === 'OPERATION_RULES') return document;
    throw new LedgerError('PROFILE_NOT_IN_FORCE', `${id} are no rules of operation.`, {
      profile: id,
    });
  }

  /** The calendars of these years that are in force; a year without one is left out. */
  async calendars(years: Iterable<number>, instant: string): Promise<Calendars> {
    const found = new Map<number, WorkCalendar>();
    for (const year of years) {
      const id = `${COUNTRY}-${String(year)}`;
      const adopted = await this.#settings.inForce('CALENDAR', id, instant);
      const document = adopted === undefined ? undefined : await this.#document(id, adopted);
      if (document?.kind === 'CALENDAR') found.set(year, document);
    }
    return found;
  }

  /** What was adopted is cited by its digest: another document under the same name is not it. */
  async #document(
    id: string,
    { version, digest }: { readonly version: number; readonly digest: string },
  ): Promise<PublishedList['document'] | undefined> {
    const list = await this.#lists.findParsed(id, place(version));
    return list?.digest === digest ? list.document : undefined;
  }
}
