import { fixed, page } from './geometry.js';
import { labels, phrases } from './labels.zh.js';

/** A line that is no row of the table. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly size: number;
  readonly tone: 'title' | 'faint' | 'plain';
  readonly isCentred?: true;
}

/** What stands around the table on page `index` of `count`. */
export function furnitureOf(index: number, count: number, certificateNo: string): Piece[] {
  const title: Piece[] =
    index === 0 ? [{ text: labels.title, ...fixed.title, tone: 'title', isCentred: true }] : [];
  const closing: Piece[] =
    index === count - 1
      ? [
          { text: phrases.seal, ...fixed.seal, tone: 'faint' },
          { text: phrases.scan, ...fixed.scan, tone: 'plain' },
          { text: phrases.prevails, ...fixed.prevails, tone: 'plain' },
        ]
      : [];
  return [
    ...title,
    ...closing,
    { text: footOf(index, count, certificateNo), ...fixed.foot, tone: 'plain', isCentred: true },
  ];
}

export const footOf = (index: number, count: number, certificateNo: string): string =>
  `${certificateNo} · 第 ${String(index + 1)} 页，共 ${String(count)} 页`;

/** The number in a page’s foot, whatever the page says it is. */
export const footNumber = (foot: string): string | undefined =>
  /^(.*) · 第 \d+ 页，共 \d+ 页$/.exec(foot)?.[1];

export const middle = page.width / 2;
