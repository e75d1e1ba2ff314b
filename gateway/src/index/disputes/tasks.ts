import {
  type Actor,
  answerDueAt,
  bodyRoles,
  type DisputeCase,
  disputeFindings,
  type DisputeStatus,
  type DisputeView,
  endOfDay,
  type Instants,
  isPerson,
  type RightsEntry,
} from '@shuquan/chaincode/model';
import type { Rows } from '../register/rows.js';
import type { Action, Task } from '../register/task.js';
import { isShown } from './disputes.js';
import type { DisputeRow } from './projections.js';

/** Disputes of one party that are looked at; whoever has more asks again when some are done. */
const MAX_OPEN = 1_000;

type Findings = Pick<DisputeView, 'dispute' | 'status' | 'unheard' | 'executionOpen'>;

interface Due {
  readonly action: Action;
  readonly dueAt?: string | undefined;
}

/** What waits for somebody in disputes: for the body, for a side, and for whoever executes. */
export async function disputeTasks(
  rows: Rows,
  { instants }: { readonly instants: Instants },
  actor: Actor,
): Promise<Task[]> {
  const tasks: Task[] = [];
  for (const id of await rows.values<string>(MAX_OPEN, 'dispute-open', actor.uscc)) {
    const row = await rows.get<DisputeRow>('dispute-case', id);
    if (row === undefined || !isShown(row, actor)) continue;
    const found = disputeFindings(row.record, [], instants);
    const due = [
      ...bodyActions(found, actor, instants),
      ...(await answers(rows, found, actor)),
      ...(isExecutor(row, found, actor) ? [{ action: 'EXECUTE_AWARD' as const }] : []),
    ];
    tasks.push(...due.map((each) => taskOf(each, found)));
  }
  return tasks;
}

/** What a body does next; until the day of the hearing is over, it is time’s turn. */
const turns: Readonly<
  Partial<Record<DisputeStatus, (found: Findings, instants: Instants) => Action | undefined>>
> = {
  FILED: () => 'ACCEPT_DISPUTE',
  EVIDENCE({ dispute, unheard }) {
    if (unheard.length === 0) return 'HEAR_DISPUTE';
    return unheard.some((side) => answerDueAt(dispute, side) === undefined)
      ? 'SERVE_DISPUTE'
      : undefined;
  },
  HEARING({ dispute }, { asOf }) {
    const isHeard = dispute.steps.some(
      (step) => step.kind === 'HEARING' && endOfDay(step.on) <= asOf,
    );
    if (!isHeard) return undefined;
    // Whoever mediates hands nothing down: without a settlement it ends the dispute.
    return dispute.path === 'MEDIATION' ? 'END_MEDIATION' : 'AWARD_DISPUTE';
  },
};

function bodyActions(found: Findings, { role, uscc }: Actor, instants: Instants): Due[] {
  const { body, path } = found.dispute;
  if (body !== uscc || !bodyRoles[path].some((each) => each === role)) return [];
  const action = turns[found.status]?.(found, instants);
  return action === undefined ? [] : [{ action }];
}

/** Sides that were served and may still answer; the first of their days where there are several. */
async function answers(rows: Rows, found: Findings, actor: Actor): Promise<Due[]> {
  const due: string[] = [];
  for (const side of found.unheard) {
    const at = answerDueAt(found.dispute, side);
    if (at !== undefined && (await speaksFor(rows, found.dispute, side, actor))) due.push(at);
  }
  const [dueAt] = due.sort();
  return dueAt === undefined ? [] : [{ action: 'ANSWER_DISPUTE', dueAt }];
}

/** For a natural person its registrar speaks, who has the paper that it signed. */
async function speaksFor(
  rows: Rows,
  { rights }: Pick<DisputeCase, 'rights'>,
  side: string,
  { role, uscc }: Actor,
): Promise<boolean> {
  if (side === uscc) return true;
  if (role !== 'registrar' || !isPerson(side)) return false;
  const all = await Promise.all(rights.map((id) => rows.get<RightsEntry>('right', id)));
  return all.some((right) => right?.holder === side && right.registrar === uscc);
}

/** The registrar executes what was awarded (NATIONAL_2026/29). */
const isExecutor = (
  { registrars }: DisputeRow,
  { executionOpen }: Findings,
  { role, uscc }: Actor,
): boolean => executionOpen && role === 'registrar' && registrars.includes(uscc);

function taskOf({ action, dueAt }: Due, { dispute, status }: Findings): Task {
  const { id, path, body } = dispute;
  return { action, ...(dueAt === undefined ? {} : { dueAt }), dispute: { id, path, body, status } };
}
