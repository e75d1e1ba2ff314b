import { endOfDay } from '../clock/index.js';
import type {
  CustodyChallenge,
  CustodyRecord,
  CustodyRemark,
  CustodyState,
  CustodyStatus,
  PossessionState,
} from './custody-record.js';
import type { z } from 'zod';

/** What stood at an instant: what was done later is left out, and what time alone does is added. */
export function custodyState(record: CustodyRecord, at: string): CustodyState {
  const challenged = record.challenged.filter(({ made }) => made.at <= at);
  const possession = challenged.map((each) => ({
    number: each.number,
    challengedAt: each.made.at,
    dueAt: each.dueAt,
    state: possessionOf(each, at),
  }));
  const status = statusOf(record, at);
  const ends = status === 'ENTRUSTED' || status === 'IN_CUSTODY';
  const next = [
    ...possession.filter(({ state }) => state === 'OPEN').map(({ dueAt }) => dueAt),
    ...(ends ? [endOfDay(record.term.to)] : []),
  ].sort()[0];
  return {
    status,
    possession,
    left: record.commitments.length - challenged.length,
    ...(next === undefined ? {} : { nextChangeAt: next }),
  };
}

/** The record as it was known at an instant. */
export function custodyAt(record: CustodyRecord, at: string): CustodyRecord {
  const { taken, released, challenged, ...facts } = record;
  return {
    ...facts,
    ...(taken === undefined || taken.at > at ? {} : { taken }),
    challenged: challenged.filter(({ made }) => made.at <= at).map((each) => challengeAt(each, at)),
    ...(released === undefined || released.by.at > at ? {} : { released }),
  };
}

function challengeAt({ proof, ...challenge }: CustodyChallenge, at: string): CustodyChallenge {
  return { ...challenge, ...(proof === undefined || proof.by.at > at ? {} : { proof }) };
}

export function custodyRemark(
  record: CustodyRecord,
  { status, possession }: CustodyState,
): z.infer<typeof CustodyRemark> {
  const { id, data, depositor, custodian, location } = record;
  const last = possession.at(-1)?.state;
  return {
    ...{ id, data, depositor, custodian, location, status },
    ...(last === undefined ? {} : { last }),
  };
}

function statusOf({ entrusted, taken, released, term }: CustodyRecord, at: string): CustodyStatus {
  if (entrusted.at > at) return 'NOT_YET_ENTRUSTED';
  if (released !== undefined && released.by.at <= at) return 'RELEASED';
  if (at >= endOfDay(term.to)) return 'TERM_OVER';
  return taken !== undefined && taken.at <= at ? 'IN_CUSTODY' : 'ENTRUSTED';
}

function possessionOf({ proof, dueAt }: CustodyChallenge, at: string): PossessionState {
  if (proof === undefined || proof.by.at > at) return at < dueAt ? 'OPEN' : 'MISSED';
  return proof.by.at < dueAt ? 'PROVEN' : 'LATE';
}
