import { LedgerError } from './errors.js';

/** What the versions of a list of codes must have for them to follow each other. */
export interface ListedCodes {
  readonly listId: string;
  readonly entries: readonly { readonly code: string }[];
  readonly retired: readonly string[];
}

/**
 * Codes stand once, never disappear and stay retired: a record that cites one must stay readable.
 *
 * @throws LedgerError INPUT_INVALID
 */
export function checkSuccession(list: ListedCodes, previous: ListedCodes | undefined): void {
  const wrong = (code: string, why: string): LedgerError =>
    new LedgerError('INPUT_INVALID', `Code ${code} of ${list.listId} ${why}.`, { code });
  const stated = [...list.entries.map(({ code }) => code), ...list.retired];
  const codes = new Set(stated);
  const twice = stated.find((code, i) => stated.indexOf(code) !== i);
  if (twice !== undefined) throw wrong(twice, 'stands twice');
  for (const { code } of previous?.entries ?? []) {
    if (!codes.has(code)) throw wrong(code, 'disappeared; retire it instead');
  }
  for (const code of previous?.retired ?? []) {
    if (!list.retired.includes(code)) throw wrong(code, 'was retired and stays so');
  }
}
