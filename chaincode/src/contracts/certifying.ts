import {
  type CaseView,
  emptyMonth,
  instantOf,
  lastDayOf,
  later,
  LedgerError,
  monthOfDate,
  type NumberSpace,
  procedureOf,
  type RegistrationCase,
  type RegistrationCertificate,
  requireNumberable,
  requireStatus,
  type RightView,
  type SerialHead,
  shanghaiDate,
} from '../model/index.js';
import { profileOf, type OpenCase } from './desk.js';
import type { LedgerContext } from './context.js';
import { requireRenewed } from './renewing.js';
import { createHead, guardsOf, numberGuard } from './registering.js';
import { rightView } from './targets.js';

/** Rights of one case; a form has no more lines. */
export const MAX_RIGHTS = 60;

/** A month of a registrar with the number that comes next. */
export interface OpenMonth {
  readonly space: NumberSpace;
  readonly guard: Uint8Array;
  readonly head: SerialHead;
  keep(head: SerialHead): Promise<void>;
}

/** The head of a month in which this registrar may still number. */
export async function openMonth(ctx: LedgerContext, asked: string | undefined): Promise<OpenMonth> {
  const { serials } = ctx.world.register;
  const space = await ctx.world.settings.registrar(ctx.actor.uscc);
  const current = monthOfDate(shanghaiDate(ctx.moment.time));
  const month = asked ?? current;
  requireNumberable(month, current);
  const found = await serials.find(space.uscc, month);
  const guard = numberGuard(await guardsOf(ctx, space.uscc));
  return {
    space,
    guard,
    head: found ?? emptyMonth(space.uscc, month),
    keep: async (head) => {
      if (found !== undefined) await serials.put(head, space.uscc, month);
      else await createHead(ctx, head);
    },
  };
}

/** What a case’s certificate states, made from its registration. */
export async function certificateOf(
  ctx: LedgerContext,
  { record, state, act }: OpenCase,
  { no, month }: { readonly no: string; readonly month: string },
): Promise<RegistrationCertificate> {
  requireCertifiable(record, state, month);
  requireRenewed(record);
  const profile = await profileOf(ctx, record);
  if (!procedureOf(profile, record.type).certificate) {
    throw new LedgerError('CASE_STATE_FORBIDS', `A ${record.type} ends in no certificate.`, {
      case: record.id,
      status: state.status,
    });
  }
  const { registrations, certificates, rightsByCase } = ctx.world.register;
  const registration = await registrations.require('RECEIPT_MISSING', record.id);
  const rights =
    record.certificate === undefined
      ? (await rightsByCase.first(MAX_RIGHTS, record.id)).items
      : (await certificates.require('CERTIFICATE_NOT_FOUND', record.certificate)).rights;
  const views: RightView[] = [];
  const at = instantOf(record, act);
  const { registeredAt, recordDigest: digest, depositTxId, receipt } = registration;
  // The receipt’s clock may be ahead of ours by as much as clocks may differ.
  const instants = { asOf: later(at, registeredAt), knownAt: at };
  for (const id of rights) views.push(await rightView(ctx, id, instants));
  if (record.data === undefined) throw new TypeError('A certificate is of some data.');
  return {
    v: 1,
    no,
    case: record.id,
    type: record.type,
    profile: record.profile,
    registrar: act.by.uscc,
    data: record.data,
    rights,
    registeredAt,
    lastValidDay: lastDayOf(views, shanghaiDate(registeredAt)),
    recordDigest: digest,
    depositTxId,
    ...(receipt === undefined ? {} : { receipt }),
    issuedAt: at,
    txId: act.moment.txId,
  };
}

/** A certificate comes from a committed registration, and from nothing else (X11). */
function requireCertifiable(
  record: RegistrationCase,
  state: CaseView['state'],
  month: string,
): void {
  const { id, article } = record;
  if (state.status === 'DEPOSITED_PENDING') {
    throw new LedgerError('RECEIPT_MISSING', `Case ${id} waits for its national receipt.`, {
      case: id,
      article,
    });
  }
  if (state.status === 'CERTIFIED') {
    throw new LedgerError('CERTIFICATE_EXISTS', `Case ${id} has its certificate.`, {
      case: id,
      certificate: state.certificateNo,
    });
  }
  requireStatus(record, state, ['REGISTERED']);
  const registered = monthOfDate(shanghaiDate(state.registeredAt ?? ''));
  if (month >= registered) return;
  throw new LedgerError('SERIAL_MONTH_WRONG', `${id} was registered after ${month}.`, {
    case: id,
    month,
    registered,
  });
}
