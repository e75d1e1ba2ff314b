import { inspect, isDeepStrictEqual } from 'node:util';
import { nightAfter, text } from '../register-oracle/days.js';
import type { When } from '../register-oracle/file.js';
import type { Answer, Oracle } from '../register-oracle/oracle.js';
import type { HoldingState, PaperState } from '../register-oracle/rights.js';
import type { Dice } from './dice.js';
import { Disagreement } from './story.js';
import type { CaseAnswer, RightAnswer, Views } from './views.js';

const ACTS: Readonly<Record<string, string>> = {
  CORRECTION_REQUIRED: 'acceptance:correct',
  SUPPLEMENTED: 'acceptance:supplement',
  ACCEPTED: 'acceptance:accept',
  NOT_ACCEPTED: 'acceptance:reject',
  OBJECTION_DECIDED: 'objection:decide',
  DECIDED: 'review:decide',
  RECEIPTED: 'register:receipt',
};

const present = (fields: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A model’s answer in the oracle’s words. */
export function caseInWords({ record, state }: CaseAnswer): Answer {
  return {
    status: state.status,
    deemed: state.deemedAccepted,
    ...present({ acceptedOn: state.acceptedOn, registeredAt: state.registeredAt }),
    ...present({ certificateNo: state.certificateNo, nextChange: state.nextChangeAt }),
    unheard: state.consentsMissing,
    objections: state.openObjections,
    unexplained: state.unexplained.map(({ code }) => code),
    clocks: state.deadlines.map(({ clock, due, dueAt, remaining, objection, paused }) => {
      if (due !== undefined && dueAt !== text(nightAfter(due)))
        throw new TypeError(`${due} ends ${dueAt ?? '-'}`);
      if (paused === (due !== undefined)) throw new TypeError(`${clock} is paused and is not.`);
      return { clock, ...present({ due, left: remaining, objection }) };
    }),
    late: state.late.map(({ step, punctuality }) => {
      const kind = record.steps[step - 1]?.kind ?? '';
      return `${ACTS[kind] ?? kind} ${punctuality}`;
    }),
  };
}

export const rightInWords = ({ right, state }: RightAnswer): HoldingState => ({
  status: state.status,
  holder: right.holder,
  parts: state.parts,
  why: state.reasons.map(({ code }) => code).join(' '),
  ...present({ from: state.from, until: state.until, changes: state.nextChangeAt }),
});

const sorted = (answer: Answer): Answer => ({
  ...answer,
  clocks: [...answer.clocks].sort((a, b) => (inspect(a) < inspect(b) ? -1 : 1)),
  unheard: [...answer.unheard].sort(),
  unexplained: [...answer.unexplained].sort(),
});

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

export interface Compared {
  readonly oracle: Oracle;
  readonly dice: Dice;
  readonly now: number;
  /** Everybody who answers in the model’s form; all must give the very same. */
  readonly views: readonly Views[];
  /** At how many instants each case and right is asked about, beside now. */
  readonly instants: number;
  readonly fail: (what: string) => Disagreement;
}

/** Holds every answer of everybody about one story against the oracle’s. */
export async function compareAll(compared: Compared): Promise<number> {
  const { oracle, dice, now, instants } = compared;
  let count = 0;
  for (const id of oracle.cases) {
    for (const when of momentsOf(oracle, id, { dice, now, instants })) {
      await compareCase(compared, id, when);
      count += 1;
    }
  }
  for (const { id, case: of } of oracle.book.holdings.values()) {
    for (const when of momentsOf(oracle, of, { dice, now, instants })) {
      await compareRight(compared, id, when);
      count += 1;
    }
  }
  return count;
}

/** Now, and instants at which something is about to be otherwise, looked at from others. */
export function momentsOf(
  oracle: Oracle,
  id: string,
  { dice, now, instants }: { dice: Dice; now: number; instants: number },
): When[] {
  const { deeds } = oracle.file(id);
  const applied = deeds[0]?.at ?? now;
  // A day before it was applied for there is something to answer too.
  const first = applied - 86_400_000;
  const edges = oracle.cases
    .flatMap((each) => oracle.file(each).deeds)
    .flatMap(({ at, legal }) => [at - 1, at, legal - 1, legal]);
  for (const { due } of oracle.answer(id, { asOf: now, knownAt: now }).clocks) {
    if (due !== undefined) edges.push(nightAfter(due) - 1, nightAfter(due));
  }
  const sound = (at: number): boolean => at >= first && at <= now;
  const days = Array.from({ length: 4 }, () => first + dice.below(Math.max(1, now - first)));
  const all = [...edges, ...days].filter(sound);
  const some = Array.from({ length: instants }, () => ({
    asOf: dice.pick(all),
    knownAt: dice.percent(60) ? now : dice.pick(all),
  }));
  return [{ asOf: now, knownAt: now }, ...some];
}

const said = (when: When): { asOf: string; knownAt: string } => ({
  asOf: text(when.asOf),
  knownAt: text(when.knownAt),
});

async function compareCase(
  { oracle, views, fail }: Compared,
  id: string,
  when: When,
): Promise<void> {
  const wanted = plain(sorted(oracle.answer(id, when)));
  let first: unknown;
  for (const view of views) {
    const { record, state } = await view.stateOfCase(id, said(when));
    first ??= state;
    const found = plain(sorted(caseInWords({ record, state })));
    if (!isDeepStrictEqual(found, wanted)) {
      throw fail(different(`case ${id} ${view.name}`, when, { found, wanted }));
    }
    if (!isDeepStrictEqual(plain(state), plain(first))) {
      throw fail(
        different(`case ${id} ${view.name} and ${views[0]?.name ?? ''}`, when, {
          found: state,
          wanted: first,
        }),
      );
    }
  }
}

async function compareRight(
  { oracle, views, fail }: Compared,
  id: string,
  when: When,
): Promise<void> {
  const wanted = plain(oracle.right(id, when));
  let first: unknown;
  for (const view of views) {
    const { right, state } = await view.stateOfRight(id, said(when));
    first ??= state;
    const found = plain(rightInWords({ right, state }));
    if (!isDeepStrictEqual(found, wanted)) {
      throw fail(different(`right ${id} ${view.name}`, when, { found, wanted }));
    }
    if (!isDeepStrictEqual(plain(state), plain(first))) {
      throw fail(
        different(`right ${id} ${view.name} and ${views[0]?.name ?? ''}`, when, {
          found: state,
          wanted: first,
        }),
      );
    }
  }
}

export function different(
  what: string,
  when: When,
  { found, wanted }: { readonly found: unknown; readonly wanted: unknown },
): string {
  const { asOf, knownAt } = said(when);
  const show = (value: unknown): string => inspect(value, { depth: 6, breakLength: 140 });
  return `${what} as of ${asOf}, known at ${knownAt}\nanswered ${show(found)}\nthe oracle ${show(wanted)}`;
}

/** Whatever the chaincode says of a certificate. */
export const paperInWords = (view: {
  status: string;
  lastValidDay: string;
  renewal: { from: string; until: string };
}): PaperState => ({ status: view.status, last: view.lastValidDay, renewal: view.renewal });
