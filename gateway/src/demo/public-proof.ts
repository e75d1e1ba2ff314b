import { agreementId, identityOf } from './public-desk.js';
import { lookupCodeOf } from './public-resource.js';
import { caseId, view } from './registration-desk.js';
import type { StepReport } from './report.js';
import type { Stage } from './stage.js';
import { verified } from './verified.js';

/** 过程可管、可控、可追溯: every step in order, or where one is missing; signed, checked offline. */
export async function timeline(stage: Stage, report: StepReport): Promise<void> {
  const asked = { agreement: agreementId(stage) };
  const { value, envelope } = await stage.ledger.attest(
    'operation:supervise',
    asked,
    identityOf(stage, 'supervisor'),
    stage.organizations,
  );
  for (const { seq, kind, by } of value.entries) report.note(`${String(seq)} ${kind} ${by.at}`);
  report.check(
    `${String(value.entries.length)} steps without a gap; nothing that is due is missing.`,
    value.complete === true && value.gaps.length === 0,
  );
  const { verdict } = verified(stage, envelope);
  report.check(`The signed answer is ${verdict}.`, verdict === 'VALID');
  report.add({ agreement: asked.agreement, steps: value.entries.length, complete: value.complete });
}

/** 跨登记一致: certificate, lookup code, agreement and restrictions in one answer. */
export async function consistency(stage: Stage, report: StepReport): Promise<void> {
  const { state } = await view(stage, caseId(stage, 'prop'), 'registrar1');
  const no = state.certificateNo;
  if (no === undefined) throw new TypeError('An earlier step had to certify the product.');
  const { value, envelope } = await stage.ledger.attest(
    'consistency:answer',
    { certificate: no },
    identityOf(stage, 'bank'),
    stage.organizations,
  );
  const checked = verified(stage, envelope);
  if (checked.singleCustodian) report.note('SINGLE CUSTODIAN: independent custody NOT_PROVEN.');
  report.check(
    `${no} with ${await lookupCodeOf(stage)}: ${value.verdict}.`,
    value.verdict === 'CLEAR',
  );
  report.check(`The signed answer is ${checked.verdict}.`, checked.verdict === 'VALID');
  report.add({
    certificate: no,
    consistency: value.verdict,
    verdict: checked.verdict,
    independent: checked.independentOrganizations,
  });
}
