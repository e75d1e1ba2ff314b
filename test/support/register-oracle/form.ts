import { midnight, monthsFrom } from './days.js';
import type { Attempt, Broken } from './judge.js';
import { ALWAYS, type When } from './file.js';
import type { Book, Paper, Said } from './rights.js';
import { allowed, type RightKind, type Rulebook, type TypeRule } from './rulebook.js';

export interface Share {
  readonly holder: string;
  readonly right: RightKind;
  readonly share: 'CONCURRENT' | 'EXCLUSIVE';
  readonly until?: string;
  readonly proofDigest?: string;
}

/** A form as far as the oracle reads it. */
export interface Paperwork {
  readonly type: string;
  readonly data?: { readonly asset: string; readonly version: number };
  readonly parts?: readonly string[];
  readonly description?: Readonly<Record<string, unknown>> & {
    readonly name: string;
    readonly overview: string;
  };
  readonly origin?: string;
  readonly digests?: Readonly<Record<string, string>>;
  readonly evidence?: string;
  readonly allocation?: readonly Share[];
  readonly participants?: readonly string[];
  readonly withholdNotice?: string;
  readonly certificate?: string;
  readonly rights?: readonly unknown[];
  readonly to?: string;
  readonly until?: string;
  readonly changes?: readonly {
    readonly field: string;
    readonly before: string;
    readonly after: string;
  }[];
  readonly proofDigest?: string;
  readonly reason?: string;
}

/** What every application for a registered data version must agree on. */
export interface Bytes {
  readonly digest: string | undefined;
  readonly parts: readonly string[];
}

/** Lengths as people count them. */
export const lengths = ({ description }: Paperwork): { name: number; overview: number } => ({
  name: Array.from(description?.name ?? '').length,
  overview: Array.from(description?.overview ?? '').length,
});

export interface Filing {
  readonly form: Paperwork;
  readonly rules: Rulebook;
  readonly registrar: string;
  readonly attempt: Attempt;
  readonly book: Book;
  /** Of each data version that was deposited. */
  readonly bytes: ReadonlyMap<string, Bytes>;
}

/** A registrar acts by its office in its own register only; elsewhere it is a party. */
export const byOffice = ({ form, rules, registrar, attempt: { who } }: Filing): boolean =>
  who.isRegistrar &&
  who.uscc === registrar &&
  rules.types[form.type]?.opens.includes('registrar') === true;

export const dataKey = ({ data }: Paperwork): string =>
  data === undefined ? '' : `${data.asset}/${data.version}`;

/** Every gate of law.md, 2.4 to 2.9 that a form runs into. */
export function checkForm(filing: Filing, broken: Broken): void {
  const { form, rules, attempt } = filing;
  const type = rules.types[form.type];
  if (type === undefined) {
    broken.add('CASE_TYPE_UNKNOWN');
    return;
  }
  const official = byOffice(filing);
  if (!official && !type.opens.includes('party')) broken.add('CALLER_FORBIDDEN');
  const self = attempt.who.uscc === filing.registrar;
  if (self && !official) broken.add('REGISTRAR_SELF_APPLICATION');
  if (form.allocation !== undefined) checkNew(filing, type, broken);
  else if (form.to !== undefined) checkGift(filing, broken);
  else checkPaper(filing, broken);
}

function checkNew({ form, rules, registrar, bytes }: Filing, type: TypeRule, broken: Broken): void {
  const { allocation = [], description, origin = '' } = form;
  if (allocation.some(({ holder }) => holder === registrar))
    broken.add('REGISTRAR_SELF_APPLICATION');
  const { name, overview } = lengths(form);
  if (name > rules.nameMax || overview > rules.overviewMax) broken.add('FIELD_LIMIT_EXCEEDED');
  if (rules.needed.some((field) => description?.[field] === undefined))
    broken.add('FIELD_REQUIRED');
  if (type.evidence && form.evidence === undefined) broken.add('EVIDENCE_REQUIRED');
  const bar = rules.barred[origin];
  // No story registers a public data resource, so that no code is one that the ledger knows.
  if (bar !== undefined) broken.add(bar);
  for (const { right, proofDigest } of allocation) {
    const word = allowed(rules, origin, right);
    if (word === 'no' || (word === 'by contract' && proofDigest === undefined)) {
      broken.add('RIGHT_NOT_ALLOWED_FOR_ORIGIN');
    }
    if (word === 'by consent' && (form.participants ?? []).length === 0)
      broken.add('FIELD_REQUIRED');
  }
  checkBytes(form, bytes, broken);
}

export function checkBytes(
  form: Paperwork,
  bytes: ReadonlyMap<string, Bytes>,
  broken: Broken,
): void {
  const known = bytes.get(dataKey(form));
  if (known === undefined) return;
  if (known.digest !== form.digests?.['SHA-256']) broken.add('ROOT_MISMATCH');
  if (form.parts !== undefined && !isSame(form.parts, known.parts)) broken.add('INPUT_INVALID');
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((each) => others.includes(each));

/** Whoever gets a right, gave data that it is made of, or has it beside the applicant, must agree. */
export function consentsFor(filing: Filing): string[] {
  const { form, rules, attempt } = filing;
  if (byOffice(filing)) return [];
  const me = attempt.who.uscc;
  const ask = new Set<string>();
  if (form.allocation !== undefined) {
    for (const { holder, right } of form.allocation) {
      ask.add(holder);
      if (allowed(rules, form.origin ?? '', right) === 'by consent') {
        for (const each of form.participants ?? []) ask.add(each);
      }
    }
  } else if (form.to !== undefined) ask.add(form.to);
  else if (form.type !== 'CORRECTION' || form.proofDigest === undefined) {
    for (const holder of holdersFor(filing)) ask.add(holder);
  }
  ask.delete(me);
  return [...ask].sort();
}

/** What is said of data concerns all who have rights of their own in it; an end, only its holders. */
function holdersFor({ form, attempt: { at }, book }: Filing): string[] {
  const when = { asOf: at, knownAt: at };
  const paper = book.papers.get(form.certificate ?? '');
  if (paper === undefined) return [];
  const rights =
    form.changes === undefined
      ? touchedBy(form, paper.rights, { book, when })
      : [...book.holdings.values()]
          .filter(({ id, data }) => data === paper.data && !book.isLicence(id))
          .flatMap(({ id }) => (book.isLive(id, when) ? [id] : []));
  return rights.map((id) => book.holding(id).holder);
}

/** A right that is to be disposed of must be there, and promised to nobody. */
export function checkDisposal(
  book: Book,
  id: string,
  { holder, parts, at }: { holder: string; parts?: readonly string[] | undefined; at: number },
  broken: Broken,
): void {
  if (!book.holdings.has(id)) {
    broken.add('RIGHT_NOT_FOUND');
    return;
  }
  const when = { asOf: at, knownAt: at };
  const state = book.state(id, when);
  if (state.holder !== holder) broken.add('RIGHT_NOT_HELD');
  if (book.isPromised(id, when)) broken.add('DISPOSAL_PENDING');
  if (book.isContested(id, when)) broken.add('DISPUTE_OPEN');
  if (state.status === 'LAPSED') broken.add('CERT_LAPSED');
  else if (state.status === 'REVOKED') broken.add('CERT_REVOKED');
  else if (state.status !== 'ACTIVE') broken.add('RIGHT_NOT_ACTIVE');
  else if ((parts ?? []).some((part) => !state.parts.includes(part))) broken.add('PART_NOT_HELD');
}

export interface Given {
  readonly right: string;
  readonly parts?: readonly string[];
}

/** Where the case is with which registrar matters too: in principle that of the first registration. */
function checkGift({ form, registrar, attempt, book }: Filing, broken: Broken): void {
  if (form.to === attempt.who.uscc) broken.add('INPUT_INVALID');
  if (form.to === registrar) broken.add('REGISTRAR_SELF_APPLICATION');
  const given = (form.rights as readonly Given[]).map(({ right }) => book.holdings.get(right));
  if (new Set(given.flatMap((each) => each?.data ?? [])).size > 1) broken.add('INPUT_INVALID');
  for (const { right, parts } of form.rights as readonly Given[]) {
    checkDisposal(book, right, { holder: attempt.who.uscc, parts, at: attempt.at }, broken);
    const holding = book.holdings.get(right);
    if (holding !== undefined && registrarOf(book, holding.case) !== registrar) {
      broken.add('CALLER_FORBIDDEN');
    }
  }
}

const registrarOf = (book: Book, id: string): string => book.file(id, ALWAYS).facts.registrar;

const LOST = {
  LAPSED: 'CERT_LAPSED',
  REVOKED: 'CERT_REVOKED',
  CANCELLED: 'RIGHT_NOT_ACTIVE',
  TRANSFERRED: 'RIGHT_NOT_ACTIVE',
} as const;

function checkPaper(filing: Filing, broken: Broken): void {
  const { form, rules, registrar, attempt, book } = filing;
  const { at, after, who } = attempt;
  const when = { asOf: at, knownAt: at };
  const official = byOffice(filing);
  if (official && form.reason === 'REQUEST') broken.add('CALLER_FORBIDDEN');
  const paper = book.papers.get(form.certificate ?? '');
  if (paper === undefined) {
    broken.add('CERTIFICATE_NOT_FOUND');
    return;
  }
  if (paper.registrar !== registrar) broken.add('CALLER_FORBIDDEN');
  checkStands(form, paper, { book, when }, broken);
  const { last } = book.paper(paper.no, when);
  if (form.type === 'RENEWAL') {
    // From so many months before the last valid day until the day before it.
    if (after < midnight(monthsFrom(last, -rules.renewalMonths))) broken.add('RENEWAL_NOT_OPEN');
    if (after >= midnight(last)) broken.add('CERT_LAPSED');
  }
  checkChanges(form, { rules, said: book.saidOf(paper.data, when) }, broken);
  if (form.reason === 'OBJECTION' && !isUpheld(book, paper.case)) broken.add('OBJECTION_NOT_FOUND');
  const touched = touchedBy(form, paper.rights, { book, when });
  const own = touched.some((id) => book.holding(id).holder === who.uscc);
  if (form.type !== 'CORRECTION' && !official && !own) broken.add('RIGHT_NOT_HELD');
  checkUncontested(form, touched, { book, when }, broken);
}

/** Whether a paper is worth anything still, and so each kind of right that a form names of it. */
export function checkStands(
  form: Paperwork,
  { no, rights }: Paper,
  { book, when }: Looked,
  broken: Broken,
): void {
  const { status } = book.paper(no, when);
  const lost = LOST[status as keyof typeof LOST] as string | undefined;
  if (lost !== undefined) broken.add(lost);
  if (form.type !== 'CANCELLATION') return;
  for (const kind of form.rights as readonly RightKind[]) {
    const such = rights.filter((id) => book.holding(id).kind === kind);
    if (such.length === 0) broken.add('RIGHT_NOT_HELD');
    else if (such.every((id) => !book.isLive(id, when))) broken.add('RIGHT_NOT_ACTIVE');
  }
}

/** A holder gives up nothing that is objected to; an objection that was upheld ends it. */
export function checkUncontested(
  form: Paperwork,
  touched: readonly string[],
  { book, when }: Looked,
  broken: Broken,
): void {
  if (form.type !== 'CANCELLATION' || form.reason === 'OBJECTION') return;
  if (touched.some((id) => book.isContested(id, when))) broken.add('DISPUTE_OPEN');
}

/** An objection that came after the registration and was found right. */
function isUpheld(book: Book, id: string): boolean {
  const file = book.file(id, ALWAYS);
  const right = file
    .all('objection:decide')
    .flatMap(({ input }) => (input['outcome'] === 'UPHELD' ? [input['objection']] : []));
  return file
    .all('objection:raise')
    .some((raised) => !file.isEarly(raised) && right.includes(raised.input['objection']));
}

/** A change is of what stands there, and never of holder or source. */
export function checkChanges(
  form: Paperwork,
  { rules, said }: { readonly rules: Rulebook; readonly said: Said | undefined },
  broken: Broken,
): void {
  if (form.changes === undefined || said === undefined) return;
  for (const { field, before } of form.changes) {
    if (['holder', 'origin'].includes(field)) broken.add('CHANGE_NOT_ALLOWED');
    else if (before !== (said.holder.get(field) ?? '-')) broken.add('CHANGE_STALE');
  }
  const tooLong = said.name > rules.nameMax || said.overview > rules.overviewMax;
  if (tooLong) broken.add('FIELD_LIMIT_EXCEEDED');
}

interface Looked {
  readonly book: Book;
  readonly when: When;
}

/** What a case about a paper is about: of its rights those that are there, or that it names. */
export function touchedBy(
  form: Paperwork,
  rights: readonly string[],
  { book, when }: Looked,
): string[] {
  const live = rights.filter((id) => book.isLive(id, when));
  if (form.type !== 'CANCELLATION') return live;
  const kinds = form.rights as readonly RightKind[];
  return live.filter((id) => kinds.includes(book.holding(id).kind));
}
