import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { GatewayError } from '../../errors.js';
import { page as paper } from '../geometry.js';
import { MAX_GLYPHS } from './limits.js';
import { identity, type Matrix, matrixOf, pointAt, times } from './matrix.js';

/** One character where a page draws it, in points from the upper left corner. */
export interface Glyph {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** What a page draws: its characters in drawing order, and what no certificate draws. */
export interface Drawn {
  readonly glyphs: readonly Glyph[];
  readonly hasImage: boolean;
  readonly hasHiddenText: boolean;
}

/** The operations of one page as the PDF reader lists them. */
export interface Operations {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly (readonly unknown[] | null)[];
}

interface State {
  ctm: Matrix;
  text: Matrix;
  x: number;
  y: number;
  lineX: number;
  lineY: number;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  stretch: number;
  leading: number;
  rise: number;
  mode: number;
}

interface Shown {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
}

const images: ReadonlySet<number> = new Set([
  ...[OPS.paintImageXObject, OPS.paintImageMaskXObject, OPS.paintInlineImageXObject],
  ...[OPS.paintImageMaskXObjectGroup, OPS.paintInlineImageXObjectGroup, OPS.shadingFill],
  ...[OPS.paintImageXObjectRepeat, OPS.paintImageMaskXObjectRepeat, OPS.paintSolidColorImageMask],
]);

/** Neither filled nor stroked (ISO 32000 §9.3.6). */
const INVISIBLE: ReadonlySet<number> = new Set([3, 7]);

/**
 * Follows a page’s operations and says where each character falls. Text is taken from what is
 * drawn, not from any list of it the file may carry.
 *
 * @throws GatewayError CERTIFICATE_FILE_TOO_SLOW
 */
export function walk({ fnArray, argsArray }: Operations): Drawn {
  const pen = new Pen();
  let hasImage = false;
  fnArray.forEach((operation, i) => {
    hasImage ||= images.has(operation);
    pen.follow(operation, argsArray[i] ?? []);
  });
  return { glyphs: pen.glyphs, hasImage, hasHiddenText: pen.hasHiddenText };
}

class Pen {
  readonly glyphs: Glyph[] = [];
  hasHiddenText = false;
  readonly #saved: State[] = [];
  #state: State = {
    ...{ ctm: identity, text: identity, x: 0, y: 0, lineX: 0, lineY: 0, size: 0 },
    ...{ charSpacing: 0, wordSpacing: 0, stretch: 1, leading: 0, rise: 0, mode: 0 },
  };
  readonly #steps: Readonly<Record<number, (args: readonly unknown[]) => void>> = {
    [OPS.save]: () => this.#saved.push({ ...this.#state }),
    [OPS.restore]: () => {
      this.#restore();
    },
    [OPS.transform]: (args) => {
      this.#transform(args);
    },
    [OPS.paintFormXObjectBegin]: ([matrix]) => {
      this.#saved.push({ ...this.#state });
      this.#transform(matrix);
    },
    [OPS.paintFormXObjectEnd]: () => {
      this.#restore();
    },
    [OPS.beginText]: () => {
      this.#startLine(identity);
    },
    [OPS.setTextMatrix]: ([matrix]) => {
      this.#startLine(matrixOf(matrix));
    },
    [OPS.moveText]: ([x, y]) => {
      this.#move(Number(x), Number(y));
    },
    [OPS.setLeadingMoveText]: ([x, y]) => {
      this.#state.leading = Number(y);
      this.#move(Number(x), Number(y));
    },
    [OPS.nextLine]: () => {
      this.#move(0, this.#state.leading);
    },
    [OPS.setFont]: ([, size]) => {
      this.#state.size = Number(size);
    },
    [OPS.setGState]: ([entries]) => {
      this.#takeFont(entries);
    },
    [OPS.showText]: ([shown]) => {
      this.#show(shown as readonly (Shown | number)[]);
    },
    ...this.#settings(),
  };

  follow(operation: number, args: readonly unknown[]): void {
    this.#steps[operation]?.(args);
  }

  /** The text state’s plain numbers. */
  #settings(): Record<number, (args: readonly unknown[]) => void> {
    const set = (name: 'charSpacing' | 'wordSpacing' | 'rise' | 'mode') => {
      return ([value]: readonly unknown[]): void => {
        this.#state[name] = Number(value);
      };
    };
    return {
      [OPS.setCharSpacing]: set('charSpacing'),
      [OPS.setWordSpacing]: set('wordSpacing'),
      [OPS.setTextRise]: set('rise'),
      [OPS.setTextRenderingMode]: set('mode'),
      [OPS.setHScale]: ([percent]) => {
        this.#state.stretch = Number(percent) / 100;
      },
      [OPS.setLeading]: ([leading]) => {
        this.#state.leading = -Number(leading);
      },
    };
  }

  #restore(): void {
    this.#state = this.#saved.pop() ?? this.#state;
  }

  #transform(matrix: unknown): void {
    this.#state.ctm = times(this.#state.ctm, matrixOf(matrix));
  }

  #startLine(matrix: Matrix): void {
    Object.assign(this.#state, { text: matrix, x: 0, y: 0, lineX: 0, lineY: 0 });
  }

  #move(x: number, y: number): void {
    const state = this.#state;
    state.x = state.lineX += x;
    state.y = state.lineY += y;
  }

  /** A graphics state may set the font as well (ISO 32000 §8.4.5). */
  #takeFont(entries: unknown): void {
    for (const [key, value] of (entries ?? []) as readonly [string, unknown][]) {
      if (key === 'Font') this.#state.size = Number((value as readonly unknown[])[1]);
    }
  }

  #show(shown: readonly (Shown | number)[]): void {
    const state = this.#state;
    const matrix = times(state.ctm, state.text);
    for (const glyph of shown) {
      if (typeof glyph === 'number') {
        state.x -= (glyph / 1000) * state.size * state.stretch;
        continue;
      }
      const at = pointAt(matrix, state.x, state.y + state.rise);
      this.#put({ text: glyph.unicode, x: at.x, y: paper.height - at.y });
      const spacing = state.charSpacing + (glyph.isSpace ? state.wordSpacing : 0);
      state.x += ((glyph.width / 1000) * state.size + spacing) * state.stretch;
    }
  }

  #put(glyph: Glyph): void {
    this.hasHiddenText ||= INVISIBLE.has(this.#state.mode);
    this.glyphs.push(glyph);
    if (this.glyphs.length <= MAX_GLYPHS) return;
    throw new GatewayError(
      'CERTIFICATE_FILE_TOO_SLOW',
      'The file draws more characters than any certificate.',
    );
  }
}
