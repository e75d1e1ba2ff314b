import { z } from 'zod';
import { LedgerError } from './errors.js';
import { parseJson } from './json.js';

/** Identifiers become parts of keys, so nothing but plain characters is let in. */
export const Id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/)
  .meta({ id: 'Id', description: '3 to 64 letters, digits, dots, hyphens or underscores' });

export const MspId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]{1,31}MSP$/)
  .meta({ id: 'MspId', description: 'Organisation, as its Fabric MSP id' });

interface SetBounds {
  readonly min?: number;
  readonly max: number;
  /** What is said where one does. */
  readonly twice: string;
}

/** A list in which nothing stands twice, with one item at least unless it says otherwise. */
export function setOf<T extends z.ZodType>(
  item: T,
  { min = 1, max, twice }: SetBounds,
): z.ZodArray<T> {
  const list = z.array(item).max(max);
  const bounded = min === 0 ? list : list.min(min);
  return bounded.refine((all) => new Set(all).size === all.length, twice);
}

/** Organisations, each once: who counts them must not be misled. */
export const mspSet = (min: number): z.ZodArray<typeof MspId> =>
  setOf(MspId, { min, max: 32, twice: 'An organisation stands twice' });

/** The form only; the check characters are a rule with a code of its own (`requireUscc`). */
export const Uscc = z
  .string()
  .regex(/^[0-9A-Z]{18}$/)
  .meta({ id: 'Uscc', description: 'Unified social credit code, GB 32100, 18 characters' });

export const Hex256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ id: 'Hex256', description: '32 bytes in lower-case hex' });

export const TransactionId = Hex256.meta({ id: 'TransactionId', description: 'Transaction id' });

/** RFC 3339 in UTC with milliseconds, so that text order is time order. */
export const Instant = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/)
  .refine((text) => isRealInstant(text), 'No such instant')
  .meta({ id: 'Instant', description: 'RFC 3339, UTC, milliseconds: 2026-01-31T08:00:00.000Z' });

export const DateText = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  .refine((text) => isRealInstant(`${text}T00:00:00.000Z`), 'No such date')
  .meta({ id: 'DateText', description: 'Calendar date: 2026-01-31' });

/** The first and the last day, plain dates in Shanghai, both included. */
export const daySpan = (): z.ZodObject<
  { from: typeof DateText; to: typeof DateText },
  z.core.$strict
> =>
  z
    .strictObject({ from: DateText, to: DateText })
    .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Must not be before from' });

export const Code = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{1,63}$/)
  .meta({ id: 'Code', description: 'Upper-case code' });

/**
 * Text for people: one line that shows what it holds. No control characters, line or paragraph
 * separators, nothing invisible, nothing that turns the direction of writing (Unicode TR 36).
 */
export const line = (max: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]*$/u)
    .regex(/\S/);

export const Version = z.int().min(1).max(1_000_000);
export const Count = z.int().min(0);

export const Page = { limit: z.int().min(1).max(100), cursor: z.string().max(512).optional() };

/** What a paged query answers: `next` is absent on the last page. */
export const pageOf = <T extends z.ZodType>(
  item: T,
): z.ZodObject<{ items: z.ZodArray<T>; next: z.ZodOptional<z.ZodString> }> =>
  z.strictObject({ items: z.array(item), next: z.string().optional() });

/** Where and when a transaction happens, as every endorser sees it. Never a local clock. */
export interface Moment {
  readonly txId: string;
  /** The client's time in the proposal: a claim until a beacon bounds it. */
  readonly time: string;
}

/** Milliseconds since 1970 of an `Instant`. */
export const millis = (instant: string): number => Date.parse(instant);
export const instant = (ms: number): string => new Date(ms).toISOString();
/** Within one record time never runs backwards, whatever clients claim (ledger rule 3). */
export const later = (a: string, b: string): string => (a > b ? a : b);

function isRealInstant(text: string): boolean {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text;
}

/** More faults than a person reads at once; an attacker's array may hold a million. */
const MAX_ISSUES = 20;
const MAX_POINTER = 128;

/** @throws LedgerError INPUT_INVALID with `params.issues` = JSON pointers (RFC 6901) and reasons */
export function check<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, MAX_ISSUES).map((issue) => ({
    pointer: pointer([...issue.path, ...unknownKey(issue)]).slice(0, MAX_POINTER),
    // The library’s own message would repeat every unknown name.
    message: issue.code === 'unrecognized_keys' ? 'Unknown field' : issue.message,
  }));
  const first = issues[0];
  throw new LedgerError(
    'INPUT_INVALID',
    `${first === undefined ? 'The input' : first.pointer || 'The input'}: ${first?.message ?? 'is wrong'}.`,
    { issues },
  );
}

/** Parses a transaction's one argument: strict JSON, then its schema. */
export function parse<T extends z.ZodType>(schema: T, json: string): z.output<T> {
  return check(schema, parseJson(json));
}

function unknownKey(issue: z.core.$ZodIssue): string[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
}

function pointer(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
