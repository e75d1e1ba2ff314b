import {
  answerStatement,
  arrivalStatement,
  canonicalize,
  check,
  type DeliveryClosure,
  deliveryDigest,
  deliveryFindings,
  DeliveryView,
  dispatchStatement,
  disputeStatement,
  holderOf,
  isSigned,
  keyStatement,
  merkleLeafOf,
  opensChunk,
  parseJson,
  receiptStatement,
  signersOf,
  type StatementKind,
  statementText,
} from '@shuquan/chaincode/model';
import type { Anchors } from './anchors.js';
import type { AnswerReport } from './answer.js';
import type { Crypto } from './crypto.js';
import type { Fact, Outcome, Verdict } from './report.js';
import type { Requirement } from './requirement.js';
import { Verifier } from './verifier.js';

export interface DeliveryQuestion extends Pick<Requirement, 'minOrganizations' | 'minIndependent'> {
  /** The signed answer to `delivery:read`. */
  readonly answer: string | Uint8Array;
  readonly anchors: Anchors;
  /** A chunk that somebody shows, held against the leaf that was opened. */
  readonly chunk?: { readonly number: number; readonly bytes: Uint8Array } | undefined;
  /** What the answer must echo, where it was asked for somebody or for one occasion. */
  readonly audience?: string | undefined;
  readonly nonce?: string | undefined;
}

/** Why the facts of a delivery do not hold, each by its own name. */
export type DeliveryFault =
  | 'ANSWER_INVALID'
  | 'ANSWER_AUDIENCE'
  | 'ANSWER_NONCE'
  | 'KEY_NOT_BOUND'
  | 'SIGNATURE_INVALID'
  | 'DISPATCH_MISMATCH'
  | 'ROOT_MISMATCH'
  | 'FACTS_DIFFER'
  | 'CHUNK_NOT_OPENED'
  | 'CHUNK_MISMATCH';

export interface DeliveryStep {
  readonly step: string;
  readonly outcome: Outcome;
  /** A whole sentence. */
  readonly detail: string;
}

export interface DeliveryReport {
  readonly kind: 'delivery';
  readonly verdict: Verdict;
  /** The first step that failed, by its code. */
  readonly code?: DeliveryFault;
  readonly steps: readonly DeliveryStep[];
  /** On the answer: whose signatures it bears, under which roots. */
  readonly answer: AnswerReport;
  /** Absent unless the answer holds. */
  readonly view?: DeliveryView;
  /** What is proven of every chunk; none unless the verdict is VALID. */
  readonly facts: readonly Fact[];
}

class DeliverySteps {
  readonly list: DeliveryStep[] = [];
  code: DeliveryFault | undefined;

  check(step: string, holds: boolean, code: DeliveryFault, detail: string): void {
    this.list.push({ step, outcome: holds ? 'PASSED' : 'FAILED', detail });
    if (!holds) this.code ??= code;
  }
}

/**
 * Checks what a delivery proves with nothing but these bytes and the pinned roots: the organisations’
 * signatures, both parties’ own signatures, every path that was opened, and that the table of facts
 * follows from them. Never throws for what the bytes say.
 */
export function verifyDelivery(question: DeliveryQuestion, crypto: Crypto): DeliveryReport {
  const { anchors, minOrganizations, minIndependent } = question;
  const answer = new Verifier(anchors, crypto).answer(question.answer, {
    ...(minOrganizations === undefined ? {} : { minOrganizations }),
    ...(minIndependent === undefined ? {} : { minIndependent }),
    transaction: 'delivery:read',
  });
  return verifyDelivered(answer, question, crypto);
}

/** The same for an answer that was checked already: as one to `delivery:read`. */
export function verifyDelivered(
  answer: AnswerReport,
  question: Omit<DeliveryQuestion, 'answer'>,
  crypto: Crypto,
): DeliveryReport {
  const steps = new DeliverySteps();
  const view = viewOf(answer);
  const text = `The signed answer is ${answer.verdict}.`;
  steps.check('answer', view !== undefined, 'ANSWER_INVALID', text);
  if (view !== undefined) {
    checkEcho(view, question, steps);
    checkRecords(view, { channel: question.anchors.channel, crypto, steps });
    if (question.chunk !== undefined) checkChunk(view, question.chunk, steps);
  }
  return reportOf(steps, answer, view);
}

function viewOf({ verdict, value, transaction }: AnswerReport): DeliveryView | undefined {
  if (verdict !== 'VALID' || value === undefined || transaction !== 'delivery:read') {
    return undefined;
  }
  try {
    return check(DeliveryView, parseJson(value));
  } catch {
    // Parsers refuse with errors of their own; what can not be read is not there.
    return undefined;
  }
}

function checkEcho(
  view: DeliveryView,
  { audience, nonce }: Pick<DeliveryQuestion, 'audience' | 'nonce'>,
  steps: DeliverySteps,
): void {
  if (audience !== undefined) {
    const detail = `It was made for ${view.audience ?? 'nobody'}.`;
    steps.check('audience', view.audience === audience, 'ANSWER_AUDIENCE', detail);
  }
  if (nonce !== undefined) {
    const detail = 'It answers the nonce that was given.';
    steps.check('nonce', view.nonce === nonce, 'ANSWER_NONCE', detail);
  }
}

interface Desk {
  readonly channel: string;
  readonly crypto: Crypto;
  readonly steps: DeliverySteps;
}

interface Statement {
  readonly who: string;
  readonly kind: StatementKind;
  readonly record: { readonly key: string; readonly signature: string; readonly dispatch?: string };
  readonly fields: object;
}

function statementsOf({ delivery, arrival, receipt, disputes }: DeliveryClosure): Statement[] {
  const all: Statement[] = [
    {
      ...{ who: 'the dispatch', kind: 'delivery-dispatch', record: delivery },
      fields: dispatchStatement(delivery),
    },
  ];
  const add = (
    who: string,
    kind: StatementKind,
    record: Statement['record'],
    fields: object,
  ): number => all.push({ who, kind, record, fields });
  if (arrival) add('the arrival', 'delivery-arrival', arrival, arrivalStatement(arrival));
  if (receipt) add('the receipt', 'delivery-receipt', receipt, receiptStatement(receipt));
  for (const { dispute, answer } of disputes) {
    const who = `dispute ${String(dispute.number)}`;
    add(who, 'delivery-dispute', dispute, disputeStatement(dispute));
    if (answer) add(`the answer to ${who}`, 'delivery-answer', answer, answerStatement(answer));
  }
  return all;
}

function checkRecords(view: DeliveryView, desk: Desk): void {
  const { delivery, arrival, receipt } = view;
  const disputes = view.disputes.map(({ dispute, answer }) => ({ dispute, answer }));
  const closure: DeliveryClosure = { delivery, arrival, receipt, disputes };
  checkKeys(view, closure, desk);
  for (const statement of statementsOf(closure)) checkStatement(view, statement, desk);
  checkOpenings(closure, desk.steps);
  const found = deliveryFindings(closure, view.asOf);
  desk.steps.check(
    'facts',
    canonicalize(found) === canonicalize(statedIn(view)),
    'FACTS_DIFFER',
    `The status ${view.status} and the table of facts follow from what was signed.`,
  );
}

/** What an answer says beside who signed and when it was asked: all of it must follow. */
const statedIn = ({
  keys: _keys,
  beacon: _beacon,
  audience: _audience,
  nonce: _nonce,
  ...stated
}: DeliveryView): object => stated;

/** Whose key it is its owner said with that key; the organisations say that they took it from him. */
function checkKeys(
  { keys }: DeliveryView,
  closure: DeliveryClosure,
  { channel, crypto, steps }: Desk,
): void {
  for (const { party, key } of signersOf(closure)) {
    const bound = keys.find((each) => each.key === key && each.party === party);
    const text = bound && statementText('delivery-key', channel, keyStatement(bound));
    const holds =
      bound !== undefined &&
      text !== undefined &&
      bound.holder === holderOf(key) &&
      bound.by.uscc === party &&
      isSigned({ key, text, signature: bound.signature }, crypto);
    steps.check('key', holds, 'KEY_NOT_BOUND', `${party} bound the key ${holderOf(key)}.`);
  }
}

function checkStatement(
  { delivery }: DeliveryView,
  { who, kind, record, fields }: Statement,
  { channel, crypto, steps }: Desk,
): void {
  const digest = deliveryDigest(delivery);
  const { key, signature, dispatch = digest } = record;
  const text = statementText(kind, channel, fields);
  const holds = isSigned({ key, text, signature }, crypto);
  steps.check('signature', holds, 'SIGNATURE_INVALID', `${capital(who)} is signed by its own key.`);
  const detail = `${capital(who)} is about this very dispatch.`;
  steps.check('dispatch', dispatch === digest, 'DISPATCH_MISMATCH', detail);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function checkOpenings(
  { delivery, disputes, receipt }: DeliveryClosure,
  steps: DeliverySteps,
): void {
  for (const { dispute, answer } of disputes) {
    for (const { side, opening } of [dispute, ...(answer ? [answer] : [])]) {
      if (opening === undefined) continue;
      const holds = opensChunk(delivery, dispute.chunk, opening);
      const detail = `The ${side.toLowerCase()}’s path leads from chunk ${String(dispute.chunk)} to the root.`;
      steps.check('path', holds, 'ROOT_MISMATCH', detail);
    }
  }
  if (receipt === undefined) return;
  const { root, chunks } = delivery.content;
  const same = receipt.root === root && receipt.chunks === chunks;
  steps.check('root', same, 'ROOT_MISMATCH', 'The receipt is under the dispatch’s root.');
}

function checkChunk(
  { facts }: DeliveryView,
  { number, bytes }: NonNullable<DeliveryQuestion['chunk']>,
  steps: DeliverySteps,
): void {
  const found = facts.find(({ first, last }) => first <= number && number <= last);
  const name = `chunk ${String(number)}`;
  const isOpen = found?.leaf !== undefined;
  steps.check('chunk', isOpen, 'CHUNK_NOT_OPENED', `Somebody opened ${name} against the root.`);
  if (!isOpen) return;
  const same = merkleLeafOf(bytes) === found.leaf;
  steps.check('chunk', same, 'CHUNK_MISMATCH', `The bytes shown are ${name}.`);
}

function reportOf(
  { list, code }: DeliverySteps,
  answer: AnswerReport,
  view: DeliveryView | undefined,
): DeliveryReport {
  const verdict = verdictOf(code, answer);
  return {
    kind: 'delivery',
    verdict,
    ...(code === undefined ? {} : { code }),
    steps: list,
    answer,
    ...(view === undefined ? {} : { view }),
    facts: view !== undefined && verdict === 'VALID' ? factsOf(view) : [],
  };
}

function verdictOf(code: DeliveryFault | undefined, answer: AnswerReport): Verdict {
  if (code === undefined) return 'VALID';
  // A true answer to another question is none to this one.
  return code === 'ANSWER_INVALID' && answer.verdict !== 'VALID' ? answer.verdict : 'INVALID';
}

/** The table of facts in sentences, one for what is committed and one for what is received. */
function factsOf({ facts }: DeliveryView): Fact[] {
  return facts.flatMap((each) => {
    const { first, last, committed, received, openedBy, statements, transport, evidence } = each;
    const name =
      first === last ? `chunk ${String(first)}` : `chunks ${String(first)}–${String(last)}`;
    const said = statements.map(({ side, says }) => `${side} says ${says}`).join(', ');
    const opened = openedBy.length > 0 ? `opened by ${openedBy.join(' and ')}` : 'opened by nobody';
    return [
      { fact: `root committed incl. ${name}`, status: committed, detail: opened },
      { fact: `receipt of ${name}`, status: received, detail: said || 'nobody says anything' },
      ...(evidence.length === 0
        ? []
        : [{ fact: `transport of ${name}`, status: transport, detail: evidence.join(', ') }]),
    ];
  });
}

/** A report as lines of plain English. */
export function explainDelivery({
  verdict,
  code,
  steps,
  answer,
  view,
  facts,
}: DeliveryReport): string[] {
  const keys = answer.organizations.reduce((sum, { signers }) => sum + signers.length, 0);
  return [
    ...(answer.singleCustodian
      ? [`SINGLE CUSTODIAN: ${String(keys)} keys, independent custody NOT_PROVEN`]
      : []),
    `Verdict: ${verdict}${code === undefined ? '' : ` (${code})`}`,
    ...(view === undefined ? [] : [headline(view)]),
    `Signed by ${String(answer.organizations.length)} organisations, ${String(answer.independentOrganizations)} independent`,
    ...facts.map(({ fact, status, detail }) => `${status} ${fact}: ${detail}`),
    ...steps.map(({ step, outcome, detail }) => `${outcome} ${step}: ${detail}`),
  ];
}

const headline = ({ delivery, status, asOf, silence }: DeliveryView): string =>
  `Delivery ${delivery.id} from ${delivery.sender} to ${delivery.recipient} was ${status} as of ${asOf}; the receiver: ${silence}`;
