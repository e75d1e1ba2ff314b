import {
  type Actor,
  type CaseDeadline,
  type CaseState,
  type CaseStatus,
  type ClosingCheckpoint,
  foldCase,
  type Folded,
  isLive,
  isPerson,
  type RegistrationCase,
  type VersionRef,
} from '@shuquan/chaincode/model';
import { keyOf, place } from '../key.js';
import { disputeTasks } from '../disputes/tasks.js';
import { courtTasks } from '../encumbrances/court-tasks.js';
import { ticketTasks } from '../public-catalog/tickets.js';
import { itemOf, nextDue } from './cases.js';
import type { CaseRow, HandOverRow, OverlapRow, Rows } from './rows.js';
import type { States } from './states.js';
import type { Action, Task } from './task.js';

/** Open cases of one party that are looked at; whoever has more asks again when some are done. */
const MAX_OPEN = 5_000;
const MAX_OVERLAPS = 500;

/** In order of deadline; what has none comes last. */
const sortKey = (task: Task): string => keyOf(task.dueAt ?? '~', task.action, ...subjectOf(task));

function subjectOf({ case: of, overlap, closing, ticket, order, dispute }: Task): string[] {
  if (of !== undefined) return [of.id];
  if (order !== undefined) return [order.id, order.on.id];
  if (ticket !== undefined) return [ticket.id];
  if (dispute !== undefined) return [dispute.id];
  if (overlap !== undefined) {
    const { data, tier, at } = overlap;
    return [data.asset, place(data.version), at, tier];
  }
  return closing === undefined ? [] : [closing.registrar, closing.month];
}

/** Everything that waits for somebody, and the cases a registrar has under way. */
export async function worklistOf(
  rows: Rows,
  states: States,
  actor: Actor,
): Promise<{ readonly tasks: [string, Task][]; readonly complete: boolean }> {
  const { open, complete } = await openCases(rows, actor);
  const tasks: Task[] = [];
  for (const each of open) {
    const state = await states.ofCase(each.record);
    if (state.status === 'NOT_YET_APPLIED') continue;
    const folded = foldCase(each.record, states.instants);
    const found = actionsFor(actor.uscc, each, { state, folded });
    tasks.push(...found.map((action) => taskOf(action, each.record, state)));
  }
  tasks.push(...(await overlaps(rows, states, actor)), ...(await closings(rows, actor)));
  tasks.push(...(await ticketTasks(rows, actor)), ...(await courtTasks(rows, states, actor)));
  tasks.push(...(await disputeTasks(rows, states, actor)));
  const keyed = tasks.map((task): [string, Task] => [sortKey(task), task]);
  return { tasks: keyed.sort(([a], [b]) => (a < b ? -1 : 1)), complete };
}

interface OpenCase {
  readonly record: RegistrationCase;
  /** Whether whoever asks is the registrar that has its files. */
  readonly kept: boolean;
}

async function openCases(
  rows: Rows,
  { role, uscc }: Actor,
): Promise<{ readonly open: OpenCase[]; readonly complete: boolean }> {
  const keeps = role === 'registrar' ? await registrarsKeptBy(rows, uscc) : new Set<string>();
  const ids = new Set<string>();
  for (const party of new Set([uscc, ...keeps])) {
    for (const id of await rows.values<string>(MAX_OPEN, 'case-open', party)) ids.add(id);
  }
  const open: OpenCase[] = [];
  for (const id of [...ids].slice(0, MAX_OPEN)) {
    const row = await rows.get<CaseRow>('case', id);
    if (row === undefined) continue;
    open.push({ record: row.record, kept: keeps.has(row.record.registrar) });
  }
  return { open, complete: ids.size < MAX_OPEN };
}

/** Itself, unless it handed over; and those that handed over to it (NATIONAL_2026/13). */
async function registrarsKeptBy(rows: Rows, uscc: string): Promise<Set<string>> {
  const own = await rows.get<HandOverRow>('hand-over', uscc);
  const taken = await rows.entries<string>('taken-over', uscc);
  return new Set([
    ...(own?.handOver.received === undefined ? [uscc] : []),
    ...taken.map(([, registrar]) => registrar),
  ]);
}

interface Standing {
  readonly state: CaseState;
  readonly folded: Folded;
}

function actionsFor(uscc: string, { record, kept }: OpenCase, standing: Standing): Action[] {
  // For a natural person its registrar acts, who has the paper that it signed.
  const speaksFor = (party: string): boolean => party === uscc || (kept && isPerson(party));
  return [
    ...(kept ? registrarActions(record, standing) : []),
    ...(speaksFor(record.applicant) ? applicantActions(standing) : []),
    ...(standing.state.status === 'AWAITING_CONSENT' &&
    standing.state.consentsMissing.some(speaksFor)
      ? ['CONSENT' as const]
      : []),
  ];
}

type Turn = (record: RegistrationCase, folded: Folded) => Action;
const reviewed = ({ reviews }: Folded): boolean => reviews.length > 0;

const turns: Readonly<Partial<Record<CaseStatus, Turn>>> = {
  SUBMITTED: () => 'ACCEPT',
  CORRECTION_REQUIRED: (_record, { supplementDue }) =>
    supplementDue === undefined ? 'SERVE' : 'WAIT',
  NOT_SUPPLEMENTED: () => 'REJECT',
  ACCEPTED: () => 'REVIEW',
  UNDER_REVIEW: ({ noticeRequired }) => (noticeRequired ? 'PUBLISH' : 'DECIDE'),
  PUBLICISED: (_record, folded) => (reviewed(folded) ? 'WAIT' : 'REVIEW'),
  NOTICE_ENDED: (_record, folded) => (reviewed(folded) ? 'DECIDE' : 'REVIEW'),
  APPROVED: ({ type }) => (type.startsWith('RESOURCE') ? 'ASSIGN_CODE' : 'DEPOSIT'),
  DEPOSITED_PENDING: () => 'RECORD_RECEIPT',
  REGISTERED: () => 'CERTIFY',
};

function registrarActions(record: RegistrationCase, { state, folded }: Standing): Action[] {
  if (state.openObjections.length > 0) {
    return ['DECIDE_OBJECTION', ...(isUntold(folded) ? ['TELL_HOLDER' as const] : [])];
  }
  if (folded.proofAsked !== undefined) return ['WAIT'];
  return [turns[state.status]?.(record, folded) ?? 'WAIT'];
}

/** Whether the holder has not been told of an objection yet. */
const isUntold = ({ objections }: Folded): boolean =>
  [...objections.values()].some(({ holderNotice }) => holderNotice !== undefined);

/** Afterwards nothing that the applicant says can change the decision. */
const UNDECIDED: readonly CaseStatus[] = [
  'AWAITING_CONSENT',
  'SUBMITTED',
  'CORRECTION_REQUIRED',
  'ACCEPTED',
  'UNDER_REVIEW',
  'PUBLICISED',
  'OBJECTED',
  'NOTICE_ENDED',
];

function applicantActions({ state, folded }: Standing): Action[] {
  const { status, unexplained } = state;
  return [
    ...(status === 'CORRECTION_REQUIRED' ? ['SUPPLEMENT' as const] : []),
    ...(folded.proofAsked !== undefined ? ['GIVE_PROOF' as const] : []),
    ...(unexplained.length > 0 && UNDECIDED.includes(status) ? ['EXPLAIN' as const] : []),
  ];
}

/** What these wait for has no time of its own. */
const UNTIMED: readonly Action[] = ['CONSENT', 'GIVE_PROOF', 'EXPLAIN'];
/** These have a clock of their own beside that of the case. */
const CLOCKS: Readonly<Partial<Record<Action, string>>> = {
  DECIDE_OBJECTION: 'OBJECTION',
  TELL_HOLDER: 'HOLDER_NOTICE',
};

function deadlineOf(action: Action, state: CaseState): CaseDeadline | undefined {
  if (UNTIMED.includes(action)) return undefined;
  const clock = CLOCKS[action];
  if (clock === undefined) return nextDue(state);
  return nextDue({ deadlines: state.deadlines.filter((each) => each.clock === clock) });
}

function taskOf(action: Action, record: RegistrationCase, state: CaseState): Task {
  const deadline = deadlineOf(action, state);
  const { clock, due, dueAt, article } = deadline ?? {};
  return {
    action,
    ...(due === undefined ? {} : { due }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(article === undefined ? {} : { article }),
    ...(clock === undefined ? {} : { clock }),
    case: itemOf(record, state),
  };
}

/** Others that apply for what a party has registered; who they are stays with the registrars. */
async function overlaps(rows: Rows, states: States, { uscc }: Actor): Promise<Task[]> {
  const tasks: Task[] = [];
  for (const data of await rows.values<VersionRef>(MAX_OVERLAPS, 'right-data', uscc)) {
    const prefix = ['overlap-on', data.asset, place(data.version)];
    for (const { case: id, ...row } of await rows.values<OverlapRow>(MAX_OVERLAPS, ...prefix)) {
      const other = await rows.get<CaseRow>('case', id);
      if (other === undefined || other.record.applicant === uscc) continue;
      const { status } = await states.ofCase(other.record);
      if (status !== 'NOT_YET_APPLIED' && isLive(status))
        tasks.push({ action: 'SEE_OVERLAP', overlap: { ...row, data } });
    }
  }
  return tasks;
}

/** Months whose closing another organisation proposed. */
async function closings(rows: Rows, { role, mspId }: Actor): Promise<Task[]> {
  if (role !== 'official') return [];
  const proposed = await rows.entries<ClosingCheckpoint>('closing-open');
  return proposed.flatMap(([, { statement, digest, votes }]) => {
    if (votes.some((vote) => vote.mspId === mspId)) return [];
    const { registrar, month } = statement;
    return [{ action: 'APPROVE_CLOSING' as const, closing: { registrar, month, digest } }];
  });
}
