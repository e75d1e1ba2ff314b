/** Parts of a key are joined by a character that no part can hold (all are ids, hex or numbers). */
const SEPARATOR = '!';
/** Sorts behind every key that continues a prefix. */
const END = '"';

export const keyOf = (...parts: readonly string[]): string => parts.join(SEPARATOR);

/** Stands in the key of a list for a filter that is left out. */
export const ANY = '*';

/** Keys under a prefix, in order; from a place on when given. */
export const under = (...prefix: readonly string[]): { gt: string; lt: string } => ({
  gt: keyOf(...prefix, ''),
  lt: keyOf(...prefix) + END,
});

/** Numbers in keys have one width, so that key order is number order. */
export const place = (number: bigint | number): string => String(number).padStart(15, '0');
