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

type Document = PublishedList['document'];
type Of<K extends Document['kind']> = Extract<Document, { kind: K }>;

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
  profile(id: string, instant: string): Promise<RuleProfile> {
    return this.#required(id, 'PROFILE', instant);
  }

  /** The version a case was begun under, in force or not. */
  async profileVersion(id: string, version: number): Promise<RuleProfile> {
    const { document } = await this.#lists.requireParsed(
      'PROFILE_NOT_IN_FORCE',
      id,
      place(version),
    );
    if (document.kind === 'PROFILE') return document;
    throw new LedgerError('PROFILE_NOT_IN_FORCE', `${id} is no rule profile.`, { profile: id });
  }

  /**
   * The clocks of the duties around public data.
   *
   * @throws LedgerError PROFILE_NOT_IN_FORCE
   */
  duties(instant: string): Promise<DutyRules> {
    return this.#required(PUBLIC_DUTIES, 'DUTIES', instant);
  }

  /**
   * How long a receiver has to say what arrived.
   *
   * @throws LedgerError PROFILE_NOT_IN_FORCE
   */
  delivery(instant: string): Promise<DeliveryRules> {
    return this.#required(DELIVERY_RULES, 'DELIVERY_RULES', instant);
  }

  /**
   * How long orders may stand.
   *
   * @throws LedgerError PROFILE_NOT_IN_FORCE
   */
  enforcement(instant: string): Promise<EnforcementRules> {
    return this.#required(ENFORCEMENT_RULES, 'ENFORCEMENT_RULES', instant);
  }

  /**
   * How long answers count on the market.
   *
   * @throws LedgerError PROFILE_NOT_IN_FORCE
   */
  market(instant: string): Promise<MarketRules> {
    return this.#required(MARKET_RULES, 'MARKET_RULES', instant);
  }

  /** Registers elsewhere whose answers count here; `undefined` while no list is in force. */
  foreignRegistrars(instant: string): Promise<ForeignRegistrars | undefined> {
    return this.#adopted(FOREIGN_REGISTRARS, 'FOREIGN_REGISTRARS', instant);
  }

  /** The negative list that two organisations adopted; `undefined` while there is none. */
  negativeList(instant: string): Promise<NegativeList | undefined> {
    return this.#adopted(NEGATIVE_LIST, 'NEGATIVE_LIST', instant);
  }

  /**
   * The purposes that grants and uses speak in.
   *
   * @throws LedgerError PROFILE_NOT_IN_FORCE
   */
  async purposes(instant: string): Promise<PurposeTree> {
    return treeOf(await this.#required(PURPOSES, 'PURPOSES', instant));
  }

  /** What two organisations adopted for a sector’s data; `undefined` while there is nothing. */
  classification(sector: string, instant: string): Promise<ClassificationList | undefined> {
    return this.#adopted(classificationListId(sector), 'CLASSIFICATION', instant);
  }

  /** A vocabulary that two organisations adopted; `undefined` while there is none. */
  codes(id: string, instant: string): Promise<CodeList | undefined> {
    return this.#adopted(id, 'CODES', instant);
  }

  /** The version that a record cites, in force or not. */
  async codesVersion(id: string, version: number): Promise<CodeList | undefined> {
    const document = (await this.#lists.find(id, place(version)))?.document;
    return document?.kind === 'CODES' ? document : undefined;
  }

  /** @throws LedgerError PROFILE_NOT_IN_FORCE */
  async operation(id: string, instant: string): Promise<OperationRules> {
    const found = await this.#adopted(id, 'OPERATION_RULES', instant);
    if (found !== undefined) return found;
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

  /** @throws LedgerError PROFILE_NOT_IN_FORCE */
  async #required<K extends Document['kind']>(
    id: string,
    kind: K,
    instant: string,
  ): Promise<Of<K>> {
    const found = await this.#adopted(id, kind, instant);
    if (found !== undefined) return found;
    throw new LedgerError('PROFILE_NOT_IN_FORCE', `No version of ${id} is in force.`, {
      profile: id,
    });
  }

  /** The version in force, if it is a document of this kind. */
  async #adopted<K extends Document['kind']>(
    id: string,
    kind: K,
    instant: string,
  ): Promise<Of<K> | undefined> {
    const adopted = await this.#settings.inForce('RULE_PROFILE', id, instant);
    const found = adopted === undefined ? undefined : await this.#document(id, adopted);
    return found?.kind === kind ? (found as Of<K>) : undefined;
  }

  /** What was adopted is cited by its digest: another document under the same name is not it. */
  async #document(
    id: string,
    { version, digest }: { readonly version: number; readonly digest: string },
  ): Promise<Document | undefined> {
    const list = await this.#lists.findParsed(id, place(version));
    return list?.digest === digest ? list.document : undefined;
  }
}
