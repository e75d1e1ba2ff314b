import type { EvidenceRecord } from '@shuquan/chaincode/model';
import { type DepositFound, depositsIn } from '../../deposits.js';
import { type Block, MOST, plain, row, type Row, type Section } from '../content.js';
import { answersOf, type CourtInput, isAbout } from '../input.js';
import { instantText } from '../text.js';

/**
 * 上链前真实性: stands in every report, whatever was checked. What the depositor said of it is shown as
 * what it is.
 */
export function beforeChainSection(input: CourtInput): Section {
  const meant = isAbout(input);
  const found = depositsIn(answersOf(input)).filter(({ view }) => meant(view.record.digests));
  return {
    title: { zh: '上链前真实性', en: 'Truth before the deposit' },
    blocks: [
      plain({
        zh: '未证明。区块链只证明存证之后没有改动；数据在上链之前是否真实、从何而来、由谁形成，本报告所核验的任何内容都不能证明，须另行举证（人民法院在线诉讼规则第十八条）。',
        en: 'NOT PROVEN. A chain shows that nothing was changed after the deposit. Whether the data was true before it, where it came from and who made it, nothing that was checked here proves; other evidence must (Online Litigation Rules, Article 18).',
      }),
      ...found.slice(0, MOST).map(saidBlock),
    ],
  };
}

const saidBlock = ({ view: { record } }: DepositFound): Block => ({
  kind: 'rows',
  title: {
    zh: `存证 ${record.id}：存证人的陈述`,
    en: `Deposit ${record.id}: what the depositor states`,
  },
  rows: saidRows(record),
});

function saidRows({ source, environment, claimedEventTime }: EvidenceRecord): Row[] {
  const { tool, toolVersion, system, cleanlinessCheck } = environment;
  const { performed, reportDigest } = cleanlinessCheck;
  return [
    row(
      { zh: '来源说明', en: 'Source' },
      `${source.origin}: ${source.statement}`,
      ...(source.documentDigest === undefined ? [] : [`SHA-256 ${source.documentDigest}`]),
    ),
    row(
      { zh: '采集环境', en: 'Environment' },
      `${tool} ${toolVersion}, ${system}`,
      performed
        ? { zh: '称已作清洁性检查', en: 'a cleanliness check is said to have been made' }
        : { zh: '未作清洁性检查', en: 'no cleanliness check was made' },
      ...(reportDigest === undefined ? [] : [`SHA-256 ${reportDigest}`]),
    ),
    ...(claimedEventTime === undefined
      ? []
      : [
          row(
            { zh: '主张的事件时间', en: 'Claimed time of the event' },
            instantText(claimedEventTime),
          ),
        ]),
  ];
}
