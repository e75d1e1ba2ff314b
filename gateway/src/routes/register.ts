import {
  CaseDeadline,
  CaseStatus,
  CaseType,
  HolderId,
  Id,
  Instant,
  LookupCode,
  ProfileRef,
  RegistrationCase,
  Uscc,
  VersionRef,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Cursors } from '../http/cursor.js';
import type { Queries } from '../index/queries.js';
import { written, type Writing } from './written.js';

export interface RegisterRoutes extends Writing {
  readonly queries: Queries;
  readonly cursors: Cursors;
  readonly now: () => Date;
}

/** What reading rows in somebody’s name may answer beside the rows. */
export const rowErrors = [
  'CERTIFICATE_SUSPENDED',
  'ROLE_MISSING',
  'ROLE_NOT_BOUND',
  'PARTY_NOT_HOME',
  'CURSOR_INVALID',
  'READ_MODEL_STOPPED',
] as const;

export const CaseParams = z.strictObject({ id: Id });
export const WrittenCase = written(RegistrationCase, 'WrittenCase');

export const CaseItem = z
  .strictObject({
    id: Id,
    type: CaseType,
    status: CaseStatus,
    deemedAccepted: z.boolean(),
    registrar: Uscc,
    applicant: HolderId,
    profile: ProfileRef,
    submittedAt: Instant,
    data: VersionRef.optional(),
    certificateNo: z.string().optional(),
    lookupCode: LookupCode.optional(),
    next: CaseDeadline.optional(),
    nextChangeAt: Instant.nullable(),
  })
  .meta({
    id: 'CaseItem',
    description: '`next` is what is due first; `nextChangeAt`, when time alone changes the status',
  });
