import {
  type DisputeAct,
  type DisputeCase,
  executeAward,
  LedgerError,
  toExecute,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { keeper } from './desk.js';

/**
 * The registrar executes effective documents (NATIONAL_2026/29): the registration that did so is of
 * the kind that was awarded, about the same data, by this registrar, and after the award.
 *
 * @throws LedgerError CASE_NOT_FOUND, EXECUTION_MISMATCH, CALLER_FORBIDDEN, RECORD_STATE_FORBIDS
 */
// Flat: one guard a line.
// eslint-disable-next-line complexity
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
  const registration = await register.registrations.find(id);
  const isAfter = registration !== undefined && registration.knownAt >= (award?.by.at ?? '');
  const isSame = found.type === award?.execution && (await isAbout(ctx, record, found.data));
  if (isAfter && isSame) return executed;
  throw new LedgerError(
    'EXECUTION_MISMATCH',
    `${id} is no registered ${String(award?.execution)} of what ${record.id} is about, after its award.`,
    { dispute: record.id, case: id, execution: award?.execution },
  );
}

async function isAbout(
  ctx: LedgerContext,
  { rights }: DisputeCase,
  data: { readonly asset: string; readonly version: number } | undefined,
): Promise<boolean> {
  for (const id of rights) {
    const right = await ctx.world.register.rights.require('RECORD_NOT_FOUND', id);
    if (right.data.asset === data?.asset && right.data.version === data.version) return true;
  }
  return false;
}
