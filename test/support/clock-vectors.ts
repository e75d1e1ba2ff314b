import { readFileSync } from 'node:fs';

interface Vector {
  readonly what: string;
  readonly start: string;
  readonly due: string;
  /** Default EXCLUDED. */
  readonly startDay?: 'INCLUDED';
  readonly pauses?: readonly (readonly [from: string, until: string])[];
  /** Years whose calendar was asked; default 2026 alone. */
  readonly years?: readonly number[];
}

export interface WorkdayVector extends Vector {
  readonly count: number;
  /** The extension, in working days. */
  readonly extension?: number;
  /** Every day counted: a month, then its days. */
  readonly counted: readonly string[];
}

export interface DayVector extends Vector {
  readonly period: readonly [count: number, unit: 'DAY' | 'MONTH' | 'YEAR'];
  /** The last day before it rolls forward, pauses counted. */
  readonly ends: string;
  /** The days it rolls over; absent when the rule does not roll forward. */
  readonly over?: readonly string[];
}

type Span = readonly [date: string, count: number, unit: 'DAY' | 'MONTH' | 'YEAR'];

interface Vectors {
  readonly workingDays: readonly WorkdayVector[];
  readonly calendarDays: readonly DayVector[];
  /** From, how long, last valid day. */
  readonly validity: readonly (readonly [...Span, last: string, what: string])[];
  /** Last valid day, how early, first and last day of the window. */
  readonly renewal: readonly (readonly [...Span, from: string, until: string, what: string])[];
}

export const vectors = JSON.parse(
  readFileSync(new URL('../../fixtures/clock-vectors.json', import.meta.url), 'utf8'),
) as Vectors;

/** `2026-10: 8 9 10` → three dates. */
export const datesOf = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => {
    const [month = '', days = ''] = line.split(': ');
    return days.split(' ').map((day) => `${month}-${day.padStart(2, '0')}`);
  });
