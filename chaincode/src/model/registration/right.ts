import { z } from 'zod';
import { endOfDay, Period, shanghaiDate, validityEnd } from '../clock/index.js';
import { Digests } from '../evidence.js';
import { HolderId } from '../holder.js';
import { LookupCode } from '../public-resource/lookup-code.js';
import { LedgerError } from '../errors.js';
import { DateText, Hex256, Id, Instant, line, TransactionId, Uscc } from '../schema.js';
import {
  DataDescription,
  DataFingerprint,
  Parts,
  Restrictions,
  VersionRef,
} from './application.js';
import { Article, OriginType, RightType, ShareMode } from './codes.js';
import type { Instants } from './case-fold.js';
import { NationalDepositReceipt } from './case-steps.js';
import { ProfileRef } from './profile.js';

/** `version~asset~n`: immutable. What the data is, by its digests. */
export const DataVersion = z
  .strictObject({
    v: z.literal(1),
    data: VersionRef,
    digests: Digests,
    fingerprint: DataFingerprint.optional(),
    parts: Parts,
    origin: OriginType,
    evidence: Id.optional(),
    createdBy: HolderId,
    case: Id,
    txId: TransactionId,
  })
  .meta({ id: 'DataVersion' });
export type DataVersion = z.infer<typeof DataVersion>;

/** `description~asset~n~revision`: the only part of a registration that a change may touch. */
export const RegisteredDescription = z
  .strictObject({
    v: z.literal(1),
    data: VersionRef,
    description: DataDescription,
    /** Digests of the holder’s name, representative and address as last changed. */
    holder: z.record(z.string(), z.string()),
    revision: z.int().min(1),
    case: Id,
  })
  .meta({ id: 'RegisteredDescription' });
export type RegisteredDescription = z.infer<typeof RegisteredDescription>;

/**
 * `right~id`: immutable facts. When it began is the registration of its case; what became of it
 * stands in its dispositions.
 */
export const RightsEntry = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    data: VersionRef,
    right: RightType,
    holder: HolderId,
    share: ShareMode,
    parts: Parts,
    /** Counted from the registration. */
    validity: Period,
    /** A last day that ends it sooner. */
    limit: DateText.optional(),
    limits: line(400).optional(),
    restrictions: Restrictions,
    /** The public-data-resource registration that the data rests on (NATIONAL_2026/15). */
    publicCode: LookupCode.optional(),
    /** The right it came from, and whether that one gave it away or lives above it. */
    basis: z.strictObject({ kind: z.enum(['TRANSFER', 'LICENSE']), right: Id }).optional(),
    case: Id,
    registrar: Uscc,
    profile: ProfileRef,
    article: Article,
    txId: TransactionId,
  })
  .meta({ id: 'RightsEntry' });
export type RightsEntry = z.infer<typeof RightsEntry>;

/** `registration~case`: the moment of registration, and what it rests on. */
export const Registration = z
  .strictObject({
    v: z.literal(1),
    case: Id,
    registeredAt: Instant,
    /** When the ledger learned of it: a receipt may come after its own time. */
    knownAt: Instant,
    recordDigest: Hex256,
    depositTxId: TransactionId,
    receipt: NationalDepositReceipt.optional(),
    txId: TransactionId,
  })
  .meta({ id: 'Registration' });
export type Registration = z.infer<typeof Registration>;

/** `case` is a case of the register, or the judicial order that did it; then `order` says so. */
const entryBase = { case: Id, order: Id.optional(), txId: TransactionId };
export const Disposition = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...entryBase, kind: z.literal('TRANSFERRED'), parts: Parts, to: Id }),
    z.strictObject({ ...entryBase, kind: z.literal('CANCELLED') }),
    z.strictObject({ ...entryBase, kind: z.literal('REVOKED') }),
    z.strictObject({
      ...entryBase,
      kind: z.literal('PROLONGED'),
      until: DateText,
      /** On which a renewal rests, and on which one that came too late gives nothing. */
      article: Article,
    }),
  ])
  .meta({ id: 'Disposition' });
export type Disposition = z.infer<typeof Disposition>;

/** `disp~right`: read and rewritten by every disposal, so that none can pass another. */
export const Dispositions = z
  .strictObject({ v: z.literal(1), right: Id, entries: z.array(Disposition).max(200) })
  .meta({ id: 'Dispositions' });
export type Dispositions = z.infer<typeof Dispositions>;

export const RightStatus = z
  .enum(['PENDING', 'ACTIVE', 'SUSPENDED', 'TRANSFERRED', 'LAPSED', 'CANCELLED', 'REVOKED'])
  .meta({ id: 'RightStatus' });
export type RightStatus = z.infer<typeof RightStatus>;

/** Why a right is what it is at an instant. */
export const RightReason = z
  .strictObject({
    code: z.string(),
    article: Article,
    at: Instant.optional(),
    case: Id.optional(),
  })
  .meta({ id: 'RightReason' });

export const RightState = z
  .strictObject({
    status: RightStatus,
    from: Instant.optional(),
    /** Last day. */
    until: DateText.optional(),
    /** What the holder still has. */
    parts: z.array(Id),
    reasons: z.array(RightReason),
    nextChangeAt: Instant.optional(),
  })
  .meta({ id: 'RightState' });
export type RightState = z.infer<typeof RightState>;

/** How far licences of licences are followed; deeper chains are nobody’s business yet. */
export const MAX_LICENCE_DEPTH = 8;
/** What a right asks of the registration as a public data resource above it. */
export interface PublicSourceState {
  readonly status: string;
  /** The operating term, where there is one. */
  readonly operation?: { readonly until: string } | undefined;
  readonly nextChangeAt?: string | undefined;
}

/** Everything the status of a right depends on (design: time rule 4). */
export interface RightClosure {
  readonly right: RightsEntry;
  readonly registration: Registration | undefined;
  readonly dispositions: readonly {
    readonly entry: Disposition;
    readonly registration: Registration | undefined;
  }[];
  /** The right above a licence. */
  readonly upstream?: RightState | undefined;
  /** The registration of the public data resource that `publicCode` names. */
  readonly publicSource?: PublicSourceState | undefined;
}

/** Whether a registration had taken effect, as far as the ledger knew. */
export const isInForce = (
  registration: Registration | undefined,
  { asOf, knownAt }: Instants,
): boolean =>
  registration !== undefined &&
  registration.registeredAt <= asOf &&
  registration.knownAt <= knownAt;

/** `effectiveStatus` of a right: pure, and the same wherever it is asked. */
export function rightState(closure: RightClosure, instants: Instants): RightState {
  const { right, registration } = closure;
  if (registration === undefined || !isInForce(registration, instants)) {
    const reasons = [{ code: 'NOT_REGISTERED_YET', article: right.article, case: right.case }];
    return { status: 'PENDING', parts: right.parts, reasons };
  }
  const effective = closure.dispositions.filter((each) => isInForce(each.registration, instants));
  const until = withinTerm(untilOf(right, registration, effective), closure);
  const { registeredAt: from } = registration;
  const registered = { code: 'REGISTERED', article: right.article, at: from, case: right.case };
  const active: Found = { status: 'ACTIVE', reason: registered };
  const ended = endedBy(right, effective) ?? lapse(right, until, instants);
  const { status, reason } =
    ended ?? aboveIt(closure, effective) ?? belowResource(closure) ?? active;
  if (status !== 'ACTIVE' && status !== 'SUSPENDED') {
    const reasons = [reason, ...(status === 'LAPSED' ? tooLate(until, effective) : [])];
    return { status, from, until, parts: [], reasons };
  }
  return {
    ...{ status, from, until, parts: heldParts(closure, effective), reasons: [reason] },
    nextChangeAt: [endOfDay(until), ...changesAbove(closure)].sort()[0],
  };
}

/** A renewal prolongs nothing beyond the operating term that the product comes from (27号). */
const withinTerm = (until: string, { publicSource }: RightClosure): string =>
  [
    until,
    ...(publicSource?.operation === undefined ? [] : [publicSource.operation.until]),
  ].sort()[0] ?? until;

/** A product’s right rests while its registration as a public data resource is not in force. */
function belowResource({ right, publicSource }: RightClosure): Found | undefined {
  if (right.publicCode === undefined || publicSource?.status === 'ACTIVE') return undefined;
  const code = `PUBLIC_CODE_${publicSource?.status ?? 'UNKNOWN'}`;
  return { status: 'SUSPENDED', reason: { code, article: right.article } };
}

const changesAbove = ({ publicSource }: RightClosure): string[] =>
  publicSource?.nextChangeAt === undefined ? [] : [publicSource.nextChangeAt];

/** What was not given away, and of a licence what its licensor still has. */
function heldParts({ right, upstream }: RightClosure, effective: Effective): string[] {
  const left = partsLeft(
    right.parts,
    effective.map(({ entry }) => entry),
  );
  if (right.basis?.kind !== 'LICENSE') return left;
  return left.filter((part) => upstream?.parts.includes(part) === true);
}

type Effective = RightClosure['dispositions'];
interface Found {
  readonly status: RightStatus;
  readonly reason: RightState['reasons'][number];
}

/**
 * A right lapses by itself unless its renewal is registered before (NATIONAL_2026/36): one that is
 * registered afterwards, as by a receipt that is late, prolongs nothing.
 */
function untilOf(right: RightsEntry, registration: Registration, effective: Effective): string {
  const natural = validityEnd(shanghaiDate(registration.registeredAt), right.validity);
  const limited = right.limit !== undefined && right.limit < natural ? right.limit : natural;
  return effective.reduce(
    (until, each) =>
      each.entry.kind === 'PROLONGED' && !isAfter(each, until) && each.entry.until > until
        ? each.entry.until
        : until,
    limited,
  );
}

const isAfter = ({ registration }: Effective[number], until: string): boolean =>
  registration !== undefined && registration.registeredAt >= endOfDay(until);

/** Renewals that were registered when there was nothing left to renew. */
const tooLate = (until: string, effective: Effective): RightState['reasons'] =>
  effective.flatMap((each) =>
    each.entry.kind === 'PROLONGED' && isAfter(each, until)
      ? [
          {
            ...{ code: 'RENEWED_TOO_LATE', article: each.entry.article, case: each.entry.case },
            ...at(each.registration?.registeredAt),
          },
        ]
      : [],
  );

export function partsLeft(parts: readonly string[], entries: readonly Disposition[]): string[] {
  const gone = new Set(
    entries.flatMap((entry) => (entry.kind === 'TRANSFERRED' ? entry.parts : [])),
  );
  return parts.filter((part) => !gone.has(part));
}

/** The disposal in force by an instant that left nothing of a right, as far as was known. */
export function disposalOf(
  { right, dispositions }: Pick<RightClosure, 'right' | 'dispositions'>,
  instants: Instants,
): { readonly kind: string; readonly case?: string | undefined } | undefined {
  const effective = dispositions.filter((each) => isInForce(each.registration, instants));
  const found = endedBy(right, effective);
  return found && { kind: found.status, case: found.reason.case };
}

function endedBy(right: RightsEntry, effective: Effective): Found | undefined {
  const entries = effective.map(({ entry }) => entry);
  const end = effective.find(({ entry }) => entry.kind === 'CANCELLED' || entry.kind === 'REVOKED');
  const last =
    end ??
    (partsLeft(right.parts, entries).length === 0
      ? effective.findLast(({ entry }) => entry.kind === 'TRANSFERRED')
      : undefined);
  if (last === undefined) return undefined;
  const status = last.entry.kind as 'CANCELLED' | 'REVOKED' | 'TRANSFERRED';
  const reason = { code: status, article: right.article, case: last.entry.case };
  return { status, reason: { ...reason, ...at(last.registration?.registeredAt) } };
}

const at = (instant: string | undefined): { at?: string } =>
  instant === undefined ? {} : { at: instant };

function lapse(right: RightsEntry, until: string, { asOf }: Instants): Found | undefined {
  const end = endOfDay(until);
  if (asOf < end) return undefined;
  return { status: 'LAPSED', reason: { code: 'CERT_LAPSED', article: right.article, at: end } };
}

/** What a licence gives can not outlive the right above it. */
function aboveIt(closure: RightClosure, effective: Effective): Found | undefined {
  const { right, upstream } = closure;
  if (right.basis?.kind !== 'LICENSE') return undefined;
  // Of its own parts some may be given away, and the others gone above: then none is left either.
  const isLeft = heldParts(closure, effective).length > 0;
  if (upstream?.status === 'ACTIVE' && isLeft) return undefined;
  const status = upstream?.status === 'ACTIVE' ? 'TRANSFERRED' : upstream?.status;
  const code = `UPSTREAM_${status ?? 'UNKNOWN'}`;
  return { status: 'SUSPENDED', reason: { code, article: right.article } };
}

/**
 * What is disposed of must be there, and no other disposal may be under way.
 *
 * @throws LedgerError RIGHT_NOT_HELD, DISPOSAL_PENDING, CERT_LAPSED, CERT_REVOKED, RIGHT_NOT_ACTIVE,
 *   PART_NOT_HELD
 */
export function requireDisposable(
  closure: RightClosure,
  holder: string,
  parts: readonly string[] | undefined,
  instants: Instants,
): string[] {
  const { right } = closure;
  const params = { right: right.id, article: right.article };
  if (right.holder !== holder) {
    throw new LedgerError('RIGHT_NOT_HELD', `${right.id} is not the applicant’s.`, params);
  }
  requireSettled(closure);
  const state = rightState(closure, instants);
  if (state.status !== 'ACTIVE') throw notActive(right, state);
  const wanted = parts ?? state.parts;
  const missing = wanted.filter((part) => !state.parts.includes(part));
  if (missing.length > 0) {
    throw new LedgerError(
      'PART_NOT_HELD',
      `${right.id} does not hold ${missing.join(', ')} any more, or never did.`,
      { ...params, parts: missing },
    );
  }
  return [...wanted];
}

/**
 * One disposal at a time: until the last one is registered nobody knows what is left.
 *
 * @throws LedgerError DISPOSAL_PENDING
 */
export function requireSettled({ right, dispositions }: RightClosure): void {
  if (dispositions.every(({ registration }) => registration !== undefined)) return;
  throw new LedgerError(
    'DISPOSAL_PENDING',
    `Another case that changes ${right.id} waits for its registration.`,
    { right: right.id, article: right.article },
  );
}

function notActive({ id, article }: RightsEntry, { status }: RightState): LedgerError {
  const params = { right: id, status, article };
  if (status === 'LAPSED')
    return new LedgerError('CERT_LAPSED', `${id} lapsed without renewal.`, params);
  if (status === 'REVOKED') return new LedgerError('CERT_REVOKED', `${id} was revoked.`, params);
  return new LedgerError('RIGHT_NOT_ACTIVE', `${id} is ${status}.`, params);
}
