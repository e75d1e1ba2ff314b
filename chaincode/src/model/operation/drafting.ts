import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { periodEnd } from '../clock/index.js';
import { recordDigest } from '../digest.js';
import { LedgerError } from '../errors.js';
import { refusePersonalData } from '../privacy.js';
import { Hex256, Id, line } from '../schema.js';
import type { ActedBy } from './acted.js';
import { agreementTerms, type AuthorizationAgreement, type OperatingTerm } from './agreement.js';
import type { ListCitation } from '../negative-list.js';
import { requireItems } from './items.js';
import type { OperationRules } from './rules.js';
import { type AuthorizationScheme, type OperatorSelection, requireImplementer } from './scheme.js';

const beacon = BeaconCitation.optional();
export const DraftAgreementInput = z
  .strictObject({ id: Id, ...agreementTerms, beacon })
  .refine(
    ({ purposes, prohibitedPurposes }) =>
      purposes.every((purpose) => !prohibitedPurposes.includes(purpose)),
    { path: ['prohibitedPurposes'], message: 'A purpose is both granted and prohibited' },
  )
  .meta({ id: 'DraftAgreementInput' });
/** Both digests, so that nobody signs what the other did not read. */
export const SignAgreementInput = z
  .strictObject({ id: Id, textDigest: Hex256, termsDigest: Hex256, beacon })
  .meta({ id: 'SignAgreementInput' });
export const FileAgreementInput = z
  .strictObject({ id: Id, filingNo: line(64), beacon })
  .meta({ id: 'FileAgreementInput' });

export interface DraftGround {
  readonly scheme: AuthorizationScheme;
  readonly selection: OperatorSelection;
  readonly rules: OperationRules;
  readonly negativeList: ListCitation;
}

/**
 * @throws LedgerError CALLER_FORBIDDEN, AGREEMENT_EXCEEDS_SCHEME, AGREEMENT_ITEM_MISSING,
 *   TERM_EXCEEDS_5_YEARS, PURPOSES_REQUIRED, INPUT_INVALID, PERSONAL_DATA_REFUSED
 */
export function draftAgreement(
  { beacon: _, ...given }: z.infer<typeof DraftAgreementInput>,
  { scheme, selection, rules, negativeList }: DraftGround,
  drafted: ActedBy,
): AuthorizationAgreement {
  refusePersonalData({ id: given.id });
  requireImplementer(scheme, drafted);
  requireWithin(given, scheme, selection);
  requireItems('AGREEMENT_ITEM_MISSING', rules.agreementItems, given.items);
  requireTerm(given.term, rules);
  if (given.mode === 'SCENARIO' && given.purposes.length === 0) {
    throw new LedgerError(
      'PURPOSES_REQUIRED',
      'An agreement by scenario lists its purposes, and no other is allowed.',
      { mode: given.mode, article: rules.scopeArticle },
    );
  }
  const { implementingBody } = scheme;
  const terms = { ...given, implementingBody, operator: selection.operator };
  return {
    v: 1,
    ...terms,
    termsDigest: recordDigest(terms),
    rules: scheme.rules,
    negativeLists: [negativeList],
    drafted,
    signatures: [],
    suspensions: [],
    changedAt: drafted.at,
    txId: drafted.txId,
  };
}

function requireWithin(
  { scheme: id, mode, catalogNos }: Pick<AuthorizationAgreement, 'scheme' | 'mode' | 'catalogNos'>,
  scheme: AuthorizationScheme,
  selection: OperatorSelection,
): void {
  const beyond = catalogNos.filter((no) => !scheme.catalogNos.includes(no));
  if (selection.scheme === id && scheme.mode === mode && beyond.length === 0) return;
  throw new LedgerError(
    'AGREEMENT_EXCEEDS_SCHEME',
    'Mode, catalogue numbers and operator are those of the scheme and its selection.',
    { scheme: id, beyond },
  );
}

/** Both days count, so a term of five years ends the day before the corresponding one (Civil Code 202). */
function requireTerm({ from, to }: OperatingTerm, rules: OperationRules): void {
  const reading = { startDay: 'INCLUDED', rollForward: false } as const;
  const last = periodEnd(from, rules.longestTerm, reading, new Map());
  if (to <= last) return;
  throw new LedgerError(
    'TERM_EXCEEDS_5_YEARS',
    `A term from ${from} ends on ${last} at the latest.`,
    {
      ...{ from, to, last, article: rules.termArticle },
    },
  );
}

/** @throws LedgerError CALLER_FORBIDDEN, ROOT_MISMATCH, AGREEMENT_STATE_FORBIDS */
export function signAgreement(
  agreement: AuthorizationAgreement,
  {
    textDigest,
    termsDigest,
  }: Pick<z.infer<typeof SignAgreementInput>, 'textDigest' | 'termsDigest'>,
  by: ActedBy,
): AuthorizationAgreement {
  const side = sideOf(agreement, by);
  if (agreement.textDigest !== textDigest || agreement.termsDigest !== termsDigest) {
    throw new LedgerError('ROOT_MISMATCH', 'The digests are not those of the agreement drafted.', {
      id: agreement.id,
      textDigest: agreement.textDigest,
      termsDigest: agreement.termsDigest,
    });
  }
  const { signatures, terminated } = agreement;
  if (terminated !== undefined || signatures.some((each) => each.side === side)) {
    throw agreementState(agreement, `takes no (second) signature of ${side}`);
  }
  const signed = { ...agreement, signatures: [...signatures, { side, textDigest, ...by }] };
  return changedAgreement(signed, by);
}

/** @throws LedgerError AGREEMENT_STATE_FORBIDS, PERSONAL_DATA_REFUSED */
export function fileAgreement(
  agreement: AuthorizationAgreement,
  filingNo: string,
  { by, negativeList }: { readonly by: ActedBy; readonly negativeList: ListCitation },
): AuthorizationAgreement {
  refusePersonalData({ filingNo });
  const { signatures, filing, terminated, negativeLists } = agreement;
  if (signatures.length < 2 || filing !== undefined || terminated !== undefined) {
    throw agreementState(agreement, 'is not signed by both, or was filed or ended already');
  }
  const filed = { ...agreement, filing: { filingNo, ...by } };
  return changedAgreement({ ...filed, negativeLists: [...negativeLists, negativeList] }, by);
}

/** @throws LedgerError CALLER_FORBIDDEN */
export function sideOf(
  { implementingBody, operator }: Pick<AuthorizationAgreement, 'implementingBody' | 'operator'>,
  { uscc, role }: Pick<ActedBy, 'uscc' | 'role'>,
): 'IMPLEMENTING_BODY' | 'OPERATOR' {
  if (uscc === implementingBody && role === 'implementingBody') return 'IMPLEMENTING_BODY';
  if (uscc === operator && role === 'operator') return 'OPERATOR';
  throw new LedgerError('CALLER_FORBIDDEN', 'This is for the parties to the agreement.', {
    implementingBody,
    operator,
  });
}

export const agreementState = ({ id }: AuthorizationAgreement, what: string): LedgerError =>
  new LedgerError('AGREEMENT_STATE_FORBIDS', `Agreement ${id} ${what}.`, { id });

export const changedAgreement = (
  agreement: AuthorizationAgreement,
  { at, txId }: ActedBy,
): AuthorizationAgreement => ({ ...agreement, changedAt: at, txId });
