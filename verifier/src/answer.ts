import { parseJson } from '@shuquan/chaincode/model';
import type { Anchors } from './anchors.js';
import { fromBase64 } from './base64.js';
import { toText } from './bytes.js';
import type { Crypto } from './crypto.js';
import { checkEndorsements, checkProposal } from './endorsement.js';
import { Membership } from './membership.js';
import { Steps, type Fact, type SignedBy, type Step, type Verdict } from './report.js';
import { checkRequirement, type Requirement, type Signers } from './requirement.js';
import { readTransaction, type EndorserTransaction } from './transaction.js';
import { WireError } from './wire/codec.js';

export interface AnswerOptions extends Requirement {
  /** Chaincode that must have answered, when it is not the one of the anchors (`qscc`). */
  readonly chaincode?: string | undefined;
  /** Name of the transaction asked, `evidence:read`. */
  readonly transaction?: string | undefined;
  /** Whether these are the arguments asked, as text, the transaction's name left out. */
  readonly input?: ((args: readonly string[]) => boolean) | undefined;
  /** Whether the value echoes what was asked now (nonce, audience); false makes it STALE. */
  readonly fresh?: ((value: string) => boolean) | undefined;
  /** Oldest claimed time; an older answer is STALE. */
  readonly notBefore?: Date | undefined;
}

export interface AnswerReport {
  readonly kind: 'answer';
  readonly verdict: Verdict;
  readonly steps: readonly Step[];
  readonly facts: readonly Fact[];
  readonly organizations: readonly SignedBy[];
  readonly independentOrganizations: number;
  /** The anchors pin an embedded ledger: one process holds every key. */
  readonly singleCustodian: boolean;
  /** Bytes that no signature covers; an answer has none. */
  readonly unsigned: readonly [];
  readonly channel?: string;
  readonly chaincode?: string;
  readonly txId?: string;
  readonly transaction?: string;
  readonly args?: readonly string[];
  /** Claimed by the client. */
  readonly time?: string;
  /** The answer itself: canonical JSON as endorsed. Absent unless the verdict is VALID. */
  readonly value?: string;
}

/** Larger than the largest message a peer sends (100 MB) is never needed. */
const MAX_ANSWER = 16_000_000;

/** Holds what an answer is checked against; `Verifier` keeps one for many answers. */
export interface Bench {
  readonly anchors: Anchors;
  readonly members: Membership;
  readonly crypto: Crypto;
}

/** Verifies a signed answer. Never throws for what the answer says. */
export function checkAnswer(
  answer: string | Uint8Array,
  { anchors, members, crypto }: Bench,
  options: AnswerOptions,
): AnswerReport {
  const steps = new Steps();
  const tx = readAnswer(answer, steps);
  if (tx === undefined) return report(anchors, steps);
  checkContext(tx, anchors, options, steps);
  checkProposal(tx, crypto, steps);
  const at = options.at ?? new Date(tx.time);
  const held = checkEndorsements(tx, at, { membership: members, crypto, steps });
  const signers = checkRequirement(held, anchors.chaincode.policy, options, {
    membership: members,
    steps,
  });
  checkQuestion(tx, options, steps);
  return report(anchors, steps, tx, signers);
}

function readAnswer(answer: string | Uint8Array, steps: Steps): EndorserTransaction | undefined {
  try {
    if (answer.length > MAX_ANSWER) throw new WireError('the answer is larger than 16 MB');
    const tx = readTransaction(
      envelopeOf(parseJson(typeof answer === 'string' ? answer : toText(answer))),
    );
    if (tx.kind !== 'endorser') throw new WireError('the envelope carries configuration');
    if (tx.signature.length > 0) throw new WireError('an answer carries no signature of its asker');
    steps.check('format', true, 'A signed answer of version 1, in its one encoding.');
    return tx;
  } catch (err) {
    steps.check('format', false, `Not a signed answer: ${messageOf(err)}`);
    return undefined;
  }
}

function envelopeOf(json: unknown): Uint8Array {
  if (typeof json !== 'object' || json === null) throw new WireError('it is not an object');
  const { v, kind, envelope, ...rest } = json as Record<string, unknown>;
  if (v !== 1 || kind !== 'shuquan.answer')
    throw new WireError('it is not of kind shuquan.answer 1');
  if (typeof envelope !== 'string' || Object.keys(rest).length > 0) {
    throw new WireError('it has other members than v, kind and envelope');
  }
  return fromBase64(envelope);
}

/** Parsers refuse with errors of their own; whatever was thrown, unread is not verified. */
export const messageOf = (err: unknown): string =>
  err instanceof Error ? err.message : 'unreadable';

function checkContext(
  tx: EndorserTransaction,
  anchors: Anchors,
  options: AnswerOptions,
  steps: Steps,
): void {
  const chaincode = options.chaincode ?? anchors.chaincode.name;
  const { status } = tx.response;
  steps.check('channel', tx.channel === anchors.channel, `Channel ${tx.channel}.`);
  steps.check('chaincode', tx.chaincode.name === chaincode, `Chaincode ${tx.chaincode.name}.`);
  steps.check('response', status === 200, `The chaincode answered with status ${String(status)}.`);
}

function checkQuestion(tx: EndorserTransaction, options: AnswerOptions, steps: Steps): void {
  const { transaction, input, fresh, notBefore } = options;
  if (transaction !== undefined) {
    steps.check('question', tx.transaction === transaction, `It answers ${tx.transaction}.`);
  }
  if (input !== undefined) {
    const same = safely(() => input(argumentsOf(tx)));
    steps.check('question', same, 'It answers the input asked.', 'It answers another input.');
  }
  if (fresh !== undefined) {
    const echoes = safely(() => fresh(toText(tx.response.payload)));
    steps.check('freshness', echoes, 'It echoes this request.', 'It does not echo this request.');
  }
  if (notBefore !== undefined) {
    steps.check('freshness', new Date(tx.time) >= notBefore, `Its claimed time is ${tx.time}.`);
  }
}

/** A caller's predicate reads attacker-controlled text; if it fails on it, the answer is not it. */
function safely(predicate: () => boolean): boolean {
  try {
    return predicate();
  } catch {
    return false;
  }
}

const argumentsOf = (tx: EndorserTransaction): string[] =>
  tx.args.slice(1).map((arg) => toText(arg));

function report(
  anchors: Anchors,
  steps: Steps,
  tx?: EndorserTransaction,
  signers: Signers = { organizations: [], independentOrganizations: 0 },
): AnswerReport {
  const { verdict } = steps;
  return {
    kind: 'answer',
    verdict,
    steps: steps.list,
    facts: tx && verdict === 'VALID' ? factsOf(tx, signers) : [],
    ...signers,
    singleCustodian: isSingleCustodian(anchors),
    unsigned: [],
    ...(tx && {
      channel: tx.channel,
      chaincode: tx.chaincode.name,
      txId: tx.txId,
      transaction: tx.transaction,
      time: tx.time,
    }),
    ...(tx && verdict === 'VALID' && textsOf(tx)),
  };
}

export const isSingleCustodian = ({ organizations }: Anchors): boolean =>
  [...organizations.values()].some(({ singleCustodian }) => singleCustodian);

function textsOf(tx: EndorserTransaction): { value?: string; args?: string[] } {
  try {
    return { value: toText(tx.response.payload), args: argumentsOf(tx) };
  } catch {
    return {};
  }
}

function factsOf(tx: EndorserTransaction, { organizations }: Signers): Fact[] {
  const who = organizations.map(({ mspId }) => mspId);
  const count = String(organizations.length);
  return [
    {
      fact: 'content',
      status: 'PROVEN',
      detail: `${count} organisations signed exactly this answer: ${who.join(', ')}.`,
      zh: { fact: '内容', detail: `${count} 家单位对这份答复逐字节签名：${who.join('、')}。` },
    },
    {
      fact: 'time',
      status: 'STATED',
      detail: `${tx.time} is what the asker’s clock said.`,
      zh: { fact: '答复时间', detail: `${tx.time} 由提问一方的时钟给出。` },
    },
    {
      fact: 'currency',
      status: 'NOT_PROVEN',
      detail: 'An answer shows the state the signers had then; later blocks may have changed it.',
      zh: { fact: '是否为最新', detail: '答复只反映签署时的状态，此后的区块可能已有变化。' },
    },
  ];
}
