import type { EvidenceRecord } from '@shuquan/chaincode/model';
import type { AnswerReport } from './answer.js';
import { depositsIn, platformsAt } from './deposits.js';
import { platformFactors } from './platform-factors.js';
import type { Fact } from './report.js';

/**
 * 人民法院在线诉讼规则 16–19: what a court asks of data on a chain, factor by factor. These are
 * facts, and no conclusion of law. What lay before the deposit no chain proves, and that is said in
 * any case.
 */
export const factorsOf = (
  answers: readonly AnswerReport[],
  isMeant: (record: EvidenceRecord) => boolean = () => true,
): Fact[] =>
  depositsIn(answers).flatMap(({ view: { record } }) =>
    isMeant(record)
      ? [
          ...platformFactors(record, platformsAt(answers, record.depositedAt)),
          unaltered(record),
          timeOf(record),
          beforeChain(record),
        ]
      : [],
  );

const unaltered = (record: EvidenceRecord): Fact => ({
  fact: `16 上链后未篡改 (unaltered since the deposit) of ${record.id}`,
  status: 'PROVEN',
  detail: `The organisations signed that its digests are ${digestsOf(record)}; whoever has the file holds it against them.`,
  zh: {
    fact: `第16条 存证 ${record.id} 上链后未篡改`,
    detail: `各单位签名证明其摘要为 ${digestsOf(record)}；持有文件者可据以比对。`,
  },
});

const timeOf = ({ id, depositedAt, depositor: { uscc } }: EvidenceRecord): Fact => ({
  fact: `17 同步存证时间 (time of the deposit) of ${id}`,
  status: 'STATED',
  detail: `${depositedAt} by the clock of ${uscc}; its bounds are those of the beacons around its block.`,
  zh: {
    fact: `第17条 存证 ${id} 的存证时间`,
    detail: `${depositedAt}，由 ${uscc} 的时钟给出；其上下限以所在区块前后的时间信标为准。`,
  },
});

/** 上链前真实性: stands in every report, since nothing here answers it. */
function beforeChain({ id, claimedEventTime }: EvidenceRecord): Fact {
  const [claim, zhClaim] =
    claimedEventTime === undefined
      ? ['Where', '']
      : [
          `The depositor claims an event of ${claimedEventTime}; where`,
          `存证人主张事件发生于 ${claimedEventTime}；`,
        ];
  return {
    fact: `18 上链前真实性 (truth before the deposit) of ${id}`,
    status: 'NOT_PROVEN',
    detail: `${claim} the data came from, and whether it was true, nothing here proves.`,
    zh: {
      fact: `第18条 存证 ${id} 上链前真实性`,
      detail: `${zhClaim}数据从何而来、是否真实，此处没有任何内容能够证明。`,
    },
  };
}

const digestsOf = ({ digests }: EvidenceRecord): string =>
  Object.entries(digests)
    .map(([algorithm, hex]) => `${algorithm} ${hex}`)
    .join(', ');
