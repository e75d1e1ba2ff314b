import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Font, create as open } from 'fontkit';
import { GatewayError } from '../errors.js';

const PACKAGE = '@expo-google-fonts/noto-sans-sc';

/** Noto Sans SC, a TrueType face of 30,890 characters under the OFL. */
const files = {
  regular: `${PACKAGE}/400Regular/NotoSansSC_400Regular.ttf`,
  bold: `${PACKAGE}/700Bold/NotoSansSC_700Bold.ttf`,
} as const;
export type Weight = keyof typeof files;

const loaded = new Map<Weight, Uint8Array>();

/** The font’s bytes, read once: ten megabytes. */
export function fontBytes(weight: Weight): Uint8Array {
  const known = loaded.get(weight);
  if (known !== undefined) return known;
  const bytes = readFileSync(createRequire(import.meta.url).resolve(files[weight]));
  loaded.set(weight, bytes);
  return bytes;
}

let face: Font | undefined;
const printable = new Map<number, boolean>();

/** Whether the character leaves a mark; white space may leave none. */
export function isPrintable(point: number): boolean {
  const known = printable.get(point);
  if (known !== undefined) return known;
  const font = (face ??= open(Buffer.from(fontBytes('regular'))) as Font);
  const isSpace = /^\p{Zs}$/u.test(String.fromCodePoint(point));
  const answer =
    font.hasGlyphForCodePoint(point) &&
    (isSpace || font.glyphForCodePoint(point).path.commands.length > 0);
  printable.set(point, answer);
  return answer;
}

/**
 * A name with a blank box in it is not that name, so what has no glyph is not printed at all.
 *
 * @throws GatewayError CHARACTER_NOT_PRINTABLE with the code point and the field
 */
export function requirePrintable(text: string, field: string): void {
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (isPrintable(point)) continue;
    const name = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
    throw new GatewayError(
      'CHARACTER_NOT_PRINTABLE',
      `The font has no glyph for ${name} in ${field}.`,
      { character: name, field },
    );
  }
}
