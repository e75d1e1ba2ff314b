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

function platformFactors({ id }: EvidenceRecord, found: PlatformAt | undefined): Fact[] {
  return platformKinds.map((kind) => {
    const fact = `17 ${names[kind]} of the platform at the deposit of ${id}`;
    const held = (found?.standings ?? []).filter((each) => each.qualification.facts.kind === kind);
    const inForce = held.find(({ status }) => status === 'IN_FORCE');
    if (inForce !== undefined) {
      const { facts, confirmed } = inForce.qualification;
      const late = inForce.onRecordThen ? '' : ', put on record after the deposit';
      return {
        ...{ fact, status: inForce.onRecordThen ? ('PROVEN' as const) : ('STATED' as const) },
        detail: `${facts.platform}: ${facts.id}, confirmed by ${confirmed?.uscc ?? 'nobody'}${late}.`,
      };
    }
    const stated = held.find(({ status }) => status === 'UNCONFIRMED');
    if (stated !== undefined) {
      const { operator, facts } = stated.qualification;
      const detail = `${facts.platform}: ${facts.id}, as ${operator} says; nobody confirmed it.`;
      return { fact, status: 'STATED' as const, detail };
    }
    const was = held.map(({ status, qualification }) => `${qualification.facts.id} ${status}`);
    const detail = was.length > 0 ? `${was.join(', ')}.` : 'None is on record.';
    return { fact, status: 'NOT_PROVEN' as const, detail };
  });
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
