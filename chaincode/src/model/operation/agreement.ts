import { z } from 'zod';
import { endOfDay, startOfDay } from '../clock/index.js';
import { ProfileRef } from '../registration/profile.js';
import {
  Code,
  DateText,
  Hex256,
  Id,
  Instant,
  line,
  TransactionId,
  Uscc,
  daySpan,
  setOf,
} from '../schema.js';
import { ActedBy } from './acted.js';
import { ListCitation } from '../negative-list.js';
import { OperationMode, scopeNos } from './codes.js';
import { OperationItems } from './items.js';

/** Plain dates in Shanghai, both inclusive. */
export const OperatingTerm = daySpan().meta({
  id: 'OperatingTerm',
  description: 'First and last day, both inclusive, in Shanghai',
});
export type OperatingTerm = z.infer<typeof OperatingTerm>;

/** Who gets what part of what is left: basis points, ten thousand in all. */
export const RevenueShare = z
  .strictObject({ party: Uscc, basisPoints: z.int().min(1).max(10_000) })
  .meta({ id: 'RevenueShare' });
export type RevenueShare = z.infer<typeof RevenueShare>;
export const RevenueShares = z
  .array(RevenueShare)
  .min(1)
  .max(20)
  .refine(
    (shares) => new Set(shares.map(({ party }) => party)).size === shares.length,
    'A party stands twice',
  )
  .refine(
    (shares) => shares.reduce((sum, { basisPoints }) => sum + basisPoints, 0) === 10_000,
    'The shares are not ten thousand basis points',
  );

const purposes = setOf(Code, { min: 0, max: 50, twice: 'A purpose stands twice' });

/** What both parties sign. It never changes: other terms are another agreement. */
export const agreementTerms = {
  scheme: Id,
  selection: Id,
  mode: OperationMode,
  catalogNos: scopeNos,
  /** Closed where it is not empty; under SCENARIO it may not be empty. */
  purposes,
  prohibitedPurposes: purposes,
  term: OperatingTerm,
  /** The thirteen items, each as the digest of its wording, or as a short value of it. */
  items: OperationItems,
  /** Of the whole text, which both parties keep. */
  textDigest: Hex256,
  revenue: RevenueShares,
};

/** 27号: the implementing body and the operator, each in a transaction of its own. */
export const AgreementSignature = z
  .strictObject({
    side: z.enum(['IMPLEMENTING_BODY', 'OPERATOR']),
    textDigest: Hex256,
    ...ActedBy.shape,
  })
  .meta({ id: 'AgreementSignature' });
export type AgreementSignature = z.infer<typeof AgreementSignature>;

const Said = { reasons: line(300), ...ActedBy.shape };
export const Suspension = z
  .strictObject({ ...Said, resumed: z.strictObject(Said).optional() })
  .meta({ id: 'AgreementSuspension' });

/** EXIT_PLANNED → HANDED_OVER → CLOSED. */
export const AgreementExit = z
  .strictObject({
    planned: z.strictObject({ effectiveOn: DateText, planDigest: Hex256, ...Said }),
    handedOver: z
      .strictObject({ archiveDigest: Hex256, files: z.int().min(0), ...ActedBy.shape })
      .optional(),
    closed: z.strictObject({ destructionEvidence: Id, ...ActedBy.shape }).optional(),
  })
  .meta({ id: 'AgreementExit' });

/** 授权运营协议: `agreement~id`. What time alone does to it is computed, never stored. */
export const AuthorizationAgreement = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    implementingBody: Uscc,
    operator: Uscc,
    ...agreementTerms,
    /** Over all of the above. */
    termsDigest: Hex256,
    rules: ProfileRef,
    /** The negative list against which the catalogue numbers were checked, at each check. */
    negativeLists: z.array(ListCitation),
    drafted: ActedBy,
    signatures: z.array(AgreementSignature).max(2),
    filing: z.strictObject({ filingNo: line(64), ...ActedBy.shape }).optional(),
    suspensions: z.array(Suspension),
    terminated: z.strictObject(Said).optional(),
    exit: AgreementExit.optional(),
    changedAt: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'AuthorizationAgreement' });
export type AuthorizationAgreement = z.infer<typeof AuthorizationAgreement>;

export const AgreementStatus = z
  .enum(['DRAFT', 'SIGNED', 'FILED', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'TERMINATED'])
  .meta({ id: 'AgreementStatus' });
export type AgreementStatus = z.infer<typeof AgreementStatus>;

/**
 * Where an agreement stands at an instant. What is done under it stands where it stands: a product,
 * a delivery or a grant asks for this and stores nothing of it (ledger rule 4).
 */
export function agreementStatus(record: AuthorizationAgreement, asOf: string): AgreementStatus {
  const { signatures, filing, term } = record;
  if (isEnded(record, asOf)) return 'TERMINATED';
  if (signatures.filter(({ at }) => at <= asOf).length < 2) return 'DRAFT';
  if (filing === undefined || filing.at > asOf) return 'SIGNED';
  if (asOf >= endOfDay(term.to)) return 'EXPIRED';
  if (isSuspended(record, asOf)) return 'SUSPENDED';
  return asOf < startOfDay(term.from) ? 'FILED' : 'ACTIVE';
}

/** By a word of its own, or by an exit whose day has come. */
function isEnded({ terminated, exit }: AuthorizationAgreement, asOf: string): boolean {
  if (terminated !== undefined && terminated.at <= asOf) return true;
  if (exit === undefined || exit.planned.at > asOf) return false;
  return startOfDay(exit.planned.effectiveOn) <= asOf;
}

const isSuspended = ({ suspensions }: AuthorizationAgreement, asOf: string): boolean =>
  suspensions.some(({ at, resumed }) => at <= asOf && (resumed === undefined || resumed.at > asOf));

/** When time alone changes the status next; `undefined`: never. */
export function agreementChangesAt(
  record: AuthorizationAgreement,
  asOf: string,
): string | undefined {
  const { term, exit } = record;
  const instants = [startOfDay(term.from), endOfDay(term.to)];
  if (exit !== undefined) instants.push(startOfDay(exit.planned.effectiveOn));
  const now = agreementStatus(record, asOf);
  return instants
    .sort()
    .find((instant) => instant > asOf && agreementStatus(record, instant) !== now);
}

export const ExitState = z
  .enum(['EXIT_PLANNED', 'HANDED_OVER', 'CLOSED'])
  .meta({ id: 'ExitState' });
export type ExitState = z.infer<typeof ExitState>;

export function exitState({ exit }: AuthorizationAgreement): ExitState | undefined {
  if (exit === undefined) return undefined;
  if (exit.closed !== undefined) return 'CLOSED';
  return exit.handedOver === undefined ? 'EXIT_PLANNED' : 'HANDED_OVER';
}

/** When anything happened to it. */
const datesOf = (record: AuthorizationAgreement): string[] => {
  const { signatures, suspensions, filing, terminated, exit } = record;
  const acts = [
    ...signatures,
    ...suspensions.flatMap((each) => [each, each.resumed]),
    ...[filing, terminated, exit?.planned, exit?.handedOver, exit?.closed],
  ];
  return acts.flatMap((act) => (act === undefined ? [] : [act.at]));
};

/** The record as it was known at an instant; itself, where all of it was. */
export function agreementAt(
  record: AuthorizationAgreement,
  knownAt: string,
): AuthorizationAgreement {
  const known = ({ at }: { readonly at: string }): boolean => at <= knownAt;
  if (datesOf(record).every((at) => at <= knownAt)) return record;
  const { signatures, suspensions, filing, terminated, exit, ...rest } = record;
  return {
    ...rest,
    signatures: signatures.filter(known),
    suspensions: suspensions.filter(known).map(({ resumed, ...suspension }) => ({
      ...suspension,
      ...(resumed !== undefined && known(resumed) ? { resumed } : {}),
    })),
    ...(filing !== undefined && known(filing) ? { filing } : {}),
    ...(terminated !== undefined && known(terminated) ? { terminated } : {}),
    ...(exit !== undefined && known(exit.planned) ? { exit: exitAt(exit, knownAt) } : {}),
  };
}

type Exit = NonNullable<AuthorizationAgreement['exit']>;
function exitAt({ planned, handedOver, closed }: Exit, knownAt: string): Exit {
  return {
    planned,
    ...(handedOver !== undefined && handedOver.at <= knownAt ? { handedOver } : {}),
    ...(closed !== undefined && closed.at <= knownAt ? { closed } : {}),
  };
}

export const ReadAgreementInput = z
  .strictObject({ id: Id, asOf: Instant.optional(), knownAt: Instant.optional() })
  .meta({ id: 'ReadAgreementInput' });
export const AgreementView = z
  .strictObject({
    agreement: AuthorizationAgreement,
    status: AgreementStatus,
    exit: ExitState.optional(),
    /** When time alone changes the status; absent: never. */
    nextChangeAt: Instant.optional(),
    asOf: Instant,
    knownAt: Instant,
    /** The last time beacon that the answer knows of; 0: none. */
    beacon: z.int().min(0),
  })
  .meta({ id: 'AgreementView' });
