import { GatewayError } from '../errors.js';

export type Members = Readonly<Record<string, unknown>>;

/** What is no policy at all, and where. */
export const invalid = (pointer: string, message: string): GatewayError =>
  new GatewayError('ODRL_INVALID', `${pointer}: ${message}.`, { pointer });
/** What a policy may say and a grant can not: nothing of it is left out silently. */
export const notExpressible = (pointer: string, message: string): GatewayError =>
  new GatewayError('ODRL_NOT_EXPRESSIBLE', `${pointer}: ${message}.`, { pointer });

/** As many rules, constraints and values as any policy of a grant has. */
const MAX_ITEMS = 250;

/** Deeper, or of more values, is no policy of a grant. */
const MAX_LEVELS = 12;
const MAX_VALUES = 20_000;

/**
 * Counts before anything walks through it, level by level: no depth exhausts the stack.
 *
 * @throws GatewayError ODRL_INVALID
 */
export function requireSmall(value: unknown): void {
  let level: unknown[] = [value];
  let [levels, values] = [0, 0];
  while (level.length > 0) {
    [levels, values] = [levels + 1, values + level.length];
    if (levels > MAX_LEVELS || values > MAX_VALUES) throw invalid('', 'Deeper or larger than any');
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? (Object.values(each) as unknown[]) : [],
    );
  }
}

/** An object with these members and no other. */
export function members(value: unknown, pointer: string, known: readonly string[]): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(pointer, 'Must be an object');
  }
  const stray = Object.keys(value).find((name) => !known.includes(name));
  if (stray !== undefined)
    throw notExpressible(`${pointer}/${stray}`, 'A grant has nothing like it');
  return value as Members;
}

/** JSON-LD writes one of something as itself or as an array. */
export function several(value: unknown, pointer: string): readonly unknown[] {
  if (value === undefined) return [];
  const all: readonly unknown[] = Array.isArray(value) ? (value as unknown[]) : [value];
  if (all.length > MAX_ITEMS) throw invalid(pointer, `More than ${String(MAX_ITEMS)}`);
  return all;
}

export function text(value: unknown, pointer: string): string {
  if (typeof value === 'string') return value;
  throw invalid(pointer, 'Must be a text');
}

/** What stands behind a prefix of ours. A name of somebody else’s means nothing here. */
export function named(value: unknown, pointer: string, prefix: string): string {
  const name = text(value, pointer);
  if (name.startsWith(prefix) && name.length > prefix.length) return name.slice(prefix.length);
  throw notExpressible(pointer, `Must begin with ${prefix}`);
}

export function exactly(value: unknown, pointer: string, want: string): void {
  if (value === undefined) throw invalid(pointer, `Must be ${want}`);
  if (value !== want) throw notExpressible(pointer, `Must be ${want}`);
}
