import { dataRoles } from '../access.js';
import type { ErrorCode } from '../errors.js';
import { actingErrors, enrolledErrors, evaluate, submit } from '../transaction.js';
import * as a from './absence.js';
import { RecognitionAnswer, RecognitionInput } from './recognition.js';

/** What a range without end, or a right that is not there, is told. */
const searchErrors = [
  'ABSENCE_TOO_WIDE',
  'RIGHT_NOT_FOUND',
] as const satisfies readonly ErrorCode[];

/** Signed answers to those outside: that something is not there, and what an auditor may rely on. */
export const answersCatalogue = {
  'absence:submit': submit({
    summary: 'Have it committed that there is no such record, right or encumbrance',
    access: ['court', 'supervisor', 'arbitrator', ...dataRoles],
    input: a.SubmitAbsenceInput,
    output: a.AbsenceCheck,
    event: 'absence.answered',
    citesBeacon: true,
    errors: [...actingErrors, ...searchErrors],
  }),
  'absence:submitted': evaluate({
    summary: 'A negative answer that was committed',
    access: 'ENROLLED',
    input: a.AbsenceKey,
    output: a.AbsenceCheck,
    errors: [...enrolledErrors, 'RECORD_NOT_FOUND'],
  }),
  'absence:read': evaluate({
    summary: 'Whether there is such a record, right or encumbrance, to be signed by peers',
    access: 'ENROLLED',
    input: a.ReadAbsenceInput,
    output: a.AbsenceAnswer,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE', ...searchErrors],
  }),
  'recognition:answer': evaluate({
    summary: 'Whether a party lawfully owned or controlled data on a balance-sheet date',
    access: 'ENROLLED',
    input: RecognitionInput,
    output: RecognitionAnswer,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE', 'RIGHT_NOT_FOUND'],
  }),
};
