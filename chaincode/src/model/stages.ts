import { z } from 'zod';
import { type Attestation, AttestationSubject, attestationStatus } from './attestation.js';
import { Code, DateText, Id, Instant } from './schema.js';

/** 数据处理: what DSL 3 names. Rules of duties may adopt another list. */
export const LIFECYCLE: readonly string[] = [
  ...['COLLECT', 'STORE', 'USE', 'PROCESS', 'TRANSMIT', 'PROVIDE', 'DISCLOSE', 'DESTROY'],
];

export const StageStatus = z
  .enum(['COVERED', 'PENDING', 'EXPIRED', 'WITHDRAWN', 'MISSING'])
  .meta({ id: 'StageStatus' });

/** One stage of what is done with data, and the attestation that speaks for it. */
export const StageCover = z
  .strictObject({
    stage: Code,
    status: StageStatus,
    attestation: Id.optional(),
    validTo: DateText.optional(),
  })
  .meta({ id: 'StageCover' });
export type StageCover = z.infer<typeof StageCover>;

export const StagesQuery = z
  .strictObject({
    /** Of a version, or of the data that a right is in. */
    subject: AttestationSubject.optional(),
    right: Id.optional(),
    asOf: Instant.optional(),
  })
  .refine((asked) => (asked.subject === undefined) !== (asked.right === undefined), {
    path: ['subject'],
    message: 'Ask for a subject or for a right',
  })
  .meta({ id: 'StagesQuery' });
export const StagesAnswer = z
  .strictObject({
    subject: AttestationSubject,
    stages: z.array(StageCover),
    /** Whether every stage of the list is covered. */
    complete: z.boolean(),
    asOf: Instant,
  })
  .meta({ id: 'StagesAnswer' });

const byStatus = {
  VALID: 'COVERED',
  PENDING: 'PENDING',
  EXPIRED: 'EXPIRED',
  WITHDRAWN: 'WITHDRAWN',
} as const;
const order: readonly StageCover['status'][] = StageStatus.options;

/** Which stages are attested at an instant: of several reports the one that says most. */
export function coverOf(
  stages: readonly string[],
  all: readonly Attestation[],
  asOf: string,
): StageCover[] {
  return stages.map((stage) => {
    const [best] = all
      .filter((each) => each.stage === stage && each.at <= asOf)
      .map((each) => coveredBy(stage, each, asOf))
      .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
    return best ?? { stage, status: 'MISSING' };
  });
}

const coveredBy = (stage: string, each: Attestation, asOf: string): StageCover => ({
  ...{ stage, status: byStatus[attestationStatus(each, asOf)] },
  ...{ attestation: each.id, validTo: each.validTo },
});

/** Those that nothing valid speaks for. */
export const uncovered = (all: readonly StageCover[]): string[] =>
  all.filter(({ status }) => status !== 'COVERED').map(({ stage }) => stage);
