import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { recordDigest } from '../digest.js';
import { LedgerError } from '../errors.js';
import { ActedBy } from '../operation/acted.js';
import { refusePersonalData } from '../privacy.js';
import { RightType, ShareMode } from '../registration/codes.js';
import { VersionRef } from '../registration/description.js';
import { Hex256, Id, line, Uscc, setOf } from '../schema.js';
import { requireUscc } from '../uscc.js';

/** What one participant brings. */
export const FusionPart = z
  .strictObject({ participant: Uscc, data: VersionRef })
  .meta({ id: 'FusionPart' });
/** Who gets which right in what comes out of it. */
export const AgreedRight = z
  .strictObject({ holder: Uscc, right: RightType, share: ShareMode })
  .meta({ id: 'AgreedRight' });
export type AgreedRight = z.infer<typeof AgreedRight>;

const facts = {
  name: line(120),
  participants: setOf(Uscc, { min: 2, max: 60, twice: 'Somebody stands twice' }),
  /** Of the contract between them; without one article 21(5) says who has what. */
  contractDigest: Hex256.optional(),
  inputs: z.array(FusionPart).min(2).max(120),
  /** Without a contract it may stay open: then every participant has what the rule gives it. */
  agreed: z.array(AgreedRight).max(60),
};

/** 融合开发, `fusion~id`: what each of several parties brings, and what each gets. */
export const FusionProject = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    ...facts,
    /** Over everything above: what every participant signs. */
    digest: Hex256,
    proposed: ActedBy,
  })
  .meta({ id: 'FusionProject' });
export type FusionProject = z.infer<typeof FusionProject>;

/** `fusion-answer~id~uscc`: one key a participant, so that none waits for another. */
export const FusionAnswer = z
  .strictObject({
    v: z.literal(1),
    fusion: Id,
    outcome: z.enum(['AGREED', 'DECLINED']),
    reasons: line(300).optional(),
    answered: ActedBy,
  })
  .meta({ id: 'FusionAnswer' });
export type FusionAnswer = z.infer<typeof FusionAnswer>;

const beacon = BeaconCitation.optional();
export const ProposeFusionInput = z
  .strictObject({ id: Id, ...facts, beacon })
  .meta({ id: 'ProposeFusionInput' });
export type ProposeFusionInput = z.infer<typeof ProposeFusionInput>;
export const AgreeFusionInput = z
  .strictObject({ id: Id, digest: Hex256, beacon })
  .meta({ id: 'AgreeFusionInput' });
export const DeclineFusionInput = z
  .strictObject({ id: Id, reasons: line(300), beacon })
  .meta({ id: 'DeclineFusionInput' });

/**
 * Who proposes has agreed.
 *
 * @throws LedgerError CALLER_FORBIDDEN, INPUT_INVALID, USCC_INVALID, PERSONAL_DATA_REFUSED
 */
export function proposeFusion(input: ProposeFusionInput, proposed: ActedBy): FusionProject {
  const { id, name, participants, contractDigest, inputs, agreed } = input;
  refusePersonalData({ id, name });
  for (const each of participants) requireUscc(each);
  const named = [
    ...inputs.map(({ participant }, i) => [`/inputs/${String(i)}/participant`, participant]),
    ...agreed.map(({ holder }, i) => [`/agreed/${String(i)}/holder`, holder]),
  ] as const;
  const stray = named.find(([, uscc = '']) => !participants.includes(uscc));
  if (stray !== undefined) throw invalid(stray[0] ?? '', 'Is no participant');
  // What one party alone brings is processed, and not fused.
  const bringing = new Set(inputs.map(({ participant }) => participant));
  if (bringing.size < 2) throw invalid('/inputs', 'Are of one participant alone');
  if (contractDigest !== undefined && agreed.length === 0) {
    throw invalid('/agreed', 'A contract says who gets which right');
  }
  requireParticipant({ id, participants }, proposed);
  const contract = contractDigest === undefined ? {} : { contractDigest };
  const stated = { id, name, participants, ...contract, inputs, agreed };
  return { v: 1, ...stated, digest: recordDigest(stated), proposed };
}

const invalid = (pointer: string, message: string): LedgerError =>
  new LedgerError('INPUT_INVALID', `${pointer}: ${message}.`, { issues: [{ pointer, message }] });

function requireParticipant(
  { id, participants }: Pick<FusionProject, 'id' | 'participants'>,
  { uscc }: ActedBy,
): void {
  if (participants.includes(uscc)) return;
  throw new LedgerError('CALLER_FORBIDDEN', `${uscc} takes no part in ${id}.`, { fusion: id });
}

/** What is known of a project when somebody answers. */
export interface FusionFacts {
  readonly project: FusionProject;
  /** Of whoever declined first: that ends it. */
  readonly declined?: FusionAnswer | undefined;
  /** Of the participants, in their order; the caller’s own at least. */
  readonly answers: readonly FusionAnswer[];
}

/** @throws LedgerError CALLER_FORBIDDEN, FUSION_ANSWERED, ROOT_MISMATCH */
export function agreeFusion(known: FusionFacts, digest: string, answered: ActedBy): FusionAnswer {
  const { project } = known;
  requireParticipant(project, answered);
  requireOpen(known);
  if (known.answers.some((each) => each.answered.uscc === answered.uscc)) throw closed(project);
  if (project.digest !== digest) {
    throw new LedgerError('ROOT_MISMATCH', 'The digest is not that of the project.', {
      fusion: project.id,
      digest: project.digest,
    });
  }
  return { v: 1, fusion: project.id, outcome: 'AGREED', answered };
}

/**
 * By any participant, as long as not everybody has agreed.
 *
 * @throws LedgerError CALLER_FORBIDDEN, FUSION_ANSWERED, PERSONAL_DATA_REFUSED
 */
export function declineFusion(
  known: FusionFacts,
  reasons: string,
  answered: ActedBy,
): FusionAnswer {
  const { project } = known;
  refusePersonalData({ reasons });
  requireParticipant(project, answered);
  requireOpen(known);
  if (missingOf(known).length === 0) throw closed(project);
  return { v: 1, fusion: project.id, outcome: 'DECLINED', reasons, answered };
}

function requireOpen({ project, declined }: FusionFacts): void {
  if (declined !== undefined) throw closed(project);
}

const closed = ({ id }: FusionProject): LedgerError =>
  new LedgerError('FUSION_ANSWERED', `${id} was answered already.`, { fusion: id });

/** Whose agreement it still waits for. */
export const missingOf = ({ project, answers }: FusionFacts): string[] =>
  project.participants.filter(
    (uscc) =>
      uscc !== project.proposed.uscc && !answers.some((each) => each.answered.uscc === uscc),
  );
