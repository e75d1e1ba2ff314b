import { depositFacts, depositFile } from './depositing.js';
import { ground, parties, time } from './evidence-proof.js';
import {
  application,
  decision,
  gates,
  notice,
  objection,
  registration as registered,
  rights,
} from './registration-first.js';
import { concurrent, repeated, similar } from './registration-overlap.js';
import { answer, query } from './registration-proof.js';
import type { StepReport } from './report.js';
import { rules } from './rules-in-force.js';
import type { Scenario } from './scenario.js';
import type { Stage } from './stage.js';

async function deposit(stage: Stage, report: StepReport): Promise<void> {
  const committed = await depositFile(stage, report, {
    file: 'ds_a_v1.csv',
    by: 'holder-a',
    kind: 'DATASET',
    origin: 'COLLECTED',
    statement: '企业信用评价指标数据集，自行采集',
  });
  report.add(depositFacts(committed));
}

/**
 * 数据产权登记: a first registration with notice and objection, one that is certified, and what
 * happens when the same or like data comes again. Days are real on every ledger, so the notice is not
 * waited for; that it ends on its day is tested under a clock that can be set.
 */
export const registration: Scenario = {
  name: 'registration',
  title: '数据产权登记 Data-property registration: applied for, objected to, certified, repeated',
  steps: [
    { step: 'ledger', title: 'The ledger', act: ground },
    { step: 'parties', title: 'Parties', act: parties },
    { step: 'beacon', title: 'The witnesses’ time', act: time },
    { step: 'rules', title: 'Rules and calendars in force', act: rules },
    { step: 'deposit', title: 'The data’s digests are deposited', act: deposit },
    { step: 'apply', title: 'An application', act: application },
    { step: 'gates', title: 'What can not be applied for', act: gates },
    { step: 'notice', title: 'Acceptance and public notice', act: notice },
    { step: 'objection', title: 'An objection', act: objection },
    { step: 'decision', title: 'Review and decision, by two people', act: decision },
    { step: 'register', title: 'Deposit, national receipt, certificate', act: registered },
    { step: 'rights', title: 'Who holds what, now and before', act: rights },
    { step: 'repeated', title: 'The same data at another registrar', act: repeated },
    { step: 'similar', title: 'A near copy by another party', act: similar },
    { step: 'concurrent', title: 'A second lawful holder', act: concurrent },
    { step: 'query', title: 'A query with its purpose', act: query },
    { step: 'answer', title: 'A signed answer, checked offline', act: answer },
  ],
};
