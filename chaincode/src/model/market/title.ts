import type { CheckGroup, CheckReason } from '../check/reason.js';
import { endOfDay } from '../clock/index.js';
import { blocking, type Encumbrance, type EncumbranceKind } from '../encumbrance/index.js';
import type { RightView } from '../registration/certificate.js';
import type { Instants } from '../registration/case-fold.js';
import { type AffiliatePair, areAffiliated } from './affiliation.js';
import type { ForeignCertificate } from './foreign.js';
import type { ListingTerms } from './terms.js';

/** A right of this register, as it is at an instant. */
export interface OwnTitle {
  readonly kind: 'RIGHT';
  readonly view: RightView;
}
/** One of another, with what keeps it from counting here. */
export interface ForeignTitle {
  readonly kind: 'FOREIGN';
  readonly record: ForeignCertificate;
  readonly faults: readonly string[];
  /** Orders on all that its holder has, which bind here. */
  readonly orders: readonly { readonly id: string; readonly until: string }[];
}
export type Title = OwnTitle | ForeignTitle;

/** What a listing depends on for as long as it stands (ledger rule 4). */
export interface ListingStanding {
  readonly seller: string;
  /** Absent outside of an exchange. */
  readonly exchange?: string | undefined;
  readonly terms: ListingTerms;
  /** Absent where there is no such right. */
  readonly title: Title | undefined;
  /** Between seller and exchange. */
  readonly affiliation?: AffiliatePair | undefined;
}

export const reason = (
  group: CheckGroup,
  code: string,
  kind: string,
  id: string,
  what?: string,
): CheckReason => ({
  ...{ group, code, about: { kind, id } },
  ...(what === undefined ? {} : { what }),
});

/** Whatever speaks against a listing both before it begins and while it stands. */
export function standingReasons(standing: ListingStanding, instants: Instants): CheckReason[] {
  return [...separation(standing, instants), ...title(standing)];
}

/** 场所与数据商分离: neither the exchange itself lists on it, nor anybody close to it (20条 5). */
function separation(
  { seller, exchange, affiliation }: ListingStanding,
  instants: Instants,
): CheckReason[] {
  if (exchange === undefined) return [];
  if (seller === exchange) return [reason('SEPARATION', 'SEPARATION_VIOLATION', 'PARTY', seller)];
  if (!areAffiliated(affiliation, instants)) return [];
  const id = (affiliation?.parties ?? []).join(' ');
  return [reason('SEPARATION', 'SEPARATION_VIOLATION', 'AFFILIATION', id)];
}

function title(standing: ListingStanding): CheckReason[] {
  const { title: found, terms, seller } = standing;
  if (found === undefined) {
    const { subject } = terms;
    const id = subject.kind === 'RIGHT' ? subject.right : subject.foreign;
    return [reason('RIGHT', 'RIGHT_NOT_HELD', subject.kind, id)];
  }
  return found.kind === 'RIGHT'
    ? ownTitle(found.view, seller, terms)
    : foreignTitle(found, seller, terms);
}

function ownTitle(
  { right, state, encumbrances }: RightView,
  seller: string,
  { term }: ListingTerms,
): CheckReason[] {
  const { id } = right;
  if (right.holder !== seller) return [reason('RIGHT', 'RIGHT_NOT_HELD', 'RIGHT', id)];
  const reasons = encumbered(encumbrances);
  if (right.right !== 'OPERATE') {
    reasons.unshift(reason('RIGHT', 'RIGHT_NOT_HELD', 'RIGHT', id, 'OPERATE'));
  }
  if (state.status !== 'ACTIVE') {
    const [why] = state.reasons;
    reasons.unshift(reason('RIGHT', notActive(state.status), 'RIGHT', id, why?.code));
  }
  if (state.until !== undefined && state.until < term.to) {
    reasons.push(reason('RIGHT', 'LISTING_TERM_EXCEEDED', 'RIGHT', id, state.until));
  }
  return reasons;
}

const notActive = (status: string): string =>
  ({ LAPSED: 'CERT_LAPSED', REVOKED: 'CERT_REVOKED' })[status] ?? 'RIGHT_NOT_ACTIVE';

const byKind: Readonly<Record<EncumbranceKind, readonly [CheckGroup, string]>> = {
  FREEZE: ['ENCUMBRANCE', 'ASSET_FROZEN'],
  ADMIN_CONTROL: ['ENCUMBRANCE', 'ASSET_FROZEN'],
  EMERGENCY: ['ENCUMBRANCE', 'ASSET_FROZEN'],
  PLEDGE: ['ENCUMBRANCE', 'PLEDGE_RESTRICTS'],
  DISPUTE: ['DISPUTE', 'DISPUTE_OPEN'],
};

const encumbered = (all: readonly Encumbrance[]): CheckReason[] =>
  blocking(all, 'LIST').map(({ kind, id }) => {
    const [group, code] = byKind[kind];
    return reason(group, code, kind, id);
  });

function foreignTitle(
  { record, faults, orders }: ForeignTitle,
  seller: string,
  { term }: ListingTerms,
): CheckReason[] {
  const { id, right } = record;
  if (right.holder !== seller) return [reason('RIGHT', 'RIGHT_NOT_HELD', 'FOREIGN', id)];
  const reasons = faults.map((code) => reason('CERTIFICATE', code, 'FOREIGN', id));
  if (right.right !== 'OPERATE') {
    reasons.unshift(reason('RIGHT', 'RIGHT_NOT_HELD', 'FOREIGN', id, 'OPERATE'));
  }
  reasons.push(...orders.map((order) => reason('ENCUMBRANCE', 'ASSET_FROZEN', 'FREEZE', order.id)));
  if (right.until < term.to) {
    reasons.push(reason('RIGHT', 'LISTING_TERM_EXCEEDED', 'FOREIGN', id, right.until));
  }
  return reasons;
}

const ENDED: readonly string[] = ['TRANSFERRED', 'LAPSED', 'CANCELLED', 'REVOKED'];

/** The status in which a right is over for good, if it is. */
export const endedTitle = (found: Title | undefined): string | undefined =>
  found?.kind === 'RIGHT' && ENDED.includes(found.view.state.status)
    ? found.view.state.status
    : undefined;

/** When time alone changes any of it next. */
export function titleChanges(found: Title | undefined, { asOf }: Instants): string[] {
  const changes =
    found === undefined
      ? []
      : found.kind === 'RIGHT'
        ? [
            found.view.state.nextChangeAt,
            ...found.view.encumbrances.map(({ nextChangeAt }) => nextChangeAt),
          ]
        : [endOfDay(found.record.right.until), ...found.orders.map(({ until }) => until)];
  return changes.flatMap((at) => (at !== undefined && at > asOf ? [at] : []));
}
