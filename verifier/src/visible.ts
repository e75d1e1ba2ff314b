/**
 * What leaves no mark, or moves the marks beside it: control and format characters (the bidi controls
 * among them), halves of pairs, private use, and whatever is to be ignored where it is not known.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A character by its number, for whoever is to see that it is there. */
export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Anybody’s text with everything unseen in it named: nothing is hidden, and nothing takes effect. */
export const visible = (text: string): string =>
  text.replaceAll(UNSEEN, (character) => `[${codePoint(character)}]`);
