import serialize from 'canonicalize';

/**
 * Canonical JSON (RFC 8785), the only form in which the ledger stores, signs and answers.
 *
 * Members that are `undefined` are left out. Every endorser writes the same bytes.
 * @throws TypeError when the value has no JSON form: that is our mistake, not the caller's.
 */
export function canonicalize(value: unknown): string {
  const text = serialize(value);
  if (text === undefined) throw new TypeError('The value has no JSON form.');
  return text;
}
