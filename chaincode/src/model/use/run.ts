import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { ActedBy } from '../operation/acted.js';
import { refusedShape } from '../refusal.js';
import { VersionRef } from '../registration/description.js';
import { Code, Hex256, Id, line } from '../schema.js';
import { attempted, declared, spending } from './declared.js';
import { Taken } from './quota.js';

const ran = {
  id: Id,
  ...declared,
  /** Which versions went in. */
  inputs: z.array(VersionRef).min(1).max(50),
  algorithm: Hex256,
  /** Of the policy that the run was held to. */
  policyDigest: Hex256,
  output: z.strictObject({ digest: Hex256, type: Code }),
};

export const ComputeRunInput = z
  .strictObject({ ...ran, ...spending, beacon: BeaconCitation.optional() })
  .meta({ id: 'ComputeRunInput' });

const facts = { v: z.literal(1), ...ran, ...attempted, ran: ActedBy };

/** 隐私计算运行记录, `compute-run~id`: what went in, what it was run with, what came out. */
export const ComputeRun = z
  .discriminatedUnion('outcome', [
    z.strictObject({ ...facts, outcome: z.literal('PERMITTED'), taken: z.array(Taken) }),
    z.strictObject({ ...facts, ...refusedShape }),
  ])
  .meta({ id: 'ComputeRun' });
export type ComputeRun = z.infer<typeof ComputeRun>;

export const ReviewOutputInput = z
  .strictObject({
    run: Id,
    /** Of the output that was looked at. */
    digest: Hex256,
    verdict: z.enum(['APPROVED', 'REJECTED']),
    findings: line(300),
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'ReviewOutputInput' });

/** `compute-review~run`: nothing leaves before somebody who granted looked at it. */
export const OutputReview = z
  .strictObject({
    v: z.literal(1),
    run: Id,
    digest: Hex256,
    verdict: z.enum(['APPROVED', 'REJECTED']),
    findings: line(300),
    reviewed: ActedBy,
  })
  .meta({ id: 'OutputReview' });
export type OutputReview = z.infer<typeof OutputReview>;

export const ReleaseOutputInput = z
  .strictObject({ run: Id, beacon: BeaconCitation.optional() })
  .meta({ id: 'ReleaseOutputInput' });

/** `compute-release~run`: the output left the place where it was made. */
export const OutputRelease = z
  .strictObject({ v: z.literal(1), run: Id, digest: Hex256, released: ActedBy })
  .meta({ id: 'OutputRelease' });
export type OutputRelease = z.infer<typeof OutputRelease>;

export const RunStatus = z
  .enum(['REFUSED', 'OUTPUT_HELD', 'OUTPUT_APPROVED', 'OUTPUT_REJECTED', 'OUTPUT_RELEASED'])
  .meta({ id: 'RunStatus' });
export type RunStatus = z.infer<typeof RunStatus>;

export const ComputeRunView = z
  .strictObject({
    run: ComputeRun,
    status: RunStatus,
    review: OutputReview.optional(),
    release: OutputRelease.optional(),
  })
  .meta({ id: 'ComputeRunView' });

export function runStatus(
  { outcome }: ComputeRun,
  review: OutputReview | undefined,
  release: OutputRelease | undefined,
): RunStatus {
  if (outcome === 'REFUSED') return 'REFUSED';
  if (release !== undefined) return 'OUTPUT_RELEASED';
  return review === undefined ? 'OUTPUT_HELD' : `OUTPUT_${review.verdict}`;
}

const refused = (run: string): LedgerError =>
  new LedgerError('RUN_REFUSED', `Run ${run} was refused: it has no output to speak of.`, { run });

/**
 * Whoever granted reviews, and nobody reviews what it made itself.
 *
 * @throws LedgerError RUN_REFUSED, CALLER_FORBIDDEN, ROOT_MISMATCH
 */
export function requireOutputReviewer(run: ComputeRun, by: string, digest: string): void {
  if (run.outcome === 'REFUSED') throw refused(run.id);
  if (by === run.ran.uscc || !run.over.includes(by)) {
    throw new LedgerError(
      'CALLER_FORBIDDEN',
      `The output of ${run.id} is reviewed by whoever granted the data, and not by who ran it.`,
      { run: run.id },
    );
  }
  if (digest === run.output.digest) return;
  throw new LedgerError('ROOT_MISMATCH', `The output of ${run.id} has another digest.`, {
    run: run.id,
  });
}

/** @throws LedgerError RUN_REFUSED, CALLER_FORBIDDEN, OUTPUT_NOT_REVIEWED, OUTPUT_REJECTED */
export function requireOutputReviewed(
  run: ComputeRun,
  review: OutputReview | undefined,
  by: string,
): OutputReview {
  if (run.outcome === 'REFUSED') throw refused(run.id);
  if (by !== run.ran.uscc) {
    throw new LedgerError('CALLER_FORBIDDEN', `${run.id} was run by somebody else.`, {
      run: run.id,
    });
  }
  if (review === undefined) {
    throw new LedgerError(
      'OUTPUT_NOT_REVIEWED',
      `The output of ${run.id} was not reviewed by anybody who granted the data.`,
      { run: run.id },
    );
  }
  if (review.verdict === 'APPROVED') return review;
  throw new LedgerError('OUTPUT_REJECTED', `The output of ${run.id} was rejected.`, {
    run: run.id,
  });
}
