import {
  AbsenceAnswer,
  AbsenceCheck,
  type AbsenceQuestion,
  canonicalize,
  check,
} from '@shuquan/chaincode/model';
import type { AnswerOptions, AnswerReport } from './answer.js';
import { forWhom, held, type Insisted, reaches, unread, untilEnd, withSteps } from './insisting.js';
import type { Verifier } from './verifier.js';

/** What the reader of a negative answer asked, and how fresh it must be. */
export interface AbsenceWanted extends Omit<
  AnswerOptions,
  'transaction' | 'input' | 'fresh' | 'notBefore'
> {
  readonly question: AbsenceQuestion;
  /** Whose answer it is: one that was made for somebody else says nothing here. */
  readonly audience: string;
  /** Left out by whoever did not ask: then it is no reply to a request of now. */
  readonly nonce?: string | undefined;
  /** The reader’s clock: an answer is relied on until it ends. Left out, its age is not judged. */
  readonly now?: Date | undefined;
  /** The answer must know the chain up to this height, by the beacon it cites. */
  readonly minHeight?: number | undefined;
  readonly minBeacon?: number | undefined;
}

/** The answer is true, and what it says: only NONE at the verdict VALID is a negative answer. */
export interface AbsenceReport extends Insisted {
  readonly finding?: 'NONE' | 'FOUND';
  readonly found?: AbsenceAnswer['found'];
  /** “As of height H”. */
  readonly height?: number;
  readonly beacon?: number;
}

interface Stated extends Pick<
  AbsenceAnswer,
  'question' | 'verdict' | 'found' | 'height' | 'audience' | 'nonce' | 'validUntil'
> {
  readonly beacon: number;
}

const SUBMITTED = 'absence:submitted';
const QUICK = 'absence:read';

/**
 * Verifies a signed negative answer offline: who signed, to which question, for whom, and how old it
 * is. It stays true for its height for ever; whether that is fresh enough the reader says. Never
 * throws for what the answer says.
 */
export function verifyAbsence(
  answer: string | Uint8Array,
  verifier: Verifier,
  wanted: AbsenceWanted,
): AbsenceReport {
  const { question, audience, nonce, now, minHeight, minBeacon, ...options } = wanted;
  const report = verifier.answer(answer, options);
  const stated = statedIn(report);
  if (stated === undefined) return withSteps(report, unread(report));
  const steps = [
    held('question', isSame(stated.question, question), 'It answers this question.'),
    ...forWhom(stated, { audience, nonce }),
    ...untilEnd(stated.validUntil, now),
    ...reaches('height', stated.height, minHeight),
    ...reaches('beacon', stated.beacon, minBeacon),
  ];
  const checked = withSteps(report, steps);
  const { verdict, found, height, beacon } = stated;
  return {
    ...checked,
    ...{ finding: verdict, found, beacon },
    ...(height === undefined ? {} : { height }),
  };
}

const isSame = (a: AbsenceQuestion, b: AbsenceQuestion): boolean =>
  canonicalize(a) === canonicalize(b);

/** What a true answer states; the value is attacker-controlled until the verdict is VALID. */
function statedIn({ transaction, value }: AnswerReport): Stated | undefined {
  if (value === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(value);
    if (transaction === SUBMITTED) return check(AbsenceCheck, json);
    if (transaction !== QUICK) return undefined;
    const answer = check(AbsenceAnswer, json);
    return { ...answer, beacon: answer.asked.beacon };
  } catch {
    return undefined;
  }
}
