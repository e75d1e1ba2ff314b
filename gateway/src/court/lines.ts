import { type CourtLanguage, saidOf, type Text } from '@shuquan/verifier';
import type { Measure } from '../print/document.js';
import { wrap } from '../print/wrap.js';
import { printable } from './printable.js';
import { type Ink, type Type, type as types } from './style.js';

/** Text on a line, from its left edge. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly size: number;
  readonly weight: Type['weight'];
  readonly color: Ink;
}

/** A line of the page: as many pieces beside each other as there are columns. */
export interface Line {
  readonly height: number;
  readonly pieces: readonly Piece[];
  /** Drawn above it, over the whole width. */
  readonly rule?: Ink;
  /** Drawn to its left, so that lines of one kind make one bar. */
  readonly bar?: Ink;
  /** Never the last of its page: something belongs below it. */
  readonly holds?: true;
}

export const space = (height: number): Line => ({ height, pieces: [] });

export interface Ground {
  readonly language: CourtLanguage;
  readonly measures: Readonly<Record<Type['weight'], Measure>>;
}

export interface Place {
  readonly x: number;
  readonly width: number;
  readonly type: Type;
  readonly color: Ink;
  /** Of the other language below it. */
  readonly otherColor: Ink;
}

/** A text in lines of its column; a second language stands below the first, smaller. */
export function linesOf(text: Text, place: Place, { language, measures }: Ground): Line[] {
  return saidOf(text, language).flatMap((said, at) => {
    const { size, leading, weight } = at === 0 ? place.type : smaller(place.type);
    const color = at === 0 ? place.color : place.otherColor;
    const measure = measures[weight];
    const lines = wrap(printable(said.text), place.width, (part) => measure(part) * size);
    return lines.map((line) => ({
      height: leading,
      // The space where a line was broken would indent the next.
      pieces: [{ text: line.trimStart(), x: place.x, size, weight, color }],
    }));
  });
}

/** What stands in smaller type is no smaller than one can read. */
const smaller = ({ size, leading }: Type): Type =>
  size <= types.text.size
    ? types.other
    : { size: size * 0.72, leading: leading * 0.76, weight: 'regular' };

/** Two columns as one: each line of the one beside a line of the other. */
export function beside(left: readonly Line[], right: readonly Line[]): Line[] {
  const count = Math.max(left.length, right.length);
  return Array.from({ length: count }, (_, at) => {
    const [one, other] = [left[at], right[at]];
    return {
      height: Math.max(one?.height ?? 0, other?.height ?? 0),
      pieces: [...(one?.pieces ?? []), ...(other?.pieces ?? [])],
    };
  });
}

/** Lines by pages of one height; what holds on to the next line goes over with it. */
export function paginate(lines: readonly Line[], height: number): Line[][] {
  const pages: Line[][] = [];
  let page: Line[] = [];
  let used = 0;
  for (const line of lines) {
    if (used + line.height > height) {
      const keep = keptOn(page);
      pages.push(page.slice(0, keep));
      page = page.slice(keep);
      used = page.reduce((sum, each) => sum + each.height, 0);
    }
    // No page begins with nothing.
    if (page.length === 0 && isBlank(line)) continue;
    page.push(line);
    used += line.height;
  }
  return page.length === 0 ? pages : [...pages, page];
}

const isBlank = ({ pieces, rule }: Line): boolean => pieces.length === 0 && rule === undefined;

/** How many lines stay; a page of nothing but what holds stays as it is. */
function keptOn(page: readonly Line[]): number {
  let keep = page.length;
  while (keep > 0 && page[keep - 1]?.holds === true) keep -= 1;
  return keep === 0 ? page.length : keep;
}
