import {
  type Act,
  carried,
  LedgerError,
  type OnBehalfInput,
  type RegistrationCase,
  type Stated,
} from '../model/index.js';
import { p256 } from '../crypto.js';
import { keeper, openCase, type OpenCase } from './desk.js';
import type { LedgerContext } from './context.js';

/** What a party asks for, and for whom it is brought. */
interface Brought {
  readonly transaction: string;
  readonly input: Stated['input'];
  readonly registrar: string;
}

/**
 * An act as the law sees it: the caller’s own, or a natural person’s that the registrar of the case
 * brings. Whose word it is stands in the record.
 *
 * @throws LedgerError CALLER_FORBIDDEN, COMMITMENT_MISMATCH, SIGNATURE_INVALID
 */
export async function actFor(ctx: LedgerContext, act: Act, brought: Brought): Promise<Act> {
  const { transaction, input, registrar } = brought;
  const { onBehalf } = input;
  if (onBehalf === undefined) return act;
  await requireCarrier(ctx, act, registrar);
  const stated = { transaction, channel: ctx.stub.getChannelID(), input };
  return { ...act, onBehalf: carried(onBehalf, stated, p256) };
}

/** Opens a case for an act of a party to it. */
export async function openForParty(
  ctx: LedgerContext,
  transaction: string,
  input: Parameters<typeof openCase>[1] & { readonly onBehalf?: OnBehalfInput | undefined },
): Promise<OpenCase> {
  const open = await openCase(ctx, input);
  const { record } = open;
  const act = await actFor(ctx, open.act, { transaction, input, registrar: record.registrar });
  requireUnspent(record, act);
  return { ...open, act };
}

async function requireCarrier(ctx: LedgerContext, { by }: Act, registrar: string): Promise<void> {
  if (by.role === 'registrar' && by.uscc === (await keeper(ctx, registrar))) return;
  throw new LedgerError(
    'CALLER_FORBIDDEN',
    'Only the registrar of the case brings what a natural person asks for.',
    { registrar },
  );
}

/** What a person signed once is done once: a carrier can not say it again later. */
function requireUnspent({ id, steps }: RegistrationCase, { onBehalf }: Act): void {
  const signature = onBehalf?.signature;
  const isSpent = steps.some(({ onBehalf: before }) => before?.signature === signature);
  if (signature === undefined || !isSpent) return;
  throw new LedgerError('SIGNATURE_INVALID', `This signature was used in case ${id} already.`, {
    case: id,
    person: onBehalf?.person,
  });
}
