import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { endOfDay, shanghaiDate } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import type { ActedBy } from '../operation/acted.js';
import type { AwardDemand, AwardInput } from '../order/inputs.js';
import { DateText, Hex256, Id, line } from '../schema.js';
import { type DisputeCase, sidesOf } from './case.js';
import { disputeStatus, isEnded, requireDisputeStatus, sideOfStep, toExecute } from './status.js';
import {
  awardShape,
  type DisputeStep,
  type DisputeStepOf,
  executionShape,
  serviceShape,
  SpokenFor,
} from './step.js';

const ofDispute = { id: Id, beacon: BeaconCitation.optional() };
const spokenFor = SpokenFor.optional();

export const DisputeActInput = z.strictObject(ofDispute).meta({ id: 'DisputeActInput' });
export const DisputeReasonsInput = z
  .strictObject({ ...ofDispute, reasons: line(300), spokenFor })
  .meta({ id: 'DisputeReasonsInput' });
export const DismissDisputeInput = z
  .strictObject({ ...ofDispute, reasons: line(300) })
  .meta({ id: 'DismissDisputeInput' });
export const ServeDisputeInput = z
  .strictObject({ ...ofDispute, ...serviceShape })
  .refine(({ servedOn, answerUntil }) => servedOn <= answerUntil, {
    path: ['answerUntil'],
    message: 'Must not be before servedOn',
  })
  .meta({ id: 'ServeDisputeInput' });
export const AnswerDisputeCaseInput = z
  .strictObject({
    ...ofDispute,
    ...{ position: z.enum(['CONTESTED', 'CONCEDED']), statementDigest: Hex256, spokenFor },
  })
  .meta({ id: 'AnswerDisputeCaseInput' });
export const HearDisputeInput = z
  .strictObject({ ...ofDispute, on: DateText })
  .meta({ id: 'HearDisputeInput' });
export const AwardDisputeInput = z
  .strictObject({
    ...ofDispute,
    ...awardShape,
    /** What was found, in plain words; the document itself stays off the ledger. */
    findings: line(800),
  })
  .meta({ id: 'AwardDisputeInput' });
export const ExecuteDisputeAwardInput = z
  .strictObject({ ...ofDispute, ...executionShape })
  .refine((by) => (by.case === undefined) !== (by.order === undefined), {
    path: ['case'],
    message: 'An award is executed by a case of the register or by an order of a court',
  })
  .meta({ id: 'ExecuteDisputeAwardInput' });
export const SettleInput = z
  .strictObject({ ...ofDispute, settlementDigest: Hex256, spokenFor })
  .meta({ id: 'SettleInput' });

type AwardOfDispute = Omit<z.infer<typeof AwardDisputeInput>, 'id' | 'outcome'>;

/** Who acts on a dispute, and after which beacon. */
export interface DisputeAct {
  readonly by: ActedBy;
  readonly notBefore: string;
  readonly spokenFor?: SpokenFor | undefined;
}

type FactsOf<S> = S extends DisputeStep ? Omit<S, 'by' | 'notBefore' | 'spokenFor'> : never;
export type DisputeFacts = FactsOf<DisputeStep>;

/** What the sides may do together; the rest is left for the body, which ends it. */
const MAX_OF_SIDES = 90;
const MAX_STEPS = 110;

/** @throws LedgerError DISPUTE_TOO_LONG */
function appendStep(record: DisputeCase, facts: DisputeFacts, act: DisputeAct): DisputeCase {
  const isBody = act.by.uscc === record.body;
  if (record.steps.length >= (isBody ? MAX_STEPS : MAX_OF_SIDES)) {
    throw new LedgerError('DISPUTE_TOO_LONG', `${record.id} takes no more steps.`, {
      dispute: record.id,
    });
  }
  const { by, notBefore, spokenFor: whose } = act;
  const spoken = whose === undefined ? {} : { spokenFor: whose };
  return { ...record, steps: [...record.steps, { ...facts, by, notBefore, ...spoken }] };
}

/** @throws LedgerError CALLER_FORBIDDEN */
export function requireBody(record: DisputeCase, { by }: DisputeAct): void {
  if (by.uscc === record.body) return;
  throw new LedgerError('CALLER_FORBIDDEN', `${record.id} is before ${record.body}.`, {
    dispute: record.id,
  });
}

/** @throws LedgerError CALLER_FORBIDDEN */
export function requireSide(record: DisputeCase, act: DisputeAct): string {
  const side = sideOfStep(act);
  if (sidesOf(record).includes(side)) return side;
  throw new LedgerError('CALLER_FORBIDDEN', `${side} is no side of ${record.id}.`, {
    dispute: record.id,
  });
}

/** The body takes it on: from now on it blocks what it is about. */
export function acceptDispute(record: DisputeCase, act: DisputeAct): DisputeCase {
  requireBody(record, act);
  requireDisputeStatus(record, ['FILED']);
  return appendStep(record, { kind: 'ACCEPTED' }, act);
}

/** Not taken on, or ended without an award: a mediation that failed, a claim outside its powers. */
export function dismissDispute(record: DisputeCase, reasons: string, act: DisputeAct): DisputeCase {
  requireBody(record, act);
  requireDisputeStatus(record, ['FILED', 'EVIDENCE', 'HEARING']);
  return appendStep(record, { kind: 'DISMISSED', reasons }, act);
}

type Service = Omit<z.infer<typeof ServeDisputeInput>, 'id' | 'beacon'>;

/** @throws LedgerError CALLER_FORBIDDEN, RECORD_STATE_FORBIDS, INPUT_INVALID */
export function serveDispute(record: DisputeCase, service: Service, act: DisputeAct): DisputeCase {
  requireBody(record, act);
  requireDisputeStatus(record, ['EVIDENCE']);
  if (!record.respondents.includes(service.to)) throw wrong('/to', 'Is no other side');
  if (service.servedOn > shanghaiDate(act.by.at)) throw wrong('/servedOn', 'Lies in the future');
  return appendStep(record, { kind: 'SERVED', ...service }, act);
}

const wrong = (pointer: string, message: string): LedgerError =>
  new LedgerError('INPUT_INVALID', `${pointer}: ${message}.`, { issues: [{ pointer, message }] });

type Answer = Pick<DisputeStepOf<'ANSWERED'>, 'position' | 'statementDigest'>;

/** @throws LedgerError CALLER_FORBIDDEN, RECORD_STATE_FORBIDS */
export function answerDispute(record: DisputeCase, answer: Answer, act: DisputeAct): DisputeCase {
  const side = requireSide(record, act);
  if (side === record.claimant) {
    throw new LedgerError('CALLER_FORBIDDEN', 'Who filed does not answer itself.', {
      dispute: record.id,
    });
  }
  requireDisputeStatus(record, ['EVIDENCE']);
  return appendStep(record, { kind: 'ANSWERED', ...answer }, act);
}

/** Until when a side that was served may answer; absent where it was not served. */
export const answerDueAt = (
  { steps }: Pick<DisputeCase, 'steps'>,
  side: string,
): string | undefined =>
  steps
    .flatMap((step) =>
      step.kind === 'SERVED' && step.to === side ? [endOfDay(step.answerUntil)] : [],
    )
    .sort()[0];

/** Those who were neither heard nor let their time pass. */
export function unheardOf(record: DisputeCase, notBefore: string): string[] {
  return record.respondents.filter((side) => {
    const isHeard = record.steps.some(
      (step) => step.kind === 'ANSWERED' && sideOfStep(step) === side,
    );
    const due = answerDueAt(record, side);
    return !isHeard && (due === undefined || notBefore < due);
  });
}

/**
 * Closes the evidence. Nobody is judged unheard: each other side answered, or was served and let its
 * day pass.
 *
 * @throws LedgerError CALLER_FORBIDDEN, RECORD_STATE_FORBIDS, RESPONDENT_NOT_HEARD
 */
export function hearDispute(record: DisputeCase, on: string, act: DisputeAct): DisputeCase {
  requireBody(record, act);
  requireDisputeStatus(record, ['EVIDENCE']);
  const unheard = unheardOf(record, act.notBefore);
  if (unheard.length > 0) {
    throw new LedgerError(
      'RESPONDENT_NOT_HEARD',
      `${unheard.join(', ')}: not served, or may still answer.`,
      { dispute: record.id, respondents: unheard },
    );
  }
  return appendStep(record, { kind: 'HEARING', on }, act);
}

type Award = Pick<
  DisputeStepOf<'AWARDED'>,
  'outcome' | 'documentNo' | 'documentDigest' | 'execution' | 'order'
>;

/**
 * Whoever mediates hands nothing down.
 *
 * @throws LedgerError CALLER_FORBIDDEN, RECORD_STATE_FORBIDS, INPUT_INVALID
 */
export function awardDispute(record: DisputeCase, award: Award, act: DisputeAct): DisputeCase {
  requireBody(record, act);
  requireDisputeStatus(record, ['HEARING']);
  if (record.path === 'MEDIATION') {
    throw new LedgerError('RECORD_STATE_FORBIDS', 'A mediation ends in a settlement or without.', {
      ...{ dispute: record.id, path: record.path },
    });
  }
  if (award.outcome === 'REJECTED' && award.execution !== 'NONE') {
    throw wrong('/execution', 'Nothing is executed of a claim that was rejected');
  }
  if (award.execution !== 'NONE' && record.rights.length === 0) {
    throw wrong('/execution', 'It is about no registered right');
  }
  return appendStep(record, { kind: 'AWARDED', ...award }, act);
}

const demanded = {
  NONE: [],
  CHANGE: ['CHANGE'],
  CANCELLATION: ['CANCELLATION'],
  TRANSFER: ['TRANSFER'],
} as const satisfies Record<Award['execution'], readonly AwardDemand[]>;

/** The award as a judicial order: about the rights in dispute, demanding what is to be executed. */
export const awardOrder = (
  { id: dispute, rights }: DisputeCase,
  { order: id, documentNo: caseNo, documentDigest, findings, execution }: AwardOfDispute,
): Omit<AwardInput, 'beacon'> & { readonly dispute: string } => ({
  ...{ id, caseNo, documentDigest, findings, dispute },
  ...{ rights: [...rights], demands: [...demanded[execution]] },
});

/** By which case of the register, or by which order of a court. */
export type Executed = Pick<DisputeStepOf<'EXECUTED'>, 'case' | 'order'>;

/** @throws LedgerError RECORD_STATE_FORBIDS */
export function executeAward(record: DisputeCase, by: Executed, act: DisputeAct): DisputeCase {
  if (toExecute(record.steps) === undefined) {
    throw new LedgerError('RECORD_STATE_FORBIDS', `Nothing of ${record.id} is to be executed.`, {
      dispute: record.id,
      status: disputeStatus(record),
    });
  }
  return appendStep(record, { kind: 'EXECUTED', ...by }, act);
}

/** @throws LedgerError CALLER_FORBIDDEN, RECORD_STATE_FORBIDS, RECORD_EXISTS */
export function agreeSettlement(
  record: DisputeCase,
  settlementDigest: string,
  act: DisputeAct,
): DisputeCase {
  const side = requireSide(record, act);
  requireDisputeStatus(record, ['EVIDENCE', 'HEARING']);
  const isSaid = record.steps.some(
    (step) =>
      step.kind === 'SETTLEMENT_AGREED' &&
      step.settlementDigest === settlementDigest &&
      sideOfStep(step) === side,
  );
  if (isSaid) {
    throw new LedgerError('RECORD_EXISTS', `${side} agreed to this settlement already.`, {
      key: [record.id],
    });
  }
  return appendStep(record, { kind: 'SETTLEMENT_AGREED', settlementDigest }, act);
}

/** @throws LedgerError CALLER_FORBIDDEN, RECORD_STATE_FORBIDS */
export function withdrawDispute(
  record: DisputeCase,
  reasons: string,
  act: DisputeAct,
): DisputeCase {
  if (requireSide(record, act) !== record.claimant) {
    throw new LedgerError('CALLER_FORBIDDEN', `Only who filed ${record.id} withdraws it.`, {
      dispute: record.id,
    });
  }
  if (isEnded(disputeStatus(record)))
    requireDisputeStatus(record, ['FILED', 'EVIDENCE', 'HEARING']);
  return appendStep(record, { kind: 'WITHDRAWN', reasons }, act);
}
