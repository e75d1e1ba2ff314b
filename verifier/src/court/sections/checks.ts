import type { AnswerReport } from '../../answer.js';
import type { DisputeReport } from '../../dispute.js';
import type { Step } from '../../report.js';
import { type Block, firstRows, plain, row, type Row, type Section } from '../content.js';
import { type CourtInput, isFileReport } from '../input.js';
import type { Text } from '../text.js';
import { outcomeNames, stepNames, verdictNames } from '../words.js';

/** 逐项检查: what was looked at, and what came of it. */
export function checksSection({ report, beside = [] }: CourtInput): Section {
  const blocks: Block[] = isFileReport(report)
    ? fileBlocks(report)
    : [{ kind: 'rows', rows: report.steps.map(stepRow) }];
  const more = beside.map((each) => answerRow(each.transaction ?? '', each));
  return {
    title: { zh: '逐项检查', en: 'Every check' },
    blocks: [
      ...blocks,
      ...(more.length === 0
        ? []
        : [{ kind: 'rows' as const, title: besides, rows: firstRows(more) }]),
    ],
  };
}

const besides: Text = {
  zh: '另行询问的答复（没有留存；复核时重新询问）',
  en: 'Answers asked for besides, and not kept: to be asked for again',
};

const stepRow = ({ step, outcome, detail }: Step): Row =>
  row(
    { zh: stepNames.zh[step], en: stepNames.en[step] },
    { zh: outcomeNames.zh[outcome], en: outcomeNames.en[outcome] },
    detail,
  );

function fileBlocks({ answer, parts, fault, manifest }: DisputeReport): Block[] {
  const list: Text = { zh: '目录（已签名的部分清单）', en: 'The signed list of parts' };
  return [
    ...(fault === undefined ? [] : [plain(faultText(fault))]),
    ...(answer === undefined
      ? []
      : [{ kind: 'rows' as const, title: list, rows: answer.steps.map(stepRow) }]),
    ...(parts.length === 0
      ? []
      : [
          {
            kind: 'rows' as const,
            title: { zh: '各部分', en: 'The parts' },
            rows: firstRows(
              parts.map((part, at) =>
                answerRow(`${String(at)} ${manifest?.parts[at]?.transaction ?? ''}`, part),
              ),
            ),
          },
        ]),
  ];
}

export function faultText({ part, why }: NonNullable<DisputeReport['fault']>): Text {
  const at = String(part);
  const where = { manifest: '目录', file: '文件' };
  return {
    zh: `${typeof part === 'number' ? `第 ${at} 部分（自 0 起）` : where[part]}不成立：${why}`,
    en: `${typeof part === 'number' ? `Part ${at}, counted from 0,` : `The ${part === 'file' ? 'file' : 'list'}`} does not hold: ${why}`,
  };
}

const answerRow = (label: Text, { verdict, organizations, txId, steps }: AnswerReport): Row =>
  row(
    label,
    {
      zh: `${verdictNames.zh[verdict]}；${organizations.map(({ mspId }) => mspId).join('、')}`,
      en: `${verdictNames.en[verdict]}; ${organizations.map(({ mspId }) => mspId).join(', ')}`,
    },
    ...(txId === undefined ? [] : [txId]),
    ...steps
      .filter(({ outcome }) => outcome === 'FAILED')
      .map(({ step, detail }) => `${step}: ${detail}`),
  );
