import type { Measure } from '../print/document.js';
import { wrap } from '../print/wrap.js';
import { body, columns, text } from './geometry.js';
import type { Row } from './rows.js';

/** A row on its page: each cell in lines, the first baseline of all, and the row’s edges. */
export interface Placed {
  readonly page: number;
  readonly top: number;
  readonly bottom: number;
  readonly baseline: number;
  readonly size: number;
  readonly row: Row;
  readonly cells: readonly (readonly string[])[];
}

export interface Layout {
  readonly rows: readonly Placed[];
  readonly pages: number;
}

/** Rows one below the other; a row is never cut, and the last page keeps room for its close. */
export function layOut(rows: readonly Row[], measure: Measure): Layout {
  const placed: Placed[] = [];
  let page = 0;
  let top: number = body.firstTop;
  for (const row of rows) {
    const size = row.small === true ? text.small : text.size;
    const cells = row.cells.map((cell, i) =>
      wrap(cell.text, widthOf(row, i), (part) => measure(part) * size),
    );
    const lines = Math.max(1, ...cells.map((cell) => cell.length));
    const height = lines * text.leading + text.padding * 2;
    if (top + height > body.bottom) {
      page += 1;
      top = body.top;
    }
    const baseline = top + text.padding + 10;
    placed.push({ page, top, bottom: top + height, baseline, size, row, cells });
    top += height;
  }
  return { rows: placed, pages: page + (top > body.closingTop ? 2 : 1) };
}

const widthOf = ({ cells }: Row, i: number): number =>
  (cells[i + 1]?.x ?? columns.right) - (cells[i]?.x ?? 0) - text.gap;
