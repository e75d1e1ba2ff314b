import {
  type Actor,
  type CitedQuery,
  isWatcher,
  LedgerError,
  type QueryRecord,
  requireNamedQuery,
  requirePurpose,
} from '@shuquan/chaincode/model';
import type { Rows } from './rows.js';

/** As whom a list is read. */
export type Reader = Pick<Actor, 'role' | 'uscc'>;

/** What a caller names to have a list opened: parties whose records it lists, and its query. */
export interface ListOpening {
  readonly parties: readonly (string | undefined)[];
  readonly cited: CitedQuery;
  readonly asOf: string;
}

/** The same for a list that is read as one party’s. */
export interface PartyOpening extends Omit<ListOpening, 'parties'> {
  readonly party: string | undefined;
}

/**
 * A list shows a party its own. To whoever judges or supervises it shows another party’s for a
 * purpose on record about that party, by the contracts’ own rule (NATIONAL_2026/30).
 *
 * @throws LedgerError QUERY_PURPOSE_MISSING, QUERY_NOT_FOUND, QUERY_PURPOSE_EXCEEDED
 */
export async function requireListOpened(
  rows: Rows,
  actor: Reader,
  { parties, cited, asOf }: ListOpening,
): Promise<void> {
  if (!isWatcher(actor.role) || parties.includes(actor.uscc)) return;
  const named = parties.filter((party) => party !== undefined);
  const [first] = named;
  if (first === undefined) throw nobodyNamed();
  const { query, purpose } = requireNamedQuery(cited, { kind: 'PARTY', id: first });
  for (const party of named) {
    const asked = await rows.get<QueryRecord>('query', 'PARTY', party, query);
    if (asked === undefined) continue;
    requirePurpose(asked, { uscc: actor.uscc, purpose }, asOf);
    return;
  }
  throw new LedgerError('QUERY_NOT_FOUND', `${query} is no query on PARTY ${first}.`, {
    key: ['PARTY', first, query],
  });
}

/**
 * Whose list is read: the own one, or for a purpose on record about it that of a party, as the party
 * itself is shown it.
 *
 * @throws LedgerError as `requireListOpened` does
 */
export async function listReader(
  rows: Rows,
  actor: Reader,
  { party, cited, asOf }: PartyOpening,
): Promise<Reader> {
  if (!isWatcher(actor.role) || cited.query === undefined) return actor;
  if (party === undefined) throw nobodyNamed();
  await requireListOpened(rows, actor, { parties: [party], cited, asOf });
  return { role: 'rightsHolder', uscc: party };
}

const nobodyNamed = (): LedgerError =>
  new LedgerError(
    'QUERY_PURPOSE_MISSING',
    'An office lists what one party is a side of: name the party, and the query on it.',
    { article: 'NATIONAL_2026/30' },
  );
