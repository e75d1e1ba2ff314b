import {
  type BundlePart,
  check,
  DisputeManifest,
  InfringementManifest,
  parseJson,
} from '@shuquan/chaincode/model';
import type { Anchors } from './anchors.js';
import type { AnswerReport } from './answer.js';
import { fromText, toHex } from './bytes.js';
import type { Crypto } from './crypto.js';
import { verifyDelivered } from './delivery.js';
import { type DisputeFile, type FileKind, type FilePart, readDisputeFile } from './dispute-file.js';
import { factorsOf } from './factors.js';
import { claimsOf, infringementFault } from './infringement.js';
import type { Fact, Verdict } from './report.js';
import type { Requirement } from './requirement.js';
import { Verifier } from './verifier.js';

export interface DisputeQuestion extends Pick<Requirement, 'minOrganizations' | 'minIndependent'> {
  /** As `dispute export` wrote it. */
  readonly file: string | Uint8Array;
  readonly anchors: Anchors;
  /** What the list must echo, where it was asked for somebody or for one occasion. */
  readonly audience?: string | undefined;
  readonly nonce?: string | undefined;
}

/** The first part at which a file does not hold: from 0, or the list itself. */
export interface DisputeFault {
  readonly part: number | 'file' | 'manifest';
  readonly why: string;
}

/** The signed list of a file’s parts; whose file it is, it names itself. */
export type Manifest = DisputeManifest | InfringementManifest;

export interface DisputeReport {
  readonly kind: 'dispute';
  readonly verdict: Verdict;
  readonly fault?: DisputeFault;
  /** Absent unless the list holds. */
  readonly manifest?: Manifest;
  /** What was found of the list by itself: who signed, under which roots. */
  readonly answer?: AnswerReport;
  /** What was found of each part, as far as the file was read. */
  readonly parts: readonly AnswerReport[];
  /** None unless the verdict is VALID. */
  readonly facts: readonly Fact[];
}

interface Found {
  readonly verdict: Verdict;
  readonly why: string;
}

/**
 * Checks the whole file of a dispute with nothing but these bytes and the pinned roots: the list is
 * signed, every part is there in its place, is signed, and answers exactly the question listed.
 * Never throws for what the file says.
 */
export function verifyDispute(question: DisputeQuestion, crypto: Crypto): DisputeReport {
  const file = readDisputeFile(question.file);
  if (file === undefined) {
    return ended('INVALID', { part: 'file', why: 'It is no file of a dispute.' });
  }
  const verifier = new Verifier(question.anchors, crypto);
  const answer = verifier.answer(file.manifest, {
    ...insistence(question),
    transaction: lists[file.kind].transaction,
  });
  const manifest = manifestOf(answer, file.kind);
  if (manifest === undefined) {
    const verdict = answer.verdict === 'VALID' ? 'INVALID' : answer.verdict;
    const why = `The list of parts is ${verdict}.`;
    return { ...ended(verdict, { part: 'manifest', why }), answer };
  }
  const known = { manifest, answer };
  const wrong = contextFault(file, manifest, question);
  if (wrong !== undefined) {
    const { verdict, why } = wrong;
    return { ...ended(verdict, { part: 'manifest', why }), ...known };
  }
  return { ...partsOf(file, manifest, { verifier, question, crypto }), ...known };
}

const insistence = ({
  minOrganizations,
  minIndependent,
}: DisputeQuestion): Pick<Requirement, 'minOrganizations' | 'minIndependent'> => ({
  ...(minOrganizations === undefined ? {} : { minOrganizations }),
  ...(minIndependent === undefined ? {} : { minIndependent }),
});

const ended = (verdict: Verdict, fault: DisputeFault): DisputeReport => ({
  ...{ kind: 'dispute', verdict, fault, parts: [], facts: [] },
});

const lists: Readonly<
  Record<FileKind, { readonly transaction: string; read(value: unknown): Manifest }>
> = {
  'shuquan.dispute-file': {
    transaction: 'dispute:bundle',
    read: (value) => check(DisputeManifest, value),
  },
  'shuquan.infringement-file': {
    transaction: 'infringement:bundle',
    read: (value) => check(InfringementManifest, value),
  },
};

function manifestOf({ verdict, value }: AnswerReport, kind: FileKind): Manifest | undefined {
  if (verdict !== 'VALID' || value === undefined) return undefined;
  try {
    return lists[kind].read(parseJson(value));
  } catch {
    return undefined;
  }
}

function contextFault(
  { count, parts }: DisputeFile,
  manifest: Manifest,
  { audience, nonce }: DisputeQuestion,
): Found | undefined {
  if (audience !== undefined && manifest.audience !== audience) {
    return { verdict: 'INVALID', why: `It was made for ${manifest.audience ?? 'nobody'}.` };
  }
  if (nonce !== undefined && manifest.nonce !== nonce) {
    return { verdict: 'STALE', why: 'It does not answer the nonce that was given.' };
  }
  const listed = manifest.parts.length;
  if (count !== listed || parts.length > listed) {
    const why = `${String(listed)} parts are listed, ${String(count)} said and ${String(parts.length)} there.`;
    return { verdict: 'INVALID', why };
  }
  return undefined;
}

interface Bench {
  readonly verifier: Verifier;
  readonly question: DisputeQuestion;
  readonly crypto: Crypto;
}

function partsOf(
  file: DisputeFile,
  { parts: listed }: Manifest,
  bench: Bench,
): Pick<DisputeReport, 'kind' | 'verdict' | 'fault' | 'parts' | 'facts'> {
  const parts: AnswerReport[] = [];
  for (const [part, each] of file.parts.entries()) {
    const { report, found } = checkPart(each, listed[part], bench);
    parts.push(report);
    if (found !== undefined) {
      const { verdict, why } = found;
      return { kind: 'dispute', verdict, fault: { part, why }, parts, facts: [] };
    }
  }
  const missing = listed[file.parts.length];
  if (missing !== undefined) {
    const fault = {
      part: file.parts.length,
      why: `The answer to ${missing.transaction} is missing.`,
    };
    return { kind: 'dispute', verdict: 'INCOMPLETE', fault, parts, facts: [] };
  }
  return {
    kind: 'dispute',
    verdict: 'VALID',
    parts,
    facts: [...claimsOf(parts), ...factorsOf(parts)],
  };
}

function checkPart(
  { sha256, answer }: FilePart,
  listed: BundlePart | undefined,
  { verifier, question, crypto }: Bench,
): { readonly report: AnswerReport; readonly found?: Found } {
  const { transaction = '', input = '' } = listed ?? {};
  const report = verifier.answer(answer, {
    ...insistence(question),
    transaction,
    // Byte for byte: another text may be the same question, and is not the one listed.
    input: (args) => args.length === 1 && args[0] === input,
  });
  if (toHex(crypto.sha256(fromText(answer))) !== sha256) {
    return { report, found: { verdict: 'INVALID', why: 'Its digest is not that of the answer.' } };
  }
  if (report.verdict !== 'VALID') {
    const why = `As the answer to ${transaction} it is ${report.verdict}.`;
    return { report, found: { verdict: report.verdict, why } };
  }
  const why = infringementFault(report);
  if (why !== undefined) return { report, found: { verdict: 'INVALID', why } };
  return { report, ...deliveryFault(report, question.anchors, crypto) };
}

/** A delivery carries signatures of its own parties, and a table that must follow from them. */
function deliveryFault(
  report: AnswerReport,
  anchors: Anchors,
  crypto: Crypto,
): { readonly found?: Found } {
  if (report.transaction !== 'delivery:read') return {};
  const { verdict, code } = verifyDelivered(report, { anchors }, crypto);
  if (verdict === 'VALID') return {};
  return { found: { verdict, why: `As a delivery it is ${verdict} (${code ?? 'unread'}).` } };
}

/** A report as lines of plain English; what weakens it most comes first. */
export function explainDispute(report: DisputeReport): string[] {
  const { verdict, fault, manifest, answer, parts, facts } = report;
  return [
    ...(answer?.singleCustodian === true ? [custodyLine(answer)] : []),
    `Verdict: ${verdict}`,
    ...(fault === undefined ? [] : [faultLine(fault)]),
    ...(manifest === undefined ? [] : [headline(manifest, parts.length)]),
    ...facts.map(({ fact, status, detail }) => `${status} ${fact}: ${detail}`),
  ];
}

function custodyLine({ organizations }: AnswerReport): string {
  const keys = organizations.reduce((sum, { signers }) => sum + signers.length, 0);
  return `SINGLE CUSTODIAN: ${String(keys)} keys, independent custody NOT_PROVEN`;
}

const faultLine = ({ part, why }: NonNullable<DisputeReport['fault']>): string =>
  `${typeof part === 'number' ? `Part ${String(part)}` : part}: ${why}`;

const titleOf = (manifest: Manifest): string =>
  'dispute' in manifest
    ? `Dispute ${manifest.dispute}`
    : `Infringement pack ${manifest.infringement}`;

const headline = (manifest: Manifest, read: number): string => {
  const { status, asked, parts } = manifest;
  return `${titleOf(manifest)} was ${status} as of ${asked.asOf}; ${String(read)} of ${String(parts.length)} parts were read`;
};
