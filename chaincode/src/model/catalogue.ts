import type { z } from 'zod';
import { deliveryCatalogue } from './delivery/catalogue.js';
import { encumbranceCatalogue } from './encumbrance/catalogue.js';
import { disputeCatalogue } from './dispute/catalogue.js';
import { fusionCatalogue } from './fusion/catalogue.js';
import { grantCatalogue } from './grant/catalogue.js';
import { pactCatalogue } from './grant/pact-catalogue.js';
import { groundCatalogue } from './ground-catalogue.js';
import { infringementCatalogue } from './infringement/catalogue.js';
import { lineageCatalogue } from './lineage/catalogue.js';
import { emergencyCatalogue } from './emergency/catalogue.js';
import { marketCatalogue } from './market/catalogue.js';
import { masterCatalogue } from './master-catalog/catalogue.js';
import { operationCatalogue } from './operation/catalogue.js';
import { orderCatalogue } from './order/catalogue.js';
import { personalInfoCatalogue } from './personal-info/catalogue.js';
import { publicCatalogue } from './public/catalogue.js';
import { platformCatalogue } from './platform/catalogue.js';
import { resourceCatalogue } from './public-resource/catalogue.js';
import { registerCatalogue } from './register-catalogue.js';
import { useCatalogue } from './use/catalogue.js';
import { voucherCatalogue } from './voucher/catalogue.js';
import { answersCatalogue } from './check/answers-catalogue.js';
import type { Spec } from './transaction.js';

/** Named one by one: written out, the type of the whole is longer than a compiler prints. */
type Catalogue = typeof groundCatalogue &
  typeof registerCatalogue &
  typeof masterCatalogue &
  typeof personalInfoCatalogue &
  typeof resourceCatalogue &
  typeof voucherCatalogue &
  typeof useCatalogue &
  typeof operationCatalogue &
  typeof lineageCatalogue &
  typeof deliveryCatalogue &
  typeof grantCatalogue &
  typeof pactCatalogue &
  typeof fusionCatalogue &
  typeof orderCatalogue &
  typeof encumbranceCatalogue &
  typeof publicCatalogue &
  typeof answersCatalogue &
  typeof disputeCatalogue &
  typeof infringementCatalogue &
  typeof platformCatalogue &
  typeof emergencyCatalogue &
  typeof marketCatalogue;

/**
 * Every transaction, once. Contract metadata, typed calls, roles, events, OpenAPI and the tables
 * in the documentation are read from here.
 */
export const catalogue: Catalogue = {
  ...groundCatalogue,
  ...registerCatalogue,
  ...masterCatalogue,
  ...personalInfoCatalogue,
  ...resourceCatalogue,
  ...voucherCatalogue,
  ...useCatalogue,
  ...operationCatalogue,
  ...lineageCatalogue,
  ...deliveryCatalogue,
  ...grantCatalogue,
  ...pactCatalogue,
  ...fusionCatalogue,
  ...orderCatalogue,
  ...encumbranceCatalogue,
  ...publicCatalogue,
  ...answersCatalogue,
  ...disputeCatalogue,
  ...infringementCatalogue,
  ...platformCatalogue,
  ...emergencyCatalogue,
  ...marketCatalogue,
} satisfies Record<string, Spec>;

export type Name = keyof Catalogue;
type OfKind<K> = { [N in Name]: Catalogue[N]['kind'] extends K ? N : never }[Name];
/** Names of what is submitted, ordered and committed. */
export type TransactionName = OfKind<'submit'>;
/** Names of what is only read. */
export type QueryName = OfKind<'evaluate'>;
export type Input<N extends Name> = z.input<Catalogue[N]['input']>;
export type Output<N extends Name> = z.output<Catalogue[N]['output']>;

export const isName = (text: string): text is Name => Object.hasOwn(catalogue, text);
/** The catalogue’s row without its exact types, for code that treats all rows alike. */
export const specOf = (name: Name): Spec => catalogue[name];
/** All rows so, in their order: to a compiler the union of their exact types is a great many. */
export const specs = Object.entries<Spec>(catalogue) as readonly (readonly [Name, Spec])[];
