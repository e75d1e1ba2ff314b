import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/**
 * Protocol Buffers as data: a message is a table of fields, read and written by one routine.
 *
 * Reading is strict, because what is read was signed: unknown fields, fields out of order or
 * twice, wrong wire types and non-minimal numbers are refused, so that one value has one encoding
 * and no bit of a message can change unseen. `bytes` fields are views of the input, never copies,
 * so hashes are taken over the bytes that were signed.
 */
export class WireError extends Error {
  override readonly name = 'WireError';
}

interface ScalarTypes {
  bytes: Uint8Array;
  string: string;
  uint64: bigint;
  int64: bigint;
  uint32: number;
  int32: number;
  bool: boolean;
}
export type Scalar = keyof ScalarTypes;
/** `always` is written even when it is the default: key and value of a map entry. */
export type Presence = 'implicit' | 'always' | 'optional' | 'repeated';

export interface Field<T = unknown> {
  readonly number: number;
  readonly presence: Presence;
  readonly type: Scalar | Message<Record<string, Field>>;
  /** Only carries the type of the value; never set. */
  readonly value?: T;
}

export type Fields = Readonly<Record<string, Field>>;
export type Value<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };
/** What may be left out when writing: anything with a default. */
export type Init<F extends Fields> = {
  [K in keyof F]?: (F[K] extends Field<infer T> ? T : never) | undefined;
};

const defaults: { [K in Scalar]: ScalarTypes[K] } = {
  bytes: new Uint8Array(0),
  string: '',
  uint64: 0n,
  int64: 0n,
  uint32: 0,
  int32: 0,
  bool: false,
};

/** Proto3 singular scalar: absent means the default. */
export const scalar = <S extends Scalar>(number: number, type: S): Field<ScalarTypes[S]> => ({
  number,
  presence: 'implicit',
  type,
});
/** Key or value of a map entry: every writer sends both, defaults too. */
export const always = <S extends Scalar>(number: number, type: S): Field<ScalarTypes[S]> => ({
  number,
  presence: 'always',
  type,
});
/** Member of a oneof or `optional` scalar: absent and default differ. */
export const optional = <S extends Scalar>(
  number: number,
  type: S,
): Field<ScalarTypes[S] | undefined> => ({ number, presence: 'optional', type });
export const repeated = <S extends Scalar>(number: number, type: S): Field<ScalarTypes[S][]> => ({
  number,
  presence: 'repeated',
  type,
});
export const nested = <F extends Fields>(
  number: number,
  type: Message<F>,
): Field<Value<F> | undefined> => ({
  number,
  presence: 'optional',
  type: type,
});
export const nestedList = <F extends Fields>(
  number: number,
  type: Message<F>,
): Field<Value<F>[]> => ({
  number,
  presence: 'repeated',
  type: type,
});

/** Deeper nesting than any Fabric message has is hostile. */
const MAX_DEPTH = 32;

/** One writer serves one message after another: its buffer is most of what encoding costs. */
let spare: BinaryWriter | undefined;
const MAX_SPARE = 1_000_000;

export class Message<F extends Fields> {
  readonly name: string;
  readonly #fields: readonly (readonly [string, Field])[];
  readonly #byNumber: ReadonlyMap<number, readonly [string, Field]>;

  constructor(name: string, fields: F) {
    this.name = name;
    this.#fields = Object.entries(fields).sort(([, a], [, b]) => a.number - b.number);
    this.#byNumber = new Map(this.#fields.map((entry) => [entry[1].number, entry]));
  }

  /** @throws WireError when the bytes are not the one encoding of a message of this type. */
  decode(bytes: Uint8Array): Value<F> {
    let value: Value<F>;
    try {
      value = this.read(new BinaryReader(bytes), bytes.length, 0);
    } catch (err) {
      if (err instanceof WireError) throw err;
      throw new WireError(`${this.name}: ${(err as Error).message}`, { cause: err });
    }
    if (!equalBytes(this.encode(value), bytes)) {
      throw new WireError(`${this.name}: not the canonical encoding`);
    }
    return value;
  }

  encode(value: Init<F>): Uint8Array {
    const writer = spare ?? new BinaryWriter();
    // Not there while it is in use, nor after a failure in the middle of a message.
    spare = undefined;
    this.write(writer, value);
    const bytes = writer.finish();
    if (bytes.length <= MAX_SPARE) spare = writer;
    return bytes;
  }

  /** @internal */
  read(reader: BinaryReader, end: number, depth: number): Value<F> {
    if (depth > MAX_DEPTH) throw new WireError(`${this.name}: nested too deeply`);
    const out: Record<string, unknown> = {};
    for (const [key, field] of this.#fields) out[key] = initial(field);
    let last = 0;
    while (reader.pos < end) {
      const [number, wireType] = reader.tag();
      const entry = this.#byNumber.get(number);
      if (entry === undefined) throw new WireError(`${this.name}: unknown field ${number}`);
      const [key, field] = entry;
      this.#requirePlace(entry, wireType, last);
      last = number;
      const item = readOne(reader, field, depth);
      if (reader.pos > end) throw new WireError(`${this.name}: ${key} is cut short`);
      if (field.presence === 'repeated') (out[key] as unknown[]).push(item);
      else out[key] = item;
    }
    return out as Value<F>;
  }

  #requirePlace([key, field]: readonly [string, Field], wireType: WireType, last: number): void {
    const { number, presence } = field;
    if (number < last || (number === last && presence !== 'repeated')) {
      throw new WireError(`${this.name}: field ${key} is out of place`);
    }
    if (wireType !== wireTypeOf(field)) throw new WireError(`${this.name}: wire type of ${key}`);
  }

  /** @internal */
  write(writer: BinaryWriter, value: Readonly<Record<string, unknown>>): void {
    for (const [key, field] of this.#fields) {
      const item = value[key];
      if (item === undefined) continue;
      if (field.presence === 'repeated') {
        for (const each of item as unknown[]) writeOne(writer, field, each);
      } else if (field.presence !== 'implicit' || !isDefault(item)) {
        writeOne(writer, field, item);
      }
    }
  }
}

/** What `decode` of a message gives: `Decoded<typeof Block>`. */
export type Decoded<M> = M extends Message<infer F> ? Value<F> : never;

/** Field by field, in the order of their numbers. */
export function message<F extends Fields>(name: string, fields: F): Message<F> {
  return new Message(name, fields);
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function initial(field: Field): unknown {
  if (field.presence === 'repeated') return [];
  if (field.presence === 'optional') return undefined;
  return defaults[field.type as Scalar];
}

function isDefault(item: unknown): boolean {
  return (
    item === '' ||
    item === 0 ||
    item === 0n ||
    item === false ||
    (item instanceof Uint8Array && item.length === 0)
  );
}

function wireTypeOf({ type }: Field): WireType {
  return typeof type === 'object' || type === 'bytes' || type === 'string'
    ? WireType.LengthDelimited
    : WireType.Varint;
}

function readOne(reader: BinaryReader, { type }: Field, depth: number): unknown {
  if (typeof type === 'object') {
    const length = reader.uint32();
    return type.read(reader, reader.pos + length, depth + 1);
  }
  switch (type) {
    case 'bytes':
      return reader.bytes();
    case 'string':
      return reader.string();
    case 'uint64':
      return BigInt(reader.uint64());
    case 'int64':
      return BigInt(reader.int64());
    case 'uint32':
      return reader.uint32();
    case 'int32':
      return reader.int32();
    case 'bool':
      return reader.bool();
  }
}

function writeOne(writer: BinaryWriter, field: Field, item: unknown): void {
  const { type } = field;
  writer.tag(field.number, wireTypeOf(field));
  if (typeof type === 'object') {
    writer.fork();
    type.write(writer, item as Readonly<Record<string, unknown>>);
    writer.join();
    return;
  }
  switch (type) {
    case 'bytes':
      writer.bytes(item as Uint8Array);
      return;
    case 'string':
      writer.string(item as string);
      return;
    case 'uint64':
      writer.uint64(item as bigint);
      return;
    case 'int64':
      writer.int64(item as bigint);
      return;
    case 'uint32':
      writer.uint32(item as number);
      return;
    case 'int32':
      writer.int32(item as number);
      return;
    case 'bool':
      writer.bool(item as boolean);
  }
}
