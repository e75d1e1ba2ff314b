import {
  type ActedBy,
  type Input,
  type JudicialOrder,
  later,
  LedgerError,
  type OrderExecution,
} from '../model/index.js';
import { actedBy } from './operating.js';
import type { LedgerContext } from './context.js';

const MAX_STEPS = 20;

/**
 * By what an award was carried out. It names a record that is there: a case that was registered, an
 * order, or a freeze upon one of the award’s rights.
 *
 * @throws LedgerError ORDER_NOT_FOUND, RECORD_NOT_FOUND, ORDER_EXISTS, ORDERS_TOO_MANY,
 *   EXECUTION_MISMATCH
 */
export async function carriedOut(
  ctx: LedgerContext,
  { id, by: how, beacon }: Input<'order:execute'>,
): Promise<OrderExecution> {
  const executed = await actedBy(ctx, beacon);
  const order = await ctx.world.orders.orders.require('ORDER_NOT_FOUND', id);
  requireNoDispute(order);
  await requireDone(ctx, order.rights, how);
  return recordExecution(ctx, id, how, executed);
}

/** What executes the award of a dispute is held against the dispute, which says what was awarded. */
function requireNoDispute(order: JudicialOrder): void {
  if (order.kind !== 'AWARD' || order.dispute === undefined) return;
  throw new LedgerError('EXECUTION_MISMATCH', `${order.id} is executed in its dispute.`, {
    ...{ order: order.id, dispute: order.dispute },
  });
}

/** @throws LedgerError ORDER_EXISTS, ORDERS_TOO_MANY */
export async function recordExecution(
  ctx: LedgerContext,
  id: string,
  how: Input<'order:execute'>['by'],
  executed: ActedBy,
): Promise<OrderExecution> {
  const { executions } = ctx.world.orders;
  const before = await executions.find(id);
  const steps = before?.steps ?? [];
  if (steps.some((step) => step.kind === how.kind && step.id === how.id)) {
    throw new LedgerError('ORDER_EXISTS', `${how.id} is recorded already.`, { order: id, by: how });
  }
  if (steps.length >= MAX_STEPS) {
    throw new LedgerError('ORDERS_TOO_MANY', `${id} takes no more of these.`, { limit: MAX_STEPS });
  }
  const at = later(executed.at, steps.at(-1)?.executed.at ?? executed.at);
  const step = { ...how, executed: { ...executed, at } };
  const execution: OrderExecution = { v: 1, order: id, steps: [...steps, step] };
  await executions.put(execution, id);
  return execution;
}

async function requireDone(
  ctx: LedgerContext,
  rights: readonly string[],
  { kind, id }: Input<'order:execute'>['by'],
): Promise<void> {
  if (await isDone(ctx, rights, kind, id)) return;
  throw new LedgerError('RECORD_NOT_FOUND', `There is no ${kind} ${id} that did this.`, { id });
}

async function isDone(
  ctx: LedgerContext,
  rights: readonly string[],
  kind: 'ORDER' | 'CASE' | 'HOLD',
  id: string,
): Promise<boolean> {
  const { orders, register, encumbrances } = ctx.world;
  if (kind === 'ORDER') return (await orders.orders.find(id)) !== undefined;
  if (kind === 'CASE') return (await register.registrations.find(id)) !== undefined;
  for (const right of rights) {
    const head = await encumbrances.holds.find(right);
    if (head?.orders.some((hold) => hold.id === id) === true) return true;
  }
  return false;
}
