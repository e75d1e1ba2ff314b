import type { AnswerReport } from './answer.js';
import type { BlockReport } from './block.js';
import type { ChainReport } from './chain.js';
import type { Fact, SignedBy, Step } from './report.js';

export type Report = AnswerReport | BlockReport | ChainReport;

/** A report as lines of plain English; what weakens it most comes first. */
export function explain(report: Report): string[] {
  if (report.kind === 'chain') return chainLines(report);
  return [
    ...custodyLine(report.singleCustodian, report.organizations),
    `Verdict: ${report.verdict}`,
    ...(report.kind === 'answer' ? answerLines(report) : blockLines(report)),
    ...signerLines(report),
    ...report.facts.map(factLine),
    ...report.unsigned.map(
      ({ name, from, to }) => `Not signed: ${name} (bytes ${String(from)} to ${String(to - 1)})`,
    ),
    ...report.steps.map(stepLine),
    ...(report.kind === 'block' ? transactionLines(report) : []),
  ];
}

function custodyLine(singleCustodian: boolean, signed: readonly SignedBy[]): string[] {
  if (!singleCustodian) return [];
  const keys = signed.reduce((sum, { signers }) => sum + signers.length, 0);
  return [`SINGLE CUSTODIAN: ${String(keys)} keys, independent custody NOT_PROVEN`];
}

function answerLines(report: AnswerReport): string[] {
  if (report.txId === undefined) return [];
  return [
    `Answer to ${report.transaction ?? ''} of ${report.chaincode ?? ''} on ${report.channel ?? ''}`,
    `Transaction ${report.txId}, claimed time ${report.time ?? ''}`,
  ];
}

function blockLines(report: BlockReport): string[] {
  if (report.number === undefined) return [];
  const orderers = report.orderers.length > 0 ? report.orderers.join('; ') : 'nobody';
  return [`Block ${report.number}, header hash ${report.hash ?? ''}`, `Ordered by ${orderers}`];
}

function signerLines({
  organizations,
  independentOrganizations,
}: AnswerReport | BlockReport): string[] {
  if (organizations.length === 0) return [];
  return [
    `Signed by ${String(organizations.length)} organisations, ${String(independentOrganizations)} independent`,
    ...organizations.map(
      ({ mspId, custodian, signers }) =>
        `  ${mspId}: ${signers.join('; ')} (vouched for by ${custodian})`,
    ),
  ];
}

const factLine = ({ fact, status, detail }: Fact): string => `${status} ${fact}: ${detail}`;
const stepLine = ({ step, outcome, detail }: Step): string => `${outcome} ${step}: ${detail}`;

function transactionLines({ transactions }: BlockReport): string[] {
  return transactions.flatMap((tx) => [
    `Transaction ${String(tx.index)} ${tx.txId ?? ''} ${tx.transaction ?? tx.kind}: ${
      tx.steps.length > 0 ? tx.verdict : 'not asked for'
    }, flag ${tx.flag?.name ?? 'none'}`,
    ...tx.steps.map((step) => `  ${stepLine(step)}`),
  ]);
}

function chainLines(report: ChainReport): string[] {
  const { head, fault, incomplete, configurationChanges: changes } = report;
  return [
    ...custodyLine(report.singleCustodian, report.organizations),
    `Verdict: ${report.verdict}`,
    `${String(report.blocks)} blocks, ${String(report.transactions)} transactions`,
    ...(head ? [`Head: block ${head.number}, header hash ${head.hash}`] : []),
    ...changes.map((number) => `Block ${number}: configuration change, not evaluated`),
    ...(fault ? ['First fault:', ...explain(fault).map((line) => `  ${line}`)] : []),
    ...(!fault && incomplete ? ['Incomplete:', ...explain(incomplete).map((l) => `  ${l}`)] : []),
  ];
}
