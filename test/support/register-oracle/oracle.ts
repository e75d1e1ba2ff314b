import type { DayTable } from '../clock-oracle.js';
import { monthsFrom, text, time, type Time } from './days.js';
import { ALWAYS, CaseFile, type Deed, type FileFacts, type OpenClock, type When } from './file.js';
import {
  checkBytes,
  checkChanges,
  checkDisposal,
  checkForm,
  checkStands,
  checkUncontested,
  consentsFor,
  dataKey,
  type Filing,
  type Given,
  lengths,
  type Bytes,
  type Paperwork,
  touchedBy,
} from './form.js';
import { type Attempt, type Broken, rulesOf } from './judge.js';
import {
  Book,
  type Holding,
  type HoldingState,
  type PaperState,
  type Paper,
  type Taking,
} from './rights.js';
import { type Rulebook, rulebooks } from './rulebook.js';

/** What the oracle says of a case at an instant. */
export interface Answer {
  readonly status: string;
  readonly deemed: boolean;
  readonly acceptedOn?: string;
  readonly registeredAt?: string;
  readonly certificateNo?: string;
  readonly unheard: readonly string[];
  readonly objections: readonly string[];
  readonly unexplained: readonly string[];
  readonly clocks: readonly OpenClock[];
  readonly late: readonly string[];
  readonly nextChange?: string;
}

interface Entry {
  readonly facts: FileFacts;
  readonly form: Paperwork;
  readonly deeds: Deed[];
}

const rulesFor = (profile: unknown): Rulebook => {
  const rules = rulebooks[String(profile)];
  if (rules === undefined) throw new RangeError(`The oracle knows no profile ${String(profile)}.`);
  return rules;
};

/**
 * The register a second time, written from the law: it is told every act that was taken, who did it
 * and when, and answers for any instant. It shares no code with the model that it is held against.
 */
export class Oracle {
  readonly #table: DayTable;
  readonly #entries = new Map<string, Entry>();
  readonly #bytes = new Map<string, Bytes>();
  readonly book = new Book(() => this.#files());

  constructor(table: DayTable) {
    this.#table = table;
  }

  get cases(): string[] {
    return [...this.#entries.keys()];
  }

  form(id: string): Paperwork {
    return this.#entry(id).form;
  }

  file(id: string, when: When = ALWAYS): CaseFile {
    const { facts, deeds } = this.#entry(id);
    return new CaseFile(facts, deeds, when);
  }

  /** Every rule that an attempt breaks; none means that the ledger must take it. */
  judge(attempt: Attempt): Broken {
    const broken: Broken = new Set();
    if (attempt.act === 'registration:apply') {
      const { id, profile, registrar, form } = attempt.input;
      if (this.#entries.has(String(id))) broken.add('CASE_EXISTS');
      checkForm(
        this.#filing(attempt, form as Paperwork, String(profile), String(registrar)),
        broken,
      );
      return broken;
    }
    const entry = this.#entries.get(String(attempt.input['case']));
    if (entry === undefined) return broken.add('CASE_NOT_FOUND');
    const file = this.file(entry.facts.id);
    for (const rule of rulesOf[attempt.act] ?? []) rule(file, attempt, broken);
    if (attempt.act === 'acceptance:supplement') this.#judgeSupplement(entry, attempt, broken);
    if (attempt.act === 'register:deposit') this.#judgeDeposit(entry, attempt, broken);
    return broken;
  }

  #filing(attempt: Attempt, form: Paperwork, profile: string, registrar: string): Filing {
    const rules = rulesFor(profile);
    return { form, rules, registrar, attempt, book: this.book, bytes: this.#bytes };
  }

  #judgeSupplement({ facts, form: before }: Entry, attempt: Attempt, broken: Broken): void {
    const form = attempt.input['form'] as Paperwork;
    const same =
      form.type === before.type &&
      dataKey(form) === dataKey(before) &&
      form.certificate === before.certificate;
    if (!same) broken.add('INPUT_INVALID');
    const divided = (paper: Paperwork): string => [...(paper.parts ?? ['WHOLE'])].sort().join();
    if (form.digests?.['SHA-256'] !== before.digests?.['SHA-256']) broken.add('ROOT_MISMATCH');
    if (divided(form) !== divided(before)) broken.add('INPUT_INVALID');
    const { rules, registrar } = facts;
    checkForm({ form, rules, registrar, attempt, book: this.book, bytes: this.#bytes }, broken);
  }

  #judgeDeposit({ facts, form }: Entry, attempt: Attempt, broken: Broken): void {
    const { at } = attempt;
    if (form.allocation !== undefined) {
      checkBytes(form, this.#bytes, broken);
      this.#judgeShares(form, at, broken);
    } else if (form.to !== undefined) {
      for (const { right, parts } of form.rights as readonly Given[]) {
        checkDisposal(this.book, right, { holder: facts.applicant, parts, at }, broken);
      }
    } else if (form.changes === undefined) this.#judgeEnding(form, at, broken);
    else this.#judgeChanges(form, { rules: facts.rules, at }, broken);
  }

  /** One change at a time, of a paper that is worth something still. */
  #judgeChanges(
    form: Paperwork,
    { rules, at }: { rules: Rulebook; at: Time },
    broken: Broken,
  ): void {
    const when = { asOf: at, knownAt: at };
    const paper = this.#paperOf(form);
    checkStands(form, paper, { book: this.book, when }, broken);
    if (this.book.isUnsettled(paper.data, when)) broken.add('DISPOSAL_PENDING');
    checkChanges(form, { rules, said: this.book.saidOf(paper.data, when) }, broken);
  }

  /** Shares stand side by side unless one of them was recorded as exclusive (article 21). */
  #judgeShares(form: Paperwork, at: Time, broken: Broken): void {
    const data = dataKey(form);
    const parts = this.#partsOf(form);
    const mine = form.allocation ?? [];
    for (const share of mine) {
      const others = this.book
        .standing(data, share.right, { asOf: at, knownAt: at })
        .filter(({ right }) => !this.book.isLicence(right.id))
        .filter((each) => each.parts.some((part) => parts.includes(part)));
      const twins = mine.filter((each) => each !== share && each.right === share.right);
      const exclusive = (each: { exclusive: boolean }): boolean =>
        share.share === 'EXCLUSIVE' || each.exclusive;
      const clash =
        others.some(({ right }) => exclusive(right)) ||
        twins.some((twin) => exclusive({ exclusive: twin.share === 'EXCLUSIVE' }));
      if (clash) broken.add('EXCLUSIVE_CONFLICT');
    }
  }

  #judgeEnding(form: Paperwork, at: Time, broken: Broken): void {
    const when = { asOf: at, knownAt: at };
    const paper = this.#paperOf(form);
    checkStands(form, paper, { book: this.book, when }, broken);
    checkUncontested(form, this.#disposed(form, when), { book: this.book, when }, broken);
    for (const id of this.#disposed(form, when)) {
      if (this.book.isPromised(id, when)) broken.add('DISPOSAL_PENDING');
    }
  }

  /** What ends, or is prolonged: what was given for less time than the rest ends as agreed. */
  #disposed(form: Paperwork, when: When): string[] {
    const { no, rights } = this.#paperOf(form);
    const { last } = this.book.paper(no, when);
    return touchedBy(form, rights, { book: this.book, when }).filter(
      (id) => form.type !== 'RENEWAL' || this.book.state(id, when).until === last,
    );
  }

  /** Writes down an act that the ledger took; `facts` is what it found out by it. */
  record(attempt: Attempt, facts: Readonly<Record<string, unknown>> = {}): void {
    const { act, input, who, at, after } = attempt;
    if (act === 'registration:apply') this.#open(attempt);
    const entry = this.#entry(String(act === 'registration:apply' ? input['id'] : input['case']));
    const before = entry.deeds.at(-1)?.at ?? at;
    const legal = act === 'register:receipt' ? receiptTime(input) : Math.max(at, before);
    entry.deeds.push({
      ...{ act, who, after, legal, at: Math.max(at, before) },
      input: {
        ...{ ...input, ...facts, ...this.#askedAgain(entry, attempt) },
        ...(this.#isVain(entry, act, { asOf: legal, knownAt: at }) ? { inVain: true } : {}),
      },
    });
    if (act === 'acceptance:supplement') this.#replace(entry, input['form'] as Paperwork);
    if (act === 'register:deposit') this.#effect(entry, at);
    if (act === 'register:certify') this.#issue(entry, String(facts['no']));
  }

  #open(attempt: Attempt): void {
    const { id, profile, registrar, form: given } = attempt.input;
    const form = given as Paperwork;
    const filing = this.#filing(attempt, form, String(profile), String(registrar));
    const applicant = attempt.who.uscc;
    const facts: FileFacts = {
      ...{ id: String(id), type: form.type, rules: filing.rules, table: this.#table },
      ...{ registrar: String(registrar), applicant },
      consents: consentsFor(filing),
      asksNoNotice: form.withholdNotice !== undefined,
      overlaps: this.#overlaps(attempt, form),
    };
    this.#entries.set(facts.id, { facts, form, deeds: [] });
  }

  /** A renewal that is registered when what it renews has lapsed is none. */
  #isVain({ facts }: Entry, act: string, when: When): boolean {
    if (act !== 'register:receipt' || facts.type !== 'RENEWAL') return false;
    return this.book.takings.some(
      ({ case: of, right }) => of === facts.id && this.book.state(right, when).status === 'LAPSED',
    );
  }

  #partsOf(form: Paperwork): readonly string[] {
    return this.#bytes.get(dataKey(form))?.parts ?? form.parts ?? ['WHOLE'];
  }

  /** A supplement asks those whom its own form concerns, at its own time. */
  #askedAgain({ facts }: Entry, attempt: Attempt): object {
    if (attempt.act !== 'acceptance:supplement') return {};
    const { rules, registrar } = facts;
    const form = attempt.input['form'] as Paperwork;
    const filing = { form, rules, registrar, attempt, book: this.book, bytes: this.#bytes };
    return { consents: consentsFor(filing) };
  }

  /** A supplement puts a form in the place of the one before; the file goes on. */
  #replace(entry: Entry, form: Paperwork): void {
    const facts = { ...entry.facts, asksNoNotice: form.withholdNotice !== undefined };
    this.#entries.set(facts.id, { ...entry, facts, form });
  }

  /** The same bytes applied for or registered elsewhere, by whoever and under whatever name. */
  #overlaps({ who, input, after }: Attempt, form: Paperwork): string[] {
    const bytes = form.digests?.['SHA-256'];
    if (bytes === undefined) return [];
    return [...this.#entries.values()].flatMap(({ facts, form: other }) => {
      if (other.digests?.['SHA-256'] !== bytes) return [];
      const status = this.file(facts.id).status(after);
      if (['REFUSED', 'TERMINATED', 'WITHDRAWN', 'NOT_SUPPLEMENTED'].includes(status)) return [];
      if (facts.applicant === who.uscc && facts.registrar !== input['registrar']) {
        return ['REPEAT_REGISTRATION'];
      }
      const shares = (form.allocation ?? []).filter(({ holder }) => holder !== facts.applicant);
      const open =
        dataKey(other) === dataKey(form) &&
        shares.length > 0 &&
        shares.every(({ proofDigest }) => proofDigest !== undefined);
      return [open ? 'OVERLAP_DISCLOSED' : 'OVERLAP_EXPLANATION_REQUIRED'];
    });
  }

  /** What a deposit does to rights; it counts from the registration of its case. */
  #effect({ facts, form }: Entry, at: Time): void {
    const when = { asOf: at, knownAt: at };
    if (form.allocation !== undefined) {
      const key = dataKey(form);
      // What is registered first says for good of which bytes the data is; an application does not.
      const bytes = { digest: form.digests?.['SHA-256'], parts: form.parts ?? ['WHOLE'] };
      if (!this.#bytes.has(key)) this.#bytes.set(key, bytes);
      const first = { case: facts.id, ...lengths(form), holder: new Map<string, string>() };
      if (!this.book.said.has(key)) this.book.said.set(key, [first]);
      form.allocation.forEach((share, i) => {
        this.#hold({
          ...{ id: `${facts.id}.R${i + 1}`, case: facts.id, kind: share.right },
          ...{ holder: share.holder, data: key, parts: this.#partsOf(form) },
          ...{ exclusive: share.share === 'EXCLUSIVE', years: facts.rules.years },
          until: share.until,
        });
      });
    } else if (form.to !== undefined) this.#give(facts, form, form.to, when);
    else if (form.changes === undefined) this.#end(facts, form, when);
    else {
      const { data } = this.#paperOf(form);
      const said = this.book.saidOf(data, when);
      if (said === undefined) throw new RangeError(`The oracle knows nothing of ${data}.`);
      const holder = new Map(said.holder);
      for (const { field, after } of form.changes) holder.set(field, after);
      this.book.said.get(data)?.push({ ...said, case: facts.id, holder });
    }
  }

  #paperOf({ certificate = '' }: Paperwork): Paper {
    const paper = this.book.papers.get(certificate);
    if (paper === undefined) throw new RangeError('The oracle has no such certificate.');
    return paper;
  }

  #hold(right: Holding): void {
    this.book.holdings.set(right.id, right);
  }

  #give({ id, type }: FileFacts, form: Paperwork, to: string, when: When): void {
    (form.rights as readonly Given[]).forEach(({ right, parts: some }, i) => {
      const source = this.book.holding(right);
      const state = this.book.state(right, when);
      const parts = some ?? state.parts;
      const end = state.until ?? '';
      const until = form.until !== undefined && form.until < end ? form.until : end;
      const how = type === 'TRANSFER' ? ('given' as const) : ('licensed' as const);
      this.#hold({
        ...source,
        ...{ id: `${id}.R${i + 1}`, case: id, holder: to, parts, until },
        exclusive: how === 'given' && source.exclusive,
        cameFrom: { right, how },
      });
      if (how === 'given') {
        this.book.takings.push({ right, case: id, what: 'TRANSFERRED', parts });
      }
    });
  }

  #end({ id, type, rules }: FileFacts, form: Paperwork, when: When): void {
    const { last } = this.book.paper(this.#paperOf(form).no, when);
    for (const right of this.#disposed(form, when)) {
      const { parts } = this.book.state(right, when);
      const what = type === 'REVOCATION' ? ('REVOKED' as const) : ('CANCELLED' as const);
      const taking: Taking =
        type === 'RENEWAL'
          ? { right, case: id, what: 'PROLONGED', parts: [], until: yearsOn(last, rules.years) }
          : { right, case: id, what, parts };
      this.book.takings.push(taking);
    }
  }

  #issue({ facts, form }: Entry, no: string): void {
    const before = this.book.papers.get(form.certificate ?? '');
    const own = [...this.book.holdings.values()].filter((right) => right.case === facts.id);
    this.book.papers.set(no, {
      ...{ no, case: facts.id, registrar: facts.registrar },
      data: before?.data ?? own[0]?.data ?? '',
      rights: before?.rights ?? own.map(({ id }) => id),
      renewalMonths: facts.rules.renewalMonths,
    });
  }

  answer(id: string, when: When): Answer {
    const file = this.file(id, when);
    const { asOf } = when;
    const accepted = file.acceptedOn(asOf);
    const registered = file.registeredAt;
    const { certificateNo } = file;
    const nextChange = file.nextChange(asOf);
    return {
      status: file.status(asOf),
      deemed: accepted?.silent === true,
      ...(accepted === undefined ? {} : { acceptedOn: accepted.on }),
      ...(registered === undefined ? {} : { registeredAt: text(registered) }),
      ...(certificateNo === undefined ? {} : { certificateNo }),
      unheard: file.unheard,
      objections: file.objections.map(({ input }) => String(input['objection'])),
      unexplained: file.unexplained,
      clocks: file.clocks(asOf),
      late: file.late.map(({ act, how }) => `${act} ${how}`),
      ...(nextChange === undefined ? {} : { nextChange }),
    };
  }

  right(id: string, when: When): HoldingState {
    return this.book.state(id, when);
  }
  paper(no: string, when: When): PaperState {
    return this.book.paper(no, when);
  }

  #files(): Map<string, CaseFile> {
    return new Map(
      [...this.#entries].map(([id, { facts, deeds }]) => [id, new CaseFile(facts, deeds)]),
    );
  }

  #entry(id: string): Entry {
    const found = this.#entries.get(id);
    if (found === undefined) throw new RangeError(`The oracle has no case ${id}.`);
    return found;
  }
}

const receiptTime = (input: Attempt['input']): Time =>
  time((input['receipt'] as { time: string }).time);

const yearsOn = (date: string, years: number): string => monthsFrom(date, years * 12);
