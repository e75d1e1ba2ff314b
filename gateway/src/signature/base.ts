import { FieldError, type SignatureInput } from './fields.js';

/** The value of a component of a message; `undefined` where the message has none. */
export type ComponentValue = (component: string) => string | undefined;

/**
 * The text that is signed (RFC 9421 §2.5).
 *
 * @throws FieldError for a component that the message does not have, or whose value would add a line
 */
export function signatureBase(
  { components, serialized }: Pick<SignatureInput, 'components' | 'serialized'>,
  valueOf: ComponentValue,
): string {
  const lines = components.map((component) => {
    const value = valueOf(component);
    if (value === undefined) throw new FieldError(`${component} is covered and not there`);
    if (/[\r\n]/.test(value)) throw new FieldError(`${component} has a line break in it`);
    return `"${component}": ${value}`;
  });
  return [...lines, `"@signature-params": ${serialized}`].join('\n');
}

/** A request, as far as a signature can cover it. */
export interface SignableRequest {
  readonly method: string;
  /** Scheme and authority, such as https://gateway.example. */
  readonly origin: string;
  /** Path and query, as in the request line. */
  readonly target: string;
  /** The value of a header field, several joined by a comma. */
  header(name: string): string | undefined;
}

/** Components of a request (RFC 9421 §2.1 and §2.2); derived ones that are not here are not known. */
export function requestComponents(request: SignableRequest): ComponentValue {
  const { method, origin, target } = request;
  const [path, query] = splitAt(target, target.indexOf('?'));
  const derived: Readonly<Record<string, string>> = {
    '@method': method.toUpperCase(),
    '@target-uri': `${origin}${target}`,
    '@authority': new URL(origin).host,
    '@scheme': new URL(origin).protocol.slice(0, -1),
    '@request-target': target,
    '@path': path === '' ? '/' : path,
    '@query': query === '' ? '?' : query,
  };
  return (component) =>
    component.startsWith('@')
      ? Object.entries(derived).find(([name]) => name === component)?.[1]
      : request.header(component)?.trim();
}

const splitAt = (text: string, at: number): [string, string] =>
  at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at)];
