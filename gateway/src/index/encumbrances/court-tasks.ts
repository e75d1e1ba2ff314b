import { type Actor, millis } from '@shuquan/chaincode/model';
import type { Rows } from '../register/rows.js';
import type { States } from '../register/states.js';
import type { Task } from '../register/task.js';
import { type OrderItem, ownOrders } from './orders.js';

const DAY_MS = 86_400_000;
/** So long before an order ends by itself its court is told, and so long after it moved up. */
const NEAR_MS = 30 * DAY_MS;

/** What waits for a court: orders that end soon, and those that bind since another was over. */
export async function courtTasks(
  rows: Rows,
  states: States,
  { role, uscc }: Actor,
): Promise<Task[]> {
  if (role !== 'court') return [];
  const now = millis(states.instants.asOf);
  const orders = await ownOrders(rows, states, uscc);
  return orders.flatMap((order) => [
    ...(millis(order.until) - now < NEAR_MS ? [taskOf('RENEW_ORDER', order, order.until)] : []),
    ...(hasMoved(order, now) ? [taskOf('SEE_ATTACHED', order)] : []),
  ]);
}

const hasMoved = ({ status, attachedAt }: OrderItem, now: number): boolean =>
  status === 'ATTACHED' && attachedAt !== undefined && now - millis(attachedAt) < NEAR_MS;

function taskOf(
  action: 'RENEW_ORDER' | 'SEE_ATTACHED',
  { id, on, until }: OrderItem,
  dueAt?: string,
): Task {
  return { action, ...(dueAt === undefined ? {} : { dueAt }), order: { id, on, until } };
}
