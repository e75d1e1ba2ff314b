import { isSameBytes } from '../evidence.js';
import { z } from 'zod';
import { Uscc } from '../schema.js';
import type { InfringementComparison } from './comparison.js';
import type { InfringementPack, InfringementStep, InfringementStepOf } from './pack.js';

export const claimNames = [
  'RIGHT_HELD',
  'SUSPECTED_DEPOSITED',
  'SAME_BYTES',
  'SAME_DATA',
  'OBTAINED',
  'SUSPECT',
  'INFRINGEMENT',
] as const;
export const Grade = z.enum(['PROVEN', 'STATED', 'NOT_PROVEN']).meta({ id: 'Grade' });

/** One claim about a suspected copy, how far it is borne out, and whose word it is where it is one. */
export const InfringementClaim = z
  .strictObject({
    claim: z.enum(claimNames),
    grade: Grade,
    by: z.array(Uscc).max(40),
    detail: z.string(),
  })
  .meta({ id: 'InfringementClaim' });
export type InfringementClaim = z.infer<typeof InfringementClaim>;

type Found = Omit<InfringementClaim, 'claim'>;
type Known = Omit<InfringementPack, 'steps'> & { readonly steps: readonly InfringementStep[] };

const proven = (detail: string): Found => ({ grade: 'PROVEN', by: [], detail });
const notProven = (detail: string): Found => ({ grade: 'NOT_PROVEN', by: [], detail });
const stated = (by: readonly string[], detail: string): Found => ({
  ...{ grade: 'STATED', by: [...by], detail },
});

const finders: Readonly<Record<InfringementClaim['claim'], (pack: Known) => Found>> = {
  RIGHT_HELD: ({ right, holder, opened }) =>
    proven(`${holder} held ${right} when the pack was opened, ${opened.at}.`),
  SUSPECTED_DEPOSITED: ({ suspected: { evidence, digests, depositedAt } }) =>
    proven(`${evidence}, SHA-256 ${digests['SHA-256']}, SM3 ${digests.SM3}, at ${depositedAt}.`),
  SAME_BYTES: ({ original, suspected: { digests } }) =>
    isSameBytes(original, digests)
      ? proven('Both digests are those of the data that is registered.')
      : notProven('The digests differ from those of the data that is registered.'),
  SAME_DATA: sameData,
  OBTAINED: obtained,
  SUSPECT: ({ suspect, holder }) =>
    suspect === undefined
      ? notProven('Nobody is named.')
      : stated([holder], `${suspect}, as the holder says.`),
  INFRINGEMENT: () =>
    notProven('A similarity is no finding of infringement: a court or an arbitrator finds it.'),
};

/** What is proven about a suspected copy, what is somebody’s word, and what nothing here proves. */
export const infringementClaims = (pack: Known): InfringementClaim[] =>
  claimNames.map((claim) => ({ claim, ...finders[claim](pack) }));

function sameData({ steps }: Known): Found {
  const last = steps.findLast(
    (step): step is InfringementStepOf<'COMPARED'> => step.kind === 'COMPARED',
  );
  if (last === undefined) return notProven('No registrar compared them.');
  const { comparison, by } = last;
  const detail = inWords(comparison);
  return comparison.tier === 'NONE' ? notProven(detail) : stated([by.uscc], detail);
}

const percent = (basisPoints: number): string =>
  `${String(Math.floor(basisPoints / 100))}.${String(basisPoints % 100).padStart(2, '0')} %`;

function inWords(comparison: InfringementComparison): string {
  const { tier, similarity, containment, rows, thresholds, article } = comparison;
  const estimates =
    similarity === undefined || containment === undefined
      ? 'without an estimate, since one of the two has no sketch'
      : `about ${percent(similarity)} of all rows are in both, ${percent(containment)} of the smaller one’s`;
  const limits = `${percent(thresholds.similarity)} and ${percent(thresholds.containment)}`;
  return `${tier}: ${String(rows)} rows, ${estimates}; an overlap from ${limits} on (${article}).`;
}

function obtained({ holder, obtained: got, steps }: Known): Found {
  const witnesses = steps.flatMap((step) => (step.kind === 'ATTESTED' ? [step.by.uscc] : []));
  const heard = witnesses.length === 0 ? 'no witness' : `witnessed by ${witnesses.join(', ')}`;
  return stated(
    [...new Set([holder, ...witnesses])],
    `${got.how} on ${got.on}, log ${got.processLogDigest}, ${heard}.`,
  );
}
