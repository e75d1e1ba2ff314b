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

/** Fabric’s composite key: U+0000, then type and attributes, each closed by U+0000. */
export function splitCompositeKey(key: string): { type: string; attributes: string[] } | undefined {
  if (!key.startsWith('\0') || !key.endsWith('\0')) return undefined;
  const [type, ...attributes] = key.slice(1, -1).split('\0');
  return type === undefined ? undefined : { type, attributes };
}
