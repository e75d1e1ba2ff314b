import {
  addDays,
  type Input,
  qualificationFor,
  shanghaiDate,
  subjectOf,
} from '@shuquan/chaincode/model';
import { IMPLEMENTER, resourceForm } from './public-desk.js';
import { act, usccOf } from './registration-desk.js';
import type { Stage } from './stage.js';

const ASSESSOR = 'processor-e';
const KIND = 'SECURITY_ASSESSMENT';
const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;

const qualificationId = ({ run }: Stage): string => `q-${run}-sec`;

/** The assessor is qualified for a year from yesterday on, once a run. */
export async function qualifyAssessor(stage: Stage): Promise<void> {
  const now = Date.now();
  const qualification = {
    ...{ uscc: usccOf(stage, ASSESSOR), id: qualificationId(stage) },
    ...{ code: qualificationFor(KIND), documentDigest: '0'.repeat(64) },
    validFrom: new Date(now - DAY_MS).toISOString(),
    validTo: new Date(now + YEAR_DAYS * DAY_MS).toISOString(),
  };
  await act(stage, 'party:qualify', qualification, 'registrar1');
}

/** 安全风险评估: the report that forms of this run name, attested of an asset by a third party. */
export async function assess(stage: Stage, asset: string): Promise<void> {
  const { riskAssessment: reportDigest = '' } = resourceForm(stage, asset, { by: IMPLEMENTER });
  const today = shanghaiDate(new Date().toISOString());
  const attestation: Input<'attestation:issue'> = {
    ...{ id: `att-${asset}`, kind: KIND, subject: subjectOf(asset, 1), reportDigest },
    ...{ qualification: qualificationId(stage), conclusion: '风险可控' },
    ...{ validFrom: addDays(today, -1), validTo: addDays(today, YEAR_DAYS - 1) },
  };
  await act(stage, 'attestation:issue', attestation, ASSESSOR);
}
