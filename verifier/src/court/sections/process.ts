import type { Beacon, EvidenceRecord } from '@shuquan/chaincode/model';
import type { AnswerReport } from '../../answer.js';
import {
  beaconIn,
  type DepositFound,
  depositsIn,
  type PublicDepositFound,
  publicDepositsIn,
} from '../../deposits.js';
import {
  type Block,
  MOST,
  moreText,
  plain,
  quiet,
  row,
  type Row,
  type Section,
} from '../content.js';
import { answersOf, type CourtInput, isAbout, isFileReport } from '../input.js';
import { instantText, listText, type Text } from '../text.js';
import { bytesText } from './subject.js';

/** 存证过程: who deposited what and when, who signed that it stands there, and who ordered it. */
export function processSection(input: CourtInput): Section {
  const answers = answersOf(input);
  const meant = isAbout(input);
  const found = depositsIn(answers).filter(({ view }) => meant(view.record.digests));
  const open = publicDepositsIn(answers).filter(({ deposit }) => meant(deposit.digests));
  const more = found.length - MOST;
  return {
    title: { zh: '存证过程', en: 'How it was deposited' },
    blocks: [
      ...(found.length + open.length === 0 ? [plain(none(input))] : []),
      ...found.slice(0, MOST).map((each) => depositBlock(each, answers)),
      ...(more > 0 ? [quiet(moreText(String(more)))] : []),
      ...open.map(publicBlock),
      ...orderBlock(input),
    ],
  };
}

function none({ report, verdict }: CourtInput): Text {
  if (report.verdict !== 'VALID') {
    return {
      zh: '核验没有通过，其中的记录一概不予列出。',
      en: 'Of what does not hold, no record is shown.',
    };
  }
  if (verdict === 'NOT_FOUND') return { zh: '没有存证。', en: 'There is no deposit.' };
  return { zh: '所核验的答复不涉及存证。', en: 'The answers speak of no deposit.' };
}

function depositBlock({ view, answer }: DepositFound, answers: readonly AnswerReport[]): Block {
  const { record, status, supersededBy, tombstone } = view;
  const { id, kind, size, digests, depositedAt, txId } = record;
  return {
    kind: 'rows',
    title: { zh: `存证 ${id}`, en: `Deposit ${id}` },
    rows: [
      row({ zh: '存证人', en: 'Deposited by' }, ...depositorOf(record)),
      row(claimedTime, instantText(depositedAt)),
      row({ zh: '时间区间', en: 'Interval' }, ...intervalOf(record, answers)),
      row({ zh: '种类与大小', en: 'Kind and size' }, kind, bytesText(size)),
      row('SHA-256', digests['SHA-256']),
      row('SM3', digests.SM3),
      row({ zh: '存证交易号', en: 'Transaction' }, txId),
      row({ zh: '状态', en: 'Status' }, status, ...supersededBy.map((by) => `→ ${by}`)),
      ...(tombstone === undefined
        ? []
        : [row({ zh: '删除留痕', en: 'Erased' }, tombstone.legalBasis, tombstone.erasedAt)]),
      signedRow(answer),
    ],
  };
}

/** 公开可见: as many as one answer has, and what anybody may see of each. */
function publicBlock({ deposit, answer }: PublicDepositFound): Block {
  const { digests, depositedAt, mspId, status, txId } = deposit;
  return {
    kind: 'rows',
    title: { zh: '存证（公开可见的部分）', en: 'A deposit, as the public may see it' },
    rows: [
      row({ zh: '签署存证的单位', en: 'Organisation that signed it' }, mspId),
      row(claimedTime, instantText(depositedAt)),
      row('SHA-256', digests['SHA-256']),
      row('SM3', digests.SM3),
      row({ zh: '存证交易号', en: 'Transaction' }, txId),
      row({ zh: '状态', en: 'Status' }, status),
      signedRow(answer),
    ],
  };
}

const claimedTime: Text = {
  zh: '存证时间（存证人时钟，仅为陈述）',
  en: 'Time by the clock of the depositor (stated)',
};

const signedRow = ({ organizations }: AnswerReport): Row =>
  row(
    { zh: '签名证明该记录的单位', en: 'Organisations that signed this record' },
    listText(organizations.map(({ mspId }) => mspId)),
  );

const custodies: Readonly<Record<EvidenceRecord['depositor']['custody'], Text>> = {
  CUSTODIAL: { zh: '密钥由服务方代管', en: 'the key is held by the service' },
  CLIENT_HELD: { zh: '密钥由存证人自持', en: 'the depositor keeps the key' },
};

const depositorOf = ({ depositor }: EvidenceRecord): Text[] => [
  `${depositor.uscc} · ${depositor.mspId} · ${depositor.role}`,
  custodies[depositor.custody],
  {
    zh: `证书指纹 ${depositor.fingerprint}`,
    en: `Certificate ${depositor.fingerprint}`,
  },
];

/** The lower bound by the beacon that it cites, the upper by one that has seen its block. */
function intervalOf({ beacon }: EvidenceRecord, answers: readonly AnswerReport[]): Text[] {
  if (beacon === undefined) {
    return [
      {
        zh: '没有引用时间信标：下限未证明。',
        en: 'It cites no beacon: nothing bounds it from below.',
      },
      upper,
    ];
  }
  const number = String(beacon.number);
  const cited = beaconIn(answers, beacon);
  const lower: Text =
    cited === undefined
      ? {
          zh: `不早于时间信标 ${number}（摘要 ${beacon.digest}）；其时刻不在所核验的答复之中。`,
          en: `Not before beacon ${number} (digest ${beacon.digest}), whose time is not among the answers.`,
        }
      : lowerOf(cited, beacon.digest);
  return [lower, upper];
}

function lowerOf({ statement: { number, time }, witnesses }: Beacon, digest: string): Text {
  const by = [...new Set(witnesses.map(({ mspId }) => mspId))];
  return {
    zh: `不早于 ${time}（时间信标 ${String(number)}，由 ${by.join('、')} 共同见证，摘要 ${digest}）。`,
    en: `Not before ${time} (beacon ${String(number)}, stated together by ${by.join(', ')}, digest ${digest}).`,
  };
}

const upper: Text = {
  zh: '上限以最先见证其所在区块的时间信标为准，不在所核验的答复之中；至迟不晚于签署答复之时。',
  en: 'Its upper bound is the first beacon that has seen its block, which is not among the answers; it was there when they were signed.',
};

/** Who ordered: only a block says it, and only where one was given. */
function orderBlock({ report }: CourtInput): Block[] {
  const title: Text = { zh: '排序', en: 'Ordering' };
  if (isFileReport(report) || !('committedIn' in report)) {
    const text: Text = {
      zh: '排序：未给出区块，由哪些单位排序不在所核验的文件之中。',
      en: 'Ordering: no block was given, so that who ordered it is not in what was checked.',
    };
    return [quiet(text)];
  }
  const { committedIn, orderedBy = [] } = report;
  const rows = [
    row({ zh: '区块', en: 'Block' }, committedIn),
    row({ zh: '签署区块的排序节点', en: 'Orderers that signed it' }, listText(orderedBy)),
  ];
  return [{ kind: 'rows', title, rows }];
}
