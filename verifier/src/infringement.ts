import {
  canonicalize,
  check,
  infringementClaims,
  type InfringementClaim,
  InfringementView,
  parseJson,
} from '@shuquan/chaincode/model';
import type { AnswerReport } from './answer.js';
import type { Fact } from './report.js';

const QUESTION = 'infringement:read';

/** In both languages, as a court reads them. */
const names: Readonly<Record<InfringementClaim['claim'], readonly [string, string]>> = {
  RIGHT_HELD: ['权利归属', 'the right is the holder’s'],
  SUSPECTED_DEPOSITED: ['涉嫌数据存证', 'the suspected bytes were deposited'],
  SAME_BYTES: ['字节相同', 'the same bytes'],
  SAME_DATA: ['相似性', 'similar data'],
  OBTAINED: ['取证过程', 'where and how the bytes were got'],
  SUSPECT: ['涉嫌主体', 'whose they are'],
  INFRINGEMENT: ['是否侵权', 'an infringement'],
};

/**
 * Why an answer about a pack does not hold although it is signed: its claims must be those that
 * follow from the pack. `undefined` where they are, and for any other answer.
 */
export function infringementFault({ transaction, value }: AnswerReport): string | undefined {
  if (transaction !== QUESTION) return undefined;
  const view = viewOf(value);
  if (view === undefined) return 'It can not be read as a pack.';
  const follow = view.status === 'NOT_YET_OPENED' ? [] : infringementClaims(view.pack);
  const isSame = canonicalize(follow) === canonicalize(view.claims);
  return isSame ? undefined : 'Its claims are not those that follow from the pack.';
}

/** Claim by claim, what a pack proves, what is somebody’s word, and what nothing proves. */
export const claimsOf = (answers: readonly AnswerReport[]): Fact[] =>
  answers.flatMap(({ transaction, value }) => {
    const view = transaction === QUESTION ? viewOf(value) : undefined;
    if (view === undefined) return [];
    return view.claims.map((each) => claimOf(view.pack.id, each));
  });

/** The detail is part of what was signed, and stands in the words in which it was signed. */
function claimOf(pack: string, { claim, grade, by, detail }: InfringementClaim): Fact {
  const [zh, en] = names[claim];
  const isStated = grade === 'STATED';
  return {
    fact: `${zh} (${en}) of ${pack}`,
    status: grade,
    detail: isStated ? `${detail} Said by ${by.join(', ')}.` : detail,
    zh: {
      fact: `取证包 ${pack}：${zh}`,
      detail: isStated ? `${detail}（${by.join('、')} 所述）` : detail,
    },
  };
}

function viewOf(value: string | undefined): InfringementView | undefined {
  if (value === undefined) return undefined;
  try {
    return check(InfringementView, parseJson(value));
  } catch {
    return undefined;
  }
}
