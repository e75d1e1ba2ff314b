import { assess, qualifyAssessor } from './public-assessment.js';
import { act, apply, caseId, codeOf, findings, initialForm, view } from './registration-desk.js';
import {
  agreementId,
  catalogNo,
  depositAsset,
  identityOf,
  IMPLEMENTER,
  OPERATOR,
  productId,
  rawAsset,
  refusals,
  resourceForm,
} from './public-desk.js';
import { DRILL_PROFILE } from '../founding/drill-profile.js';
import type { StepReport } from './report.js';
import type { Stage } from './stage.js';

const [REVIEWER, APPROVER] = ['registrar1', 'approver1'];
const NATIONAL = 'PUBLIC_2025';

/** NATIONAL_2026/15(1): no certificate of property for raw government data. */
export async function raw(stage: Stage, report: StepReport): Promise<void> {
  const form = initialForm(stage, rawAsset(stage), { by: IMPLEMENTER, origin: 'GOVERNMENT_DUTY' });
  const id = caseId(stage, 'raw');
  const refused = await refusals(report, [
    [
      'Data property in raw government data',
      'NOT_REGISTRABLE_GOV_RAW',
      () => apply(stage, { id, form, by: IMPLEMENTER, registrar: REVIEWER }),
    ],
  ]);
  report.add({ refused });
}

/** 存证、申请、受理、公示: dates follow from the signed calendar. */
export async function resource(stage: Stage, report: StepReport): Promise<void> {
  const [id, asset] = [caseId(stage, 'dsp'), rawAsset(stage)];
  const form = resourceForm(stage, asset, { by: IMPLEMENTER });
  const applied = { id, form, by: IMPLEMENTER, registrar: REVIEWER, profile: NATIONAL };
  const bare = { ...form };
  delete bare.evidence;
  const early = await codeOf(apply(stage, { ...applied, form: bare }));
  report.check(`Without evidence deposited before: ${early}.`, early === 'EVIDENCE_REQUIRED');
  await depositAsset(stage, asset, IMPLEMENTER);
  await qualifyAssessor(stage);
  const refused = await refusals(report, [
    [
      'Without an assessor’s attestation of its risks',
      'RISK_ASSESSMENT_MISSING',
      () => apply(stage, applied),
    ],
  ]);
  await assess(stage, asset);
  await apply(stage, applied);
  const submitted = await view(stage, id, REVIEWER);
  const due = (clock: string, { state }: typeof submitted): string =>
    state.deadlines.find((each) => each.clock === clock)?.due ?? '?';
  const acceptanceDue = due('ACCEPTANCE', submitted);
  report.check(
    `The registrar has until the end of ${acceptanceDue} to answer.`,
    submitted.state.status === 'SUBMITTED' && acceptanceDue !== '?',
  );
  const of = { case: id };
  await act(stage, 'acceptance:accept', of, REVIEWER);
  await act(stage, 'review:record', { ...of, findings }, REVIEWER);
  await act(stage, 'review:publish', of, REVIEWER);
  const publicised = await view(stage, id, REVIEWER);
  const notice = await stage.ledger.evaluate('registration:notice', of, identityOf(stage, 'bank'));
  report.check(
    `On public notice until the end of ${notice.until}; formal review until ${due('DECISION', publicised)}.`,
    publicised.state.status === 'PUBLICISED' && notice.running,
  );
  const decision = { ...of, outcome: 'APPROVED' as const, reasons: '提前' };
  const premature = await codeOf(act(stage, 'review:decide', decision, APPROVER));
  report.check(`A decision before its end: ${premature}.`, premature === 'NOTICE_NOT_ENDED');
  report.add({ case: id, early, refused, acceptanceDue, noticeEnds: notice.until, premature });
}

/** 赋码: the product of the operation, under the drill’s rules and the agreement. */
export async function code(stage: Stage, report: StepReport): Promise<void> {
  const [id, asset] = [caseId(stage, 'pr'), productId(stage)];
  const form = resourceForm(stage, asset, {
    by: OPERATOR,
    basis: 'AUTHORISED_OPERATION',
    agreement: agreementId(stage),
    catalogNos: [catalogNo(stage)],
  });
  await depositAsset(stage, asset, OPERATOR);
  await assess(stage, asset);
  await apply(stage, { id, form, by: OPERATOR, registrar: REVIEWER, profile: DRILL_PROFILE });
  const of = { case: id };
  await act(stage, 'acceptance:accept', of, REVIEWER);
  await act(stage, 'review:record', { ...of, findings }, REVIEWER);
  const decision = { ...of, outcome: 'APPROVED' as const, reasons: '符合规定' };
  await act(stage, 'review:decide', decision, APPROVER);
  const { value } = await act(stage, 'resource:assignCode', of, REVIEWER);
  const { lookupCode, lastValidDay, operatingUntil } = value;
  const { entries = [] } = value.grounds ?? {};
  report.check(
    `It cites ${entries.map(({ catalogNo: no, version }) => `${no}@${String(version)}`).join(', ')} of the catalogue and the assessment of its risks.`,
    entries.length === 1 && value.grounds?.assessment !== undefined,
  );
  report.note(`Registered under ${DRILL_PROFILE}, a drill’s rules: no notice was waited for.`);
  report.check(
    `${lookupCode} is valid until ${lastValidDay}, and no longer than the agreement (${operatingUntil ?? '?'}).`,
    operatingUntil !== undefined && lastValidDay <= operatingUntil,
  );
  const link = { product: productId(stage), lookupCode };
  await act(stage, 'operation:linkRegistration', link, OPERATOR);
  const { status } = await stage.ledger
    .evaluate('resource:read', { lookupCode }, identityOf(stage, 'bank'))
    .then(({ state }) => state);
  report.check(`Whoever looks it up finds it ${status}.`, status === 'ACTIVE');
  report.add({ lookupCode, lastValidDay, operatingUntil, status, grounds: value.grounds });
}

/** The code that an earlier step was given. */
export async function lookupCodeOf(stage: Stage): Promise<string> {
  const as = identityOf(stage, OPERATOR);
  const { registration } = await stage.ledger.evaluate(
    'operation:product',
    { id: productId(stage) },
    as,
  );
  if (registration === undefined)
    throw new TypeError('An earlier step had to register the product.');
  return registration.lookupCode;
}
