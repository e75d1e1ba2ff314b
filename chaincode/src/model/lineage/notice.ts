import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { Deadline } from '../clock/index.js';
import { recordDigest } from '../digest.js';
import { LedgerError } from '../errors.js';
import { ActedBy } from '../operation/acted.js';
import { refusePersonalData } from '../privacy.js';
import { Hex256, Id, line, Uscc } from '../schema.js';
import { AffectedRef, AffectedRoot, RunningDigest } from './affected.js';
import { citedQuery } from '../registration/cited-query.js';

/** What became of the record that others rest on. */
export const NoticeCause = z
  .enum(['REVOKED', 'CANCELLED', 'SUSPENDED', 'NARROWED', 'EXPIRED', 'WITHDRAWN', 'CORRECTED'])
  .meta({ id: 'NoticeCause' });

const said = {
  id: Id,
  of: AffectedRoot,
  cause: NoticeCause,
  affected: AffectedRef,
  /** Who is told: one of the parties of what is affected. */
  to: Uscc,
  /** The chain after the page of the list on which it stands. */
  page: RunningDigest,
  note: line(200).optional(),
};

/** The way from what was revoked, itself included, to what is affected. */
const Path = z.array(AffectedRef).min(2).max(40);

export const SendNoticeInput = z
  .strictObject({ ...said, path: Path, beacon: BeaconCitation.optional() })
  .refine(({ of, affected, path }) => same(of, path[0]) && same(affected, path.at(-1)), {
    path: ['path'],
    message: 'Must lead from `of` to `affected`',
  })
  .meta({ id: 'SendNoticeInput' });

/** 影响通知: that a record of the party rests on one that fell. */
export const AffectedNotice = z
  .strictObject({
    v: z.literal(1),
    ...said,
    path: Path,
    /** Until when the receipt is due, where the rules of duties say so. */
    due: Deadline.optional(),
    sent: ActedBy,
  })
  .meta({ id: 'AffectedNotice' });
export type AffectedNotice = z.infer<typeof AffectedNotice>;

export const AcknowledgeNoticeInput = z
  .strictObject({ id: Id, digest: Hex256, beacon: BeaconCitation.optional() })
  .meta({ id: 'AcknowledgeNoticeInput' });

/** 回执: signed by the key of whoever was told, in the transaction that bears it. */
export const NoticeReceipt = z
  .strictObject({ v: z.literal(1), notice: Id, digest: Hex256, acknowledged: ActedBy })
  .meta({ id: 'NoticeReceipt' });
export type NoticeReceipt = z.infer<typeof NoticeReceipt>;

export const NoticeQuery = z.strictObject({ id: Id, ...citedQuery }).meta({ id: 'NoticeQuery' });
export const AffectedNoticeView = z
  .strictObject({ notice: AffectedNotice, digest: Hex256, receipt: NoticeReceipt.optional() })
  .meta({ id: 'AffectedNoticeView' });

function same(a: AffectedRef, b: AffectedRef | undefined): boolean {
  return a.kind === b?.kind && a.id === b.id;
}

/** What the chaincode found out about a notice before it is written. */
export interface NoticeGround {
  /** Whoever may cause such a change, beside supervisors. */
  readonly causers: readonly string[];
  readonly parties: readonly string[];
  readonly due: Deadline | undefined;
}

/** @throws LedgerError CALLER_FORBIDDEN, NOTICE_PARTY_WRONG, PERSONAL_DATA_REFUSED */
export function sendNotice(
  { beacon: _, ...given }: z.infer<typeof SendNoticeInput>,
  { causers, parties, due }: NoticeGround,
  sent: ActedBy,
): AffectedNotice {
  refusePersonalData({ id: given.id, note: given.note });
  if (sent.role !== 'supervisor' && !causers.includes(sent.uscc)) {
    throw new LedgerError('CALLER_FORBIDDEN', 'Whoever caused the change gives notice of it.', {
      of: given.of,
    });
  }
  if (!parties.includes(given.to)) {
    throw new LedgerError('NOTICE_PARTY_WRONG', `${given.to} has no part in this record.`, {
      ...{ affected: given.affected, parties },
    });
  }
  return { v: 1, ...given, ...(due === undefined ? {} : { due }), sent };
}

/** @throws LedgerError CALLER_FORBIDDEN, ROOT_MISMATCH */
export function acknowledgeNotice(
  notice: AffectedNotice,
  digest: string,
  acknowledged: ActedBy,
): NoticeReceipt {
  if (notice.to !== acknowledged.uscc) {
    throw new LedgerError('CALLER_FORBIDDEN', 'The notice is another party’s.', { to: notice.to });
  }
  if (recordDigest(notice) !== digest) {
    throw new LedgerError('ROOT_MISMATCH', 'The digest is not that of the notice. Read it again.', {
      notice: notice.id,
    });
  }
  return { v: 1, notice: notice.id, digest, acknowledged };
}
