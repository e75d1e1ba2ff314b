import type { Actor, CorrectionTicket } from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import { keyOf } from '../key.js';
import type { Rows } from '../register/rows.js';
import type { Task } from '../register/task.js';

/** Whose turn it is where no single party’s: any official may assign a ticket. */
const OFFICIALS = '*';
/** Open tickets of one party that are looked at. */
const MAX_TICKETS = 1_000;

interface Turn {
  readonly action: 'ASSIGN_CORRECTION' | 'ANSWER_CORRECTION' | 'CLOSE_CORRECTION';
  readonly who: string;
}

/** 校核纠错: assigned by an official, answered by the department, closed by whoever filed it. */
function turnOf({ status, department, filedBy }: CorrectionTicket): Turn | undefined {
  switch (status) {
    case 'OPEN':
      return { action: 'ASSIGN_CORRECTION', who: OFFICIALS };
    case 'ASSIGNED':
      return { action: 'ANSWER_CORRECTION', who: department };
    case 'CORRECTED':
    case 'REJECTED':
      return { action: 'CLOSE_CORRECTION', who: filedBy };
    case 'CLOSED':
      return undefined;
  }
}

const turnKey = (who: string, id: string): string => keyOf('correction-turn', who, id);

/** A ticket, and its place in the list of whoever’s turn it is. */
export async function ticketProjection(
  draft: Draft,
  { value }: { readonly value: unknown },
): Promise<void> {
  const ticket = value as CorrectionTicket;
  const { id } = ticket;
  const before = (await draft.get(keyOf('correction', id))) as CorrectionTicket | undefined;
  const past = before && turnOf(before);
  if (past !== undefined) draft.delete(turnKey(past.who, id));
  draft.put(keyOf('correction', id), ticket);
  const turn = turnOf(ticket);
  if (turn !== undefined) draft.put(turnKey(turn.who, id), id);
}

/** What tickets ask of somebody; the time to answer is the department’s alone. */
export async function ticketTasks(rows: Rows, { role, uscc }: Actor): Promise<Task[]> {
  const tasks: Task[] = [];
  for (const who of role === 'official' ? [OFFICIALS, uscc] : [uscc]) {
    for (const id of await rows.values<string>(MAX_TICKETS, 'correction-turn', who)) {
      const ticket = await rows.get<CorrectionTicket>('correction', id);
      const turn = ticket && turnOf(ticket);
      if (ticket !== undefined && turn !== undefined) tasks.push(taskOf(turn.action, ticket));
    }
  }
  return tasks;
}

function taskOf(
  action: Turn['action'],
  { id, catalogNo, version, deadline }: CorrectionTicket,
): Task {
  const { due, dueAt, article, clock } = deadline;
  const time = action === 'CLOSE_CORRECTION' ? {} : { due, dueAt, article, clock };
  return { action, ...time, ticket: { id, catalogNo, version } };
}
