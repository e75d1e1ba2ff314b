import { z } from 'zod';
import { LedgerError } from './errors.js';
import { refusePersonalData } from './privacy.js';
import { Id, line, Version } from './schema.js';

/** Number of an entry of the master catalogue, such as CD-GS-0007. */
export const CatalogNo = Id.meta({ id: 'CatalogNo', description: 'Number of a catalogue entry' });

/** There is one on a channel: who could choose among several lists could choose the shorter one. */
export const NEGATIVE_LIST = 'NEGATIVE_LIST';

const Listed = z
  .strictObject({ catalogNo: CatalogNo, reason: line(200) })
  .meta({ id: 'ListedNumber' });

/**
 * 负面清单: entries that are neither opened, nor listed, nor authorised. A version is whole; what
 * leaves it is named with the reason, so that nothing drops out of the list by an oversight.
 */
export const NegativeList = z
  .strictObject({
    kind: z.literal('NEGATIVE_LIST'),
    listId: z.literal(NEGATIVE_LIST),
    version: Version,
    basis: line(200),
    entries: z.array(Listed).max(1000),
    removed: z.array(Listed).max(1000),
  })
  .meta({ id: 'NegativeList' });
export type NegativeList = z.infer<typeof NegativeList>;

/** Against which version an act was checked. */
export const ListCitation = z
  .strictObject({ listId: z.literal(NEGATIVE_LIST), version: Version })
  .meta({ id: 'ListCitation' });
export type ListCitation = z.infer<typeof ListCitation>;

/** @throws LedgerError INPUT_INVALID, PERSONAL_DATA_REFUSED */
export function checkNegativeList(list: NegativeList, previous: NegativeList | undefined): void {
  const wrong = (catalogNo: string, why: string): LedgerError =>
    new LedgerError('INPUT_INVALID', `${catalogNo} ${why}.`, { catalogNo });
  const stated = [...list.entries, ...list.removed].map(({ catalogNo }) => catalogNo);
  const numbers = new Set<string>();
  for (const no of stated) {
    if (numbers.has(no)) throw wrong(no, 'stands twice');
    numbers.add(no);
  }
  const before = new Set((previous?.entries ?? []).map(({ catalogNo }) => catalogNo));
  for (const no of before) {
    if (!numbers.has(no)) throw wrong(no, 'disappeared from the list; remove it with a reason');
  }
  for (const { catalogNo } of list.removed) {
    if (!before.has(catalogNo)) throw wrong(catalogNo, 'was not listed, so it can not be removed');
  }
  for (const { catalogNo, reason } of [...list.entries, ...list.removed]) {
    refusePersonalData({ [catalogNo]: reason });
  }
}

/**
 * @returns the version that the numbers were checked against, for the record of the act
 * @throws LedgerError NEGATIVE_LIST_MISSING, CATALOG_NO_LISTED
 */
export function checkNotListed(
  list: NegativeList | undefined,
  catalogNos: readonly string[],
): ListCitation {
  if (list === undefined) {
    throw new LedgerError(
      'NEGATIVE_LIST_MISSING',
      'No negative list is in force. Two organisations must adopt one first.',
    );
  }
  const { listId, version } = list;
  const found = list.entries.find(({ catalogNo }) => catalogNos.includes(catalogNo));
  if (found === undefined) return { listId, version };
  throw new LedgerError(
    'CATALOG_NO_LISTED',
    `${found.catalogNo} is on the negative list, version ${String(version)}.`,
    { catalogNo: found.catalogNo, listId, version },
  );
}
