import type { Committed } from '../ledger/port.js';
import { type Input, type Output, shanghaiDate } from '@shuquan/chaincode/model';
import { identityOf, OPERATOR, productId } from './public-desk.js';
import { recordPurpose } from './purpose.js';
import { act, documentDigest, usccOf } from './registration-desk.js';
import type { StepReport } from './report.js';
import type { Stage } from './stage.js';
import {
  algorithmDigest,
  attempted,
  BANK,
  grantId,
  qualify,
  RANKING,
  SERVICE,
  VERDICT,
} from './sublicence-desk.js';
import { verified } from './verified.js';

const ASSESSOR = 'processor-e';

/** An algorithm that a qualified assessor attested, with what comes out of it. */
async function algorithm(
  stage: Stage,
  name: string,
  outputType: string,
  qualification: string,
): Promise<string> {
  const digest = algorithmDigest(stage, name);
  const report = {
    ...{ id: `att-${stage.run}-${outputType}`, kind: 'ALGORITHM' as const, subject: digest },
    ...{ qualification, reportDigest: documentDigest(name), conclusion: '算法与声明一致' },
    ...{ validFrom: '2026-01-01', validTo: '2099-12-31' },
  };
  await act(stage, 'attestation:issue', report, ASSESSOR);
  await act(stage, 'compute:register', { digest, name, outputTypes: [outputType] }, SERVICE);
  return digest;
}

type Run = Input<'compute:run'>;

function runOf(
  stage: Stage,
  name: string,
  { algorithm: digest, type }: { readonly algorithm: string; readonly type: string },
): Run {
  return {
    ...{ id: `run-${stage.run}-${name}`, grant: grantId(stage, 'G-2'), purpose: 'CREDIT_VERIFY' },
    ...{ inputs: [{ asset: productId(stage), version: 1 }], algorithm: digest },
    ...{ policyDigest: documentDigest('运行策略'), fields: ['uscc', 'grade'] },
    output: { digest: documentDigest(`结果 ${name}`), type },
  };
}

/** The same declared purpose, and a list of customers as its result: recorded and refused. */
export async function runs(stage: Stage, report: StepReport): Promise<void> {
  const qualification = await qualify(stage, ASSESSOR, 'ALGORITHM_ASSESSOR');
  const verifying = await algorithm(stage, 'credit-verify v1', VERDICT, qualification);
  const scoring = await algorithm(stage, 'lead-scoring v2', RANKING, qualification);
  const drifting = runOf(stage, 'drift', { algorithm: scoring, type: RANKING });
  const drift = await attempted(
    report,
    'lead-scoring v2, declared as CREDIT_VERIFY',
    act(stage, 'compute:run', drifting, SERVICE),
  );
  report.check(`A ranked list of customers is ${drift}.`, drift === 'PURPOSE_DRIFT');
  const { status } = await stage.ledger.evaluate(
    'compute:read',
    { id: drifting.id },
    identityOf(stage, 'supervisor'),
  );
  report.check(`The supervisor finds the run on record: ${status}.`, status === 'REFUSED');
  const honest = runOf(stage, 'verify', { algorithm: verifying, type: VERDICT });
  const code = await attempted(
    report,
    'credit-verify v1',
    act(stage, 'compute:run', honest, SERVICE),
  );
  report.check(`A verification is ${code}.`, code === 'OK');
  const review = { run: honest.id, digest: honest.output.digest, verdict: 'APPROVED' as const };
  await act(stage, 'compute:review', { ...review, findings: '仅含核验结论' }, OPERATOR);
  await act(stage, 'compute:release', { run: honest.id }, SERVICE);
  const after = await stage.ledger.evaluate(
    'compute:read',
    { id: honest.id },
    identityOf(stage, 'supervisor'),
  );
  report.check(
    `Its output left after the operator had looked at it: ${after.status}.`,
    after.status === 'OUTPUT_RELEASED',
  );
  report.add({ drift, refusedRun: drifting.id, status, released: after.status });
}

/** Declared purposes move: the first that is not granted is refused, and every attempt counts. */
export async function slowDrift(stage: Stage, report: StepReport): Promise<void> {
  const use = (number: number, purpose: string): Promise<Committed<Output<'use:record'>>> =>
    act(
      stage,
      'use:record',
      {
        ...{ id: `use-${stage.run}-${String(number)}`, grant: grantId(stage, 'SG-1'), purpose },
        outputType: VERDICT,
      },
      BANK,
    );
  const declared = ['CREDIT_VERIFY', 'CREDIT_VERIFY_LOAN', 'INCLUSIVE_FINANCE_RISK', 'MARKETING'];
  const codes: string[] = [];
  for (const [number, purpose] of declared.entries()) {
    codes.push(await attempted(report, purpose, use(number, purpose)));
  }
  const wanted = ['OK', 'OK', 'PURPOSE_DRIFT', 'PURPOSE_PROHIBITED'];
  report.check(`They are ${codes.join(', ')}.`, codes.join() === wanted.join());
  const found = await stage.ledger.evaluate(
    'use:drift',
    {
      ...{ grantee: usccOf(stage, BANK), weeks: 2, grant: grantId(stage, 'SG-1') },
      from: shanghaiDate(new Date(Date.now() - 86_400_000).toISOString()),
    },
    identityOf(stage, OPERATOR),
  );
  for (const { week, purpose, distance, outcome, count } of found.counts) {
    report.note(`Week of ${week}: ${purpose} ${distance} ${outcome} × ${String(count)}`);
  }
  report.check(
    `The operator, two links above, sees ${String(found.attempts)} attempts.`,
    found.attempts === declared.length && found.seen === 'OWN_GRANTS',
  );
  report.add({ codes, attempts: found.attempts });
}

/** The report as the supervisor gets it, signed, with what it can not say. */
export async function answer(stage: Stage, report: StepReport): Promise<void> {
  const on = { kind: 'PARTY' as const, id: usccOf(stage, BANK) };
  const why = { purpose: 'SUPERVISION', basis: '目的漂移监测' };
  const asked = {
    ...{ grantee: usccOf(stage, BANK), weeks: 8, grant: grantId(stage, 'SG-1') },
    ...(await recordPurpose(stage, 'supervisor', on, why)),
    from: shanghaiDate(new Date(Date.now() - 49 * 86_400_000).toISOString()),
  };
  const { value, envelope } = await stage.ledger.attest(
    'use:drift',
    asked,
    identityOf(stage, 'supervisor'),
    stage.organizations,
  );
  report.note(value.notObservable);
  const { verdict, independentOrganizations } = verified(stage, envelope);
  report.check(`The signed report of eight weeks is ${verdict}.`, verdict === 'VALID');
  report.add({
    notObservable: value.notObservable,
    verdict,
    independent: independentOrganizations,
  });
}
