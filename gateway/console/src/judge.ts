import {
  canonicalize,
  check,
  parseJson,
  PublicCertificateAnswer,
  PublicDigestAnswer,
  type PublicCertificate,
} from '@shuquan/chaincode/model';
import { type AnswerReport, nobleCrypto, type Verdict, Verifier } from '@shuquan/verifier';
import { type Asking, askingOf, type Question } from './question.js';
import type { Trust } from './trust.js';

export type PageVerdict = Verdict | 'NOT_FOUND';

/** The one sentence that comes first. */
export type Headline =
  | 'fileFound'
  | 'digestFound'
  | 'certificateValid'
  | 'certificateExpiring'
  | 'certificateInDoubt'
  | 'certificateEnded'
  | 'otherPaper'
  | 'fileNotFound'
  | 'otherBytes'
  | 'digestNotFound'
  | 'certificateNotFound'
  | 'answerGenuine'
  | 'answerSaysNone'
  | 'broken'
  | 'untrusted'
  | 'stale'
  | 'policyNotMet'
  | 'incomplete'
  | 'unreachable'
  | 'busy'
  | 'refused'
  | 'noAnchors';

/** Green is for VALID alone; what is true and no reason for comfort is amber. */
export type Tone = 'good' | 'caution' | 'bad';

/** What the answer says, once it is believed. */
export type Found =
  | { readonly kind: 'digest'; readonly answer: PublicDigestAnswer }
  | { readonly kind: 'certificate'; readonly answer: PublicCertificateAnswer }
  | { readonly kind: 'other'; readonly transaction: string; readonly value: string };

export interface Conclusion {
  readonly verdict: PageVerdict;
  readonly headline: Headline;
  readonly tone: Tone;
  readonly question: Question;
  readonly report?: AnswerReport;
  readonly found?: Found;
  /** The signed answer, to be kept. */
  readonly text?: string;
}

/** What the reader insists on beyond the anchors’ own policy. */
export interface Insistence {
  readonly minIndependent: number;
  /** How old an answer that was brought may be, by its own claim; any age when left out. */
  readonly notBefore?: Date;
}

interface Believed {
  readonly verdict: PageVerdict;
  readonly headline: Headline;
  readonly tone: Tone;
}

const failures: Readonly<Record<Exclude<Verdict, 'VALID'>, Headline>> = {
  INVALID: 'broken',
  INCOMPLETE: 'incomplete',
  UNTRUSTED: 'untrusted',
  STALE: 'stale',
  POLICY_NOT_MET: 'policyNotMet',
};

/** An answer that was asked for now, or one that was brought (then there is no nonce). */
export interface Brought {
  readonly text: string;
  readonly nonce?: string;
}

/** Checks the signatures first; what an answer says counts only once they hold. */
export function judge(
  question: Question,
  { text, nonce }: Brought,
  { trust, insistence }: { readonly trust: Trust; readonly insistence: Insistence },
): Conclusion {
  const { minIndependent, notBefore } = insistence;
  const asking = question.kind === 'answer' ? undefined : askingOf(question);
  const report = new Verifier(trust.anchors, nobleCrypto).answer(text, {
    minIndependent,
    ...(asking === undefined ? { notBefore } : asked(asking, nonce)),
  });
  const { verdict, value, transaction = '' } = report;
  const whole = { question, report, text };
  if (verdict !== 'VALID') {
    const tone = verdict === 'INVALID' ? 'bad' : 'caution';
    return { ...whole, verdict, headline: failures[verdict], tone };
  }
  const found = read(transaction, value);
  // Signed by whom we trust and yet not what the transaction gives: another version of the rules.
  if (found === undefined) {
    return { ...whole, verdict: 'INCOMPLETE', headline: 'incomplete', tone: 'caution' };
  }
  return { ...whole, found, ...believed(question, found) };
}

function asked({ transaction, input }: Asking, nonce: string | undefined): object {
  return {
    transaction,
    input: (args: readonly string[]) => args.length === 1 && sameInput(args[0] ?? '', input),
    fresh: (value: string) => (parseJson(value) as { nonce?: unknown }).nonce === nonce,
  };
}

/** The same question; whether it was asked now, the nonce tells, and an old answer is no forgery. */
function sameInput(json: string, input: Asking['input']): boolean {
  const given = Object.entries(parseJson(json) as object).filter(([name]) => name !== 'nonce');
  return canonicalize(Object.fromEntries(given)) === canonicalize(input);
}

function read(transaction: string, value: string | undefined): Found | undefined {
  if (value === undefined) return undefined;
  try {
    const json = parseJson(value);
    if (transaction === 'public:digest') {
      return { kind: 'digest', answer: check(PublicDigestAnswer, json) };
    }
    if (transaction === 'public:certificate') {
      return { kind: 'certificate', answer: check(PublicCertificateAnswer, json) };
    }
    return { kind: 'other', transaction, value: JSON.stringify(json, undefined, 2) };
  } catch {
    return undefined;
  }
}

const good = (headline: Headline): Believed => ({ verdict: 'VALID', headline, tone: 'good' });
const none = (headline: Headline): Believed => ({
  verdict: 'NOT_FOUND',
  headline,
  tone: 'caution',
});

function believed(question: Question, found: Found): Believed {
  if (found.kind === 'digest') return ofDigest(question, found.answer);
  if (found.kind === 'certificate') return ofCertificate(question, found.answer.certificate);
  return saysNone(found.value) ? none('answerSaysNone') : good('answerGenuine');
}

/** Any list of the ledger is `items`. */
function saysNone(value: string): boolean {
  const json = JSON.parse(value) as { items?: unknown } | null;
  return Array.isArray(json?.items) && json.items.length === 0;
}

function ofDigest(question: Question, answer: PublicDigestAnswer): Believed {
  const { evidence, certificates } = answer;
  const isFile = question.kind === 'file';
  if (evidence.length + certificates.length === 0) {
    return none(isFile ? 'fileNotFound' : 'digestNotFound');
  }
  // SHA-256 alone is what was asked for; a record that means another SM3 means other bytes.
  const same = evidence.filter((e) => !isFile || e.digests.SM3 === question.digests.SM3);
  if (evidence.length > 0 && same.length === 0) return none('otherBytes');
  return good(isFile ? 'fileFound' : 'digestFound');
}

/** The word for a certificate; statuses that this page does not know are a reason to ask. */
const ofStatus: Readonly<Record<string, Believed>> = {
  VALID: good('certificateValid'),
  EXPIRING: good('certificateExpiring'),
  LAPSED: { verdict: 'INVALID', headline: 'certificateEnded', tone: 'bad' },
  CANCELLED: { verdict: 'INVALID', headline: 'certificateEnded', tone: 'bad' },
  REVOKED: { verdict: 'INVALID', headline: 'certificateEnded', tone: 'bad' },
  TRANSFERRED: { verdict: 'INVALID', headline: 'certificateEnded', tone: 'bad' },
};

function ofCertificate(question: Question, certificate: PublicCertificate | null): Believed {
  if (certificate === null) return none('certificateNotFound');
  const paper = question.kind === 'certificate' ? question.depositTxId : undefined;
  if (paper !== undefined && paper !== certificate.depositTxId) {
    return { verdict: 'INVALID', headline: 'otherPaper', tone: 'bad' };
  }
  const known = ofStatus[certificate.status];
  const isFree = certificate.encumbrances.length === 0;
  if (known !== undefined && (isFree || known.verdict === 'INVALID')) return known;
  return { verdict: 'VALID', headline: 'certificateInDoubt', tone: 'caution' };
}
