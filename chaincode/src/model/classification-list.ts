import { z } from 'zod';
import { checkSuccession } from './code-succession.js';
import { LedgerError } from './errors.js';
import { refusePersonalData } from './privacy.js';
import { Code, line, Version } from './schema.js';

export const ClassificationLevel = z
  .enum(['GENERAL', 'IMPORTANT', 'CORE'])
  .meta({ id: 'ClassificationLevel' });
export type ClassificationLevel = z.infer<typeof ClassificationLevel>;

/** From the lowest to the highest. */
const order = ClassificationLevel.options;

const PREFIX = 'CLASSIFICATION_';
/** The id says the sector: there is one list of a sector, so that nobody chooses the milder one. */
export const classificationListId = (sector: string): string => `${PREFIX}${sector}`;
export const isClassificationId = (listId: string): boolean => listId.startsWith(PREFIX);

const ClassificationListId = z.string().regex(/^CLASSIFICATION_[A-Z][A-Z0-9_]{1,47}$/);

/** A category of a sector’s data, and the lowest level that data of it may be put at. */
export const DataCategory = z
  .strictObject({
    code: Code,
    level: ClassificationLevel,
    zh: line(100),
    en: line(100),
    note: line(300).optional(),
  })
  .meta({ id: 'DataCategory' });

/**
 * 重要数据、核心数据目录 of a sector (S15.1). It names the ordinary categories as well: whoever could
 * state a category that no list knows could state any level.
 */
export const ClassificationList = z
  .strictObject({
    kind: z.literal('CLASSIFICATION'),
    listId: ClassificationListId,
    version: Version,
    basis: line(200),
    sector: Code,
    title: line(120),
    entries: z.array(DataCategory).min(1).max(500),
    retired: z.array(Code).max(500),
  })
  .meta({ id: 'ClassificationList' });
export type ClassificationList = z.infer<typeof ClassificationList>;

/** Against which version an entry’s level was checked. */
export const ClassificationCitation = z
  .strictObject({ listId: ClassificationListId, version: Version })
  .meta({ id: 'ClassificationCitation' });
export type ClassificationCitation = z.infer<typeof ClassificationCitation>;

/** @throws LedgerError INPUT_INVALID, PERSONAL_DATA_REFUSED */
export function checkClassificationList(
  list: ClassificationList,
  previous: ClassificationList | undefined,
): void {
  if (list.listId !== classificationListId(list.sector)) {
    throw new LedgerError('INPUT_INVALID', `${list.listId} is no id for ${list.sector}.`, {
      listId: list.listId,
      sector: list.sector,
    });
  }
  checkSuccession(list, previous);
  refusePersonalData({ title: list.title });
  list.entries.forEach(({ zh, en, note }, i) => {
    const at = `entries.${String(i)}`;
    refusePersonalData({ [`${at}.zh`]: zh, [`${at}.en`]: en, [`${at}.note`]: note });
  });
}

/** What is stated of an entry’s data. */
interface Stated {
  readonly sector: string;
  readonly category: string;
  readonly level: ClassificationLevel;
}

/**
 * A department may put its data higher than its sector’s list does, never lower (数据安全法 21).
 *
 * @returns the version that the level was checked against, for the record of the entry
 * @throws LedgerError CLASSIFICATION_SECTOR_UNKNOWN, CLASSIFICATION_CATEGORY_UNKNOWN,
 *   CLASSIFICATION_TOO_LOW
 */
export function checkClassified(
  list: ClassificationList | undefined,
  { sector, category, level }: Stated,
): ClassificationCitation {
  if (list === undefined) {
    throw new LedgerError(
      'CLASSIFICATION_SECTOR_UNKNOWN',
      `No classification of ${sector} is in force. Two organisations must adopt one first.`,
      { sector },
    );
  }
  const { listId, version } = list;
  const listed = list.entries.find(({ code }) => code === category);
  if (listed === undefined) {
    const retired = list.retired.includes(category);
    throw new LedgerError(
      'CLASSIFICATION_CATEGORY_UNKNOWN',
      `Version ${String(version)} of ${listId} ${retired ? 'retired' : 'has no'} ${category}.`,
      { listId, version, category, retired },
    );
  }
  if (order.indexOf(level) < order.indexOf(listed.level)) {
    throw new LedgerError(
      'CLASSIFICATION_TOO_LOW',
      `${category} is ${listed.level} in ${listId}; it can not be put at ${level}.`,
      { listId, version, category, stated: level, lowest: listed.level, article: 'DSL/21' },
    );
  }
  return { listId, version };
}

/** What data counts as now: what was stated, or what the list in force has come to say, if higher. */
export function levelUnder(
  list: ClassificationList | undefined,
  { category, level }: Stated,
): ClassificationLevel {
  const listed = list?.entries.find(({ code }) => code === category)?.level ?? level;
  return order.indexOf(listed) > order.indexOf(level) ? listed : level;
}
