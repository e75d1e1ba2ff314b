import {
  type ActedBy,
  type DisputeAct,
  type DisputeCase,
  type DisputeStepOf,
  type Executed,
  executeAward,
  isSameVersion,
  LedgerError,
  toExecute,
  type VersionRef,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { keeper } from './desk.js';
import { recordExecution } from './executing.js';

type Award = DisputeStepOf<'AWARDED'>;

/**
 * The registrar executes effective documents (NATIONAL_2026/29): the registration that did so is of
 * the kind that was awarded, about the same data, by this registrar, and after the award. A court
 * executes by an order of its own about rights in dispute. Either stands beside the award’s order.
 *
 * @throws LedgerError CASE_NOT_FOUND, ORDER_NOT_FOUND, EXECUTION_MISMATCH, CALLER_FORBIDDEN,
 *   RECORD_STATE_FORBIDS
 */
export async function execute(
  ctx: LedgerContext,
  record: DisputeCase,
  { case: registered, order }: Executed,
  act: DisputeAct,
): Promise<DisputeCase> {
  const how =
    order === undefined
      ? ({ kind: 'CASE', id: registered ?? '' } as const)
      : ({ kind: 'ORDER', id: order } as const);
  const executed = executeAward(record, how.kind === 'CASE' ? { case: how.id } : { order }, act);
  const award = toExecute(record.steps);
  const isExecution = await ways[how.kind](ctx, record, how.id, { award, by: act.by });
  if (award === undefined || !isExecution) {
    throw new LedgerError(
      'EXECUTION_MISMATCH',
      `${how.id} is no ${String(award?.execution)} of what ${record.id} is about, after its award.`,
      { dispute: record.id, by: how, execution: award?.execution },
    );
  }
  await recordExecution(ctx, award.order, how, act.by);
  return executed;
}

type Way = (
  ctx: LedgerContext,
  record: DisputeCase,
  id: string,
  of: { readonly award: Award | undefined; readonly by: ActedBy },
) => Promise<boolean>;

const ways: Readonly<Record<'CASE' | 'ORDER', Way>> = { CASE: isRegistered, ORDER: isOrdered };

/** @throws LedgerError CASE_NOT_FOUND, CALLER_FORBIDDEN */
async function isRegistered(
  ...[ctx, record, id, { award, by }]: Parameters<Way>
): Promise<boolean> {
  const { register } = ctx.world;
  const found = await register.cases.require('CASE_NOT_FOUND', id);
  if ((await keeper(ctx, found.registrar)) !== by.uscc) {
    throw new LedgerError('CALLER_FORBIDDEN', `${id} is another registrar’s case.`, { case: id });
  }
  const registration = await register.registrations.find(id);
  if (award === undefined || registration === undefined) return false;
  if (registration.knownAt < award.by.at || found.type !== award.execution) return false;
  return isAbout(ctx, record, found.data);
}

/** What a court does by its own document for each thing that can be awarded. */
const orderOf: Readonly<Partial<Record<Award['execution'], string>>> = {
  CANCELLATION: 'CANCEL',
  TRANSFER: 'TRANSFER',
};

/** @throws LedgerError ORDER_NOT_FOUND, CALLER_FORBIDDEN */
async function isOrdered(
  ...[ctx, { rights }, id, { award, by }]: Parameters<Way>
): Promise<boolean> {
  const order = await ctx.world.orders.orders.require('ORDER_NOT_FOUND', id);
  if (order.ordered.uscc !== by.uscc) {
    throw new LedgerError('CALLER_FORBIDDEN', `${id} is another’s order.`, { order: id });
  }
  if (award === undefined || order.ordered.at < award.by.at) return false;
  if (order.kind !== orderOf[award.execution]) return false;
  return order.rights.every((right) => rights.includes(right));
}

async function isAbout(
  ctx: LedgerContext,
  { rights }: DisputeCase,
  data: VersionRef | undefined,
): Promise<boolean> {
  if (data === undefined) return false;
  for (const id of rights) {
    const right = await ctx.world.register.rights.require('RECORD_NOT_FOUND', id);
    if (isSameVersion(right.data, data)) return true;
  }
  return false;
}
