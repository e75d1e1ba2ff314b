import type { DocumentStore } from '../documents/port.js';
import type { Cursors } from '../http/cursor.js';
import type { Route } from '../http/route.js';
import type { ReadModel } from '../index/model.js';
import type { Queries } from '../index/queries.js';
import type { Ledger } from '../ledger/port.js';
import type { Metrics } from '../metrics/metrics.js';
import { absences } from './absences.js';
import { agreements } from './agreements.js';
import { attestations } from './attestations.js';
import { beacons } from './beacons.js';
import { cases } from './cases.js';
import { certificates } from './certificates.js';
import { checks } from './checks.js';
import { closings } from './closings.js';
import { codelists } from './codelists.js';
import { consistency } from './consistency.js';
import { deals } from './deals.js';
import { deliveries } from './deliveries.js';
import { disputeList } from './dispute-list.js';
import { disputes } from './disputes.js';
import { infringementList } from './infringement-list.js';
import { infringements } from './infringements.js';
import { documentKeeping } from './document-keeping.js';
import { documents } from './documents.js';
import { encumbrances } from './encumbrances.js';
import { events } from './events.js';
import { evidence } from './evidence.js';
import { governance } from './governance.js';
import { lineage } from './lineage.js';
import { listings } from './listings.js';
import { custodies } from './custodies.js';
import { marketParties } from './market-parties.js';
import { notices } from './notices.js';
import { fusions } from './fusions.js';
import { grants } from './grants.js';
import { odrl } from './odrl.js';
import { pacts } from './pacts.js';
import { orderList } from './order-list.js';
import { orders } from './orders.js';
import { supervision } from './supervision.js';
import { operations } from './operations.js';
import { parties } from './parties.js';
import { catalogLists } from './catalog-lists.js';
import { platformList } from './platform-list.js';
import { publicRoutes, type PublicFace } from './public.js';
import { publicCatalog } from './public-catalog.js';
import { queryRoutes } from './queries.js';
import { registrars } from './registrars.js';
import { resources } from './resources.js';
import { rights } from './rights.js';
import { schemas } from './schemas.js';
import { schemes } from './schemes.js';
import { signing } from './signing.js';
import { transactions } from './transactions.js';
import { uses } from './uses.js';
import { voucherLists } from './voucher-list.js';
import { vouchers } from './vouchers.js';
import { worklist } from './worklist.js';

export interface RouteDependencies {
  readonly ledger: Ledger;
  readonly model: ReadModel;
  readonly queries: Queries;
  readonly cursors: Cursors;
  readonly metrics: Metrics;
  readonly documents: DocumentStore;
  readonly now: () => Date;
  readonly heartbeatMs: number;
  /** Absent: nobody is answered without a credential. */
  readonly publicFace?: PublicFace | undefined;
}

/** Every route under `/v1`, in the order in which they are matched and documented. */
export const table = (deps: RouteDependencies): Route[] => [
  ...evidence(deps),
  ...parties(deps),
  ...cases(deps),
  ...documents(deps),
  ...documentKeeping(deps),
  ...worklist(deps),
  ...certificates(deps),
  ...rights(deps),
  ...resources(deps),
  ...consistency(deps),
  ...closings(deps),
  ...vouchers(deps),
  ...voucherLists(deps),
  ...registrars(deps),
  ...catalogLists(deps),
  ...publicCatalog(deps),
  ...schemes(deps),
  ...agreements(deps),
  ...operations(deps),
  ...lineage(deps),
  ...notices(deps),
  ...grants(deps),
  ...deliveries(deps),
  ...uses(deps),
  ...pacts(deps),
  ...odrl(deps),
  ...fusions(deps),
  orderList(deps),
  ...orders(deps),
  ...supervision(deps),
  ...encumbrances(deps),
  ...absences(deps),
  ...queryRoutes(deps),
  disputeList(deps),
  ...disputes(deps),
  platformList(deps),
  infringementList(deps),
  ...infringements(deps),
  ...checks(deps),
  ...listings(deps),
  ...deals(deps),
  ...marketParties(deps),
  ...custodies(deps),
  ...beacons(deps),
  ...governance(deps),
  ...codelists(deps),
  ...attestations(deps),
  ...signing(deps),
  ...publicRoutes(deps),
  ...schemas(),
  ...transactions(deps),
  ...events(deps),
];

/** For documents about the routes: nothing is handled with it. */
export const describedTable = (): Route[] => table({} as RouteDependencies);
