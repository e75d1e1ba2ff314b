import { type Block, row, type Row, type Section } from '../content.js';
import { type CourtFile, type CourtInput, isFileReport, signedOf } from '../input.js';
import { instantText, type Text } from '../text.js';

const roles: Readonly<Record<CourtFile['role'], Text>> = {
  ASKED_ABOUT: { zh: '被核验的文件', en: 'The file that was asked about' },
  ANSWER: { zh: '签名答复', en: 'The signed answer' },
  BUNDLE: { zh: '证据卷', en: 'The evidence file' },
  ANCHORS: { zh: '信任锚文件', en: 'The anchors' },
  BLOCK: { zh: '区块', en: 'The block' },
};

/** 核验对象: every file by its digests, and what the answers are to. */
export function subjectSection(input: CourtInput): Section {
  return {
    title: { zh: '核验对象', en: 'What was checked' },
    blocks: [...input.files.map(fileBlock), ...questionBlock(input)],
  };
}

const fileBlock = ({ role, name, size, digests }: CourtFile): Block => ({
  kind: 'rows',
  title: roles[role],
  rows: [
    row({ zh: '文件名', en: 'Name' }, name),
    row({ zh: '大小', en: 'Size' }, bytesText(size)),
    row('SHA-256', digests['SHA-256']),
    row('SM3', digests.SM3),
  ],
});

export const bytesText = (size: number): Text => ({
  zh: `${String(size)} 字节`,
  en: `${String(size)} bytes`,
});

function questionBlock(input: CourtInput): Block[] {
  const { report } = input;
  const signed = signedOf(input);
  if (signed?.txId === undefined) return [];
  const { channel = '', chaincode = '', transaction = '', txId, time } = signed;
  const rows: Row[] = [
    row({ zh: '账本通道', en: 'Channel' }, channel),
    row({ zh: '链码', en: 'Chaincode' }, chaincode),
    row({ zh: '所答问题', en: 'Question' }, transaction),
    row({ zh: '询问交易号', en: 'Transaction of the question' }, txId),
    ...(time === undefined
      ? []
      : [row({ zh: '答复时间（提问人时钟）', en: 'Claimed time' }, instantText(time))]),
    ...(isFileReport(report) ? manifestRows(report) : []),
  ];
  return [{ kind: 'rows', title: { zh: '所答', en: 'What it answers' }, rows }];
}

function manifestRows({
  manifest,
  parts,
}: Extract<CourtInput['report'], { kind: 'dispute' }>): Row[] {
  if (manifest === undefined) return [];
  const [label, id] =
    'dispute' in manifest
      ? [{ zh: '争议案件', en: 'Dispute' }, manifest.dispute]
      : [{ zh: '涉嫌侵权取证包', en: 'Infringement pack' }, manifest.infringement];
  const [read, listed] = [String(parts.length), String(manifest.parts.length)];
  return [
    row(label, id),
    row({ zh: '状态', en: 'Status' }, manifest.status),
    row({ zh: '截至', en: 'As of' }, instantText(manifest.asked.asOf)),
    row(
      { zh: '部分', en: 'Parts' },
      { zh: `目录列 ${listed} 份，已读 ${read} 份`, en: `${read} of ${listed} listed were read` },
    ),
  ];
}
