import { body, columns } from '../geometry.js';
import { footNumber, footOf, furnitureOf } from '../furniture.js';
import type { Glyph } from './glyphs.js';
import { type Kind, kindOf } from './kinds.js';

/** Where a field stands, so that a spot on the page can be named. */
export interface Place {
  readonly field: string;
  readonly page: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The visible text of a file, sorted into fields by where it stands. */
export interface VisibleText {
  readonly fields: Readonly<Record<string, string>>;
  /** Text that belongs to no field and to nothing else of a certificate. */
  readonly extra: readonly string[];
  /** What stands on every certificate and not here. */
  readonly missing: readonly string[];
  readonly places: readonly Place[];
}

/** Baselines closer than this are one line; lines of a certificate are 13 points apart. */
const SAME_LINE = 1;

/** @param pages the characters of each page, in drawing order */
export function sortText(pages: readonly (readonly Glyph[])[]): VisibleText {
  const found = new Findings();
  pages.forEach((glyphs, index) => {
    const isLast = index === pages.length - 1;
    const top = index === 0 ? body.firstTop : body.top;
    const bottom = isLast ? body.closingTop : body.bottom;
    const isInBody = ({ x, y }: Glyph): boolean =>
      y > top && y < bottom && x >= columns.anchor - 1 && x < columns.right + 6;
    takeFurniture(
      found,
      glyphs.filter((glyph) => !isInBody(glyph)),
      index,
      pages.length,
    );
    takeRows(found, glyphs.filter(isInBody), { index, bottom });
  });
  return found.result();
}

class Findings {
  readonly extra: string[] = [];
  readonly missing: string[] = [];
  readonly places: Place[] = [];
  readonly #fields = new Map<string, string[]>();

  add(field: string, text: string): void {
    this.#fields.set(field, [...(this.#fields.get(field) ?? []), text]);
  }

  /** A field that stands in several places says one thing, or all that it says is shown. */
  result(): VisibleText {
    const fields = [...this.#fields].map(
      ([field, texts]) => [field, [...new Set(texts)].join(' | ')] as const,
    );
    const { extra, missing, places } = this;
    return { fields: Object.fromEntries(fields), extra, missing, places };
  }
}

interface Line {
  readonly y: number;
  readonly glyphs: Glyph[];
}

function linesOf(glyphs: readonly Glyph[]): Line[] {
  const lines: Line[] = [];
  for (const glyph of [...glyphs].sort((a, b) => a.y - b.y)) {
    const line = lines.at(-1);
    if (line !== undefined && glyph.y - line.y < SAME_LINE) line.glyphs.push(glyph);
    else lines.push({ y: glyph.y, glyphs: [glyph] });
  }
  for (const line of lines) line.glyphs.sort((a, b) => a.x - b.x);
  return lines;
}

const textOf = (glyphs: readonly Glyph[]): string => glyphs.map(({ text }) => text).join('');

/** Title, closing lines and foot: what no row holds must be one of them, word for word. */
function takeFurniture(
  found: Findings,
  glyphs: readonly Glyph[],
  index: number,
  count: number,
): void {
  const wanted = furnitureOf(index, count, '').map(({ text, y }) => ({ text, y }));
  const foot = footOf(index, count, '');
  for (const { y, glyphs: line } of linesOf(glyphs)) {
    const text = textOf(line);
    const at = wanted.findIndex((piece) => Math.abs(piece.y - y) < SAME_LINE);
    const number = wanted[at]?.text === foot ? footNumber(text) : undefined;
    const expected = number === undefined ? wanted[at]?.text : footOf(index, count, number);
    if (expected === text) {
      if (number !== undefined) found.add('certificateNo', number);
      wanted.splice(at, 1);
    } else found.extra.push(text);
  }
  found.missing.push(...wanted.map(({ text }) => text));
}

function takeRows(
  found: Findings,
  glyphs: readonly Glyph[],
  { index, bottom }: { index: number; bottom: number },
): void {
  const anchors = linesOf(glyphs.filter(({ x }) => x < columns.value - 1));
  const rest = glyphs.filter(({ x }) => x >= columns.value - 1);
  const first = anchors[0]?.y ?? Infinity;
  const lost = rest.filter(({ y }) => y < first - SAME_LINE);
  found.extra.push(...linesOf(lost).map(({ glyphs: line }) => textOf(line)));
  anchors.forEach(({ y, glyphs: anchor }, i) => {
    const next = (anchors[i + 1]?.y ?? Infinity) - SAME_LINE;
    const inRow = rest.filter((glyph) => glyph.y >= y - SAME_LINE && glyph.y < next);
    const kind = kindOf(textOf(anchor));
    if (kind === undefined) found.extra.push(textOf([...anchor, ...inRow]));
    else takeRow(found, kind, inRow, { index, top: y - 15, bottom: Math.min(next - 15, bottom) });
  });
}

function takeRow(
  found: Findings,
  kind: Kind,
  glyphs: readonly Glyph[],
  { index, top, bottom }: { index: number; top: number; bottom: number },
): void {
  kind.forEach((cell, i) => {
    const left = cell.x - 1;
    const right = (kind[i + 1]?.x ?? Infinity) - 1;
    const inside = glyphs.filter(({ x }) => x >= left && x < right);
    const text = linesOf(inside)
      .map(({ glyphs: line }) => textOf(line))
      .join('');
    if (cell.field !== undefined) {
      found.add(cell.field, text);
      const edge = Math.min(right, columns.right + 7);
      found.places.push({ field: cell.field, page: index, left, right: edge, top, bottom });
    } else if (text !== cell.label) {
      if (text !== '') found.extra.push(text);
      found.missing.push(cell.label);
    }
  });
}
