import {
  check,
  type EvidenceRecord,
  EvidenceView,
  parseJson,
  PlatformAt,
  type PlatformKind,
  platformKinds,
} from '@shuquan/chaincode/model';
import type { AnswerReport } from './answer.js';
import type { Fact } from './report.js';

const names: Readonly<Record<PlatformKind, string>> = {
  FILING: '备案 (filing)',
  MLPS: '等保 (MLPS)',
  CRYPTO_EVALUATION: '密评 (cryptographic evaluation)',
};

/**
 * 人民法院在线诉讼规则 16–19: what a court asks of data on a chain, factor by factor. These are
 * facts, and no conclusion of law. What lay before the deposit no chain proves, and that is said in
 * any case.
 */
export function factorsOf(answers: readonly AnswerReport[]): Fact[] {
  const standings = valuesOf(answers, 'platform:at', (value) => check(PlatformAt, value));
  const deposits = valuesOf(answers, 'evidence:read', (value) => check(EvidenceView, value));
  return deposits.flatMap(({ record }) => [
    ...platformFactors(
      record,
      standings.find(({ at }) => at === record.depositedAt),
    ),
    {
      fact: `16 上链后未篡改 (unaltered since the deposit) of ${record.id}`,
      status: 'PROVEN' as const,
      detail: `The organisations signed that its digests are ${digestsOf(record)}; whoever has the file holds it against them.`,
    },
    {
      fact: `17 同步存证时间 (time of the deposit) of ${record.id}`,
      status: 'STATED' as const,
      detail: `${record.depositedAt} by the clock of ${record.depositor.uscc}; its bounds are those of the beacons around its block.`,
    },
    beforeChain(record),
  ]);
}

/** 上链前真实性: stands in every report, since nothing here answers it. */
const beforeChain = ({ id, claimedEventTime }: EvidenceRecord): Fact => ({
  fact: `18 上链前真实性 (truth before the deposit) of ${id}`,
  status: 'NOT_PROVEN',
  detail:
    claimedEventTime === undefined
      ? 'Where the data came from, and whether it was true, nothing here proves.'
      : `The depositor claims an event of ${claimedEventTime}; where the data came from, and whether it was true, nothing here proves.`,
});

const digestsOf = ({ digests }: EvidenceRecord): string =>
  Object.entries(digests)
    .map(([algorithm, hex]) => `${algorithm} ${hex}`)
    .join(', ');

type Standing = PlatformAt['standings'][number];

function platformFactors({ id }: EvidenceRecord, found: PlatformAt | undefined): Fact[] {
  return platformKinds.map((kind) => {
    const held = (found?.standings ?? []).filter((each) => each.qualification.facts.kind === kind);
    return {
      fact: `17 ${names[kind]} of the platform at the deposit of ${id}`,
      ...gradeOf(held, found?.truncated === true),
    };
  });
}

/**
 * The best that there was on the day: in force and on record then, in force but put on record only
 * later, or the operator’s own word. What was none, with its last day, is shown all the same.
 */
function gradeOf(held: readonly Standing[], isTruncated: boolean): Pick<Fact, 'status' | 'detail'> {
  const inForce = held.filter(({ status }) => status === 'IN_FORCE');
  const best = inForce.find(({ onRecordThen }) => onRecordThen) ?? inForce[0];
  if (best !== undefined) return confirmedGrade(best);
  const stated = held.find(({ status }) => status === 'UNCONFIRMED');
  if (stated !== undefined) {
    const { operator } = stated.qualification;
    return {
      status: 'STATED',
      detail: `${inWords(stated)}, as ${operator} says; nobody confirmed it.`,
    };
  }
  const was = held.map((each) => `${inWords(each)}: ${each.status}`);
  const none = isTruncated ? 'None is among those that the answer names.' : 'None is on record.';
  return { status: 'NOT_PROVEN', detail: was.length > 0 ? `${was.join('; ')}.` : none };
}

function confirmedGrade(standing: Standing): Pick<Fact, 'status' | 'detail'> {
  const { qualification, onRecordThen } = standing;
  const { facts, confirmed } = qualification;
  const late = onRecordThen ? '' : ', put on record after the deposit';
  const detail = `${inWords(standing)}, confirmed by ${confirmed?.uscc ?? 'nobody'}${late}.`;
  // It was evaluated, and did not pass: that is on record, and no qualification.
  if (facts.kind === 'CRYPTO_EVALUATION' && facts.conclusion === 'DOES_NOT_CONFORM') {
    return { status: 'NOT_PROVEN', detail };
  }
  return { status: onRecordThen ? 'PROVEN' : 'STATED', detail };
}

/** The platform, what the paper is, its number, and from when to when it is valid. */
function inWords({ qualification: { facts } }: Standing): string {
  const { platform, validFrom, validTo } = facts;
  return `${platform}: ${paperOf(facts)}, valid ${validFrom} to ${validTo ?? 'no last day'}`;
}

function paperOf(facts: Standing['qualification']['facts']): string {
  if (facts.kind === 'FILING') return `备案号 ${facts.filingNo}`;
  if (facts.kind === 'MLPS') return `等保第${String(facts.mlpsLevel)}级 ${facts.filingNo}`;
  return `密评 ${facts.reportNo} ${facts.conclusion}`;
}

/** What the answers to one question say; one that can not be read says nothing. */
function valuesOf<T>(
  answers: readonly AnswerReport[],
  transaction: string,
  read: (value: unknown) => T,
): T[] {
  return answers.flatMap((answer) => {
    if (answer.transaction !== transaction || answer.value === undefined) return [];
    try {
      return [read(parseJson(answer.value))];
    } catch {
      return [];
    }
  });
}
