import {
  type Actor,
  type CaseDeadline,
  type CaseState,
  type CaseStatus,
  type CaseType,
  LedgerError,
  OFFICES,
  type ProfileRef,
  type RegistrationCase,
  requireCaseReader,
  type VersionRef,
} from '@shuquan/chaincode/model';
import { under } from '../key.js';
import { caseList, type CaseRow, type Rows } from './rows.js';
import type { States } from './states.js';

/** A case in a list. */
export interface CaseItem {
  readonly id: string;
  readonly type: CaseType;
  readonly status: CaseStatus;
  readonly deemedAccepted: boolean;
  readonly registrar: string;
  readonly applicant: string;
  readonly profile: ProfileRef;
  readonly submittedAt: string;
  readonly data?: VersionRef;
  readonly certificateNo?: string;
  readonly lookupCode?: string;
  /** What is due next; absent while nothing is, or while the clock stands still. */
  readonly next?: CaseDeadline;
  /** When the status changes by time alone; `null`: never. */
  readonly nextChangeAt: string | null;
}

export interface CaseFilter {
  readonly status?: CaseStatus | undefined;
  readonly type?: CaseType | undefined;
  readonly registrar?: string | undefined;
  readonly applicant?: string | undefined;
  /** Only what is due before this instant. */
  readonly dueBefore?: string | undefined;
}

/** Which list somebody reads: everybody’s, or that of the own party; the rule is asked of each row. */
export const partyOf = (actor: Actor, { applicant }: CaseFilter): string | undefined =>
  OFFICES.includes(actor.role) ? applicant : actor.uscc;

/** The deadline that ends first, of those that run. */
export const nextDue = ({ deadlines }: Pick<CaseState, 'deadlines'>): CaseDeadline | undefined =>
  deadlines
    .filter(({ dueAt }) => dueAt !== undefined)
    .sort((a, b) => ((a.dueAt ?? '') < (b.dueAt ?? '') ? -1 : 1))[0];

export function itemOf(record: RegistrationCase, state: CaseState): CaseItem {
  const { id, type, registrar, applicant, profile, data } = record;
  const { status, deemedAccepted, certificateNo, lookupCode, nextChangeAt } = state;
  const next = nextDue(state);
  return {
    ...{ id, type, status, deemedAccepted, registrar, applicant, profile },
    submittedAt: record.steps[0]?.at ?? '',
    ...(data === undefined ? {} : { data }),
    ...(certificateNo === undefined ? {} : { certificateNo }),
    ...(lookupCode === undefined ? {} : { lookupCode }),
    ...(next === undefined ? {} : { next }),
    nextChangeAt: nextChangeAt ?? null,
  };
}

/** Cases that somebody may see, in the order in which they were applied for. */
export async function listCases(
  rows: Rows,
  states: States,
  { actor, filter }: { readonly actor: Actor; readonly filter: CaseFilter },
  request: { readonly limit: number; readonly after: string | undefined },
): Promise<{ readonly items: CaseItem[]; readonly next: string | undefined }> {
  const { gt, lt } = under(caseList(partyOf(actor, filter), filter.registrar));
  return rows.page({ gt: request.after ?? gt, lt }, request.limit, async (id) => {
    const row = await rows.get<CaseRow>('case', id as string);
    if (row === undefined || !isOf(row.record, filter) || !mayRead(row.record, actor)) {
      return undefined;
    }
    const item = itemOf(row.record, await states.ofCase(row.record));
    return isWanted(item, filter) ? item : undefined;
  });
}

function mayRead(record: RegistrationCase, actor: Actor): boolean {
  try {
    requireCaseReader(record, actor);
    return true;
  } catch (err) {
    if (err instanceof LedgerError) return false;
    throw err;
  }
}

const isOf = (record: RegistrationCase, { type, applicant }: CaseFilter): boolean =>
  (type === undefined || record.type === type) &&
  (applicant === undefined || record.applicant === applicant);

/** What nobody had applied for by then is in no list of then. */
const isWanted = ({ status, next }: CaseItem, filter: CaseFilter): boolean =>
  status !== 'NOT_YET_APPLIED' &&
  (filter.status === undefined || status === filter.status) &&
  (filter.dueBefore === undefined || (next?.dueAt !== undefined && next.dueAt < filter.dueBefore));
