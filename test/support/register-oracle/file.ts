import type { DayTable } from '../clock-oracle.js';
import {
  countdown,
  dateAt,
  firstWorkingDayAfter,
  lastDay,
  midnight,
  nightAfter,
  type Standstill,
  text,
  type Time,
} from './days.js';
import type { Rulebook, TypeRule } from './rulebook.js';

/** Who acted: for which party, and which person that was. */
export interface Who {
  readonly uscc: string;
  readonly person: string;
  readonly isRegistrar: boolean;
}

/** One act that the ledger took. `after`: time of the beacon cited; `legal`: when it counts. */
export interface Deed {
  readonly act: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly who: Who;
  readonly at: Time;
  readonly after: Time;
  readonly legal: Time;
}

/** The two times of a question. */
export interface When {
  readonly asOf: Time;
  readonly knownAt: Time;
}
export const ALWAYS: When = { asOf: Infinity, knownAt: Infinity };

export interface FileFacts {
  readonly id: string;
  readonly type: string;
  readonly rules: Rulebook;
  readonly table: DayTable;
  readonly registrar: string;
  readonly applicant: string;
  readonly consents: readonly string[];
  readonly asksNoNotice: boolean;
  /** Code of each live registration or application of the same data when this one came. */
  readonly overlaps: readonly string[];
}

export interface OpenClock {
  readonly clock: string;
  readonly due?: string;
  readonly left?: number;
  readonly objection?: string;
}

/** One case file, read anew for every question: deeds in order, and nothing remembered of them. */
export class CaseFile {
  readonly facts: FileFacts;
  readonly deeds: readonly Deed[];
  readonly #when: When;

  constructor(facts: FileFacts, deeds: readonly Deed[], when: When = ALWAYS) {
    this.facts = facts;
    this.#when = when;
    this.deeds = deeds.filter(({ at, legal }) => at <= when.knownAt && legal <= when.asOf);
  }

  at(when: When): CaseFile {
    return new CaseFile(this.facts, this.deeds, when);
  }

  all(act: string): Deed[] {
    return this.deeds.filter((deed) => deed.act === act);
  }
  last(act: string): Deed | undefined {
    return this.all(act).at(-1);
  }
  has(act: string): boolean {
    return this.last(act) !== undefined;
  }

  /** Whose consent is missing: a supplement asks everybody again. */
  get unheard(): string[] {
    if (this.deeds.length === 0) return [];
    const supplement = this.last('acceptance:supplement');
    const since = supplement?.at ?? -Infinity;
    const asked = (supplement?.input['consents'] as string[] | undefined) ?? this.facts.consents;
    const heard = this.all('registration:consent').filter(({ at }) => at >= since);
    return asked.filter((uscc) => heard.every(({ who }) => who.uscc !== uscc));
  }

  /** When the application became complete: the acceptance clock runs from there. */
  get complete(): Deed | undefined {
    if (this.unheard.length > 0) return undefined;
    const filings = ['registration:apply', 'acceptance:supplement', 'registration:consent'];
    return this.deeds.filter(({ act }) => filings.includes(act)).at(-1);
  }

  /** Last day of acceptance; the correction notice of before stops counting once supplemented. */
  get acceptanceDue(): string | undefined {
    const { rules, table } = this.facts;
    const complete = this.complete;
    return complete === undefined
      ? undefined
      : lastDay(table, dateAt(complete.at), rules.days.acceptance);
  }

  get correction(): Deed | undefined {
    return this.last('acceptance:correct');
  }
  get supplemented(): boolean {
    return this.has('acceptance:supplement');
  }
  get served(): Deed | undefined {
    return this.all('acceptance:serve').find(
      ({ input }) => input['document'] === 'CORRECTION_NOTICE',
    );
  }

  /** From service, and not before there was anything to serve. */
  get supplementDue(): string | undefined {
    const { served, correction } = this;
    if (served === undefined || correction === undefined) return undefined;
    const written = dateAt(correction.at);
    const stated = String(served.input['servedOn']);
    const days = Number(correction.input['workingDays']);
    return lastDay(this.facts.table, stated > written ? stated : written, days);
  }

  /** The day of acceptance: the registrar’s, or that on which silence became one. */
  acceptedOn(now: Time): { on: string; silent: boolean } | undefined {
    const accepted = this.last('acceptance:accept');
    if (accepted !== undefined) return { on: dateAt(accepted.at), silent: false };
    const due = this.acceptanceDue;
    if (due === undefined || this.has('acceptance:reject')) return undefined;
    if (this.correction !== undefined && !this.supplemented) return undefined;
    const on = firstWorkingDayAfter(this.facts.table, due);
    const gone = this.last('registration:withdraw');
    if (gone !== undefined && gone.after < midnight(on)) return undefined;
    return midnight(on) <= now ? { on, silent: true } : undefined;
  }

  get decision(): Deed | undefined {
    return this.last('review:decide');
  }
  get notice(): { readonly from: string; readonly until: string } | undefined {
    const published = this.last('review:publish');
    if (published === undefined) return undefined;
    const from = dateAt(published.at);
    return { from, until: lastDay(this.facts.table, from, this.facts.rules.days.notice) };
  }

  /** Objections without a decision, by id. */
  get objections(): Deed[] {
    const decided = this.all('objection:decide').map(({ input }) => input['objection']);
    return this.all('objection:raise').filter(({ input }) => !decided.includes(input['objection']));
  }
  /** Whether an objection came before the case was registered. */
  isEarly(objection: Deed): boolean {
    const at = this.registeredAct?.at;
    return at === undefined || objection.at < at;
  }

  get proofWanted(): Deed | undefined {
    const asked = this.all('review:askProof');
    return asked.length > this.all('review:giveProof').length ? asked.at(-1) : undefined;
  }

  get registeredAct(): Deed | undefined {
    return this.last(this.facts.rules.receipt ? 'register:receipt' : 'register:deposit');
  }
  get registeredAt(): Time | undefined {
    return this.registeredAct?.legal;
  }
  get certificateNo(): string | undefined {
    const certified = this.last('register:certify');
    return certified === undefined ? undefined : String(certified.input['no']);
  }

  get unexplained(): readonly string[] {
    if (this.has('registration:explain') || this.deeds.length === 0) return [];
    return this.facts.overlaps.filter((code) => code !== 'OVERLAP_DISCLOSED');
  }

  /** Every stretch in which the time to decide does not count (NATIONAL_2026/28). */
  standstills(until: string | null): Standstill[] {
    const notice = this.notice;
    const given = this.all('review:giveProof');
    const proofs = this.all('review:askProof').map((asked, i): Standstill => {
      const answer = given[i];
      return [dateAt(asked.at), answer === undefined ? until : dateAt(answer.at)];
    });
    const decided = this.all('objection:decide');
    const objections = this.all('objection:raise')
      .filter((each) => this.isEarly(each))
      .map((raised): Standstill => {
        const end = decided.find(({ input }) => input['objection'] === raised.input['objection']);
        return [dateAt(raised.at), end === undefined ? until : dateAt(end.at)];
      });
    const publicity: Standstill[] = notice === undefined ? [] : [[notice.from, notice.until]];
    return [...publicity, ...proofs, ...objections];
  }

  /** How the time to decide stands; `today` ends what still stands still, for who decides today. */
  decisionClock(accepted: string, today: string | null): { due: string } | { left: number } {
    const { rules, table } = this.facts;
    const extra = this.has('review:extend') ? rules.days.extension : 0;
    return countdown(table, accepted, rules.days.decision + extra, this.standstills(today));
  }

  get type(): TypeRule {
    const rule = this.facts.rules.types[this.facts.type];
    if (rule === undefined) throw new TypeError(`The oracle knows no ${this.facts.type}.`);
    return rule;
  }

  status(now: Time): string {
    if (this.deeds.length === 0) return 'NOT_YET_APPLIED';
    return this.#ended() ?? this.#registered() ?? this.#reviewed(now) ?? this.#entering(now);
  }

  #ended(): string | undefined {
    if (this.has('registration:withdraw')) return 'WITHDRAWN';
    if (this.has('acceptance:reject')) return 'REFUSED';
    const outcome = this.decision?.input['outcome'];
    return outcome === undefined || outcome === 'APPROVED' ? undefined : (outcome as string);
  }

  #registered(): string | undefined {
    if (this.has('register:certify')) return 'CERTIFIED';
    if (this.registeredAct !== undefined) return 'REGISTERED';
    if (this.has('register:deposit')) return 'DEPOSITED_PENDING';
    return this.decision === undefined ? undefined : 'APPROVED';
  }

  #reviewed(now: Time): string | undefined {
    if (this.acceptedOn(now) === undefined) return undefined;
    if (this.objections.length > 0) return 'OBJECTED';
    const { notice } = this;
    if (notice !== undefined) {
      return now < nightAfter(notice.until) ? 'PUBLICISED' : 'NOTICE_ENDED';
    }
    if (this.has('review:withhold')) return 'NOTICE_ENDED';
    return this.has('review:record') ? 'UNDER_REVIEW' : 'ACCEPTED';
  }

  #entering(now: Time): string {
    if (this.correction !== undefined && !this.supplemented) {
      const due = this.supplementDue;
      const tooLate = due !== undefined && now >= nightAfter(due);
      return tooLate ? 'NOT_SUPPLEMENTED' : 'CORRECTION_REQUIRED';
    }
    return this.unheard.length > 0 ? 'AWAITING_CONSENT' : 'SUBMITTED';
  }

  /** Whether the holder was not told yet of an objection to what is registered. */
  isUntold(objection: Deed): boolean {
    const told = this.deeds.findLastIndex(
      ({ act, input }) => act === 'acceptance:serve' && input['document'] === 'OBJECTION_NOTICE',
    );
    return !this.isEarly(objection) && this.deeds.indexOf(objection) > told;
  }

  clocks(now: Time): OpenClock[] {
    const status = this.status(now);
    const { table, rules } = this.facts;
    const objected = this.objections.flatMap((raised) => {
      const objection = String(raised.input['objection']);
      const from = dateAt(raised.at);
      const due = lastDay(table, from, rules.days.objection);
      const holder = lastDay(table, from, rules.days.holderNotice);
      return [
        { clock: 'OBJECTION', due, objection },
        ...(this.isUntold(raised) ? [{ clock: 'HOLDER_NOTICE', due: holder, objection }] : []),
      ];
    });
    return [...this.#ownClocks(status, now), ...objected];
  }

  #ownClocks(status: string, now: Time): OpenClock[] {
    if (status === 'SUBMITTED' && this.acceptanceDue !== undefined) {
      return [{ clock: 'ACCEPTANCE', due: this.acceptanceDue }];
    }
    if (status === 'CORRECTION_REQUIRED' && this.supplementDue !== undefined) {
      return [{ clock: 'SUPPLEMENT', due: this.supplementDue }];
    }
    if (!UNDECIDED.includes(status)) return [];
    const accepted = this.acceptedOn(now);
    const notice = this.notice;
    return [
      ...(accepted === undefined
        ? []
        : [{ clock: 'DECISION', ...this.decisionClock(accepted.on, null) }]),
      ...(notice === undefined ? [] : [{ clock: 'NOTICE', due: notice.until }]),
    ];
  }

  /** When time alone changes the status next. */
  nextChange(now: Time): string | undefined {
    const status = this.status(now);
    const { notice, acceptanceDue: due } = this;
    let at: Time | undefined;
    if (status === 'SUBMITTED' && due !== undefined) {
      at = midnight(firstWorkingDayAfter(this.facts.table, due));
    }
    if (status === 'CORRECTION_REQUIRED' && this.supplementDue !== undefined) {
      at = nightAfter(this.supplementDue);
    }
    if (status === 'PUBLICISED' && notice !== undefined) at = nightAfter(notice.until);
    return at !== undefined && at > now ? text(at) : undefined;
  }

  /** Deeds that were not certainly in time. */
  get late(): { act: string; how: 'LATE' | 'BOUNDARY' }[] {
    return this.deeds.flatMap((deed, i) => {
      const before = new CaseFile(this.facts, this.deeds.slice(0, i), this.#when);
      if (deed.input['inVain'] === true) return [{ act: deed.act, how: 'LATE' as const }];
      const due = before.#dueOf(deed);
      if (due === undefined || deed.at < nightAfter(due)) return [];
      const how = deed.after >= nightAfter(due) ? ('LATE' as const) : ('BOUNDARY' as const);
      return [{ act: deed.act, how }];
    });
  }

  /** By when a deed had to be done. */
  #dueOf({ act, input, at, after }: Deed): string | undefined {
    switch (act) {
      case 'acceptance:correct':
      case 'acceptance:accept':
      case 'acceptance:reject':
        return this.acceptanceDue;
      case 'acceptance:supplement':
        return this.supplementDue;
      case 'objection:decide': {
        const raised = this.objections.find(
          (each) => each.input['objection'] === input['objection'],
        );
        const { table, rules } = this.facts;
        return raised && lastDay(table, dateAt(raised.at), rules.days.objection);
      }
      case 'review:decide': {
        const accepted = this.acceptedOn(after);
        const clock = accepted && this.decisionClock(accepted.on, dateAt(at));
        return clock !== undefined && 'due' in clock ? clock.due : undefined;
      }
      default:
        return undefined;
    }
  }
}

export const UNDECIDED = ['ACCEPTED', 'UNDER_REVIEW', 'PUBLICISED', 'OBJECTED', 'NOTICE_ENDED'];
