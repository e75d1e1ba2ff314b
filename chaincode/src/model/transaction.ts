import type { z } from 'zod';
import type { Role } from './access.js';
import type { ErrorCode } from './errors.js';
import type { QueryKind } from './registration/register-query.js';

/**
 * Who may call: certificates with one of these roles; ENROLLED, whoever a member organisation
 * enrolled; FOUNDER, an official of an organisation that the founding document names.
 */
export type Access = readonly Role[] | 'ENROLLED' | 'FOUNDER';

/** One transaction or query, as the catalogue states it. */
export interface Spec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'submit' | 'evaluate';
  readonly summary: string;
  readonly access: Access;
  readonly input: I;
  readonly output: O;
  /** The event of a VALID transaction; its payload is canonical JSON. */
  readonly event?: string;
  /** Names of base64 fields that travel in the transient map and never in the arguments. */
  readonly transient?: readonly string[];
  /** Whether the adapter fills `beacon` with the latest beacon before it signs. */
  readonly citesBeacon?: boolean;
  /** Organisations whose peers must endorse beyond the chaincode’s policy. */
  readonly mustEndorse?: 'PAYLOAD_GUARD' | 'DISPOSAL_GUARD' | 'ORDER_GUARD' | 'CONTROL_GUARD';
  readonly errors: readonly ErrorCode[];
  /**
   * Refusals that the rules want on record: such an attempt is a VALID transaction whose record says
   * REFUSED with the code, and the gateway answers it with that code and the transaction’s id.
   */
  readonly recordsRefusal?: readonly ErrorCode[];
  /**
   * What a query is recorded about that opens this read to others than its sides. Such an input
   * takes `query` and `purpose` (NATIONAL_2026/30).
   */
  readonly openedBy?: QueryKind;
  /**
   * Member of the input that names the grant whose count it takes from. Such an input has a `lane`,
   * which the gateway chooses.
   */
  readonly spendsOf?: string;
}

export const submit = <I extends z.ZodType, O extends z.ZodType>(
  spec: Omit<Spec<I, O>, 'kind'>,
): Spec<I, O> & { readonly kind: 'submit' } => ({ kind: 'submit', ...spec });

export const evaluate = <I extends z.ZodType, O extends z.ZodType>(
  spec: Omit<Spec<I, O>, 'kind' | 'event'>,
): Spec<I, O> & { readonly kind: 'evaluate' } => ({ kind: 'evaluate', ...spec });

/** What every transaction with roles may answer, beside its own codes. */
export const accessErrors = [
  'INPUT_INVALID',
  'CERTIFICATE_SUSPENDED',
  'ROLE_MISSING',
  'ROLE_NOT_BOUND',
  'PARTY_NOT_HOME',
  'GOVERNANCE_NOT_FOUNDED',
] as const satisfies readonly ErrorCode[];

/** What every act that cites a beacon may answer. */
export const actingErrors = [
  ...accessErrors,
  'BEACON_TOO_OLD',
  'CLIENT_TIME_OUT_OF_WINDOW',
] as const satisfies readonly ErrorCode[];

/** Such an act with a text of its own, which stands in every block for ever. */
export const writingErrors = [
  ...actingErrors,
  'PERSONAL_DATA_REFUSED',
] as const satisfies readonly ErrorCode[];

/** What every query may answer that asks for no role. */
export const enrolledErrors = [
  'INPUT_INVALID',
  'CERTIFICATE_SUSPENDED',
] as const satisfies readonly ErrorCode[];
