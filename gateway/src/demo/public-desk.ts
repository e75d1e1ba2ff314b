import type { Input } from '@shuquan/chaincode/model';
import { codeOf, digestsOf, documentDigest, initialForm } from './registration-desk.js';
import { idOf, environment } from './depositing.js';
import type { StepReport } from './report.js';
import { person, type Stage } from './stage.js';
import { act } from './registration-desk.js';

export const IMPLEMENTER = 'implementer';
export const OPERATOR = 'operator';
export const PURPOSES = ['CREDIT_VERIFY', 'INCLUSIVE_FINANCE_RISK'];
export const PROHIBITED = ['MARKETING', 'PERSONAL_PROFILING', 'RAW_RESALE'];

/** Ids of this run. */
export const catalogNo = ({ run }: Stage): string => `CD-GS-${run}`;
/** Shared in by another department. */
export const sharedNo = (stage: Stage): string => `${catalogNo(stage)}-S`;
export const agreementId = ({ run }: Stage): string => `agr-${run}`;
export const productId = ({ run }: Stage): string => `pr-${run}`;
export const rawAsset = ({ run }: Stage): string => `dsp-${run}`;

type ResourceForm = Extract<Input<'registration:apply'>['form'], { type: 'RESOURCE' }>;

/** The form of 26号 for an asset of this run, whose bytes are its name. */
export function resourceForm(
  stage: Stage,
  asset: string,
  { by, ...over }: Partial<ResourceForm> & { readonly by: string },
): ResourceForm {
  const { data, description } = initialForm(stage, asset, { by });
  return {
    type: 'RESOURCE',
    data,
    description: {
      ...description,
      name: '成都市经营主体登记监管信息',
      overview: '经营主体登记与监管信息，按月更新。',
    },
    digests: digestsOf(asset),
    evidence: idOf(stage, asset),
    basis: 'OWN_DUTY',
    catalogNos: [catalogNo(stage)],
    lawfulSource: { statement: '依职权采集', documentDigest: documentDigest('来源说明') },
    products: [{ name: '经营主体信用核验接口' }],
    scenarios: ['信贷核验'],
    riskAssessment: documentDigest('安全风险评估'),
    ...over,
  };
}

/** Deposits the digests of an asset whose bytes are its name. */
export async function depositAsset(stage: Stage, asset: string, by: string): Promise<void> {
  const input = {
    ...{ id: idOf(stage, asset), kind: 'DATASET' as const, digests: digestsOf(asset) },
    ...{ size: asset.length, environment },
    source: { origin: 'COLLECTED' as const, statement: '依职权采集，摘要先行存证' },
  };
  await act(stage, 'evidence:deposit', input, by);
}

/** One refusal after another, each with the code that is expected of it. */
export async function refusals(
  report: StepReport,
  tries: readonly (readonly [title: string, expected: string, attempt: () => Promise<unknown>])[],
): Promise<Record<string, string>> {
  const refused: Record<string, string> = {};
  for (const [title, expected, attempt] of tries) {
    const code = await codeOf(attempt());
    report.check(`${title}: ${code}.`, code === expected);
    refused[title] = code;
  }
  return refused;
}

export const identityOf = (stage: Stage, id: string): ReturnType<typeof person>['identity'] =>
  person(stage, id).identity;
