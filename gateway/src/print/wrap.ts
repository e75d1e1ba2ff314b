/** Marks that may not begin a line (GB/T 15834 §5.1). */
const NOT_FIRST = '，。、；：？！）》」』”’】〕…—·,.;:?!)]}%';
/** Marks that may not end one. */
const NOT_LAST = '（《「『“‘【〔([{';
const WORD = /[\p{Script=Latin}\p{Nd}_\-./@]/u;

/**
 * Cuts a text into lines of at most `width` without changing a character: joined, the lines are the
 * text again. Chinese breaks anywhere but at its marks; words and numbers stay whole where a line
 * can hold them.
 */
export function wrap(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let used = 0;
  for (const character of text) {
    const advance = widthOf(character);
    if (line.length > 0 && used + advance > width) {
      const keep = breakAt([...line, character]);
      lines.push(line.slice(0, keep).join(''));
      line = line.slice(keep);
      used = line.reduce((sum, one) => sum + widthOf(one), 0);
    }
    line.push(character);
    used += advance;
  }
  return [...lines, line.join('')];
}

/** How many characters stay on the line; the last of `characters` has no room on it. */
function breakAt(characters: readonly string[]): number {
  const full = characters.length - 1;
  for (let at = full; at > 0; at -= 1) {
    if (mayBreak(characters[at - 1] ?? '', characters[at] ?? '')) return at;
  }
  return full;
}

const mayBreak = (before: string, after: string): boolean =>
  !NOT_FIRST.includes(after) &&
  !NOT_LAST.includes(before) &&
  !(WORD.test(before) && WORD.test(after));
