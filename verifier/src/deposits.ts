import {
  Beacon,
  type BeaconCitation,
  check,
  cite,
  EvidencePage,
  EvidenceView,
  parseJson,
  PlatformAt,
  PublicDigestAnswer,
  type PublicEvidence,
} from '@shuquan/chaincode/model';
import type { AnswerReport } from './answer.js';

/** A deposit as an answer has it, and who signed that answer. */
export interface DepositFound {
  readonly view: EvidenceView;
  readonly answer: AnswerReport;
}

/** Which answers speak of deposits, and how each says so. */
const readers: Readonly<Record<string, (value: unknown) => readonly EvidenceView[]>> = {
  'evidence:read': (value) => [check(EvidenceView, value)],
  'evidence:findByDigest': (value) => check(EvidencePage, value).items,
};

/** Every deposit that the answers name, each once, where it is named first. */
export function depositsIn(answers: readonly AnswerReport[]): DepositFound[] {
  const found = new Map<string, DepositFound>();
  for (const answer of answers) {
    const { transaction = '' } = answer;
    const read = Object.hasOwn(readers, transaction) ? readers[transaction] : undefined;
    if (read === undefined) continue;
    for (const view of valueOf(answer, read) ?? []) {
      if (!found.has(view.record.id)) found.set(view.record.id, { view, answer });
    }
  }
  return [...found.values()];
}

/** A deposit as anybody may see it: who made it, and where the data came from, is not in it. */
export interface PublicDepositFound {
  readonly deposit: PublicEvidence;
  readonly answer: AnswerReport;
}

export const publicDepositsIn = (answers: readonly AnswerReport[]): PublicDepositFound[] =>
  answers.flatMap((answer) => {
    if (answer.transaction !== 'public:digest') return [];
    const found = valueOf(answer, (value) => check(PublicDigestAnswer, value));
    return (found?.evidence ?? []).map((deposit) => ({ deposit, answer }));
  });

/** What platforms were qualified by at an instant; `undefined` where no answer speaks of it. */
export function platformsAt(answers: readonly AnswerReport[], at: string): PlatformAt | undefined {
  return answers
    .filter(({ transaction }) => transaction === 'platform:at')
    .map((answer) => valueOf(answer, (value) => check(PlatformAt, value)))
    .find((each) => each?.at === at);
}

/** The beacon of a citation, by its digest; `undefined` where no answer has it. */
export function beaconIn(
  answers: readonly AnswerReport[],
  { digest }: BeaconCitation,
): Beacon | undefined {
  return answers
    .filter(({ transaction }) => transaction === 'beacon:read')
    .map((answer) => valueOf(answer, (value) => check(Beacon, value)))
    .find((each) => each !== undefined && cite(each).digest === digest);
}

/** An answer that can not be read says nothing. */
function valueOf<T>({ value }: AnswerReport, read: (value: unknown) => T): T | undefined {
  if (value === undefined) return undefined;
  try {
    return read(parseJson(value));
  } catch {
    return undefined;
  }
}
