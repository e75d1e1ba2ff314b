import {
  type Act,
  ApplicantContact,
  type ApplicationForm,
  type CitedQuery,
  commitFields,
  type ContactTombstone,
  endOfDay,
  type FieldsCommitment,
  type Input,
  instantOf,
  isLive,
  LedgerError,
  type OnBehalf,
  type OpenedField,
  openFields,
  type Output,
  parse,
  refusePersonalData,
  requireIdentity,
  type RegistrationCase,
  shanghaiDate,
  statutoryFields,
  validityEnd,
} from '../model/index.js';
import { requireSideOrAsked } from './asking.js';
import type { LedgerContext } from './context.js';
import { keeper, type OpenCase, profileOf } from './desk.js';

/** How the fields of an application are grouped under its root. */
const groupsOf = (
  contact: ApplicantContact,
  form: ApplicationForm,
): Readonly<Record<string, object>> => ({
  applicant: contact,
  form: 'description' in form ? { ...form, description: undefined } : form,
  ...('description' in form ? { data: form.description } : {}),
});

/** One key an application: a supplement may bring another contact, and the first stays provable. */
const keyOf = (id: string, number: number): string => `${id}~${String(number)}`;
/** A person that consents may not be the applicant, and after a supplement consents again. */
const consentKey = (id: string, seq: number): string => `${id}~consent~${String(seq)}`;

const CONSENT_PRIVATE = 'A private contact is given with a natural person’s consent only.';

/** What came privately: who somebody is, and the secret that hides it. */
interface Private {
  readonly contact: ApplicantContact;
  readonly payload: Uint8Array;
  readonly salt: Uint8Array;
}

/** Puts it where custodian and court keep it; of a natural person, once it is the one it should be. */
async function keep(ctx: LedgerContext, key: string, onBehalf?: OnBehalf): Promise<Private> {
  const [payload, salt] = [ctx.transient('contact'), ctx.transient('seed')];
  const contact = readable(payload);
  if (onBehalf !== undefined) requireIdentity(contact, onBehalf);
  const { custodians, court } = await ctx.world.settings.custody();
  const home = custodians.includes(ctx.actor.mspId) ? ctx.actor.mspId : custodians[0];
  await ctx.world.applicants.create(key, { payload, salt }, [court, home ?? court]);
  return { contact, payload, salt };
}

/**
 * Puts who applied, and the seed of the salts, where custodian and court keep them, and answers with
 * the root over all fields. The chaincode makes the root itself, so that it can not lie.
 *
 * @throws LedgerError TRANSIENT_MISSING, SALT_TOO_SHORT, INPUT_INVALID, COMMITMENT_MISMATCH
 */
export async function keepContact(
  ctx: LedgerContext,
  { id, form, number, act }: Filed,
): Promise<FieldsCommitment> {
  const { contact, salt } = await keep(ctx, keyOf(id, number), act.onBehalf);
  return commitFields(groupsOf(contact, form), salt);
}

interface Filed {
  readonly id: string;
  readonly form: ApplicationForm;
  readonly number: number;
  readonly act: Act;
}

/**
 * Whoever consents as a natural person is known to custodian and court as an applicant is. An
 * organisation is known by its code.
 *
 * @throws LedgerError TRANSIENT_MISSING, SALT_TOO_SHORT, INPUT_INVALID, COMMITMENT_MISMATCH
 */
export async function keepConsenting(
  ctx: LedgerContext,
  { id, steps }: RegistrationCase,
  { onBehalf }: Act,
): Promise<void> {
  if (onBehalf === undefined) {
    if (!ctx.hasTransient('contact') && !ctx.hasTransient('seed')) return;
    const issues = [{ pointer: '/onBehalf', message: 'Missing' }];
    throw new LedgerError('INPUT_INVALID', CONSENT_PRIVATE, { issues });
  }
  const { salt } = await keep(ctx, consentKey(id, steps.length + 1), onBehalf);
  requireSeed(salt);
}

/** Purely private, and yet its hash stands in every block: without a seed it could be guessed. */
const requireSeed = (seed: Uint8Array): void => {
  commitFields({ seed: { of: 'consent' } }, seed);
};

/** The refusal must not quote what could not be read: it is personal. */
export function readable(payload: Uint8Array): ApplicantContact {
  try {
    return parse(ApplicantContact, Buffer.from(payload).toString('utf8'));
  } catch (err) {
    const pointers =
      err instanceof LedgerError && Array.isArray(err.params['issues'])
        ? (err.params['issues'] as { pointer: string }[]).map(({ pointer }) => pointer)
        : [];
    throw new LedgerError('INPUT_INVALID', 'The private contact does not match its form.', {
      issues: pointers.map((pointer) => ({
        pointer: `/contact${pointer}`,
        message: 'Missing or wrong',
      })),
    });
  }
}

async function load(
  ctx: LedgerContext,
  id: string,
  key: string,
): Promise<{ contact: ApplicantContact; payload: string; salt: string }> {
  const found = await ctx.world.applicants.find(key);
  if (found === undefined) {
    throw new LedgerError('CONTACT_ERASED', `Who applied in ${id} was lawfully erased.`, {
      case: id,
    });
  }
  const contact = readable(Buffer.from(found.payload, 'base64'));
  return { contact, payload: found.payload, salt: found.salt };
}

/** The statutory fields of an application, opened against its root. */
export async function openNotice(
  ctx: LedgerContext,
  { id, number, form }: { id: string; number: number; form: ApplicationForm },
): Promise<OpenedField[]> {
  const { contact, salt } = await load(ctx, id, keyOf(id, number));
  const names = statutoryFields(form, contact);
  return openFields(groupsOf(contact, form), Buffer.from(salt, 'base64'), names);
}

/** Open to the applicant, its registrar and the court, at an organisation that keeps it (rule 20). */
export async function readContact(
  ctx: LedgerContext,
  record: RegistrationCase,
  {
    number,
    person,
    cited,
  }: {
    readonly number: number;
    readonly person?: string | undefined;
    readonly cited: CitedQuery;
  },
): Promise<Output<'registration:contact'>> {
  const { actor } = ctx;
  const { custodians, court } = await ctx.world.settings.custody();
  const entitled =
    actor.role === 'court' ||
    [record.applicant, await keeper(ctx, record.registrar)].includes(actor.uscc);
  if (!entitled || ![...custodians, court].includes(actor.mspId)) {
    throw new LedgerError(
      'CALLER_FORBIDDEN',
      `Who applied in ${record.id} is open to the applicant, its registrar and the court.`,
      { case: record.id },
    );
  }
  await requireSideOrAsked(ctx, { kind: 'CASE', id: record.id }, cited);
  const key = person === undefined ? keyOf(record.id, number) : consentOf(record, person);
  const { payload, salt } = await load(ctx, record.id, key);
  return { case: record.id, contact: payload, seed: salt };
}

/** The last time that a person consented, and told who it is. */
function consentOf({ id, steps }: RegistrationCase, person: string): string {
  const found = steps.findLast(
    ({ kind, onBehalf }) => kind === 'CONSENTED' && onBehalf?.person === person,
  );
  if (found !== undefined) return consentKey(id, found.seq);
  throw new LedgerError('CASE_NOT_FOUND', `${person} consented to nothing in ${id}.`, {
    case: id,
    person,
  });
}

/** What an erasure is about. */
interface Erasing extends Pick<OpenCase, 'record' | 'state' | 'act'> {
  readonly input: Input<'registration:eraseContact'>;
}

/**
 * Purges who applied, for every application of the case; the roots, and what was opened of them,
 * stay. The files of what was registered are kept for the years of the profile (NATIONAL_2026/10),
 * unless a court orders otherwise; afterwards their registrar may let them go.
 */
export async function eraseContacts(
  ctx: LedgerContext,
  { record, state, act, input }: Erasing,
): Promise<ContactTombstone> {
  refusePersonalData({ legalBasis: input.legalBasis });
  const keptBy = await keeper(ctx, record.registrar);
  const { retentionYears } = await profileOf(ctx, record);
  const ground = requireErasable(record, state, { act, keptBy, retentionYears });
  const { contactTombstones } = ctx.world.register;
  const { reason, legalBasis } = input;
  const at = instantOf(record, act);
  const tombstone = {
    v: 1 as const,
    case: record.id,
    reason,
    legalBasis,
    by: act.by,
    at,
    ...ground,
  };
  const made = { ...tombstone, txId: ctx.moment.txId };
  await contactTombstones.create('CONTACT_ERASED', made, record.id);
  const count = 1 + record.steps.filter(({ kind }) => kind === 'SUPPLEMENTED').length;
  for (let number = 1; number <= count; number += 1) {
    await ctx.world.applicants.purge(keyOf(record.id, number));
  }
  for (const { kind, onBehalf, seq } of record.steps) {
    if (kind !== 'CONSENTED' || onBehalf === undefined) continue;
    await ctx.world.applicants.purge(consentKey(record.id, seq));
  }
  ctx.emit('registration.contact-erased', { case: record.id, reason });
  return made;
}

function requireErasable(
  record: RegistrationCase,
  { status }: OpenCase['state'],
  { act, keptBy, retentionYears }: Keeping,
): { readonly article?: string } {
  if (act.by.role === 'court') return {};
  const entitled = [record.applicant, keptBy].includes(act.by.uscc);
  if (!entitled) {
    throw new LedgerError('CALLER_FORBIDDEN', `Case ${record.id} is not yours.`, {
      case: record.id,
    });
  }
  // What came to nothing need not be kept in the person’s name.
  if (!isLive(status)) return {};
  const keptUntil = retainedUntil(record, retentionYears);
  // A claim about the time is not enough: the beacon cited lies behind the end.
  if (act.by.uscc === keptBy && act.notBefore >= keptUntil) return { article: KEPT };
  throw new LedgerError(
    'CONTACT_RETAINED',
    `The files of a case that is ${status} are kept; a court may order otherwise.`,
    { case: record.id, status, keptUntil, article: KEPT },
  );
}

/** On which registrars keep files, for twenty years at least. */
const KEPT = 'NATIONAL_2026/10';

interface Keeping {
  readonly act: Act;
  readonly keptBy: string;
  readonly retentionYears: number;
}

/** The end of the day that corresponds, so many years later, to that of the last thing done. */
function retainedUntil({ steps }: RegistrationCase, count: number): string {
  const last = shanghaiDate(steps.at(-1)?.at ?? '');
  return endOfDay(validityEnd(last, { count, unit: 'YEAR' }));
}
