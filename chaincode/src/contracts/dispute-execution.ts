import {
  type DisputeAct,
  type DisputeCase,
  type DisputeStepOf,
  executeAward,
  isSameVersion,
  LedgerError,
  type RegistrationCase,
  toExecute,
  type VersionRef,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { keeper } from './desk.js';

/**
 * The registrar executes effective documents (NATIONAL_2026/29): the registration that did so is of
 * the kind that was awarded, about the same data, by this registrar, and after the award.
 *
 * @throws LedgerError CASE_NOT_FOUND, EXECUTION_MISMATCH, CALLER_FORBIDDEN, RECORD_STATE_FORBIDS
 */
export async function execute(
  ctx: LedgerContext,
  record: DisputeCase,
  id: string,
  act: DisputeAct,
): Promise<DisputeCase> {
  const { register } = ctx.world;
  const executed = executeAward(record, id, act);
  const award = toExecute(record.steps);
  const found = await register.cases.require('CASE_NOT_FOUND', id);
  if ((await keeper(ctx, found.registrar)) !== act.by.uscc) {
    throw new LedgerError('CALLER_FORBIDDEN', `${id} is another registrar’s case.`, { case: id });
  }
  if (award !== undefined && (await isExecution(ctx, record, found, award))) return executed;
  throw new LedgerError(
    'EXECUTION_MISMATCH',
    `${id} is no registered ${String(award?.execution)} of what ${record.id} is about, after its award.`,
    { dispute: record.id, case: id, execution: award?.execution },
  );
}

async function isExecution(
  ctx: LedgerContext,
  record: DisputeCase,
  { id, type, data }: RegistrationCase,
  { execution, by }: DisputeStepOf<'AWARDED'>,
): Promise<boolean> {
  const registration = await ctx.world.register.registrations.find(id);
  if (registration === undefined || registration.knownAt < by.at) return false;
  return type === execution && (await isAbout(ctx, record, data));
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
