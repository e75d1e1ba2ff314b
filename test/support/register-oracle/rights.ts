import { dateAt, midnight, monthsFrom, nightAfter, text, windowOf } from './days.js';
import { type CaseFile, type When } from './file.js';
import type { RightKind } from './rulebook.js';

/** A right as it was deposited. */
export interface Holding {
  readonly id: string;
  readonly case: string;
  readonly kind: RightKind;
  readonly holder: string;
  readonly data: string;
  readonly parts: readonly string[];
  readonly exclusive: boolean;
  readonly years: number;
  /** A last day agreed. */
  readonly until?: string | undefined;
  readonly cameFrom?: { readonly right: string; readonly how: 'given' | 'licensed' };
}

/** What a later case does to a right, from its own registration on. */
export interface Taking {
  readonly right: string;
  readonly case: string;
  readonly what: 'TRANSFERRED' | 'CANCELLED' | 'REVOKED' | 'PROLONGED';
  readonly parts: readonly string[];
  readonly until?: string;
}

export interface Paper {
  readonly no: string;
  readonly case: string;
  readonly data: string;
  readonly registrar: string;
  readonly rights: readonly string[];
  readonly renewalMonths: number;
}

/** What one case says of a data version beside rights: lengths of texts, and the holder’s particulars. */
export interface Said {
  readonly case: string;
  readonly name: number;
  readonly overview: number;
  readonly holder: ReadonlyMap<string, string>;
}

export interface HoldingState {
  readonly status: string;
  readonly holder: string;
  readonly parts: readonly string[];
  readonly why: string;
  readonly from?: string;
  readonly until?: string;
  readonly changes?: string;
}

export interface PaperState {
  readonly status: string;
  readonly last: string;
  readonly renewal: { readonly from: string; readonly until: string };
}

const LIVE = ['ACTIVE', 'SUSPENDED'];
type Files = ReadonlyMap<string, CaseFile>;

/** Rights, what was taken from them, and the papers about them. */
export class Book {
  readonly holdings = new Map<string, Holding>();
  readonly takings: Taking[] = [];
  readonly papers = new Map<string, Paper>();
  /** In the order in which they were deposited. */
  readonly said = new Map<string, Said[]>();
  readonly #files: () => Files;

  constructor(files: () => Files) {
    this.#files = files;
  }

  file(id: string, when: When): CaseFile {
    const found = this.#files().get(id);
    if (found === undefined) throw new RangeError(`The oracle has no case ${id}.`);
    return found.at(when);
  }

  /** Whether an objection that came after the registration is open: nobody disposes of the right. */
  isContested(id: string, when: When): boolean {
    const file = this.file(this.holding(id).case, when);
    return file.objections.some((each) => !file.isEarly(each));
  }

  holding(id: string): Holding {
    const found = this.holdings.get(id);
    if (found === undefined) throw new RangeError(`The oracle has no right ${id}.`);
    return found;
  }

  /** What was taken from a right by cases that are registered at that time. */
  #taken(id: string, when: When): Taking[] {
    return this.takings.filter(
      (each) => each.right === id && this.file(each.case, when).registeredAt !== undefined,
    );
  }

  /** Whether a case has disposed of a right and waits for its registration. */
  isPromised(id: string, when: When): boolean {
    return this.takings.some(
      (each) => each.right === id && this.file(each.case, when).registeredAt === undefined,
    );
  }

  /** What is said of data: what was registered last, or was first said where nothing is. */
  saidOf(data: string, when: When): Said | undefined {
    const all = this.said.get(data) ?? [];
    return all.findLast((each) => this.file(each.case, when).registeredAt !== undefined) ?? all[0];
  }

  /** Whether what was said last waits for its registration. */
  isUnsettled(data: string, when: When): boolean {
    const last = this.said.get(data)?.at(-1);
    return last !== undefined && this.file(last.case, when).registeredAt === undefined;
  }

  state(id: string, when: When): HoldingState {
    const right = this.holding(id);
    const { holder } = right;
    const began = this.file(right.case, when).registeredAt;
    if (began === undefined) {
      return { status: 'PENDING', holder, parts: right.parts, why: 'NOT_REGISTERED_YET' };
    }
    const taken = this.#taken(id, when);
    const renewals = taken.flatMap(({ case: of, until: to }) =>
      to === undefined ? [] : [{ to, at: this.file(of, when).registeredAt ?? Infinity }],
    );
    const until = untilOf(right, dateAt(began), renewals);
    const gone = new Set(taken.filter((t) => t.what === 'TRANSFERRED').flatMap((t) => t.parts));
    const parts = right.parts.filter((part) => !gone.has(part));
    const shared = { holder, from: text(began), until };
    const ended = taken.find(({ what }) => what === 'CANCELLED' || what === 'REVOKED');
    const over =
      ended?.what ??
      (parts.length === 0 ? 'TRANSFERRED' : undefined) ??
      (when.asOf >= nightAfter(until) ? 'LAPSED' : undefined);
    if (over !== undefined) {
      const vain = renewals.filter(({ at }) => at >= nightAfter(until));
      const lapsed = ['CERT_LAPSED', ...vain.map(() => 'RENEWED_TOO_LATE')].join(' ');
      return { ...shared, status: over, parts: [], why: over === 'LAPSED' ? lapsed : over };
    }
    const changes = text(nightAfter(until));
    const above = this.#above(right);
    if (above === undefined) {
      return { ...shared, status: 'ACTIVE', parts, why: 'REGISTERED', changes };
    }
    // Nobody licenses what is not there any more.
    const upper = this.state(above, when);
    const left = parts.filter((part) => upper.parts.includes(part));
    if (upper.status === 'ACTIVE' && left.length > 0) {
      return { ...shared, status: 'ACTIVE', parts: left, why: 'REGISTERED', changes };
    }
    const why = `UPSTREAM_${upper.status === 'ACTIVE' ? 'TRANSFERRED' : upper.status}`;
    return { ...shared, status: 'SUSPENDED', parts: left, why, changes };
  }

  isLive(id: string, when: When): boolean {
    return LIVE.includes(this.state(id, when).status);
  }

  /** A licence lives under the right it was given from, in whose hands soever it is now. */
  #above({ cameFrom }: Holding): string | undefined {
    if (cameFrom === undefined) return undefined;
    return cameFrom.how === 'licensed' ? cameFrom.right : this.#above(this.holding(cameFrom.right));
  }

  /** Whether a right is, or came from, a licence. */
  isLicence(id: string): boolean {
    const right = this.holdings.get(id);
    return right !== undefined && this.#above(right) !== undefined;
  }

  paper(no: string, when: When): PaperState {
    const paper = this.papers.get(no);
    if (paper === undefined) throw new RangeError(`The oracle has no certificate ${no}.`);
    const states = paper.rights.map((id) => this.state(id, when));
    const live = states.filter(({ status }) => LIVE.includes(status));
    const last =
      (live.length > 0 ? live : states)
        .flatMap(({ until }) => until ?? [])
        .sort()
        .at(-1) ?? '';
    const renewal = windowOf(last, paper.renewalMonths);
    const has = (status: string): boolean => states.some((state) => state.status === status);
    if (live.length === 0) {
      const status = ['REVOKED', 'CANCELLED', 'LAPSED', 'TRANSFERRED'].find(has) ?? 'PENDING';
      return { status, last, renewal };
    }
    if (this.#isDisputed(paper, when)) return { status: 'DISPUTED', last, renewal };
    const status = when.asOf >= midnight(renewal.from) ? 'EXPIRING' : 'VALID';
    return { status, last, renewal };
  }

  /** An objection is to what a case registered, on whatever certificate that stands since. */
  #isDisputed(paper: Paper, when: When): boolean {
    const made = paper.rights.flatMap((id) => this.holdings.get(id)?.case ?? []);
    return [...new Set([paper.case, ...made])].some((id) => {
      const file = this.file(id, when);
      return file.objections.some((each) => !file.isEarly(each));
    });
  }

  /** Rights of one kind on one data version that stand, or are about to, with their parts. */
  standing(
    data: string,
    kind: RightKind,
    when: When,
  ): { right: Holding; parts: readonly string[] }[] {
    return [...this.holdings.values()]
      .filter((right) => right.data === data && right.kind === kind)
      .map((right) => ({ right, state: this.state(right.id, when) }))
      .filter(({ state }) => ['ACTIVE', 'PENDING', 'SUSPENDED'].includes(state.status))
      .map(({ right, state }) => ({ right, parts: state.parts }));
  }
}

/** Nothing is renewed that has ended already (article 36). */
function untilOf(
  right: Holding,
  began: string,
  renewals: readonly { readonly to: string; readonly at: number }[],
): string {
  const natural = monthsFrom(began, right.years * 12);
  const agreed = right.until !== undefined && right.until < natural ? right.until : natural;
  let until = agreed;
  for (const { to, at } of renewals) if (at < nightAfter(until) && to > until) until = to;
  return until;
}
