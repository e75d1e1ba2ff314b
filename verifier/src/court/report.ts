import { VERIFIER_VERSION } from '../version.js';
import { type CourtReport, plain, row, type Row, type Section } from './content.js';
import { type CourtFile, type CourtInput, isFileReport } from './input.js';
import { anchorsSection } from './sections/anchors.js';
import { beforeChainSection } from './sections/before-chain.js';
import { checksSection, faultText } from './sections/checks.js';
import { gradesSection } from './sections/grades.js';
import { platformSection } from './sections/platform.js';
import { processSection } from './sections/process.js';
import { signersSection } from './sections/signers.js';
import { subjectSection } from './sections/subject.js';
import type { Text } from './text.js';
import { verdictNames, verdictSays, verdictTones } from './words.js';

/**
 * The report for a court (人民法院在线诉讼规则 16–19; 民事证据规定 93, 94): from the same findings and
 * anchors always the same, but for the line that says when it was made. It states facts and draws no
 * conclusion of law.
 */
export function courtReport(input: CourtInput): CourtReport {
  const { language, verdict, checkedAt } = input;
  return {
    language,
    title: { zh: '区块链存证核验报告', en: 'Report on the verification of evidence on a ledger' },
    tone: verdictTones[verdict],
    verdict: { zh: verdictNames.zh[verdict], en: verdictNames.en[verdict] },
    says: [verdictSays[verdict], ...saying(input)],
    checkedAt: row(
      { zh: '核验时间（核验人的时钟）', en: 'Checked at (by the clock of the checker)' },
      checkedAt,
    ),
    sections: [
      subjectSection(input),
      gradesSection(input),
      beforeChainSection(input),
      processSection(input),
      platformSection(input),
      signersSection(input),
      anchorsSection(input),
      checksSection(input),
      statementSection,
    ],
    foot: footOf(input.files),
  };
}

/** What the files say beside that they hold. */
function saying({ report }: CourtInput): Text[] {
  if (isFileReport(report)) return report.fault === undefined ? [] : [faultText(report.fault)];
  if (!('says' in report) || report.verdict !== 'VALID') return [];
  const { kind, verdict, audience, at, validUntil } = report.says;
  const [zh, en] =
    kind === 'RIGHTS' ? ['权利核验', 'rights check'] : ['不存在核验', 'absence check'];
  return [
    {
      zh: `${zh}的结论为 ${verdict}，出具给 ${audience}，截至 ${at}，可采信至 ${validUntil}。`,
      en: `The ${en} says ${verdict} to ${audience} as of ${at}, relied on until ${validUntil}.`,
    },
  ];
}

const versions: Row = row({ zh: '核验程序版本', en: 'Version of the verifier' }, VERIFIER_VERSION);

const statementSection: Section = {
  title: { zh: '声明', en: 'What this report is' },
  blocks: [
    plain({
      zh: '本报告陈述由签名和摘要得出的事实，不是法律结论，也不是鉴定意见。电子数据的真实性、合法性和关联性由人民法院、仲裁机构认定。',
      en: 'It states facts that follow from signatures and digests. It is no conclusion of law and no expert opinion: whether evidence is true, lawful and relevant is for a court or an arbitrator to find.',
    }),
    plain({
      zh: '任何人都可以用同样的文件和信任锚，以 shuquan verify 离线复核，得到同样的结论。',
      en: 'Anybody can check the same files under the same anchors offline, with shuquan verify, and finds the same.',
    }),
    { kind: 'rows', rows: [versions] },
  ],
};

/** The first file is the one that the report is about. */
function footOf([first]: readonly CourtFile[]): string {
  return first === undefined ? '' : `SHA-256 ${first.digests['SHA-256']}`;
}
