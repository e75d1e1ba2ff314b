import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { Deadline } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { refusePersonalData } from '../privacy.js';
import { Code, Hex256, Id, Instant, line, Uscc } from '../schema.js';
import { ActedBy } from './acted.js';
import { agreementStatus, type AuthorizationAgreement, OperatingTerm } from './agreement.js';
import { CatalogNo } from '../negative-list.js';
import { scopeNos } from './codes.js';
import { requireOperator } from './conduct.js';
import { citedQuery } from '../registration/cited-query.js';

const beacon = BeaconCitation.optional();
const version = z.int().min(1).max(9999);

export const AddProductInput = z
  .strictObject({ id: Id, agreement: Id, name: line(60), catalogNos: scopeNos, beacon })
  .meta({ id: 'AddProductInput' });
export const PublishScopeInput = z
  .strictObject({
    id: Id,
    agreement: Id,
    objects: line(300),
    content: line(300),
    scope: line(300),
    documentDigest: Hex256,
    beacon,
  })
  .meta({ id: 'PublishScopeInput' });
const Usage = z.strictObject({ product: Id, usage: line(200) }).meta({ id: 'ProductUsage' });
export const PublishProductsInput = z
  .strictObject({
    id: Id,
    agreement: Id,
    products: z
      .array(Usage)
      .min(1)
      .max(50)
      .refine(
        (all) => new Set(all.map(({ product }) => product)).size === all.length,
        'A product stands twice',
      ),
    documentDigest: Hex256,
    beacon,
  })
  .meta({ id: 'PublishProductsInput' });
export const DeliverProductInput = z
  .strictObject({
    id: Id,
    product: Id,
    version,
    recipient: Uscc,
    purpose: Code,
    /** Entries of the catalogue whose data is in what is delivered. */
    catalogNos: z.array(CatalogNo).min(1).max(200),
    root: Hex256,
    beacon,
  })
  .meta({ id: 'DeliverProductInput' });
export const LinkRegistrationInput = z
  .strictObject({ product: Id, lookupCode: line(64), beacon })
  .meta({ id: 'LinkRegistrationInput' });
export const EvaluateOperationInput = z
  .strictObject({ agreement: Id, beacon })
  .meta({ id: 'EvaluateOperationInput' });
export const AffiliateInput = z
  .strictObject({
    agreement: Id,
    affiliate: Uscc,
    state: z.enum(['AFFILIATED', 'ENDED']),
    basis: line(200),
    beacon,
  })
  .meta({ id: 'AffiliateInput' });
export const ProductKey = z.strictObject({ id: Id }).meta({ id: 'ProductKey' });
export const OperationDeliveryQuery = z
  .strictObject({ id: Id, ...citedQuery })
  .meta({ id: 'OperationDeliveryQuery' });

/** `operated-product~asset`: the asset that the operator makes under an agreement. */
export const OperatedProduct = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    agreement: Id,
    operator: Uscc,
    name: line(60),
    catalogNos: scopeNos,
    added: ActedBy,
    disclosedAt: Instant.optional(),
    /** Starts the clock of the first registration (26号). */
    firstDelivery: z.strictObject({ delivery: Id, at: Instant, due: Deadline }).optional(),
    registration: z
      .strictObject({ lookupCode: line(64), registeredAt: Instant, linked: ActedBy })
      .optional(),
  })
  .meta({ id: 'OperatedProduct' });
export type OperatedProduct = z.infer<typeof OperatedProduct>;

const scopeShape = PublishScopeInput.omit({ beacon: true }).shape;
const productsShape = PublishProductsInput.omit({ beacon: true }).shape;
/** 披露: by the implementing body objects, content, scope and term; by the operator its products. */
export const OperationDisclosure = z
  .discriminatedUnion('kind', [
    z.strictObject({
      v: z.literal(1),
      kind: z.literal('SCOPE'),
      ...scopeShape,
      term: OperatingTerm,
      published: ActedBy,
    }),
    z.strictObject({
      v: z.literal(1),
      kind: z.literal('PRODUCTS'),
      ...productsShape,
      published: ActedBy,
    }),
  ])
  .meta({ id: 'OperationDisclosure' });
export type OperationDisclosure = z.infer<typeof OperationDisclosure>;
export const DisclosureKey = z.strictObject({ id: Id }).meta({ id: 'DisclosureKey' });

const deliveryShape = DeliverProductInput.omit({ beacon: true }).shape;
export const OperationDelivery = z
  .strictObject({ v: z.literal(1), ...deliveryShape, agreement: Id, delivered: ActedBy })
  .meta({ id: 'OperationDelivery' });
export type OperationDelivery = z.infer<typeof OperationDelivery>;

/** `affiliate~operator~uscc`: who counts as the operator where re-development is banned. */
export const Affiliation = z
  .strictObject({
    v: z.literal(1),
    operator: Uscc,
    affiliate: Uscc,
    state: z.enum(['AFFILIATED', 'ENDED']),
    basis: line(200),
    recorded: ActedBy,
  })
  .meta({ id: 'OperatorAffiliation' });
export type Affiliation = z.infer<typeof Affiliation>;

/** @throws LedgerError AGREEMENT_NOT_ACTIVE */
export function requireAgreementActive(agreement: AuthorizationAgreement, at: string): void {
  const status = agreementStatus(agreement, at);
  if (status === 'ACTIVE') return;
  throw new LedgerError('AGREEMENT_NOT_ACTIVE', `Agreement ${agreement.id} is ${status}.`, {
    id: agreement.id,
    status,
  });
}

/** @throws LedgerError CATALOG_OUT_OF_SCOPE */
export function requireInScope(
  { id, catalogNos }: AuthorizationAgreement,
  numbers: readonly string[],
  article: string,
): void {
  const beyond = numbers.filter((no) => !catalogNos.includes(no));
  if (beyond.length === 0) return;
  throw new LedgerError('CATALOG_OUT_OF_SCOPE', `${beyond.join(', ')} is not part of ${id}.`, {
    ...{ id, beyond, article },
  });
}

/** @throws LedgerError PURPOSE_PROHIBITED, PURPOSE_NOT_GRANTED */
export function requireGrantedPurpose(
  { id, purposes, prohibitedPurposes }: AuthorizationAgreement,
  purpose: string,
  article: string,
): void {
  if (prohibitedPurposes.includes(purpose)) {
    throw new LedgerError('PURPOSE_PROHIBITED', `${id} prohibits ${purpose}.`, {
      ...{ id, purpose, article },
    });
  }
  if (purposes.length === 0 || purposes.includes(purpose)) return;
  throw new LedgerError('PURPOSE_NOT_GRANTED', `${id} grants ${purposes.join(', ')} only.`, {
    ...{ id, purpose, article },
  });
}

/** @throws LedgerError CALLER_FORBIDDEN, AGREEMENT_NOT_ACTIVE, CATALOG_OUT_OF_SCOPE, PERSONAL_DATA_REFUSED */
export function addProduct(
  { beacon: _, ...given }: z.infer<typeof AddProductInput>,
  agreement: AuthorizationAgreement,
  article: string,
  added: ActedBy,
): OperatedProduct {
  refusePersonalData({ id: given.id, name: given.name });
  requireOperator(agreement, added);
  requireAgreementActive(agreement, added.at);
  requireInScope(agreement, given.catalogNos, article);
  return { v: 1, ...given, operator: agreement.operator, added };
}

/**
 * Everything but the ban on re-development, which asks where the product comes from.
 *
 * @throws LedgerError CALLER_FORBIDDEN, AGREEMENT_NOT_ACTIVE, CATALOG_OUT_OF_SCOPE,
 *   PURPOSE_PROHIBITED, PURPOSE_NOT_GRANTED, PERSONAL_DATA_REFUSED
 */
export function deliverProduct(
  { beacon: _, ...given }: z.infer<typeof DeliverProductInput>,
  agreement: AuthorizationAgreement,
  article: string,
  delivered: ActedBy,
): OperationDelivery {
  refusePersonalData({ id: given.id });
  requireOperator(agreement, delivered);
  requireAgreementActive(agreement, delivered.at);
  requireGrantedPurpose(agreement, given.purpose, article);
  requireInScope(agreement, given.catalogNos, article);
  return { v: 1, ...given, agreement: agreement.id, delivered };
}
