import type { Instants } from '../registration/case-fold.js';
import { disposalOf, type RightClosure } from '../registration/right.js';
import { later } from '../schema.js';
import type { DisputeHead } from './dispute.js';
import type { Emergent } from './emergent.js';
import type { Encumbrance, EncumbranceKind } from './encumbrance.js';
import { type Blocked, type Hold, holdChangedAt, holdEnd, wasOrdered } from './hold.js';
import type { Pledge } from './pledge.js';

/** Everything that the encumbrances of a right depend on, by fixed keys (ledger rules 4 and 8). */
export interface EncumbranceClosure extends Pick<RightClosure, 'right' | 'dispositions'> {
  /** Where it was read: what had ended before the right was there never lay upon it. */
  readonly registration?: RightClosure['registration'];
  readonly holds: readonly Hold[];
  readonly partyHolds: readonly Hold[];
  readonly controls: readonly Hold[];
  readonly partyControls: readonly Hold[];
  /** Suspensions in an emergency, of the right, of its data and of its holder. */
  readonly emergencies?: readonly Emergent[] | undefined;
  readonly pledges: readonly Pledge[];
  readonly disputes?: DisputeHead | undefined;
}

/** Every encumbrance that a right had by an instant, as far as was known: orders first, as they queue. */
export function encumbrancesOf(closure: EncumbranceClosure, instants: Instants): Encumbrance[] {
  return [
    ...queue(closure, instants),
    ...side(closure, instants),
    ...emergencies(closure, instants),
    ...pledges(closure, instants),
    ...disputes(closure, instants),
  ];
}

/** What others than its holder laid on a right, its data and its holder. */
export type Measures = Pick<
  EncumbranceClosure,
  'holds' | 'partyHolds' | 'controls' | 'partyControls' | 'emergencies'
>;

/** Every measure of a closure, wherever it was laid. */
export const measureHolds = (measures: Measures): Hold[] => [
  ...[...measures.holds, ...measures.partyHolds, ...measures.controls, ...measures.partyControls],
  ...(measures.emergencies ?? []).map(({ hold }) => hold),
];

/** The last instant at which any of it changed; before that nothing can be said of now (rule 3). */
export function encumberedSince(closure: EncumbranceClosure, at: string): string {
  const { pledges: all, disputes: head } = closure;
  const changes = [
    ...measureHolds(closure).map(holdChangedAt),
    ...all.map(({ proposed, confirmed, released }) => (released ?? confirmed ?? proposed).at),
    ...(head?.open ?? []).map(({ since }) => since),
    ...(head?.closed ?? []).map(({ until }) => until),
  ];
  return changes.reduce(later, at);
}

type Laid = Emergent;

/**
 * Orders on the right and on its holder in one line. Each head keeps its own order of appending; of two
 * heads the earlier instant comes first, and what was laid on the right itself before the rest.
 */
function laid(
  { right, registration }: EncumbranceClosure,
  onRight: readonly Hold[],
  onParty: readonly Hold[],
  instants: Instants,
): Laid[] {
  const all: Laid[] = [
    ...onRight.map((hold) => ({ hold, on: { kind: 'RIGHT' as const, id: right.id } })),
    ...onParty.map((hold) => ({ hold, on: { kind: 'PARTY' as const, id: right.holder } })),
  ];
  return ordered(all, registration, instants);
}

/** Those that were ordered by then, and were not over before the right was there, as they came. */
function ordered(
  all: readonly Laid[],
  registration: EncumbranceClosure['registration'],
  instants: Instants,
): Laid[] {
  const born = registration?.registeredAt ?? '';
  const isOver = ({ hold }: Laid): boolean => holdEnd(hold, instants.knownAt).at < born;
  return all
    .filter((each) => wasOrdered(each.hold, instants) && !isOver(each))
    .sort((a, b) =>
      a.hold.ordered.at < b.hold.ordered.at ? -1 : Number(a.hold.ordered.at > b.hold.ordered.at),
    );
}

/** 轮候: the first that stands binds, the others wait; whoever came after a disposal missed it. */
function queue(closure: EncumbranceClosure, instants: Instants): Encumbrance[] {
  const missed = disposalOf(closure, instants)?.kind;
  let ahead = 0;
  let free = '';
  return laid(closure, closure.holds, closure.partyHolds, instants).map((each) => {
    const { at, how } = holdEnd(each.hold, instants.knownAt);
    if (at <= instants.asOf) {
      free = later(free, at);
      return held('FREEZE', closure, each, { status: how, at });
    }
    // No disposal passes an order that binds, so the one that is in force was there before.
    if (missed !== undefined)
      return held('FREEZE', closure, each, { status: 'MISSED', at, reason: missed });
    ahead += 1;
    const status = ahead === 1 ? ('ATTACHED' as const) : ('QUEUED' as const);
    const since = status === 'ATTACHED' ? { attachedAt: later(each.hold.ordered.at, free) } : {};
    return held('FREEZE', closure, each, { status, at, position: ahead, ...since });
  });
}

/** Administrative control does not queue: each binds from its day on. */
const side = (closure: EncumbranceClosure, instants: Instants): Encumbrance[] =>
  unqueued(
    'ADMIN_CONTROL',
    closure,
    laid(closure, closure.controls, closure.partyControls, instants),
    instants,
  );

/** Nor does what is stopped in an emergency. */
const emergencies = (closure: EncumbranceClosure, instants: Instants): Encumbrance[] =>
  unqueued(
    'EMERGENCY',
    closure,
    ordered(closure.emergencies ?? [], closure.registration, instants),
    instants,
  );

function unqueued(
  kind: EncumbranceKind,
  closure: EncumbranceClosure,
  all: readonly Laid[],
  instants: Instants,
): Encumbrance[] {
  const missed = disposalOf(closure, instants)?.kind;
  return all.map((each) => {
    const { at, how } = holdEnd(each.hold, instants.knownAt);
    if (at <= instants.asOf) return held(kind, closure, each, { status: how, at });
    if (missed !== undefined)
      return held(kind, closure, each, { status: 'MISSED', at, reason: missed });
    const attachedAt = each.hold.ordered.at;
    return held(kind, closure, each, { status: 'ATTACHED', at, attachedAt });
  });
}

interface Found {
  readonly status: Encumbrance['status'];
  readonly at: string;
  readonly reason?: string;
  readonly position?: number;
  readonly attachedAt?: string;
}

function held(
  kind: EncumbranceKind,
  { right }: EncumbranceClosure,
  { hold, on }: Laid,
  { status, at, reason, position, attachedAt }: Found,
): Encumbrance {
  const { id, blocks, caseNo, documentDigest, ordered, lift } = hold;
  const why = reason ?? ended(status, lift);
  const isOver = status === 'EXPIRED' || status === 'LIFTED';
  return {
    ...{ kind, id, right: right.id, on, status, blocks, from: ordered.at },
    ...(position === undefined ? {} : { position }),
    ...(attachedAt === undefined ? {} : { attachedAt }),
    ...(status === 'LIFTED' ? { liftedAt: at } : { until: at }),
    ...{ by: competent(hold), caseNo, documentDigest },
    ...(why === undefined ? {} : { reason: why }),
    ...(isOver ? {} : { nextChangeAt: at }),
  };
}

const ended = (status: Encumbrance['status'], lift: Hold['lift']): string | undefined => {
  if (status === 'EXPIRED') return 'TERM_ENDED';
  if (status !== 'LIFTED') return undefined;
  return lift?.executed === undefined ? 'LIFTED' : 'EXECUTED';
};

/** Whose order it is: of the court that made it, or of the last one that the case went to. */
export const competent = ({ handOvers, ordered }: Hold): string =>
  handOvers.at(-1)?.to ?? ordered.uscc;

function pledges({ right, pledges: all }: EncumbranceClosure, instants: Instants): Encumbrance[] {
  const { asOf, knownAt } = instants;
  const isPast = (at: string | undefined): at is string =>
    at !== undefined && at <= asOf && at <= knownAt;
  let rank = 0;
  return all.flatMap((pledge) => {
    const { id, pledgee, registerNo, documentDigest, confirmed, released } = pledge;
    if (confirmed === undefined || !isPast(confirmed.at)) return [];
    const isOver = isPast(released?.at);
    if (!isOver) rank += 1;
    const blocks: Blocked[] = [...pledge.blocks];
    return [
      {
        ...{ kind: 'PLEDGE' as const, id, right: right.id },
        on: { kind: 'RIGHT' as const, id: right.id },
        status: isOver ? ('LIFTED' as const) : ('ATTACHED' as const),
        ...(isOver ? { liftedAt: released.at } : { position: rank }),
        ...{ blocks, from: confirmed.at, by: pledgee, registerNo, documentDigest },
      },
    ];
  });
}

const FOR_EVER = '9999-12-31T23:59:59.999Z';

/** An open dispute keeps the right where it is and lets nobody else in; what was granted goes on. */
const DISPUTE_BLOCKS: readonly Blocked[] = ['DISPOSE', 'GRANT', 'LIST', 'PLEDGE'];

function disputes(
  { right, disputes: head }: EncumbranceClosure,
  instants: Instants,
): Encumbrance[] {
  const { asOf, knownAt } = instants;
  const isPast = (at: string): boolean => at <= asOf && at <= knownAt;
  const all: DisputeHead['closed'][number][] = [
    ...(head?.closed ?? []),
    ...(head?.open ?? []).map((each) => ({ ...each, until: FOR_EVER })),
  ];
  return all
    .filter(({ since }) => isPast(since))
    .map((each) => {
      const over = isPast(each.until) ? each : undefined;
      return {
        ...{ kind: 'DISPUTE' as const, id: each.case, right: right.id },
        on: { kind: 'RIGHT' as const, id: right.id },
        status: over === undefined ? ('ATTACHED' as const) : ('LIFTED' as const),
        blocks: [...DISPUTE_BLOCKS],
        from: each.since,
        ...(over === undefined ? {} : { liftedAt: over.until }),
        ...(over?.outcome === undefined ? {} : { reason: over.outcome }),
      };
    });
}
