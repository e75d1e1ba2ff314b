import {
  type Act,
  agreementStatus,
  LedgerError,
  type NewResourceForm,
  operatedBy,
  type OperatedUnder,
} from '../model/index.js';
import type { LedgerContext } from './context.js';

interface Instants {
  readonly asOf: string;
  readonly knownAt: string;
}

/** The agreement as a registration under it depends on it; absent where there is none. */
export async function operatedUnder(
  ctx: LedgerContext,
  id: string,
  { asOf }: Instants,
): Promise<OperatedUnder | undefined> {
  const agreement = await ctx.world.operation.agreements.find(id);
  return agreement && operatedBy(agreement, asOf);
}

/**
 * What is registered as operated under an agreement is within it: by one of its parties, while it is
 * active, and of its catalogue numbers (27号).
 *
 * @throws LedgerError AGREEMENT_NOT_FOUND, AGREEMENT_NOT_ACTIVE, AGREEMENT_NOT_PARTY,
 *   AGREEMENT_SCOPE_EXCEEDED
 */
export async function requireOperated(
  ctx: LedgerContext,
  { agreement: id, catalogNos = [] }: NewResourceForm,
  { by, moment }: Pick<Act, 'by' | 'moment'>,
  applicant = by.uscc,
): Promise<void> {
  if (id === undefined) return;
  const agreement = await ctx.world.operation.agreements.require('AGREEMENT_NOT_FOUND', id);
  const status = agreementStatus(agreement, moment.time);
  const refuse = (
    code: 'AGREEMENT_NOT_ACTIVE' | 'AGREEMENT_NOT_PARTY' | 'AGREEMENT_SCOPE_EXCEEDED',
    why: string,
    more: object = {},
  ): LedgerError => new LedgerError(code, `${id} ${why}.`, { agreement: id, status, ...more });
  if (status !== 'ACTIVE') throw refuse('AGREEMENT_NOT_ACTIVE', `is ${status}`);
  if (![agreement.operator, agreement.implementingBody].includes(applicant)) {
    throw refuse('AGREEMENT_NOT_PARTY', 'is not the applicant’s');
  }
  const beyond = catalogNos.filter((no) => !agreement.catalogNos.includes(no));
  if (beyond.length === 0) return;
  throw refuse('AGREEMENT_SCOPE_EXCEEDED', `does not cover ${beyond.join(', ')}`, { beyond });
}
