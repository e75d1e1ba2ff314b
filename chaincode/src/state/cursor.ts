import { LedgerError } from '../model/index.js';

/**
 * A page’s end is Fabric’s bookmark: the key at which the next page starts. It is handed out as
 * base64url and taken back only if it lies under the prefix of the same query.
 *
 * @throws LedgerError CURSOR_INVALID
 */
export function decodeCursor(cursor: string | undefined, prefix: string): string {
  if (cursor === undefined) return '';
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (key.startsWith(prefix) && Buffer.from(key).toString('base64url') === cursor) return key;
  throw new LedgerError(
    'CURSOR_INVALID',
    'The cursor belongs to another query. Start again without it.',
  );
}

/** Of an empty page the shim gives no metadata at all (fabric-shim lib/handler.js). */
export function encodeCursor(metadata: { readonly bookmark: string } | undefined): {
  next?: string;
} {
  const bookmark = metadata?.bookmark ?? '';
  return bookmark === '' ? {} : { next: Buffer.from(bookmark).toString('base64url') };
}
