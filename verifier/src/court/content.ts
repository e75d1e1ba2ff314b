import type { Fact } from '../report.js';
import type { CourtLanguage, Text } from './text.js';

export type Grade = Fact['status'];
export type CourtTone = 'good' | 'caution' | 'bad';

/** A term and what is said under it. */
export interface Row {
  readonly label: Text;
  readonly values: readonly Text[];
}

/** A graded sentence. */
export interface Finding {
  readonly name: Text;
  readonly detail: Text;
}

export type Block =
  | { readonly kind: 'text'; readonly text: Text; readonly tone: 'plain' | 'warning' | 'quiet' }
  | { readonly kind: 'rows'; readonly title?: Text; readonly rows: readonly Row[] }
  | { readonly kind: 'findings'; readonly grade: Grade; readonly findings: readonly Finding[] };

export interface Section {
  readonly title: Text;
  readonly blocks: readonly Block[];
}

/** Everything that a report shows, whatever it is printed as. */
export interface CourtReport {
  readonly language: CourtLanguage;
  readonly title: Text;
  readonly tone: CourtTone;
  readonly verdict: Text;
  /** The verdict in plain words, and what its reader should do about it. */
  readonly says: readonly Text[];
  /** The one line that differs between two reports on the same bytes. */
  readonly checkedAt: Row;
  readonly sections: readonly Section[];
  /** What stands at the foot of every page: by which digest it is known what was checked. */
  readonly foot: string;
}

export const plain = (text: Text): Block => ({ kind: 'text', text, tone: 'plain' });
export const quiet = (text: Text): Block => ({ kind: 'text', text, tone: 'quiet' });
export const warning = (text: Text): Block => ({ kind: 'text', text, tone: 'warning' });
export const row = (label: Text, ...values: readonly Text[]): Row => ({ label, values });

/** So many are shown of whatever there may be thousands of; that there are more is said. */
export const MOST = 300;

/** The first of many, and a row that says how many more there are. */
export function firstRows(rows: readonly Row[]): Row[] {
  const more = rows.length - MOST;
  if (more <= 0) return [...rows];
  const count = String(more);
  return [...rows.slice(0, MOST), row({ zh: '其余', en: 'Others' }, moreText(count))];
}

export const moreText = (count: string): Text => ({
  zh: `另有 ${count} 项，此处从略；shuquan verify --json 列出全部。`,
  en: `${count} more are not shown here; shuquan verify --json tells all of them.`,
});
