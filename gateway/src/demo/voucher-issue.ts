import { randomBytes } from 'node:crypto';
import { commitFields, holderOf, opensVoucher } from '@shuquan/chaincode/model';
import { fileDigests, act, codeOf, usccOf } from './registration-desk.js';
import type { StepReport } from './report.js';
import { person, type Stage } from './stage.js';
import {
  consentId,
  DATA,
  issue,
  lastDay,
  now,
  playOf,
  powerData,
  template,
  terms,
  voucher,
} from './voucher-desk.js';

export async function publishing(stage: Stage, report: StepReport): Promise<void> {
  const { value } = await act(
    stage,
    'voucher:publishTemplate',
    template(stage),
    'authority-official',
  );
  report.check('The template lists its issuer.', value.issuers.length === 1);
  const asked = person(stage, 'bank').identity;
  const { list } = await stage.ledger.evaluate('voucher:scenes', {}, asked);
  const words = list.entries.filter(({ code }) => value.scenes.includes(code)).map(({ zh }) => zh);
  const { version: cited } = value.sceneList;
  report.check(
    `Its scenes are on version ${String(cited)} of the published list: ${words.join('、')}.`,
    words.length === value.scenes.length,
  );
  report.add({ template: value.id, version: value.version, scenes: words });
}

/** The words of the consent stay with subject and source unit; the ledger has a root over them. */
const words = {
  purpose: '向银行申请流动资金贷款',
  items: '2025年10月至2026年9月的月用电量与欠费情况',
  verifier: '成都芙蓉商业银行（示例）',
};

export async function consenting(stage: Stage, report: StepReport): Promise<void> {
  const { company } = playOf(stage);
  const root = commitFields({ consent: words }, randomBytes(32));
  const given = company.consent(terms(stage, 'company', root), usccOf(stage, 'holder-b'));
  const { value, txId, block } = await act(stage, 'consent:give', given, 'holder-b');
  report.check(
    'The consent is signed by a key of the subject’s own.',
    value.holder === holderOf(company.key),
  );
  const stranger = { ...given, purpose: 'MARKETING' };
  const refused = await codeOf(act(stage, 'consent:give', stranger, 'holder-b'));
  report.check('For another purpose it is no consent.', refused === 'SIGNATURE_INVALID');
  report.add({ consent: value.id, holder: value.holder, txId, block: block.toString() });
}

export async function issuing(stage: Stage, report: StepReport): Promise<void> {
  const consent = consentId(stage, 'company');
  const made = await issue(stage, '0001', { consent, data: await powerData() });
  const { company } = playOf(stage);
  const receipt = { voucher: made.id, ...company.receipt(made, now()) };
  await act(stage, 'voucher:acknowledge', receipt, 'holder-b');
  const { fields } = await stage.ledger.evaluate(
    'voucher:open',
    { voucher: made.id },
    person(stage, 'holder-b').identity,
  );
  const stated = fields.find(({ opened }) => opened.field === 'payload.digest');
  const expected = (await fileDigests(DATA))['SHA-256'];
  const holds = stated !== undefined && opensVoucher(made, stated);
  report.check(
    `The data’s digest opens against the root: ${expected}.`,
    holds && stated.opened.value === JSON.stringify(expected),
  );
  report.check('No value stands in the voucher.', !/41230|39880|45010/.test(JSON.stringify(made)));
  report.check(
    'It is for one use by one bank, until the year’s end.',
    made.uses === 1 && made.until === lastDay(),
  );
  report.add({
    ...{ voucher: made.id, digest: expected, subject: made.subject, verifier: made.verifier },
    ...{ scene: made.scene, uses: made.uses, until: made.until, txId: made.txId },
  });
}

/** A person: nothing of whom is on the ledger but the fingerprint of a key. */
export async function citizen(stage: Stage, report: StepReport): Promise<void> {
  const { citizen: holder } = playOf(stage);
  const root = commitFields({ consent: words }, randomBytes(32));
  const given = holder.consent(terms(stage, 'citizen', root));
  const { value } = await act(stage, 'consent:give', given, 'utility');
  const data = Buffer.from(JSON.stringify({ arrears: true, kwh: [9_161, 8_237] }));
  const made = await issue(stage, '0002', { consent: value.id, data });
  report.check(
    'A pseudonym holds the voucher, and no code names it.',
    made.subject === undefined && made.holder === holderOf(holder.key),
  );
  report.check(
    'The source unit carried what the subject signed.',
    value.subject.uscc === undefined,
  );
  report.add({ voucher: voucher(stage, '0002').id, holder: made.holder });
}
