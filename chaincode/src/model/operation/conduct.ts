import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { startOfDay } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import type { EvidenceRecord } from '../evidence.js';
import { refusePersonalData } from '../privacy.js';
import { Count, DateText, Hex256, Id, line } from '../schema.js';
import type { ActedBy } from './acted.js';
import { agreementStatus, type AuthorizationAgreement } from './agreement.js';
import { agreementState, changedAgreement, sideOf } from './drafting.js';
import { requireImplementer } from './scheme.js';

const beacon = BeaconCitation.optional();
export const SuspendAgreementInput = z
  .strictObject({ id: Id, reasons: line(300), beacon })
  .meta({ id: 'SuspendAgreementInput' });
export const PlanExitInput = z
  .strictObject({ id: Id, effectiveOn: DateText, planDigest: Hex256, reasons: line(300), beacon })
  .meta({ id: 'PlanExitInput' });
export const HandOverAgreementInput = z
  .strictObject({ id: Id, archiveDigest: Hex256, files: Count, beacon })
  .meta({ id: 'HandOverAgreementInput' });
/** Evidence that what was left of the data is destroyed; without it nothing is closed. */
export const CloseExitInput = z
  .strictObject({ id: Id, destructionEvidence: Id.optional(), beacon })
  .meta({ id: 'CloseExitInput' });
export const AgreementKey = z.strictObject({ id: Id }).meta({ id: 'AgreementKey' });

/** @throws LedgerError CALLER_FORBIDDEN, AGREEMENT_STATE_FORBIDS, PERSONAL_DATA_REFUSED */
export function suspendAgreement(
  agreement: AuthorizationAgreement,
  reasons: string,
  by: ActedBy,
): AuthorizationAgreement {
  refusePersonalData({ reasons });
  requireImplementer(agreement, by);
  if (!['FILED', 'ACTIVE'].includes(agreementStatus(agreement, by.at))) {
    throw agreementState(agreement, 'is not in force, so it can not be suspended');
  }
  return changedAgreement(
    { ...agreement, suspensions: [...agreement.suspensions, { reasons, ...by }] },
    by,
  );
}

/** @throws LedgerError CALLER_FORBIDDEN, AGREEMENT_STATE_FORBIDS, PERSONAL_DATA_REFUSED */
export function resumeAgreement(
  agreement: AuthorizationAgreement,
  reasons: string,
  by: ActedBy,
): AuthorizationAgreement {
  refusePersonalData({ reasons });
  requireImplementer(agreement, by);
  const open = agreement.suspensions.at(-1);
  if (open === undefined || agreementStatus(agreement, by.at) !== 'SUSPENDED') {
    throw agreementState(agreement, 'is not suspended');
  }
  const suspensions = [
    ...agreement.suspensions.slice(0, -1),
    { ...open, resumed: { reasons, ...by } },
  ];
  return changedAgreement({ ...agreement, suspensions }, by);
}

/** @throws LedgerError CALLER_FORBIDDEN, AGREEMENT_STATE_FORBIDS, PERSONAL_DATA_REFUSED */
export function terminateAgreement(
  agreement: AuthorizationAgreement,
  reasons: string,
  by: ActedBy,
): AuthorizationAgreement {
  refusePersonalData({ reasons });
  requireImplementer(agreement, by);
  if (['TERMINATED', 'EXPIRED'].includes(agreementStatus(agreement, by.at))) {
    throw agreementState(agreement, 'has ended already');
  }
  return changedAgreement({ ...agreement, terminated: { reasons, ...by } }, by);
}

/**
 * Either party may announce the end. From the day it names on, nothing is done under the agreement:
 * whatever rests on it asks for its status, so nothing has to be written for each.
 *
 * @throws LedgerError CALLER_FORBIDDEN, EXIT_STATE_FORBIDS, AGREEMENT_STATE_FORBIDS, INPUT_INVALID,
 *   PERSONAL_DATA_REFUSED
 */
export function planExit(
  agreement: AuthorizationAgreement,
  plan: Pick<z.infer<typeof PlanExitInput>, 'effectiveOn' | 'planDigest' | 'reasons'>,
  by: ActedBy,
): AuthorizationAgreement {
  refusePersonalData({ reasons: plan.reasons });
  sideOf(agreement, by);
  if (agreement.exit !== undefined) throw exitError(agreement, 'was planned already');
  if (agreement.filing === undefined) throw agreementState(agreement, 'was never in force');
  if (startOfDay(plan.effectiveOn) < by.at) {
    throw new LedgerError('INPUT_INVALID', 'An exit takes effect on a day to come.', {
      effectiveOn: plan.effectiveOn,
    });
  }
  return changedAgreement({ ...agreement, exit: { planned: { ...plan, ...by } } }, by);
}

/** @throws LedgerError CALLER_FORBIDDEN, EXIT_STATE_FORBIDS */
export function handOverOperation(
  agreement: AuthorizationAgreement,
  { archiveDigest, files }: Pick<z.infer<typeof HandOverAgreementInput>, 'archiveDigest' | 'files'>,
  by: ActedBy,
): AuthorizationAgreement {
  requireOperator(agreement, by);
  const { exit } = agreement;
  if (exit === undefined || exit.handedOver !== undefined) {
    throw exitError(agreement, 'is not planned, or was handed over already');
  }
  return changedAgreement(
    { ...agreement, exit: { ...exit, handedOver: { archiveDigest, files, ...by } } },
    by,
  );
}

/**
 * @throws LedgerError CALLER_FORBIDDEN, EXIT_STATE_FORBIDS, DESTRUCTION_EVIDENCE_REQUIRED
 */
export function closeExit(
  agreement: AuthorizationAgreement,
  evidence: EvidenceRecord | undefined,
  by: ActedBy,
): AuthorizationAgreement {
  requireImplementer(agreement, by);
  const { exit, operator } = agreement;
  const inForce = ['FILED', 'ACTIVE', 'SUSPENDED'].includes(agreementStatus(agreement, by.at));
  if (exit?.handedOver === undefined || exit.closed !== undefined || inForce) {
    throw exitError(
      agreement,
      'is not handed over, is closed already, or its day is still to come',
    );
  }
  if (evidence?.depositor.uscc !== operator || evidence.depositedAt < exit.handedOver.at) {
    throw new LedgerError(
      'DESTRUCTION_EVIDENCE_REQUIRED',
      'The operator deposits evidence, after the hand-over, that residual data is destroyed.',
      { id: agreement.id },
    );
  }
  return changedAgreement(
    { ...agreement, exit: { ...exit, closed: { destructionEvidence: evidence.id, ...by } } },
    by,
  );
}

const exitError = ({ id }: AuthorizationAgreement, what: string): LedgerError =>
  new LedgerError('EXIT_STATE_FORBIDS', `The exit from ${id} ${what}.`, { id });

/** @throws LedgerError CALLER_FORBIDDEN */
export function requireOperator(agreement: AuthorizationAgreement, by: ActedBy): void {
  if (sideOf(agreement, by) === 'OPERATOR') return;
  throw new LedgerError('CALLER_FORBIDDEN', 'This is the operator’s to do.', {
    operator: agreement.operator,
  });
}
