import type { SchemaElement, SchemaTree } from 'hyparquet';
import { unsupported } from '../fault.js';
import { readJson } from '../json.js';

/** The text of a value that is there. */
export type Text = (value: unknown) => string;

/** A column of the table: a leaf as it is, a group as JSON. */
export interface ColumnReading {
  readonly name: string;
  readonly text: Text;
}

const REMEDY = 'Write the column as text, number, date or timestamp';
const refuse = (name: string): never => {
  throw unsupported(name, 'Parquet’s type', REMEDY);
};

/**
 * How each column becomes text. What the library would turn into floating-point numbers or a `Date`,
 * losing digits, is read raw: those elements lose their annotation here.
 *
 * @throws GatewayError DATA_UNSUPPORTED naming the type
 */
export function readingsOf({ children }: SchemaTree): ColumnReading[] {
  return children.map((node) => {
    const { element } = node;
    const isLeaf = node.children.length === 0 && element.repetition_type !== 'REPEATED';
    if (isLeaf) return { name: element.name, text: leafText(element) };
    requireNestable(node);
    return { name: element.name, text: jsonText };
  });
}

function leafText(element: SchemaElement): Text {
  const kind = kindOf(element);
  const raw = kinds[kind]?.(element);
  if (raw !== undefined) {
    delete element.converted_type;
    delete element.logical_type;
    return raw;
  }
  if (kind === 'FLOAT') return (value) => shortest32(value as number);
  if (kind === 'JSON') return jsonColumn;
  if (kind === 'INT96') return (value) => instantText(value as bigint, NANOS, true);
  return PLAIN.has(kind) ? plainText : refuse(kind);
}

/** Without `within`, the annotation or else the physical type. */
function kindOf({ logical_type: logical, converted_type: converted, type }: SchemaElement): string {
  return logical?.type ?? converted ?? type ?? 'unknown';
}

/** Read as the library gives them: text, whole numbers, doubles, booleans. */
const PLAIN: ReadonlySet<string> = new Set([
  ...['STRING', 'UTF8', 'ENUM', 'BYTE_ARRAY', 'UUID', 'BOOLEAN', 'DOUBLE', 'FLOAT16'],
  ...['INT32', 'INT64', 'INTEGER', 'INT_8', 'INT_16', 'INT_32', 'INT_64'],
  ...['UINT_8', 'UINT_16', 'UINT_32', 'UINT_64'],
]);

const MILLIS = 1_000n;
const MICROS = 1_000_000n;
const NANOS = 1_000_000_000n;

const kinds: Readonly<Record<string, (element: SchemaElement) => Text>> = {
  DATE: () => (value) => new Date(Number(value) * 86_400_000).toISOString().slice(0, 10),
  // Before Parquet had isAdjustedToUTC every timestamp was an instant.
  TIMESTAMP_MILLIS: () => (value) => instantText(value as bigint, MILLIS, true),
  TIMESTAMP_MICROS: () => (value) => instantText(value as bigint, MICROS, true),
  TIMESTAMP: ({ logical_type: logical }) => {
    if (logical?.type !== 'TIMESTAMP') return refuse('TIMESTAMP');
    const unit = { MILLIS, MICROS, NANOS }[logical.unit];
    return (value) => instantText(value as bigint, unit, logical.isAdjustedToUTC);
  },
  DECIMAL: ({ type, scale, logical_type: logical }) => {
    if (type === 'BYTE_ARRAY') return refuse('DECIMAL as BYTE_ARRAY');
    const digits = scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0);
    return (value) => `${unscaled(value).toString()}e${-digits}`;
  },
};

function unscaled(value: unknown): bigint {
  if (!(value instanceof Uint8Array)) return BigInt(value as number | bigint);
  const bits = BigInt(value.length * 8);
  return BigInt.asIntN(Number(bits), BigInt(`0x${Buffer.from(value).toString('hex') || '0'}`));
}

function instantText(units: bigint, perSecond: bigint, isUtc: boolean): string {
  const fraction = ((units % perSecond) + perSecond) % perSecond;
  const seconds = (units - fraction) / perSecond;
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, -5);
  const digits = fraction.toString().padStart(perSecond.toString().length - 1, '0');
  return `${whole}.${digits}${isUtc ? 'Z' : ''}`;
}

/** The shortest decimal that is this 32-bit number, as a writer of CSV would put it. */
function shortest32(value: number): string {
  for (let digits = 1; digits < 9; digits += 1) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}

const plainText: Text = (value) => {
  if (value instanceof Uint8Array) return refuse('FIXED_LEN_BYTE_ARRAY');
  return String(value);
};

const jsonColumn: Text = (value) => {
  const json = readJson(value as string);
  return typeof json === 'string' ? json : (value as string);
};

/** What is within a group comes from the library, which must not have lost anything. */
function requireNestable({ element, children }: SchemaTree): void {
  if (children.length === 0) {
    const kind = kindOf(element);
    if (!PLAIN.has(kind)) refuse(`${kind} within a nested column`);
    return;
  }
  if (element.logical_type?.type === 'VARIANT') refuse('VARIANT');
  children.forEach(requireNestable);
}

function jsonText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (value instanceof Uint8Array) return refuse('FIXED_LEN_BYTE_ARRAY');
  if (typeof value !== 'object') return JSON.stringify(plainText(value));
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`,
  );
  return `{${members.join(',')}}`;
}
