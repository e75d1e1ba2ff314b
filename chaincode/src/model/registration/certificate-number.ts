import { z } from 'zod';
import { LedgerError } from '../errors.js';
import { appendLeaf, frontierRoot } from '../merkle.js';
import { canonicalize } from '../canonical.js';
import { Hex256, Id, Instant, line, TransactionId, Uscc } from '../schema.js';

/** `SJ`, region, registrar digit, year and month, serial: 15 characters (NATIONAL_2026 Annex 6). */
export const CertificateNo = z
  .string()
  .regex(/^SJ\d{13}$/)
  .meta({ id: 'CertificateNo', description: 'SJ + region 2 + registrar 1 + YYYYMM + serial 4' });
export const Month = z
  .string()
  .regex(/^\d{4}(0[1-9]|1[0-2])$/)
  .meta({ id: 'Month', description: 'YYYYMM' });

/** Annex 6 has four digits for the serials of a month. */
export const MAX_SERIAL = 9999;

/** `serial~registrar~month`: the one head that numbers and closes a month (design: serials). */
export const SerialHead = z
  .strictObject({
    v: z.literal(1),
    registrar: Uscc,
    month: Month,
    last: z.int().min(0).max(MAX_SERIAL),
    voids: z.int().min(0),
    /** Subtree roots of the Merkle tree over every serial’s leaf, void ones included. */
    frontier: z.array(Hex256).max(14),
    closedBy: TransactionId.optional(),
  })
  .meta({ id: 'SerialHead' });
export type SerialHead = z.infer<typeof SerialHead>;

/** A number that was never given to a certificate, and why: there are no gaps. */
export const VoidSerial = z
  .strictObject({
    v: z.literal(1),
    no: CertificateNo,
    registrar: Uscc,
    reason: line(200),
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'VoidSerial' });
export type VoidSerial = z.infer<typeof VoidSerial>;

export interface NumberSpace {
  readonly uscc: string;
  readonly region: string;
  readonly digit: number;
}

export const certificateNo = (
  { region, digit }: NumberSpace,
  month: string,
  serial: number,
): string => `SJ${region}${digit}${month}${String(serial).padStart(4, '0')}`;

/** The month of a number, and its place in it. */
export const monthOf = (no: string): string => no.slice(5, 11);
export const serialOf = (no: string): number => Number(no.slice(11));

export const monthOfDate = (date: string): string => date.slice(0, 4) + date.slice(5, 7);

export const emptyMonth = (registrar: string, month: string): SerialHead => ({
  v: 1,
  registrar,
  month,
  last: 0,
  voids: 0,
  frontier: [],
});

/** What a serial’s leaf commits to: the number and the record under it, certificate or void. */
export const serialLeaf = (no: string, digest: string): string => canonicalize([no, digest]);

/**
 * The next number. What it is for is appended afterwards: a certificate states its own number.
 *
 * @throws LedgerError SERIAL_CLOSED_PERIOD, SERIAL_EXHAUSTED
 */
export function nextNumber(head: SerialHead, space: NumberSpace): string {
  if (head.closedBy !== undefined) {
    throw new LedgerError(
      'SERIAL_CLOSED_PERIOD',
      `${head.month} is closed; nothing is numbered in it any more. Number in the current month.`,
      { month: head.month, closing: head.closedBy },
    );
  }
  if (head.last >= MAX_SERIAL) {
    throw new LedgerError(
      'SERIAL_EXHAUSTED',
      `All ${MAX_SERIAL} numbers of ${head.month} are used. Number in the next month.`,
      { month: head.month },
    );
  }
  return certificateNo(space, head.month, head.last + 1);
}

export function takeNumber(
  head: SerialHead,
  no: string,
  digest: string,
  isVoid: boolean,
): SerialHead {
  return {
    ...head,
    last: head.last + 1,
    voids: head.voids + (isVoid ? 1 : 0),
    frontier: appendLeaf(head.frontier, head.last, serialLeaf(no, digest)),
  };
}

export const monthRoot = ({ frontier }: SerialHead): string => frontierRoot(frontier);

export const VoidSerialsInput = z
  .strictObject({ month: Month, count: z.int().min(1).max(500), reason: line(200) })
  .meta({ id: 'VoidSerialsInput' });
export const CertifyInput = z
  .strictObject({ cases: z.array(Id).min(1).max(50), month: Month.optional() })
  .meta({ id: 'CertifyInput' });

/** @throws LedgerError SERIAL_MONTH_WRONG for a month that has not begun */
export function requireNumberable(month: string, current: string): void {
  if (month <= current) return;
  throw new LedgerError('SERIAL_MONTH_WRONG', `${month} has not begun.`, { month, current });
}
