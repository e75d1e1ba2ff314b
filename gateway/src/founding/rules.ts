import { readdirSync, readFileSync } from 'node:fs';
import {
  check,
  type Input,
  ListDocument,
  type Proposal,
  type PublishedList,
  recordDigest,
  signedListText,
} from '@shuquan/chaincode/model';
import { isCoded } from '../errors.js';
import type { Identity, Ledger } from '../ledger/port.js';
import { drillProfile } from './drill-profile.js';
import { fictitiousCalendar } from './fictitious-calendar.js';

/** The rules of the development channels are in force from the beginning of 2026, in Shanghai. */
const EFFECTIVE_FROM = '2025-12-31T16:00:00.000Z';
const folder = new URL('../../rules/', import.meta.url);

/** The rule profiles, calendars and vocabularies that come with the product. */
export function shippedRules(): ListDocument[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as unknown)
    .map((document) => check(ListDocument, document));
}

/**
 * What a development channel starts with: the shipped rules, one set that is a drill’s, and a calendar
 * for every later year until the one after `year`. What is made up says so of itself.
 */
export function developmentRules(year: number): ListDocument[] {
  const shipped = shippedRules();
  const known = shipped.flatMap((each) => (each.kind === 'CALENDAR' ? [each.year] : []));
  const last = Math.max(...known);
  const later = Array.from({ length: Math.max(0, year + 1 - last) }, (_, i) => last + 1 + i);
  return [...shipped, ...drillProfile(shipped), ...later.map(fictitiousCalendar)];
}

/**
 * Publishes documents in the first official’s name and adopts them in the others’. Safe to repeat:
 * what is published or adopted already stays as it is.
 *
 * @throws LedgerError when an official of an organisation that is needed is not among them
 */
export async function adoptRules(
  ledger: Ledger,
  documents: readonly ListDocument[],
  officials: readonly Identity[],
): Promise<void> {
  const [first] = officials;
  if (first === undefined) throw new TypeError('Rules are published by an official.');
  // A version follows the one before it; lists do not wait for each other.
  const lists = new Set(documents.map(({ listId }) => listId));
  await Promise.all(
    [...lists].map(async (listId) => {
      for (const document of documents.filter((each) => each.listId === listId)) {
        await publish(ledger, document, first);
        await adopt(ledger, document, officials);
      }
    }),
  );
}

async function publish(ledger: Ledger, document: ListDocument, as: Identity): Promise<void> {
  if ((await published(ledger, document, as)) !== undefined) return;
  const signature = await as.sign(Buffer.from(signedListText(document)));
  const input = { document, signature: Buffer.from(signature).toString('base64') };
  await ledger.submit('codelist:publish', input, as);
}

async function published(
  ledger: Ledger,
  { listId, version }: ListDocument,
  as: Identity,
): Promise<PublishedList | undefined> {
  try {
    return await ledger.evaluate('codelist:read', { listId, version }, as);
  } catch (err) {
    if (isCoded(err) && err.code === 'CODE_LIST_NOT_FOUND') return undefined;
    throw err;
  }
}

type Change = Input<'governance:propose'>['change'];

function adoptionOf(document: ListDocument): Change {
  const { listId, version } = document;
  const adoption = { version, digest: recordDigest(document), effectiveFrom: EFFECTIVE_FROM };
  return document.kind === 'CALENDAR'
    ? { kind: 'CALENDAR', value: { listId, ...adoption } }
    : { kind: 'RULE_PROFILE', value: { profileId: listId, ...adoption } };
}

async function adopt(
  ledger: Ledger,
  document: ListDocument,
  [first, ...others]: readonly Identity[],
): Promise<void> {
  const change = adoptionOf(document);
  const id = `adopt-${document.listId}.${document.version}`;
  if (first === undefined) return;
  let proposal = await proposalOf(ledger, { id, change }, first);
  for (const other of others) {
    if (proposal.state !== 'OPEN') return;
    if (proposal.votes.some(({ mspId }) => mspId === other.mspId)) continue;
    const vote = { id, digest: proposal.digest };
    proposal = (await ledger.submit('governance:approve', vote, other)).value;
  }
}

/** The proposal under way or decided, or a new one. */
async function proposalOf(
  ledger: Ledger,
  { id, change }: { readonly id: string; readonly change: Change },
  as: Identity,
): Promise<Proposal> {
  const found = await read(ledger, id, as);
  if (found !== undefined) return found;
  const input = { id, change, reason: '规则与日历启用' };
  return (await ledger.submit('governance:propose', input, as)).value;
}

async function read(ledger: Ledger, id: string, as: Identity): Promise<Proposal | undefined> {
  try {
    return await ledger.evaluate('governance:proposal', { id }, as);
  } catch (err) {
    if (isCoded(err) && err.code === 'PROPOSAL_NOT_FOUND') return undefined;
    throw err;
  }
}
