import type { DisputePath, DisputeStatus, Encumbered, VersionRef } from '@shuquan/chaincode/model';
import type { itemOf } from './cases.js';
import type { OverlapRow } from './rows.js';

/** What there is to do; WAIT: it is another’s turn, or time’s. */
export const actions = [
  'ACCEPT',
  'SERVE',
  'REJECT',
  'REVIEW',
  'PUBLISH',
  'DECIDE',
  'DECIDE_OBJECTION',
  'TELL_HOLDER',
  'DEPOSIT',
  'ASSIGN_CODE',
  'RECORD_RECEIPT',
  'CERTIFY',
  'WAIT',
  'CONSENT',
  'SUPPLEMENT',
  'GIVE_PROOF',
  'EXPLAIN',
  'SEE_OVERLAP',
  'APPROVE_CLOSING',
  'ASSIGN_CORRECTION',
  'ANSWER_CORRECTION',
  'CLOSE_CORRECTION',
  'RENEW_ORDER',
  'SEE_ATTACHED',
  'ACCEPT_DISPUTE',
  'SERVE_DISPUTE',
  'HEAR_DISPUTE',
  'AWARD_DISPUTE',
  'END_MEDIATION',
  'ANSWER_DISPUTE',
  'EXECUTE_AWARD',
] as const;
export type Action = (typeof actions)[number];

/** One thing to do, by when, and on which article the time rests. */
export interface Task {
  readonly action: Action;
  readonly due?: string;
  readonly dueAt?: string;
  readonly article?: string;
  readonly clock?: string;
  readonly case?: ReturnType<typeof itemOf>;
  readonly overlap?: Omit<OverlapRow, 'case'> & { readonly data: VersionRef };
  readonly closing?: {
    readonly registrar: string;
    readonly month: string;
    readonly digest: string;
  };
  /** A judicial order of the court that asks. */
  readonly order?: { readonly id: string; readonly on: Encumbered; readonly until: string };
  /** A dispute whose body, side or executor is asked to act. */
  readonly dispute?: {
    readonly id: string;
    readonly path: DisputePath;
    readonly body: string;
    readonly status: DisputeStatus;
  };
  /** A ticket against a version of an entry of the master catalogue. */
  readonly ticket?: {
    readonly id: string;
    readonly catalogNo: string;
    readonly version: number;
  };
}
