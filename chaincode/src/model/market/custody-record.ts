import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { echoed } from '../echo.js';
import { Digests } from '../evidence.js';
import { ActedBy } from '../operation/acted.js';
import { VersionRef } from '../registration/description.js';
import { citedQuery } from '../registration/cited-query.js';
import { daySpan, Hex256, Id, Instant, line, Page, pageOf, Uscc } from '../schema.js';

/** The code of the qualification that a custodian needs (20条 6: 数据托管). */
export const DATA_CUSTODIAN = 'DATA_CUSTODIAN';
/** Ten years of a challenge a month. */
export const MAX_CHALLENGES = 120;

/** Where the bytes are kept, by kind. */
export const LocationClass = z
  .enum(['GOVERNMENT_CLOUD', 'COMMERCIAL_CLOUD', 'OWN_DATA_CENTRE', 'OFFLINE_MEDIA'])
  .meta({ id: 'LocationClass' });
export type LocationClass = z.infer<typeof LocationClass>;

/**
 * What one challenge will be held against. For a nonce of 32 random bytes the answer is
 * SHA-256(nonce ‖ bytes): whoever has not the bytes when the nonce is told can not give it.
 */
export const PossessionCommitment = z
  .strictObject({
    /** SHA-256 of the nonce: nobody asks with another one later. */
    nonceDigest: Hex256,
    /** SHA-256 of the answer. */
    answerDigest: Hex256,
  })
  .meta({ id: 'PossessionCommitment' });
export type PossessionCommitment = z.infer<typeof PossessionCommitment>;

const terms = {
  data: VersionRef,
  custodian: Uscc,
  /** The custodian’s own, by which it may keep others’ data. */
  qualification: Id,
  location: LocationClass,
  /** First and last day. */
  term: daySpan(),
  /** Days within which a challenge is to be answered, that of the challenge not counted. */
  answerDays: z.int().min(1).max(90),
  /** In the order in which they are asked; made by the depositor before it gave the bytes away. */
  commitments: z.array(PossessionCommitment).max(MAX_CHALLENGES),
};

/** What became of the bytes when they were let go. */
export const CustodyEnding = z
  .enum(['RETURNED', 'DELETED', 'HANDED_OVER', 'NOT_TAKEN'])
  .meta({ id: 'CustodyEnding' });
export type CustodyEnding = z.infer<typeof CustodyEnding>;

const beacon = BeaconCitation.optional();
export const EntrustInput = z
  .strictObject({ id: Id, ...terms, beacon })
  .meta({ id: 'EntrustInput' });
export const TakeCustodyInput = z
  .strictObject({ id: Id, digests: Digests, beacon })
  .meta({ id: 'TakeCustodyInput' });
export const ChallengeCustodyInput = z
  .strictObject({ id: Id, nonce: Hex256, beacon })
  .meta({ id: 'ChallengeCustodyInput' });
export const ProvePossessionInput = z
  .strictObject({ id: Id, number: z.int().min(1).max(MAX_CHALLENGES), answer: Hex256, beacon })
  .meta({ id: 'ProvePossessionInput' });
export const ReleaseCustodyInput = z
  .strictObject({
    ...{ id: Id, ending: CustodyEnding, reasons: line(300) },
    /** Of the paper about it: a receipt, a record of destruction. */
    documentDigest: Hex256,
    beacon,
  })
  .meta({ id: 'ReleaseCustodyInput' });
export const CustodyQuery = z
  .strictObject({ id: Id, asOf: Instant.optional(), ...echoed, ...citedQuery })
  .meta({ id: 'CustodyQuery' });
export const OwnCustodiesInput = z
  .strictObject({ asOf: Instant.optional(), ...Page })
  .meta({ id: 'OwnCustodiesInput' });

/** A challenge, and its answer once there is one. */
export const CustodyChallenge = z
  .strictObject({
    number: z.int().min(1).max(MAX_CHALLENGES),
    nonce: Hex256,
    made: ActedBy,
    /** First instant that is late. */
    dueAt: Instant,
    proof: z.strictObject({ answer: Hex256, by: ActedBy }).optional(),
  })
  .meta({ id: 'CustodyChallenge' });
export type CustodyChallenge = z.infer<typeof CustodyChallenge>;

/** 托管, `custody~id`: who keeps the bytes of a version for whom, and what showed that it has them. */
export const CustodyRecord = z
  .strictObject({
    ...{ v: z.literal(1), id: Id, depositor: Uscc },
    ...terms,
    entrusted: ActedBy,
    taken: ActedBy.optional(),
    challenged: z.array(CustodyChallenge).max(MAX_CHALLENGES),
    released: z
      .strictObject({
        ...{ ending: CustodyEnding, reasons: line(300), documentDigest: Hex256 },
        by: ActedBy,
      })
      .optional(),
  })
  .meta({ id: 'CustodyRecord' });
export type CustodyRecord = z.infer<typeof CustodyRecord>;

export const CustodyStatus = z
  .enum(['NOT_YET_ENTRUSTED', 'ENTRUSTED', 'IN_CUSTODY', 'TERM_OVER', 'RELEASED'])
  .meta({ id: 'CustodyStatus' });
export type CustodyStatus = z.infer<typeof CustodyStatus>;

/** What a challenge showed: MISSED and LATE follow from the time alone. */
export const PossessionState = z
  .enum(['OPEN', 'PROVEN', 'LATE', 'MISSED'])
  .meta({ id: 'PossessionState' });
export type PossessionState = z.infer<typeof PossessionState>;

const state = {
  status: CustodyStatus,
  /** Challenge by challenge. */
  possession: z.array(
    z.strictObject({
      number: z.int(),
      challengedAt: Instant,
      dueAt: Instant,
      state: PossessionState,
    }),
  ),
  /** Challenges that are left. */
  left: z.int(),
  /** When time alone changes any of it; absent: never. */
  nextChangeAt: Instant.optional(),
};
/** A custody as it stood at an instant. */
export const CustodyView = z
  .strictObject({ custody: CustodyRecord, ...state, asOf: Instant, beacon: z.int(), ...echoed })
  .meta({ id: 'CustodyView' });
export type CustodyView = z.infer<typeof CustodyView>;
export type CustodyState = Pick<CustodyView, 'status' | 'possession' | 'left' | 'nextChangeAt'>;

export const CustodyRemark = z
  .strictObject({
    ...{ id: Id, data: VersionRef, depositor: Uscc, custodian: Uscc, location: LocationClass },
    ...{ status: CustodyStatus, last: PossessionState.optional() },
  })
  .meta({ id: 'CustodyRemark', description: '`last`: what the latest challenge showed' });
export const CustodyPage = pageOf(CustodyRemark).meta({ id: 'CustodyPage' });
