import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { Period, shanghaiDate, validityEnd } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import type { Registrar } from '../governance.js';
import { DateText, Hex256, Instant, TransactionId, Uscc } from '../schema.js';
import type { Act } from './case-acts.js';
import { CaseActor } from './case-steps.js';

/** Six months’ notice at least (NATIONAL_2026/13). */
const NOTICE: Period = { count: 6, unit: 'MONTH' };
const ARTICLE = 'NATIONAL_2026/13';

export const HandOverInput = z
  .strictObject({
    /** The registrar that takes over. */
    successor: Uscc,
    effectiveOn: DateText,
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'HandOverInput' });

export const CompleteHandOverInput = z
  .strictObject({
    registrar: Uscc,
    /** Digest over the list of all files handed over, and how many there were. */
    archiveDigest: Hex256,
    files: z.int().min(0),
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'CompleteHandOverInput' });

/**
 * `hand-over~registrar`: a registrar leaves and another takes its files. Certificates it issued are
 * not touched.
 */
export const HandOver = z
  .strictObject({
    v: z.literal(1),
    registrar: Uscc,
    successor: Uscc,
    noticeOn: DateText,
    effectiveOn: DateText,
    announcedBy: CaseActor,
    announcedAt: Instant,
    received: z
      .strictObject({ archiveDigest: Hex256, files: z.int().min(0), by: CaseActor, at: Instant })
      .optional(),
    txId: TransactionId,
  })
  .meta({ id: 'HandOver' });
export type HandOver = z.infer<typeof HandOver>;
export const HandOverKey = z.strictObject({ registrar: Uscc }).meta({ id: 'HandOverKey' });

interface Successor extends Registrar {
  /** Whether it announced to leave as well. */
  readonly leaves: boolean;
}

/** @throws LedgerError HANDOVER_TOO_EARLY, REGISTRAR_NOT_ACTIVE */
export function announceHandOver(
  input: z.infer<typeof HandOverInput>,
  successor: Successor,
  act: Act,
): HandOver {
  requireSuccessor(successor, act);
  const noticeOn = shanghaiDate(act.moment.time);
  const earliest = validityEnd(noticeOn, NOTICE);
  if (input.effectiveOn < earliest) {
    throw new LedgerError(
      'HANDOVER_TOO_EARLY',
      `A registrar gives six months’ notice: ${earliest} at the earliest.`,
      { earliest, article: ARTICLE },
    );
  }
  return {
    v: 1,
    registrar: act.by.uscc,
    successor: successor.uscc,
    noticeOn,
    effectiveOn: input.effectiveOn,
    announcedBy: act.by,
    announcedAt: act.moment.time,
    txId: act.moment.txId,
  };
}

function requireSuccessor({ uscc, state, leaves }: Successor, { by }: Act): void {
  if (state === 'ACTIVE' && !leaves && uscc !== by.uscc) return;
  throw new LedgerError(
    'REGISTRAR_NOT_ACTIVE',
    'Another registrar, one that is active and stays, must take over.',
    { registrar: uscc, state, article: ARTICLE },
  );
}

/**
 * The successor signs for the files. Until then, and before the day announced, nothing changes hands.
 *
 * @throws LedgerError CALLER_FORBIDDEN, HANDOVER_EXISTS, HANDOVER_TOO_EARLY
 */
export function completeHandOver(
  handOver: HandOver,
  { archiveDigest, files }: z.infer<typeof CompleteHandOverInput>,
  act: Act,
): HandOver {
  if (act.by.uscc !== handOver.successor) {
    throw new LedgerError('CALLER_FORBIDDEN', 'The successor signs for the files, nobody else.', {
      successor: handOver.successor,
    });
  }
  if (handOver.received !== undefined) {
    throw new LedgerError('HANDOVER_EXISTS', 'The files were received already.', {
      registrar: handOver.registrar,
    });
  }
  if (shanghaiDate(act.notBefore) < handOver.effectiveOn) {
    throw new LedgerError(
      'HANDOVER_TOO_EARLY',
      `The hand-over takes effect on ${handOver.effectiveOn}.`,
      { effectiveOn: handOver.effectiveOn, article: ARTICLE },
    );
  }
  const received = { archiveDigest, files, by: act.by, at: act.moment.time };
  return { ...handOver, received, txId: act.moment.txId };
}

/** Who has the files of a registrar now. */
export const keeperOf = (registrar: string, handOver: HandOver | undefined): string =>
  handOver?.received === undefined ? registrar : handOver.successor;
