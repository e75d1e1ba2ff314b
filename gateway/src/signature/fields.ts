import {
  type BareItem,
  type Dictionary,
  type InnerList,
  isInnerList,
  ParseError,
  parseDictionary,
  serializeDictionary,
  serializeInnerList,
} from 'structured-headers';

/** What a signature says that it covers, and how it was made (RFC 9421 §2.3). */
export interface SignatureInput {
  readonly label: string;
  /** Component identifiers, in order. */
  readonly components: readonly string[];
  readonly parameters: ReadonlyMap<string, BareItem>;
  /** The value of `@signature-params`: the very list that was sent. */
  readonly serialized: string;
}

/** A field that is not what its RFC has. */
export class FieldError extends Error {
  override readonly name = 'FieldError';
}

/** @throws FieldError */
export function dictionaryOf(name: string, value: string): Dictionary {
  try {
    return parseDictionary(value);
  } catch (cause) {
    if (!(cause instanceof ParseError)) throw cause;
    throw new FieldError(`${name} is no dictionary of structured fields (RFC 9651)`, { cause });
  }
}

/** @throws FieldError unless there is exactly one signature of plain components, none of them twice */
export function readSignatureInput(value: string): SignatureInput {
  const members = [...dictionaryOf('Signature-Input', value)];
  const [[label, member] = []] = members;
  if (members.length !== 1 || label === undefined || member === undefined) {
    throw new FieldError('Signature-Input must name one signature');
  }
  if (!isInnerList(member)) throw new FieldError('Signature-Input must list what is covered');
  return { label, ...coveredBy(member), serialized: serializeInnerList(member) };
}

function coveredBy(list: InnerList): Pick<SignatureInput, 'components' | 'parameters'> {
  const [items, parameters] = list;
  const components = items.map(([name, own]) => {
    if (typeof name === 'string' && own.size === 0 && name === name.toLowerCase()) return name;
    throw new FieldError('a covered component is no plain name in lower case');
  });
  if (new Set(components).size !== components.length) {
    throw new FieldError('a component is covered twice');
  }
  return { components, parameters };
}

/** The bytes of a member of a dictionary. @throws FieldError */
export function bytesIn(name: string, dictionary: Dictionary, label: string): Uint8Array {
  const [value] = dictionary.get(label) ?? [];
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw new FieldError(`${name} has no bytes under ${label}`);
}

/** One member of bytes, as a dictionary writes it. */
export const bytesField = (label: string, bytes: Uint8Array): string =>
  serializeDictionary(new Map([[label, [Uint8Array.from(bytes), new Map()]]]));

/** What a signer states, as the field has it and as the base repeats it. */
export function writeSignatureInput(
  components: readonly string[],
  parameters: Readonly<Record<string, string | number>>,
): string {
  const items = components.map((name): [string, Map<string, BareItem>] => [
    name,
    new Map<string, BareItem>(),
  ]);
  return serializeInnerList([items, new Map(Object.entries(parameters))]);
}
