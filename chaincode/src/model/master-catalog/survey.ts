import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { flowShape } from '../flow.js';
import { CaseActor } from '../registration/case-steps.js';
import { Hex256, Id, Instant, line, TransactionId, Uscc } from '../schema.js';
import type { CatalogEntry } from './entry.js';

/** 政务数据调查: one round, opened and closed by the same party. */
export const SurveyRound = z
  .strictObject({ ...flowShape(['OPEN', 'CLOSED']), title: line(120), basis: line(200) })
  .meta({ id: 'SurveyRound' });
export type SurveyRound = z.infer<typeof SurveyRound>;

/** What a respondent answered with; its transaction is its signature. */
export const SurveyAnswer = z
  .strictObject({
    v: z.literal(1),
    round: Id,
    respondent: Uscc,
    listDigest: Hex256,
    entries: z.int().min(0).max(1_000_000),
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'SurveyAnswer' });
export type SurveyAnswer = z.infer<typeof SurveyAnswer>;

const beacon = BeaconCitation.optional();
export const OpenSurveyInput = z
  .strictObject({ id: Id, title: line(120), basis: line(200), beacon })
  .meta({ id: 'OpenSurveyInput' });
export const AnswerSurveyInput = z
  .strictObject({ id: Id, listDigest: Hex256, entries: z.int().min(0).max(1_000_000), beacon })
  .meta({ id: 'AnswerSurveyInput' });
export const CloseSurveyInput = z.strictObject({ id: Id, beacon }).meta({ id: 'CloseSurveyInput' });
export const ReadSurveyInput = z
  .strictObject({ id: Id, respondent: Uscc.optional() })
  .meta({ id: 'ReadSurveyInput' });
export const SurveyView = z
  .strictObject({ round: SurveyRound, answer: SurveyAnswer.optional() })
  .meta({ id: 'SurveyView' });

/** @throws LedgerError SURVEY_ANSWER_MISSING, SURVEY_NOT_CLOSED */
export function requireSurveyed(
  origin: CatalogEntry['origin'],
  round: SurveyRound | undefined,
  answer: SurveyAnswer | undefined,
): void {
  if (origin.kind !== 'SURVEY') return;
  if (round === undefined || answer?.listDigest !== origin.listDigest) {
    throw new LedgerError(
      'SURVEY_ANSWER_MISSING',
      `${origin.respondent} answered ${origin.round} with no such list.`,
      { round: origin.round, respondent: origin.respondent },
    );
  }
  if (round.status === 'CLOSED') return;
  throw new LedgerError('SURVEY_NOT_CLOSED', `${round.id} still takes answers.`, {
    round: round.id,
  });
}
