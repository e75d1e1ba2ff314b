import { Option } from 'commander';
import {
  type AnswerReport,
  courtLanguages,
  courtHtml,
  type CourtInput,
  type CourtLanguage,
  courtReport,
} from '@shuquan/verifier';
import { digestsOf } from '../digests.js';
import { usage } from './failure.js';
import { requireFree, writeNew } from './read.js';

export interface ReportOptions {
  readonly report?: string;
  readonly lang?: CourtLanguage;
}

export const reportOptions = (): Option[] => [
  new Option('--report <file>', 'write a report for a court: .html or .pdf, never over a file'),
  new Option('--lang <language>', 'of the report').choices(courtLanguages).default('both'),
];

/** Each form of the report by the ending of its file. */
const forms: Readonly<Record<string, (input: CourtInput) => Promise<string | Uint8Array>>> = {
  '.html': (input) => Promise.resolve(courtHtml(courtReport(input))),
  async '.pdf'(input) {
    // The fonts take a second to load.
    const { courtPdf } = await import('../court/pdf.js');
    return courtPdf(courtReport(input), new Date(input.checkedAt));
  },
};

const formOf = (path: string): (typeof forms)[string] => {
  const form = Object.entries(forms).find(([ending]) => path.toLowerCase().endsWith(ending));
  if (form !== undefined) return form[1];
  throw usage(`--report ${path} must end in .html or .pdf.`);
};

/** Before anything is asked or written. @throws CliError USAGE, FILE_UNWRITABLE */
export async function requireReportable({ report }: ReportOptions): Promise<void> {
  if (report === undefined) return;
  formOf(report);
  await requireFree(report);
}

/** Whole or not at all. @throws CliError FILE_UNWRITABLE */
export async function writeReport(
  { report: path, lang = 'both' }: ReportOptions,
  found: Omit<CourtInput, 'language' | 'checkedAt'>,
): Promise<void> {
  if (path === undefined) return;
  const input = { ...found, language: lang, checkedAt: new Date().toISOString() };
  await writeNew(path, await formOf(path)(input));
}

/** A text or bytes that were checked, as the report names them. */
export function courtFile(
  role: CourtInput['files'][number]['role'],
  name: string,
  content: string | Uint8Array,
): CourtInput['files'][number] {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return { role, name, size: bytes.length, digests: digestsOf(bytes) };
}

/** Answers that hold; what was asked for besides and does not hold says nothing. */
export const holding = (answers: readonly AnswerReport[]): AnswerReport[] =>
  answers.filter(({ verdict }) => verdict === 'VALID');
