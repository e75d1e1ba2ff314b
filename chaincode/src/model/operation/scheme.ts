import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { refusePersonalData } from '../privacy.js';
import { ProfileRef } from '../registration/profile.js';
import { Code, Hex256, Id, line, Uscc } from '../schema.js';
import { ActedBy } from './acted.js';
import { ListCitation } from '../negative-list.js';
import { OperationMode, scopeNos } from './codes.js';
import { OperationItems, requireItems } from './items.js';
import type { OperationRules } from './rules.js';

const beacon = BeaconCitation.optional();
const facts = {
  id: Id,
  title: line(120),
  mode: OperationMode,
  catalogNos: scopeNos,
  items: OperationItems,
  documentDigest: Hex256,
};

export const DraftSchemeInput = z
  .strictObject({ ...facts, rules: Code, beacon })
  .meta({ id: 'DraftSchemeInput' });
export const DecideSchemeInput = z
  .strictObject({ id: Id, outcome: z.enum(['APPROVED', 'REJECTED']), reasons: line(300), beacon })
  .meta({ id: 'DecideSchemeInput' });
export const FileSchemeInput = z
  .strictObject({ id: Id, filingNo: line(64), beacon })
  .meta({ id: 'FileSchemeInput' });
export const SelectOperatorInput = z
  .strictObject({
    id: Id,
    scheme: Id,
    operator: Uscc,
    /** One of the rules’. */
    procedure: Code,
    /** Evidence record of the procedure’s file, and a digest that it states. */
    evidence: Id,
    evidenceDigest: Hex256,
    beacon,
  })
  .meta({ id: 'SelectOperatorInput' });
export const SchemeKey = z.strictObject({ id: Id }).meta({ id: 'SchemeKey' });
export const SelectionKey = z.strictObject({ id: Id }).meta({ id: 'SelectionKey' });

/** 实施方案: `scheme~id`, drafted by the implementing body, decided on, then filed. */
export const AuthorizationScheme = z
  .strictObject({
    v: z.literal(1),
    ...facts,
    implementingBody: Uscc,
    rules: ProfileRef,
    negativeList: ListCitation,
    drafted: ActedBy,
    /** Tells the people of one organisation apart without naming them. */
    draftedBy: Hex256,
    decision: z
      .strictObject({ outcome: z.enum(['APPROVED', 'REJECTED']), reasons: line(300), by: ActedBy })
      .optional(),
    filing: z.strictObject({ filingNo: line(64), by: ActedBy }).optional(),
  })
  .meta({ id: 'AuthorizationScheme' });
export type AuthorizationScheme = z.infer<typeof AuthorizationScheme>;

/** `selection~id`: how the operator was chosen, with the evidence for it. */
export const OperatorSelection = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    scheme: Id,
    operator: Uscc,
    procedure: Code,
    evidence: Id,
    evidenceDigest: Hex256,
    selected: ActedBy,
  })
  .meta({ id: 'OperatorSelection' });
export type OperatorSelection = z.infer<typeof OperatorSelection>;

/** @throws LedgerError SCHEME_ITEM_MISSING, INPUT_INVALID, PERSONAL_DATA_REFUSED */
export function draftScheme(
  { rules: _rules, beacon: _beacon, ...given }: z.infer<typeof DraftSchemeInput>,
  rules: OperationRules,
  { by, person, negativeList }: { by: ActedBy; person: string; negativeList: ListCitation },
): AuthorizationScheme {
  requireItems('SCHEME_ITEM_MISSING', rules.schemeItems, given.items);
  refusePersonalData({ id: given.id, title: given.title });
  return {
    v: 1,
    ...given,
    implementingBody: by.uscc,
    rules: { id: rules.listId, version: rules.version },
    negativeList,
    drafted: by,
    draftedBy: person,
  };
}

const stateError = (scheme: AuthorizationScheme, what: string): LedgerError =>
  new LedgerError('SCHEME_STATE_FORBIDS', `Scheme ${scheme.id} ${what}.`, { id: scheme.id });

/** @throws LedgerError SCHEME_STATE_FORBIDS, REVIEWER_CAN_NOT_DECIDE, PERSONAL_DATA_REFUSED */
export function decideScheme(
  scheme: AuthorizationScheme,
  { outcome, reasons }: Pick<z.infer<typeof DecideSchemeInput>, 'outcome' | 'reasons'>,
  { by, person }: { by: ActedBy; person: string },
): AuthorizationScheme {
  refusePersonalData({ reasons });
  if (scheme.decision !== undefined) throw stateError(scheme, 'is decided already');
  if (scheme.draftedBy === person) {
    throw new LedgerError(
      'REVIEWER_CAN_NOT_DECIDE',
      'Whoever drafted a scheme does not decide it.',
      {
        id: scheme.id,
      },
    );
  }
  return { ...scheme, decision: { outcome, reasons, by } };
}

/** @throws LedgerError SCHEME_STATE_FORBIDS, PERSONAL_DATA_REFUSED */
export function fileScheme(
  scheme: AuthorizationScheme,
  filingNo: string,
  by: ActedBy,
): AuthorizationScheme {
  refusePersonalData({ filingNo });
  if (scheme.decision?.outcome !== 'APPROVED') throw stateError(scheme, 'is not approved');
  if (scheme.filing !== undefined) throw stateError(scheme, 'is filed already');
  return { ...scheme, filing: { filingNo, by } };
}

/**
 * @throws LedgerError CALLER_FORBIDDEN, SCHEME_STATE_FORBIDS, SELECTION_NOT_COMPETITIVE,
 *   PERSONAL_DATA_REFUSED
 */
export function selectOperator(
  { beacon: _, ...input }: z.infer<typeof SelectOperatorInput>,
  scheme: AuthorizationScheme,
  rules: OperationRules,
  selected: ActedBy,
): OperatorSelection {
  refusePersonalData({ id: input.id });
  requireImplementer(scheme, selected);
  if (scheme.filing === undefined) throw stateError(scheme, 'is not filed');
  if (!rules.procedures.includes(input.procedure) || input.operator === scheme.implementingBody) {
    throw new LedgerError(
      'SELECTION_NOT_COMPETITIVE',
      `The operator is chosen by one of ${rules.procedures.join(', ')}, and is not the body itself.`,
      { procedure: input.procedure },
    );
  }
  return { v: 1, ...input, selected };
}

/** @throws LedgerError CALLER_FORBIDDEN */
export function requireImplementer(
  { implementingBody }: { readonly implementingBody: string },
  { uscc, role }: Pick<ActedBy, 'uscc' | 'role'>,
): void {
  if (uscc === implementingBody && role === 'implementingBody') return;
  throw new LedgerError('CALLER_FORBIDDEN', 'This is the implementing body’s to do.', {
    implementingBody,
  });
}
