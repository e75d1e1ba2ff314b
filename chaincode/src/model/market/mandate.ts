import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { endOfDay, startOfDay } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { ActedBy } from '../operation/acted.js';
import type { PartyQualification } from '../party.js';
import { daySpan, Id, line, setOf, Uscc } from '../schema.js';
import { requireQualifiedFor } from './qualified.js';
import { type ListedSubject } from './terms.js';

/** The code of the qualification that a broker needs (20条 6: 数据经纪). */
export const DATA_BROKER = 'DATA_BROKER';

/** What a broker may do for its principal. */
export const MandatePower = z
  .enum(['CHECK', 'DISCLOSE', 'LIST', 'DELIST', 'DEAL', 'SETTLE'])
  .meta({ id: 'MandatePower' });
export type MandatePower = z.infer<typeof MandatePower>;

const terms = {
  broker: Uscc,
  powers: setOf(MandatePower, { max: 6, twice: 'A power stands twice' }),
  /** Rights, or records of foreign ones; left out, all that the principal has. */
  subjects: setOf(Id, { max: 50, twice: 'A right stands twice' }).optional(),
  /** First and last day. */
  term: daySpan(),
  /** The broker’s own, by which it may act as one. */
  qualification: Id,
};

export const GiveMandateInput = z
  .strictObject({ id: Id, ...terms, beacon: BeaconCitation.optional() })
  .meta({ id: 'GiveMandateInput' });
export const EndMandateInput = z
  .strictObject({ id: Id, reasons: line(300), beacon: BeaconCitation.optional() })
  .meta({ id: 'EndMandateInput' });
export const MandateKey = z.strictObject({ id: Id }).meta({ id: 'MandateKey' });

/** 委托, `mandate~id`: immutable. Its end stands under a key of its own. */
export const Mandate = z
  .strictObject({ v: z.literal(1), id: Id, principal: Uscc, ...terms, given: ActedBy })
  .meta({ id: 'Mandate' });
export type Mandate = z.infer<typeof Mandate>;

/** `mandate-end~id`: absent while it runs (rule 8). */
export const MandateEnd = z
  .strictObject({ v: z.literal(1), mandate: Id, reasons: line(300), ended: ActedBy })
  .meta({ id: 'MandateEnd' });
export type MandateEnd = z.infer<typeof MandateEnd>;

export const MandateView = z
  .strictObject({ mandate: Mandate, end: MandateEnd.optional() })
  .meta({ id: 'MandateView' });

/** @throws LedgerError QUALIFICATION_NOT_VALID */
export function requireBroker(
  uscc: string,
  qualification: PartyQualification | undefined,
  at: string,
): void {
  requireQualifiedFor(uscc, DATA_BROKER, { qualification, at });
}

/** @throws LedgerError CALLER_FORBIDDEN where one would be one’s own broker */
export function giveMandate(
  { id, broker, powers, subjects, term, qualification }: z.infer<typeof GiveMandateInput>,
  given: ActedBy,
): Mandate {
  if (broker === given.uscc) {
    throw new LedgerError('CALLER_FORBIDDEN', 'Nobody is one’s own broker.', { mandate: id });
  }
  return {
    ...{ v: 1, id, principal: given.uscc, broker, powers, term, qualification, given },
    ...(subjects === undefined ? {} : { subjects }),
  };
}

/** Taken back by the principal, or laid down by the broker. */
export function endMandate(
  { id, principal, broker }: Mandate,
  reasons: string,
  ended: ActedBy,
): MandateEnd {
  if (![principal, broker].includes(ended.uscc)) {
    throw new LedgerError('CALLER_FORBIDDEN', `${id} is others’.`, { mandate: id });
  }
  return { v: 1, mandate: id, reasons, ended };
}

const isRunning = ({ term }: Mandate, end: MandateEnd | undefined, at: string): boolean =>
  at >= startOfDay(term.from) && at < endOfDay(term.to) && (end === undefined || end.ended.at > at);

export interface MandateAct {
  readonly power: MandatePower;
  readonly subject: ListedSubject;
  readonly by: ActedBy;
}

/**
 * A broker acts within its mandate and no further.
 *
 * @throws LedgerError CALLER_FORBIDDEN, MANDATE_NOT_ACTIVE, MANDATE_EXCEEDED
 */
export function requireWithin(
  mandate: Mandate,
  end: MandateEnd | undefined,
  { power, subject, by }: MandateAct,
): void {
  const { id, broker, powers, subjects } = mandate;
  const params = { mandate: id, power };
  if (by.uscc !== broker) {
    throw new LedgerError('CALLER_FORBIDDEN', `${id} is another broker’s.`, params);
  }
  if (!isRunning(mandate, end, by.at)) {
    throw new LedgerError('MANDATE_NOT_ACTIVE', `${id} is not in force.`, params);
  }
  const named = subject.kind === 'RIGHT' ? subject.right : subject.foreign;
  if (powers.includes(power) && (subjects?.includes(named) ?? true)) return;
  throw new LedgerError('MANDATE_EXCEEDED', `${id} does not cover this.`, {
    ...params,
    subject: named,
  });
}
