import {
  type Act,
  actsExOfficio,
  type Application,
  type ApplicationForm,
  checkFiling,
  consentsOf,
  type FieldsCommitment,
  isCreating,
  isGiving,
  isSameBytes,
  LedgerError,
  partyOf,
  type Procedure,
  recordDigest,
  refusePersonalData,
  type RegistrationCase,
  type RuleProfile,
} from '../model/index.js';
import { keepContact } from './applicant-data.js';
import type { LedgerContext } from './context.js';
import { checkFusion } from './fusing.js';
import { checkTargets } from './targets.js';

export interface Filing {
  readonly id: string;
  /** 1 is the application itself; a supplement makes the next. */
  readonly number: number;
  readonly form: ApplicationForm;
  readonly profile: RuleProfile;
  readonly procedure: Procedure;
  readonly registrar: string;
  readonly act: Act;
}

/** A form that passed every gate, as it goes on the ledger. */
export interface Filed {
  readonly application: Application;
  readonly fields: FieldsCommitment;
  readonly consents: string[];
  readonly refs: Pick<RegistrationCase, 'data' | 'certificate' | 'lookupCode'>;
}

/**
 * Holds a form against the profile and against the ledger, and puts its private part away.
 *
 * @throws LedgerError each gate with its own code
 */
export async function fileForm(ctx: LedgerContext, filing: Filing): Promise<Filed> {
  const { form, act, id, number } = filing;
  refusePublicTexts(form);
  checkFiling(form, filing);
  await checkEvidence(ctx, form, act);
  await checkFusion(ctx, form, act);
  const { holders, refs } = await checkTargets(ctx, form, filing);
  const fields = await keepContact(ctx, filing);
  const digest = recordDigest(form);
  const application = {
    v: 1 as const,
    case: id,
    number,
    form,
    fields,
    digest,
    txId: ctx.moment.txId,
  };
  return { application, fields, refs, consents: consentsNeeded(filing, holders) };
}

/** A text in a form stands in every block for ever. */
function refusePublicTexts(form: ApplicationForm): void {
  refusePersonalData(textsOf('form', form));
}

function textsOf(path: string, value: unknown): Record<string, string> {
  if (typeof value === 'string') return { [path]: value };
  if (typeof value !== 'object' || value === null) return {};
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, each]) => textsOf(`${path}.${name}`, each)),
  ) as Record<string, string>;
}

/** The evidence named is of whoever brings the application, and holds the bytes applied for. */
async function checkEvidence(ctx: LedgerContext, form: ApplicationForm, act: Act): Promise<void> {
  if (!('digests' in form) || form.evidence === undefined) return;
  const evidence = await ctx.world.evidence.require('EVIDENCE_NOT_FOUND', form.evidence);
  if (evidence.depositor.uscc !== act.by.uscc) {
    throw new LedgerError('CALLER_FORBIDDEN', `Evidence ${evidence.id} is another party’s.`, {
      evidence: evidence.id,
    });
  }
  if (isSameBytes(evidence.digests, form.digests)) return;
  throw new LedgerError('ROOT_MISMATCH', `Evidence ${evidence.id} is of other bytes.`, {
    evidence: evidence.id,
  });
}

const CORRECTIONS: readonly string[] = ['CORRECTION', 'RESOURCE_CORRECTION'];

/** Whose rights are made, given or touched must agree, unless a registrar acts ex officio. */
function consentsNeeded(filing: Filing, holders: readonly string[]): string[] {
  const { form, profile, act } = filing;
  const party = partyOf(act);
  if (actsExOfficio(filing)) return [];
  if (isCreating(form)) return consentsOf(form, profile, party);
  if (isGiving(form)) return [form.to];
  // A registration is corrected with its holders’ consent, or on proof.
  if ('proofDigest' in form && CORRECTIONS.includes(form.type) && form.proofDigest !== undefined)
    return [];
  return [...new Set(holders)].filter((holder) => holder !== party).sort();
}
