import {
  check,
  endOfDay,
  isHeld,
  OpenedVoucherField,
  opensVoucher,
  parseJson,
  presentedFor,
  presentsThis,
  unusable,
  VoucherPresentation,
  VoucherView,
} from '@shuquan/chaincode/model';
import type { Anchors } from './anchors.js';
import type { AnswerReport } from './answer.js';
import { toText } from './bytes.js';
import type { Crypto } from './crypto.js';
import type { Outcome, Verdict } from './report.js';
import type { Requirement } from './requirement.js';
import { Verifier } from './verifier.js';

export interface VoucherQuestion extends Pick<Requirement, 'minOrganizations' | 'minIndependent'> {
  /** The signed answer to `voucher:read`, made for this verifier. */
  readonly answer: string | Uint8Array;
  /** What the holder signed: JSON text, or its UTF-8 bytes. */
  readonly presentation: string | Uint8Array;
  /** What the verifier gave the holder to sign, and never gave before. */
  readonly nonce: string;
  /** Unified social credit code of whoever verifies. */
  readonly verifier: string;
  readonly anchors: Anchors;
  readonly now: Date;
  /** Fields that the holder chose to show. */
  readonly openedFields?: readonly unknown[] | undefined;
}

/** Why a voucher does not hold, each by its own name. */
export type VoucherFault =
  | 'STATUS_ANSWER_INVALID'
  | 'STATUS_ANSWER_STALE'
  | 'STATUS_ANSWER_AUDIENCE'
  | (typeof unusable)[keyof typeof unusable][0]
  | 'PRESENTATION_MALFORMED'
  | 'VOUCHER_VERIFIER_MISMATCH'
  | 'VOUCHER_PRESENTATION_MISMATCH'
  | 'VOUCHER_NONCE_MISMATCH'
  | 'SIGNATURE_INVALID'
  | 'VOUCHER_FIELD_MISMATCH';

export interface VoucherStep {
  readonly step: string;
  readonly outcome: Outcome;
  /** A whole sentence; never a value of the subject’s. */
  readonly detail: string;
}

export interface VoucherReport {
  readonly kind: 'voucher';
  readonly verdict: Verdict;
  /** The first step that failed, by its code. */
  readonly code?: VoucherFault;
  readonly steps: readonly VoucherStep[];
  /** On the status answer: whose signatures it bears, under which roots. */
  readonly answer: AnswerReport;
  /** Absent unless the status answer holds. */
  readonly view?: VoucherView;
  /** Fields shown by name, with canonical JSON values; none unless the verdict is VALID. */
  readonly fields: readonly { readonly field: string; readonly value: string }[];
}

const MAX_AGE_MS = 24 * 60 * 60 * 1000;
/** A verifier’s clock and the witnesses’ may differ. */
const SKEW_MS = 5 * 60 * 1000;
const MAX_PRESENTATION = 4096;

class VoucherSteps {
  readonly list: VoucherStep[] = [];
  code: VoucherFault | undefined;

  check(step: string, holds: boolean, code: VoucherFault, detail: string): void {
    this.list.push({ step, outcome: holds ? 'PASSED' : 'FAILED', detail });
    if (!holds) this.code ??= code;
  }

  skip(step: string, detail: string): void {
    this.list.push({ step, outcome: 'NOT_CHECKED', detail });
  }
}

/**
 * Verifies a voucher that was presented, with nothing but these bytes and the pinned roots: the signed
 * status answer, its age and audience, the holder’s signature over this verifier’s nonce, and the fields
 * that were opened. That the nonce is new only the verifier knows; the ledger refuses its second use.
 * Never throws for what the bytes say.
 */
export function verifyVoucher(question: VoucherQuestion, crypto: Crypto): VoucherReport {
  const { anchors, minOrganizations, minIndependent } = question;
  const answer = new Verifier(anchors, crypto).answer(question.answer, {
    ...(minOrganizations === undefined ? {} : { minOrganizations }),
    ...(minIndependent === undefined ? {} : { minIndependent }),
    transaction: 'voucher:read',
  });
  return verifyPresented(answer, question, crypto);
}

/** The same for a status answer that was checked already: as an answer to `voucher:read`. */
export function verifyPresented(
  answer: AnswerReport,
  question: Omit<VoucherQuestion, 'answer'>,
  crypto: Crypto,
): VoucherReport {
  const steps = new VoucherSteps();
  const view = viewOf(answer);
  steps.check(
    'status-answer',
    view !== undefined,
    'STATUS_ANSWER_INVALID',
    `The signed status answer is ${answer.verdict}.`,
  );
  if (view === undefined) {
    steps.skip('presentation', 'Without a status answer there is no key to hold it against.');
    return reportOf(steps, answer);
  }
  checkStatus(view, question, steps);
  const presentation = readPresentation(question.presentation);
  if (presentation === undefined) {
    const detail = 'The presentation can not be read.';
    steps.check('presentation', false, 'PRESENTATION_MALFORMED', detail);
  } else {
    steps.check('presentation', true, 'PRESENTATION_MALFORMED', 'A presentation of version 1.');
    checkPresentation(view, presentation, { question, crypto, steps });
  }
  const fields = checkFields(view, question.openedFields, steps);
  return reportOf(steps, answer, view, fields);
}

function viewOf({ verdict, value, transaction }: AnswerReport): VoucherView | undefined {
  if (verdict !== 'VALID' || value === undefined) return undefined;
  if (transaction !== 'voucher:read') return undefined;
  return safely(() => check(VoucherView, parseJson(value)));
}

/** Parsers refuse with errors of their own; what can not be read is not there. */
function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function checkStatus(
  view: VoucherView,
  { now, verifier }: Pick<VoucherQuestion, 'now' | 'verifier'>,
  steps: VoucherSteps,
): void {
  const { status, voucher } = view;
  steps.check('age', isFresh(view, now), 'STATUS_ANSWER_STALE', ageOf(view));
  steps.check(
    'audience',
    view.audience === verifier,
    'STATUS_ANSWER_AUDIENCE',
    view.audience === undefined ? 'It was made for nobody.' : `It was made for ${view.audience}.`,
  );
  const usable = status === 'ISSUED' || status === 'PRESENTED';
  steps.check(
    'status',
    usable,
    usable ? 'VOUCHER_CONSUMED' : unusable[status][0],
    `Voucher ${voucher.id} was ${status} as of ${view.asOf}.`,
  );
  steps.check(
    'term',
    now.getTime() < Date.parse(endOfDay(voucher.until)),
    'VOUCHER_EXPIRED',
    `Its last day is ${voucher.until}.`,
  );
}

/**
 * By the witnesses’ beacon, since whoever asked may have set its own clock. An answer about an instant
 * before that beacon says nothing about now.
 */
function isFresh({ beacon, asOf }: VoucherView, now: Date): boolean {
  if (beacon === undefined || asOf < beacon.time) return false;
  const age = now.getTime() - Date.parse(beacon.time);
  return age <= MAX_AGE_MS && age >= -SKEW_MS;
}

const ageOf = ({ beacon, asOf }: VoucherView): string =>
  beacon === undefined
    ? 'It knows no beacon, so nothing says how old it is.'
    : `Beacon ${String(beacon.number)} of ${beacon.time} was known; it is about ${asOf}.`;

function readPresentation(given: string | Uint8Array): VoucherPresentation | undefined {
  if (given.length > MAX_PRESENTATION) return undefined;
  return safely(() =>
    check(VoucherPresentation, parseJson(typeof given === 'string' ? given : toText(given))),
  );
}

interface PresentationBench {
  readonly question: Omit<VoucherQuestion, 'answer'>;
  readonly crypto: Crypto;
  readonly steps: VoucherSteps;
}

function checkPresentation(
  { voucher }: VoucherView,
  presentation: VoucherPresentation,
  { question, crypto, steps }: PresentationBench,
): void {
  const { anchors, nonce, verifier } = question;
  steps.check(
    'verifier',
    presentedFor(presentation, voucher, verifier),
    'VOUCHER_VERIFIER_MISMATCH',
    `Issued for ${voucher.verifier} and shown to ${presentation.verifier}.`,
  );
  steps.check(
    'voucher',
    presentsThis(presentation, voucher, anchors.channel),
    'VOUCHER_PRESENTATION_MISMATCH',
    `It presents ${presentation.voucher} on ${presentation.channel}, by its digest.`,
  );
  steps.check(
    'nonce',
    presentation.nonce === nonce,
    'VOUCHER_NONCE_MISMATCH',
    'It answers the nonce that this verifier gave.',
  );
  steps.check(
    'holder-signature',
    isHeld(presentation, voucher, crypto),
    'SIGNATURE_INVALID',
    `Signed by the key of holder ${voucher.holder}.`,
  );
}

function checkFields(
  { voucher }: VoucherView,
  opened: readonly unknown[] | undefined,
  steps: VoucherSteps,
): { field: string; value: string }[] {
  if (opened === undefined) return [];
  const read = opened.map((each) => safely(() => check(OpenedVoucherField, each)));
  const good = read.filter((each) => each !== undefined && opensVoucher(voucher, each));
  steps.check(
    'fields',
    good.length === opened.length,
    'VOUCHER_FIELD_MISMATCH',
    `${String(good.length)} of ${String(opened.length)} fields open against the voucher’s roots.`,
  );
  return good.flatMap((each) =>
    each === undefined ? [] : [{ field: each.opened.field, value: each.opened.value }],
  );
}

function reportOf(
  { list, code }: VoucherSteps,
  answer: AnswerReport,
  view?: VoucherView,
  fields: VoucherReport['fields'] = [],
): VoucherReport {
  const verdict = verdictOf(code, answer);
  return {
    kind: 'voucher',
    verdict,
    ...(code === undefined ? {} : { code }),
    steps: list,
    answer,
    ...(view === undefined ? {} : { view }),
    fields: verdict === 'VALID' ? fields : [],
  };
}

function verdictOf(code: VoucherFault | undefined, answer: AnswerReport): Verdict {
  if (code === undefined) return 'VALID';
  if (code === 'STATUS_ANSWER_STALE') return 'STALE';
  // A true answer to another question is none to this one.
  const { verdict } = answer;
  return code === 'STATUS_ANSWER_INVALID' && verdict !== 'VALID' ? verdict : 'INVALID';
}

/** A report as lines of plain English. */
export function explainVoucher({
  verdict,
  code,
  steps,
  answer,
  view,
  fields,
}: VoucherReport): string[] {
  const keys = answer.organizations.reduce((sum, { signers }) => sum + signers.length, 0);
  return [
    ...(answer.singleCustodian
      ? [`SINGLE CUSTODIAN: ${String(keys)} keys, independent custody NOT_PROVEN`]
      : []),
    `Verdict: ${verdict}${code === undefined ? '' : ` (${code})`}`,
    ...(view === undefined
      ? []
      : [
          `Voucher ${view.voucher.id} of ${view.voucher.issuer} for ${view.voucher.scene} (${view.sceneLabel.zh})`,
        ]),
    `Status signed by ${String(answer.organizations.length)} organisations, ${String(answer.independentOrganizations)} independent`,
    ...steps.map(({ step, outcome, detail }) => `${outcome} ${step}: ${detail}`),
    ...fields.map(({ field, value }) => `  ${field} = ${value}`),
  ];
}
