import { z } from 'zod';
import { LedgerError } from '../errors.js';
import { refusePersonalData } from '../privacy.js';
import { Article } from '../registration/codes.js';
import { Code, Hex256, line } from '../schema.js';

/** One item of a scheme or an agreement: the digest of its wording, or a short value of it. */
export const OperationItem = z
  .strictObject({ code: Code, digest: Hex256.optional(), value: line(200).optional() })
  .refine(({ digest, value }) => digest !== undefined || value !== undefined, 'Says nothing')
  .meta({ id: 'OperationItem' });
export type OperationItem = z.infer<typeof OperationItem>;
export const OperationItems = z
  .array(OperationItem)
  .max(60)
  .refine(
    (items) => new Set(items.map(({ code }) => code)).size === items.length,
    'An item stands twice',
  );

/** What the rules say of an item. A label marked provisional is not the official wording. */
export const OperationItemRule = z
  .strictObject({ code: Code, zh: line(100), article: Article, provisional: z.boolean() })
  .meta({ id: 'OperationItemRule' });
export type OperationItemRule = z.infer<typeof OperationItemRule>;

/**
 * Every item that the rules list must be there; all that are missing are named at once.
 *
 * @throws LedgerError `code`, INPUT_INVALID for an item the rules do not know, PERSONAL_DATA_REFUSED
 */
export function requireItems(
  code: 'SCHEME_ITEM_MISSING' | 'AGREEMENT_ITEM_MISSING',
  rules: readonly OperationItemRule[],
  items: readonly OperationItem[],
): void {
  const given = new Set(items.map((item) => item.code));
  const missing = rules.filter((rule) => !given.has(rule.code));
  if (missing.length > 0) {
    throw new LedgerError(code, `Missing: ${missing.map(({ zh }) => zh).join('、')}.`, {
      missing: missing.map((rule) => ({ code: rule.code, zh: rule.zh, article: rule.article })),
      article: missing[0]?.article,
    });
  }
  const unknown = items.find((item) => rules.every((rule) => rule.code !== item.code));
  if (unknown !== undefined) {
    throw new LedgerError('INPUT_INVALID', `The rules know no item ${unknown.code}.`, {
      item: unknown.code,
    });
  }
  items.forEach(({ code: item, value }) => {
    refusePersonalData({ [`items.${item}`]: value });
  });
}
