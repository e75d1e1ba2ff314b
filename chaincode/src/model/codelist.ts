import { z } from 'zod';
import { canonicalize } from './canonical.js';
import { checkCalendar, WorkCalendar } from './calendar.js';
import {
  checkClassificationList,
  ClassificationList,
  isClassificationId,
} from './classification-list.js';
import { checkSuccession } from './code-succession.js';
import { recordDigest } from './digest.js';
import { DELIVERY_RULES, DeliveryRules } from './delivery/rules.js';
import { DutyRules, PUBLIC_DUTIES } from './duties.js';
import { LedgerError } from './errors.js';
import { FOREIGN_REGISTRARS, ForeignRegistrars } from './market/foreign.js';
import { MARKET_RULES, MarketRules } from './market/rules.js';
import { checkNegativeList, NEGATIVE_LIST, NegativeList } from './negative-list.js';
import { checkOperationRules, OperationRules } from './operation/rules.js';
import { checkEnforcement, ENFORCEMENT_RULES, EnforcementRules } from './order/rules.js';
import { refusePersonalData } from './privacy.js';
import { checkPurposes, PURPOSES, PurposeList } from './purposes.js';
import { checkProfile, RuleProfile } from './registration/profile.js';
import { VOUCHER_SCENES } from './voucher/codes.js';
import {
  Code,
  Hex256,
  Instant,
  line,
  type Moment,
  MspId,
  Page,
  pageOf,
  TransactionId,
  Uscc,
  Version,
} from './schema.js';

export const CodeEntry = z
  .strictObject({ code: Code, zh: line(100), en: line(100), note: line(300).optional() })
  .meta({ id: 'CodeEntry' });

/** A published vocabulary: every code with its labels. Codes never disappear, they are retired. */
export const CodeList = z
  .strictObject({
    kind: z.literal('CODES'),
    listId: Code,
    version: Version,
    basis: line(200),
    entries: z.array(CodeEntry).min(1).max(500),
    retired: z.array(Code).max(500),
  })
  .meta({ id: 'CodeList' });
export type CodeList = z.infer<typeof CodeList>;

export const ListDocument = z
  .discriminatedUnion('kind', [
    CodeList,
    WorkCalendar,
    RuleProfile,
    NegativeList,
    DutyRules,
    OperationRules,
    DeliveryRules,
    PurposeList,
    ClassificationList,
    EnforcementRules,
    MarketRules,
    ForeignRegistrars,
  ])
  .meta({ id: 'ListDocument' });
export type ListDocument = z.infer<typeof ListDocument>;

/** DER ECDSA, at most 72 bytes. */
export const Signature = z
  .string()
  .regex(/^[A-Za-z0-9+/]{80,112}={0,2}$/)
  .meta({ id: 'Signature', description: 'Base64 of a DER ECDSA signature over P-256 and SHA-256' });

export const PublishInput = z
  .strictObject({ document: ListDocument, signature: Signature })
  .meta({ id: 'PublishInput' });
export type PublishInput = z.infer<typeof PublishInput>;

/** Immutable: `codelist~listId~version`. */
export const PublishedList = z
  .strictObject({
    v: z.literal(1),
    document: ListDocument,
    digest: Hex256,
    signature: Signature,
    publisher: z.strictObject({ mspId: MspId, uscc: Uscc, fingerprint: Hex256 }),
    publishedAt: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'PublishedList' });
export type PublishedList = z.infer<typeof PublishedList>;

/** Vocabularies, calendars and rule profiles share one space of ids. */
export const ListId = z.string().regex(/^[A-Z][A-Z0-9_-]{1,63}$/);
export const ListKey = z.strictObject({ listId: ListId, version: Version }).meta({ id: 'ListKey' });
export const ListVersionsInput = z
  .strictObject({ listId: ListId, ...Page })
  .meta({ id: 'ListVersionsInput' });
export const ListPage = pageOf(PublishedList).meta({ id: 'ListPage' });

/** The bytes a publisher signs: the canonical JSON of the document. */
export const signedListText = (document: ListDocument): string => canonicalize(document);

/**
 * A version follows its predecessor and drops no code (a record that cites one must stay readable).
 *
 * @throws LedgerError CODE_LIST_OUT_OF_ORDER, INPUT_INVALID
 */
export function publishList(
  { document, signature }: PublishInput,
  previous: PublishedList | undefined,
  publisher: PublishedList['publisher'],
  at: Moment,
): PublishedList {
  if (document.version > 1 && previous === undefined) {
    throw new LedgerError(
      'CODE_LIST_OUT_OF_ORDER',
      `Version ${String(document.version - 1)} of ${document.listId} must be published first.`,
      { listId: document.listId, version: document.version },
    );
  }
  if (previous !== undefined && previous.document.kind !== document.kind) {
    throw new LedgerError('INPUT_INVALID', `${document.listId} is of another kind.`, {
      listId: document.listId,
    });
  }
  requireOwnId(document);
  refusePersonalData({ basis: document.basis });
  checkDocument(document, previous?.document);
  return {
    v: 1,
    document,
    digest: recordDigest(document),
    signature,
    publisher,
    publishedAt: at.time,
    txId: at.txId,
  };
}

/** An id that means one document on a channel is nobody else’s to take. */
function requireOwnId({ kind, listId }: ListDocument): void {
  const fixed = {
    [NEGATIVE_LIST]: 'NEGATIVE_LIST',
    [PUBLIC_DUTIES]: 'DUTIES',
    [PURPOSES]: 'PURPOSES',
    [DELIVERY_RULES]: 'DELIVERY_RULES',
    [ENFORCEMENT_RULES]: 'ENFORCEMENT_RULES',
    [VOUCHER_SCENES]: 'CODES',
    [MARKET_RULES]: 'MARKET_RULES',
    [FOREIGN_REGISTRARS]: 'FOREIGN_REGISTRARS',
  }[listId];
  const own = isClassificationId(listId) ? 'CLASSIFICATION' : fixed;
  if (own === undefined || own === kind) return;
  throw new LedgerError('INPUT_INVALID', `${listId} is the id of a document of ${own}.`, {
    listId,
  });
}

type Kind = ListDocument['kind'];
type Of<K extends Kind> = Extract<ListDocument, { kind: K }>;
const nothing = (): void => undefined;

/** What is wrong with a document by itself, or after the one before it. */
const checks: { readonly [K in Kind]: (document: Of<K>, previous: Of<K> | undefined) => void } = {
  CALENDAR: checkCalendar,
  PROFILE: checkProfile,
  NEGATIVE_LIST: checkNegativeList,
  OPERATION_RULES: checkOperationRules,
  CLASSIFICATION: checkClassificationList,
  ENFORCEMENT_RULES: checkEnforcement,
  DUTIES: nothing,
  DELIVERY_RULES: nothing,
  MARKET_RULES: nothing,
  FOREIGN_REGISTRARS: nothing,
  PURPOSES: checkPurposes,
  CODES: (document, previous) => {
    checkSuccession(document, previous);
    checkLabels(document);
  },
};

/** A list keeps its kind, so the one before it is of the same. */
const checkDocument = <K extends Kind>(
  document: Of<K>,
  previous: ListDocument | undefined,
): void => {
  const check = checks[document.kind] as (document: Of<K>, previous: Of<K> | undefined) => void;
  check(document, previous as Of<K> | undefined);
};

function checkLabels({ entries }: CodeList): void {
  entries.forEach(({ zh, en, note }, i) => {
    const at = `entries.${String(i)}`;
    refusePersonalData({ [`${at}.zh`]: zh, [`${at}.en`]: en, [`${at}.note`]: note });
  });
}
