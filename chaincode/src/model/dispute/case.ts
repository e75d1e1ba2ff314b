import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { HolderId } from '../holder.js';
import { ActedBy } from '../operation/acted.js';
import { Hex256, Id, Instant, setOf, Uscc } from '../schema.js';
import { DisputeStep, SpokenFor } from './step.js';

/** 调解、仲裁、诉讼. */
export const DisputePath = z
  .enum(['MEDIATION', 'ARBITRATION', 'COURT'])
  .meta({ id: 'DisputePath' });
export type DisputePath = z.infer<typeof DisputePath>;

/** What a dispute is about. Its id is a right’s, a certificate’s number, a grant’s or a delivery’s. */
export const DisputeSubject = z
  .strictObject({ kind: z.enum(['RIGHT', 'CERTIFICATE', 'GRANT', 'DELIVERY']), id: Id })
  .meta({ id: 'DisputeSubject' });
export type DisputeSubject = z.infer<typeof DisputeSubject>;

/** An objection after registration whose conclusion somebody does not accept (NATIONAL_2026/29). */
export const ObjectionRef = z
  .strictObject({ case: Id, objection: Id })
  .meta({ id: 'ObjectionRef' });

/**
 * 利害关系: as holder of a right or party to a grant or delivery the ledger itself bears it out; as
 * objector its objection does; any other interest rests on evidence.
 */
export const DisputeStanding = z
  .strictObject({
    basis: z.enum(['HOLDER', 'CONTRACT_PARTY', 'OBJECTOR', 'INTEREST']),
    objection: ObjectionRef.optional(),
    evidence: setOf(Id, { min: 0, max: 20, twice: 'An evidence stands twice' }),
  })
  .refine(({ basis, objection }) => (basis === 'OBJECTOR') === (objection !== undefined), {
    path: ['objection'],
    message: 'An objector names its objection, and nobody else does',
  })
  .meta({ id: 'DisputeStanding' });
export type DisputeStanding = z.infer<typeof DisputeStanding>;

const facts = {
  id: Id,
  path: DisputePath,
  /** The court, the arbitration commission or whoever mediates. */
  body: Uscc,
  /** Of the arbitration agreement: without one nobody arbitrates (Arbitration Law 4). */
  agreementDigest: Hex256.optional(),
  subjects: z.array(DisputeSubject).min(1).max(10),
  standing: DisputeStanding,
  /** Of the claim as it was written down. */
  claimDigest: Hex256,
  spokenFor: SpokenFor.optional(),
};

export const FileDisputeInput = z
  .strictObject({
    ...facts,
    /** Whom it is directed against, beside the parties of what it is about. */
    against: setOf(HolderId, { min: 0, max: 10, twice: 'Somebody stands twice' }),
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'FileDisputeInput' });
export type FileDisputeInput = z.infer<typeof FileDisputeInput>;

/** 争议, `dispute~id`: what was filed, and what happened to it since. */
export const DisputeCase = z
  .strictObject({
    v: z.literal(1),
    ...facts,
    claimant: HolderId,
    /** The other sides: each is served and heard. */
    respondents: z.array(HolderId).min(1).max(20),
    /** Rights that it is about: once it is accepted nobody disposes of them. */
    rights: z.array(Id).max(20),
    filed: ActedBy,
    notBefore: Instant,
    steps: z.array(DisputeStep).max(120),
  })
  .meta({ id: 'DisputeCase' });
export type DisputeCase = z.infer<typeof DisputeCase>;

/** Who filed, and the others. */
export const sidesOf = ({
  claimant,
  respondents,
}: Pick<DisputeCase, 'claimant' | 'respondents'>): string[] => [claimant, ...respondents];
