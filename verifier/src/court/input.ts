import { type Digests, isSameBytes } from '@shuquan/chaincode/model';
import type { Anchors } from '../anchors.js';
import type { AnswerReport } from '../answer.js';
import type { DisputeReport } from '../dispute.js';
import type { ReliedReport } from '../relied.js';
import type { CourtLanguage } from './text.js';
import type { CourtVerdict } from './words.js';

/** A file that went into the verification, by its bytes. */
export interface CourtFile {
  readonly role: 'ASKED_ABOUT' | 'ANSWER' | 'BUNDLE' | 'ANCHORS' | 'BLOCK';
  /** What it was called where it was checked; it may have been called anything. */
  readonly name: string;
  readonly size: number;
  readonly digests: Digests;
}

/** What was checked and what was found, and nothing of where it was done. */
export interface CourtInput {
  readonly language: CourtLanguage;
  /** The checker’s clock; it changes one line of the report and no conclusion. */
  readonly checkedAt: string;
  readonly verdict: CourtVerdict;
  readonly report: AnswerReport | ReliedReport | DisputeReport;
  /** Answers that were asked for besides, each checked as the first was. */
  readonly beside?: readonly AnswerReport[];
  readonly files: readonly CourtFile[];
  readonly anchors: Anchors;
  /** Whether the anchors came to the checker by another way than the answer did. */
  readonly pinned: boolean;
}

export const isFileReport = (report: CourtInput['report']): report is DisputeReport =>
  report.kind === 'dispute';

/** The file that was asked about, where there was one. */
export const askedAbout = ({ files }: CourtInput): CourtFile | undefined =>
  files.find(({ role }) => role === 'ASKED_ABOUT');

/** The answers that hold, in their order: of what does not hold, nothing is shown. */
export function answersOf({ report, beside = [] }: CourtInput): AnswerReport[] {
  if (report.verdict !== 'VALID') return [];
  const own = isFileReport(report) ? report.parts : [report];
  return [...own, ...beside].filter(({ verdict }) => verdict === 'VALID');
}

/** The answer by which it is known who signed. */
export const signedOf = ({ report }: CourtInput): AnswerReport | ReliedReport | undefined =>
  isFileReport(report) ? report.answer : report;

/** Whether a deposit is one of the file that was asked about; without a file, every one is. */
export const isAbout = (input: CourtInput): ((digests: Digests) => boolean) => {
  const asked = askedAbout(input);
  return (digests) => asked === undefined || isSameBytes(digests, asked.digests);
};
