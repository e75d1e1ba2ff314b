import { codePoint } from '@shuquan/verifier';
import { isPrintable } from '../print/font.js';

/** What the font has no mark for is named: a report is printed whatever anybody wrote into a record. */
export const printable = (text: string): string =>
  Array.from(text, (character) =>
    isPrintable(character.codePointAt(0) ?? 0) ? character : `[${codePoint(character)}]`,
  ).join('');
