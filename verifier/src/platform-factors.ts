import {
  type EvidenceRecord,
  type PlatformAt,
  type PlatformKind,
  platformKinds,
} from '@shuquan/chaincode/model';
import type { Fact } from './report.js';

/** What each kind of qualification is called. */
export const platformNames: Readonly<Record<PlatformKind, { readonly zh: string; en: string }>> = {
  FILING: { zh: '备案', en: 'filing' },
  MLPS: { zh: '等保', en: 'MLPS' },
  CRYPTO_EVALUATION: { zh: '密评', en: 'cryptographic evaluation' },
};

export type PlatformStanding = PlatformAt['standings'][number];
type Graded = Pick<Fact, 'status' | 'detail'> & { readonly zh: string };

/** 人民法院在线诉讼规则 17: what the platform was qualified by at the instant of a deposit. */
export function platformFactors({ id }: EvidenceRecord, found: PlatformAt | undefined): Fact[] {
  return platformKinds.map((kind) => {
    const { zh, en } = platformNames[kind];
    const { status, detail, ...said } = found === undefined ? unasked : gradeOf(kind, found);
    return {
      ...{ fact: `17 ${zh} (${en}) of the platform at the deposit of ${id}`, status, detail },
      zh: { fact: `第17条 存证 ${id} 时平台的${zh}`, detail: said.zh },
    };
  });
}

const unasked: Graded = {
  status: 'NOT_PROVEN',
  detail: 'No answer here speaks of it.',
  zh: '此处没有任何答复涉及。',
};

/**
 * The best that there was on the day: in force and on record then, in force but put on record only
 * later, or the operator’s own word. What was none, with its last day, is shown all the same.
 */
function gradeOf(kind: PlatformKind, { standings, truncated }: PlatformAt): Graded {
  const held = standings.filter((each) => each.qualification.facts.kind === kind);
  const inForce = held.filter(({ status }) => status === 'IN_FORCE');
  const best = inForce.find(({ onRecordThen }) => onRecordThen) ?? inForce[0];
  if (best !== undefined) return confirmedGrade(best);
  const stated = held.find(({ status }) => status === 'UNCONFIRMED');
  if (stated !== undefined) {
    const { operator } = stated.qualification;
    return {
      status: 'STATED',
      detail: `${inWords(stated)}, as ${operator} says; nobody confirmed it.`,
      zh: `${inChinese(stated)}，系 ${operator} 自述，未经确认。`,
    };
  }
  return held.length > 0 ? notInForce(held) : noneOf(truncated);
}

const notInForce = (held: readonly PlatformStanding[]): Graded => ({
  status: 'NOT_PROVEN',
  detail: `${held.map((each) => `${inWords(each)}: ${each.status}`).join('; ')}.`,
  zh: `${held.map((each) => `${inChinese(each)}：${platformStatusNames[each.status]}`).join('；')}。`,
});

const noneOf = (isTruncated: boolean): Graded => ({
  status: 'NOT_PROVEN',
  ...(isTruncated
    ? { detail: 'None is among those that the answer names.', zh: '答复列出的各项中没有。' }
    : { detail: 'None is on record.', zh: '没有记录。' }),
});

/** What a qualification was on the day. */
export const platformStatusNames: Readonly<Record<PlatformStanding['status'], string>> = {
  UNCONFIRMED: '未经确认',
  NOT_YET_VALID: '尚未生效',
  IN_FORCE: '有效',
  EXPIRED: '已过期',
  WITHDRAWN: '已撤回',
};

function confirmedGrade(standing: PlatformStanding): Graded {
  const { qualification, onRecordThen } = standing;
  const { facts, confirmed } = qualification;
  const by = confirmed?.uscc;
  const said = {
    detail: `${inWords(standing)}, confirmed by ${by ?? 'nobody'}${onRecordThen ? '' : ', put on record after the deposit'}.`,
    zh: `${inChinese(standing)}，由 ${by ?? '（无人）'} 确认${onRecordThen ? '' : '，存证之后才记入账本'}。`,
  };
  // It was evaluated, and did not pass: that is on record, and no qualification.
  if (facts.kind === 'CRYPTO_EVALUATION' && facts.conclusion === 'DOES_NOT_CONFORM') {
    return { status: 'NOT_PROVEN', ...said };
  }
  return { status: onRecordThen ? 'PROVEN' : 'STATED', ...said };
}

/** The platform, what the paper is, its number, and from when to when it is valid. */
function inWords({ qualification: { facts } }: PlatformStanding): string {
  const { platform, validFrom, validTo } = facts;
  return `${platform}: ${platformPaper(facts)}, valid ${validFrom} to ${validTo ?? 'no last day'}`;
}

function inChinese({ qualification: { facts } }: PlatformStanding): string {
  const { platform, validFrom, validTo } = facts;
  return `${platform}：${platformPaper(facts)}，有效期 ${validFrom} 至 ${validTo ?? '（未设截止日）'}`;
}

/** What the paper is, as the authority wrote it. */
export function platformPaper(facts: PlatformStanding['qualification']['facts']): string {
  if (facts.kind === 'FILING') return `备案号 ${facts.filingNo}`;
  if (facts.kind === 'MLPS') return `等保第${String(facts.mlpsLevel)}级 ${facts.filingNo}`;
  return `密评 ${facts.reportNo} ${facts.conclusion}`;
}
