import { act, caseId, codeOf, view } from './registration-desk.js';
import type { StepReport } from './report.js';
import { person, type Stage } from './stage.js';
import { verified } from './verified.js';

async function certificateOf(stage: Stage): Promise<string> {
  const { state } = await view(stage, caseId(stage, 'a2'), 'registrar1');
  if (state.certificateNo === undefined) throw new TypeError('An earlier step had to certify.');
  return state.certificateNo;
}

/** 离线核验: the certificate as an answer that every organisation signed. */
export async function answer(stage: Stage, report: StepReport): Promise<void> {
  const no = await certificateOf(stage);
  const { identity } = person(stage, 'judge');
  const attested = await stage.ledger.attest(
    'register:certificate',
    { no },
    identity,
    stage.organizations,
  );
  const checked = verified(stage, attested.envelope);
  if (checked.singleCustodian) report.note('SINGLE CUSTODIAN: independent custody NOT_PROVEN.');
  report.check(
    `${no} is ${attested.value.status}; the signed answer is ${checked.verdict}.`,
    checked.verdict === 'VALID',
  );
  const altered = Uint8Array.from(attested.envelope);
  altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 1;
  const forged = verified(stage, altered);
  report.check(`With one bit altered it is ${forged.verdict}.`, forged.verdict !== 'VALID');
  const organizations = checked.organizations.map(({ mspId }) => mspId);
  report.add({
    certificate: no,
    verdict: checked.verdict,
    organizations,
    independent: checked.independentOrganizations,
    altered: forged.verdict,
  });
}

/** 查询: a stranger states its purpose first, and the holder sees it. */
export async function query(stage: Stage, report: StepReport): Promise<void> {
  const of = { case: caseId(stage, 'a2') };
  const bank = person(stage, 'bank').identity;
  const closed = await codeOf(stage.ledger.evaluate('registration:read', { id: of.case }, bank));
  report.check(`A stranger reads the file: ${closed}.`, closed === 'CALLER_FORBIDDEN');
  const id = `q-${stage.run}`;
  const on = { kind: 'CASE' as const, id: of.case };
  const asked = { id, on, purpose: 'CREDIT_REVIEW', basis: '贷前核验' };
  await act(stage, 'query:ask', asked, 'bank');
  const file = await stage.ledger.evaluate(
    'query:file',
    { ...of, query: id, purpose: 'CREDIT_REVIEW' },
    bank,
  );
  report.check('After a recorded purpose the file is open.', file.record.id === of.case);
  const other = await codeOf(
    stage.ledger.evaluate('query:file', { ...of, query: id, purpose: 'MARKETING' }, bank),
  );
  report.check(`For another purpose: ${other}.`, other === 'QUERY_PURPOSE_EXCEEDED');
  const log = await stage.ledger.evaluate(
    'query:log',
    { on, limit: 10 },
    person(stage, 'holder-a').identity,
  );
  report.check(
    'The holder sees who asked, and for what.',
    log.items.some((each) => each.id === id && each.purpose === 'CREDIT_REVIEW'),
  );
  report.add({ query: id, closed, other, log: log.items.length });
}
