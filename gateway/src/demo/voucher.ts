import { ground, parties, time } from './evidence-proof.js';
import type { StepReport } from './report.js';
import type { Scenario } from './scenario.js';
import { person, type Stage } from './stage.js';
import { verified } from './verified.js';
import { voucher as issued } from './voucher-desk.js';
import { citizen, consenting, issuing, publishing } from './voucher-issue.js';
import { feedback, presenting, purge, refused, withdrawal } from './voucher-use.js';

/** The end of it all, as an answer that anybody can check. */
async function answer(stage: Stage, report: StepReport): Promise<void> {
  const { identity } = person(stage, 'judge');
  const { ledger, organizations } = stage;
  const question = { id: issued(stage, '0001').id };
  const { envelope } = await ledger.attest('voucher:read', question, identity, organizations);
  const checked = verified(stage, envelope);
  report.check(`The signed answer is ${checked.verdict}.`, checked.verdict === 'VALID');
  report.add({ verdict: checked.verdict, independent: checked.independentOrganizations });
}

/** 公共数据资产凭证: electricity data for a loan, and what a withdrawn consent and an erasure leave. */
export const voucher: Scenario = {
  name: 'voucher',
  title: '公共数据资产凭证 Asset voucher: consented to, issued, presented, used once, purged',
  steps: [
    { step: 'ledger', title: 'The ledger', act: ground },
    { step: 'parties', title: 'Parties', act: parties },
    { step: 'beacon', title: 'The witnesses’ time', act: time },
    { step: 'template', title: 'A template with its issuers', act: publishing },
    { step: 'consent', title: 'The subject consents with a key of its own', act: consenting },
    { step: 'issue', title: 'The source unit provides, the platform issues', act: issuing },
    { step: 'citizen', title: 'A voucher of a person, who is a key', act: citizen },
    { step: 'present', title: 'Presented, verified offline, used', act: presenting },
    { step: 'feedback', title: 'What came of it', act: feedback },
    { step: 'refused', title: 'Another bank, and the same bank again', act: refused },
    { step: 'withdrawal', title: 'The consent is withdrawn', act: withdrawal },
    { step: 'purge', title: 'The data is purged on request', act: purge },
    { step: 'answer', title: 'A signed answer, checked offline', act: answer },
  ],
};
