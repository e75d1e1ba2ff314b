import { z } from 'zod';
import { echoed } from '../echo.js';
import { later, Hex256, Id, Instant } from '../schema.js';
import type { Beacon } from '../beacon.js';
import { measureHolds } from '../encumbrance/closure.js';
import { holdChangedAt } from '../encumbrance/hold.js';
import type { GrantClosure, GrantGround, GrantLink } from './closure.js';
import { Grant, GrantAnswer, GrantEntry } from './grant.js';
import { ChainLink, Decision, DecisionReason, UseQuestion } from './question.js';
import { GrantScope } from './scope.js';
import { GrantStatus } from './status.js';

const times = { asOf: Instant.optional(), knownAt: Instant.optional() };

export const GrantQuery = z
  .strictObject({ id: Id, ...times, ...echoed })
  .meta({ id: 'GrantQuery' });
export const PermitsQuery = z
  .strictObject({ ...UseQuestion.shape, ...times, ...echoed })
  .meta({ id: 'PermitsQuery' });

/** The latest beacon that the answering peers knew; its height is that of the answer (ledger rule 14). */
const AnswerBeacon = z
  .strictObject({
    number: z.int().min(1),
    time: Instant,
    height: z.int().min(0),
    headerHash: Hex256,
  })
  .meta({ id: 'AnswerBeacon' });

/** Of which ledger an answer is. */
export const answered = {
  asOf: Instant,
  knownAt: Instant,
  /** Absent while the channel has no beacon: then the answer states no height. */
  beacon: AnswerBeacon.optional(),
  ...echoed,
};

/** A grant and what it gives at an instant. */
export const GrantView = z
  .strictObject({
    grant: Grant,
    answer: GrantAnswer.optional(),
    entries: z.array(GrantEntry),
    /** By itself, or SUSPENDED while something above it is not in force. */
    status: GrantStatus,
    /** What the whole chain allows; absent while it allows nothing. */
    effective: GrantScope.optional(),
    reasons: z.array(DecisionReason),
    /** Units left of its own count, as the ledger knows them now. */
    left: z.int().min(0).optional(),
    nextChangeAt: Instant.optional(),
    ...answered,
  })
  .meta({ id: 'GrantView' });
export type GrantView = z.infer<typeof GrantView>;

/** A decision on one use, complete enough to be shown to somebody who was not there. */
export const PermitsAnswer = z
  .strictObject({
    question: UseQuestion,
    decision: Decision,
    /** What the decision looked at, from above. */
    chain: z.array(ChainLink),
    ...answered,
  })
  .meta({ id: 'PermitsAnswer' });
export type PermitsAnswer = z.infer<typeof PermitsAnswer>;

export const beaconOf = (latest: Beacon | undefined): Pick<GrantView, 'beacon'> =>
  latest === undefined ? {} : { beacon: latest.statement };

/** The records of a chain, by name. */
export function chainOf({ ground, links }: GrantClosure): ChainLink[] {
  const { right, resource } = ground;
  const agreement = resource?.agreement;
  return [
    ...(agreement === undefined ? [] : [{ kind: 'AGREEMENT' as const, id: agreement.id }]),
    ...(resource === undefined
      ? []
      : [{ kind: 'RESOURCE' as const, id: resource.record.lookupCode }]),
    { kind: 'RIGHT' as const, id: right.id },
    ...links.map(({ grant }) => ({ kind: 'GRANT' as const, id: grant.id })),
  ];
}

/**
 * The last instant at which something of a chain happened. Nobody acts before it: a clock moved back
 * brings nothing back that was suspended or narrowed (ledger rule 3).
 */
export function lastChange(
  { ground, links }: { readonly ground: GrantGround; readonly links: readonly GrantLink[] },
  at: string,
): string {
  const { registration, dispositions, resource, measures } = ground;
  const known = [registration, ...dispositions.map((each) => each.registration)].map(
    (each) => each?.knownAt,
  );
  const above = [
    ...[resource?.agreement?.changedAt, resource?.record.entries.at(-1)?.at],
    ...(measures === undefined ? [] : measureHolds(measures).map(holdChangedAt)),
    ground.above && lastChange({ ground: ground.above, links: [] }, at),
  ];
  const grants = links.flatMap(({ grant, answer, entries, consent, pact, halts }) => [
    grant.offered.at,
    answer?.answered.at,
    entries.at(-1)?.at,
    ...(halts ?? []).map(({ hold }) => holdChangedAt(hold)),
    consent?.withdrawal?.at,
    pact?.answer?.answered.at,
    pact?.other && lastChange(pact.other, at),
  ]);
  return [...known, ...above, ...grants].reduce<string>(
    (last, each) => later(last, each ?? last),
    at,
  );
}
