import {
  AbsenceAnswer,
  AbsenceCheck,
  canonicalize,
  Check,
  check,
  instant,
  RightsAnswer,
} from '@shuquan/chaincode/model';
import type { AnswerOptions, AnswerReport } from './answer.js';
import type { TransactionReport } from './block-transaction.js';
import { forWhom, held, type Insisted, reaches, unread, untilEnd, withSteps } from './insisting.js';
import type { Step } from './report.js';
import { attemptTransaction } from './transaction.js';
import type { Verifier } from './verifier.js';
import { toText } from './bytes.js';
import { Block } from './wire/block.js';
import { WireError } from './wire/codec.js';

/** What whoever relies on an answer insists on, beside its signatures. */
export interface ReliedWanted extends Omit<
  AnswerOptions,
  'transaction' | 'input' | 'fresh' | 'notBefore'
> {
  /** Whose answer it must be: one that was made for somebody else says nothing here. */
  readonly audience?: string | undefined;
  readonly nonce?: string | undefined;
  /** The reader’s clock: an answer is relied on until it ends. */
  readonly now?: Date | undefined;
  /** How old it may be by that clock, in seconds. */
  readonly maxAgeSeconds?: number | undefined;
  /** It must know the chain up to this beacon. */
  readonly minBeacon?: number | undefined;
  /** The block that it is said to be committed in. */
  readonly block?: Uint8Array | undefined;
}

/** What an answer that is relied on says, once it is true. */
export interface ReliedSaying {
  readonly kind: 'RIGHTS' | 'ABSENCE';
  readonly verdict: 'CLEAR' | 'NOT_CLEAR' | 'NONE' | 'FOUND';
  readonly audience: string;
  readonly nonce: string;
  /** The instant that it speaks of. */
  readonly at: string;
  readonly beacon: number;
  readonly validUntil: string;
  /** Of one that was submitted: the transaction whose commit proves it. */
  readonly txId?: string;
}

export interface ReliedReport extends Insisted {
  readonly says?: ReliedSaying;
  /** The number of the block that it was committed in, where that was shown. */
  readonly committedIn?: string;
  /** Subjects of the orderers whose signatures on that block hold. */
  readonly orderedBy?: readonly string[];
}

type Fields = Omit<ReliedSaying, 'kind' | 'at' | 'beacon' | 'txId'>;

const fieldsOf = ({ verdict, audience, nonce, validUntil }: Fields): Fields => ({
  ...{ verdict, audience, nonce, validUntil },
});

const ofCheck = (made: Check): ReliedSaying => ({
  ...fieldsOf(made),
  ...{ kind: made.kind, at: made.at, beacon: made.beacon, txId: made.txId },
});

const ofAnswer = (
  kind: ReliedSaying['kind'],
  made: RightsAnswer | AbsenceAnswer,
): ReliedSaying => ({
  ...fieldsOf(made),
  ...{ kind, at: made.asked.asOf, beacon: made.asked.beacon },
});

/** The four questions whose answers others rely on, and how each says so. */
const readers: Readonly<Record<string, (value: unknown) => ReliedSaying>> = {
  'check:evaluate': (value) => ofAnswer('RIGHTS', check(RightsAnswer, value)),
  'check:read': (value) => ofCheck(check(Check, (value as { check?: unknown }).check)),
  'absence:read': (value) => ofAnswer('ABSENCE', check(AbsenceAnswer, value)),
  'absence:submitted': (value) => ofCheck(check(AbsenceCheck, value)),
};

/** Whether a question is one whose answers carry an audience, a nonce and an end. */
export const isRelied = (transaction: string | undefined): boolean =>
  transaction !== undefined && Object.hasOwn(readers, transaction);

/**
 * Verifies an answer that somebody is to rely on: who signed it, for whom it was made, how old it is,
 * and, given the block, that it was committed there and says the same. Never throws for what the
 * bytes say.
 */
export function verifyRelied(
  answer: string | Uint8Array,
  verifier: Verifier,
  wanted: ReliedWanted,
): ReliedReport {
  const { audience, nonce, now, maxAgeSeconds, minBeacon, block, ...options } = wanted;
  const report = verifier.answer(answer, options);
  const says = sayingOf(report);
  if (says === undefined) return withSteps(report, unread(report));
  const insisted = [
    ...forWhom(says, { audience, nonce }),
    ...howOld(says, { now, maxAgeSeconds, minBeacon }),
  ];
  const committed = block && committedIn(block, says, report, verifier, options);
  const checked = withSteps(report, [...insisted, ...(committed?.steps ?? [])]);
  return {
    ...checked,
    says,
    ...(checked.verdict === 'VALID' && committed?.number !== undefined
      ? { committedIn: committed.number, orderedBy: committed.orderers ?? [] }
      : {}),
  };
}

function howOld(
  { at, beacon, validUntil }: ReliedSaying,
  { now, maxAgeSeconds, minBeacon }: Pick<ReliedWanted, 'now' | 'maxAgeSeconds' | 'minBeacon'>,
): Step[] {
  return [
    ...untilEnd(validUntil, now),
    ...(now === undefined ? [] : noOlder(at, now, maxAgeSeconds)),
    ...reaches('beacon', beacon, minBeacon),
  ];
}

function noOlder(at: string, now: Date, maxAgeSeconds: number | undefined): Step[] {
  if (maxAgeSeconds === undefined) return [];
  const oldest = instant(now.getTime() - maxAgeSeconds * 1000);
  return [held('freshness', at >= oldest, `It is of ${at}; ${oldest} is the oldest wanted.`)];
}

interface Committed {
  readonly steps: readonly Step[];
  readonly number?: string | undefined;
  readonly orderers?: readonly string[];
}

/** That the block holds under the anchors, that the transaction in it is VALID, and that it says this. */
function committedIn(
  block: Uint8Array,
  says: ReliedSaying,
  { value = '' }: AnswerReport,
  verifier: Verifier,
  options: AnswerOptions,
): Committed {
  const { txId } = says;
  if (txId === undefined) {
    return { steps: [held('selection', false, 'A quick answer is committed nowhere.')] };
  }
  const { minIndependent, at } = options;
  const report = verifier.block(block, { transaction: txId, minIndependent, at });
  const tx = report.transactions[report.selected ?? -1];
  const steps = [
    held('selection', tx !== undefined, `The block has the transaction ${txId}.`),
    ...report.steps.filter(({ outcome }) => outcome === 'FAILED'),
    ...(tx === undefined ? [] : inBlock(tx)),
    held('response', isSame(block, txId, value), 'What was committed is what was answered.'),
  ];
  return { steps, number: report.number, orderers: report.orderers };
}

function inBlock({ steps, flag, flagStep }: TransactionReport): Step[] {
  const isValid = flag?.code === 0 && flagStep.outcome !== 'FAILED';
  return [
    ...steps.filter(({ outcome }) => outcome === 'FAILED'),
    held('validation-flag', isValid, `It is flagged ${flag?.name ?? 'not at all'} in its block.`),
  ];
}

/** The response of the transaction, against the record in the answer. */
function isSame(block: Uint8Array, txId: string, value: string): boolean {
  const committed = responseIn(block, txId);
  if (committed === undefined) return false;
  try {
    const answered = JSON.parse(value) as { readonly check?: unknown };
    return canonicalize(JSON.parse(committed)) === canonicalize(answered.check ?? answered);
  } catch {
    // A changed byte of the block may leave a response that is no JSON.
    return false;
  }
}

function responseIn(bytes: Uint8Array, txId: string): string | undefined {
  try {
    for (const envelope of Block.decode(bytes).data?.data ?? []) {
      const tx = attemptTransaction(envelope);
      if (tx.kind === 'endorser' && tx.txId === txId) return toText(tx.response.payload);
    }
    return undefined;
  } catch (err) {
    if (err instanceof WireError) return undefined;
    throw err;
  }
}

/** The value is attacker-controlled until the verdict is VALID; the reader of it has it then only. */
function sayingOf({ transaction, value }: AnswerReport): ReliedSaying | undefined {
  const read = isRelied(transaction) ? readers[transaction ?? ''] : undefined;
  if (read === undefined || value === undefined) return undefined;
  try {
    return read(JSON.parse(value));
  } catch {
    return undefined;
  }
}
