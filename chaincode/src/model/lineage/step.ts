import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { ActedBy } from '../operation/acted.js';
import { type Party, type PartyQualification, qualificationStatus } from '../party.js';
import { refusePersonalData } from '../privacy.js';
import { VersionRef } from '../registration/description.js';
import { Hex256, Id, Instant, line, Uscc } from '../schema.js';
import { LineageGround, ProcessingBasis } from './basis.js';

/** 采集, 加工, 清洗, 标注, 评估, 建模, 脱敏, 转换. */
export const ProcessKind = z
  .enum(['COLLECT', 'PROCESS', 'CLEAN', 'LABEL', 'EVALUATE', 'MODEL', 'DESENSITISE', 'TRANSFORM'])
  .meta({ id: 'ProcessKind' });
export type ProcessKind = z.infer<typeof ProcessKind>;

/** Qualification of a party that runs a regional data service base. */
export const SERVICE_BASE = 'REGIONAL_DATA_BASE';

/** 区域数据服务基地: where it was done, and the record that says the party runs one. */
export const ServiceBase = z
  .strictObject({ uscc: Uscc, qualification: Id })
  .meta({ id: 'ServiceBase' });

const stepFacts = {
  id: Id,
  kind: ProcessKind,
  inputs: z.array(VersionRef).max(50),
  output: VersionRef,
  basis: ProcessingBasis,
  base: ServiceBase.optional(),
  /** When it was done, as the actor states it; the transaction’s own time bounds when it was said. */
  startedAt: Instant,
  endedAt: Instant,
  /** Of the program, model or prompt with its parameters. */
  methodDigest: Hex256,
  note: line(200).optional(),
};

export const RecordStepInput = z
  .strictObject({ ...stepFacts, beacon: BeaconCitation.optional() })
  .refine(({ startedAt, endedAt }) => startedAt <= endedAt, {
    path: ['endedAt'],
    message: 'Must not be before startedAt',
  })
  .refine(({ kind, inputs }) => (kind === 'COLLECT') === (inputs.length === 0), {
    path: ['inputs'],
    message: 'Only COLLECT has none, and it has none',
  })
  .meta({ id: 'RecordStepInput' });

/** 加工环节: who did what with which data, when and on what basis. */
export const ProcessingStep = z
  .strictObject({
    v: z.literal(1),
    ...stepFacts,
    /** What the basis came to when it was recorded. */
    restsOn: z.array(LineageGround),
    recorded: ActedBy,
  })
  .meta({ id: 'ProcessingStep' });
export type ProcessingStep = z.infer<typeof ProcessingStep>;
export const StepKey = z.strictObject({ id: Id }).meta({ id: 'StepKey' });

/** @throws LedgerError PERSONAL_DATA_REFUSED */
export function recordStep(
  { beacon: _, ...given }: z.infer<typeof RecordStepInput>,
  restsOn: readonly LineageGround[],
  recorded: ActedBy,
): ProcessingStep {
  refusePersonalData({ id: given.id, note: given.note });
  return { v: 1, ...given, restsOn: [...restsOn], recorded };
}

/** @throws LedgerError BASE_NOT_QUALIFIED */
export function requireServiceBase(
  { uscc, qualification: id }: z.infer<typeof ServiceBase>,
  party: Party | undefined,
  qualification: PartyQualification | undefined,
  at: string,
): void {
  const runsOne =
    party?.state === 'VERIFIED' &&
    qualification?.code === SERVICE_BASE &&
    qualificationStatus(qualification, at) === 'VALID';
  if (runsOne) return;
  throw new LedgerError('BASE_NOT_QUALIFIED', `${uscc} is no data service base by ${id}.`, {
    ...{ base: uscc, qualification: id },
  });
}
