import { z } from 'zod';
import { echoed } from '../echo.js';
import { dataRoles, type Role, watchers } from '../access.js';
import { HolderId } from '../holder.js';
import { Asked } from '../registration/case.js';
import type { Instants } from '../registration/case-fold.js';
import { Hex256, Id, Instant, Page, pageOf, Uscc } from '../schema.js';
import { unheardOf } from './acts.js';
import { DisputeCase, DisputePath, DisputeSubject } from './case.js';
import {
  disputeStatus,
  DisputeStatus,
  disputeSteps,
  isBlocking,
  settlementOf,
  toExecute,
} from './status.js';
import { DisputeSubmission } from './submission.js';
import { citedQuery } from '../registration/cited-query.js';

export const disputeReaders: readonly Role[] = [...watchers, ...dataRoles];

const times = { asOf: Instant.optional(), knownAt: Instant.optional() };

export const DisputeQuery = z
  .strictObject({ id: Id, ...times, ...echoed, ...citedQuery })
  .meta({ id: 'DisputeQuery' });

/** A dispute as it stood at an instant, with everything that was submitted. */
export const DisputeView = z
  .strictObject({
    dispute: DisputeCase,
    status: DisputeStatus,
    /** Whether it keeps others from disposing of the rights that it is about. */
    blocks: z.boolean(),
    submissions: z.array(DisputeSubmission),
    /** Sides that were not heard yet and may still be. */
    unheard: z.array(HolderId),
    /** The settlement that every side agreed to. */
    settlement: Hex256.optional(),
    /** Whether a registrar has still to execute what was awarded. */
    executionOpen: z.boolean(),
    asked: Asked,
    ...echoed,
  })
  .meta({ id: 'DisputeCaseView' });
export type DisputeView = z.infer<typeof DisputeView>;

/** What follows from the records alone at the instants asked. */
export function disputeFindings(
  whole: DisputeCase,
  submissions: readonly DisputeSubmission[],
  instants: Instants,
): Omit<DisputeView, 'asked' | 'audience' | 'nonce'> {
  const { asOf, knownAt } = instants;
  const dispute = { ...whole, steps: disputeSteps(whole, instants) };
  const status = disputeStatus(whole, instants);
  const settlement = settlementOf(dispute, dispute.steps);
  return {
    dispute,
    status,
    blocks: isBlocking(whole, instants),
    submissions: submissions.filter(({ submitted: { at } }) => at <= asOf && at <= knownAt),
    unheard: status === 'EVIDENCE' ? unheardOf(dispute, asOf) : [],
    ...(settlement === undefined ? {} : { settlement }),
    executionOpen: toExecute(dispute.steps) !== undefined,
  };
}

export const DisputesAboutQuery = z
  .strictObject({ ...DisputeSubject.shape, ...times, ...Page })
  .meta({ id: 'DisputesAboutQuery' });

/** The remark beside what is in dispute: that there is one, where it stands, and before whom. */
export const DisputeRemark = z
  .strictObject({
    id: Id,
    path: DisputePath,
    body: Uscc,
    status: DisputeStatus,
    blocks: z.boolean(),
    filedAt: Instant,
  })
  .meta({ id: 'DisputeRemark' });
export type DisputeRemark = z.infer<typeof DisputeRemark>;
export const DisputeRemarkPage = pageOf(DisputeRemark)
  .extend({ asked: Asked })
  .meta({ id: 'DisputeRemarkPage' });

export function disputeRemark(record: DisputeCase, instants: Instants): DisputeRemark {
  const { id, path, body, filed } = record;
  const status = disputeStatus(record, instants);
  const blocks = isBlocking(record, instants);
  return { id, path, body, status, blocks, filedAt: filed.at };
}
