import { GatewayError, isCoded } from '../errors.js';

export const closed = (): GatewayError =>
  new GatewayError('DOCUMENTS_CLOSED', 'The document store is closing. Try again later.');

export const notFound = (id: string): GatewayError =>
  new GatewayError('DOCUMENT_NOT_FOUND', 'There is no such document.', { id: id.slice(0, 64) });

export const erased = (id: string): GatewayError =>
  new GatewayError('DOCUMENT_ERASED', `The document ${id} was lawfully erased.`, { id });

/** Whatever made reading fail, the bytes are not those that came; a missing key is told apart. */
export function damaged(id: string, cause: unknown): unknown {
  if (isCoded(cause) && passes.has(cause.code)) return cause;
  return new GatewayError(
    'DOCUMENT_DAMAGED',
    `The stored document ${id} is not what was stored. Restore it from a backup.`,
    { id },
    { cause },
  );
}

const passes: ReadonlySet<string> = new Set([
  'DOCUMENT_KEY_UNUSABLE',
  'DOCUMENT_ERASED',
  'DOCUMENTS_CLOSED',
]);
