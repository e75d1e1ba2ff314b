import {
  type ApplicationForm,
  type CreatingForm,
  type DataVersion,
  dataVersionOf,
  isCreating,
  isSameBytes,
  LedgerError,
  type RegistrationCase,
  WHOLE,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';

/** Of which bytes data is, and how it is divided. */
type SameData = Pick<DataVersion, 'digests' | 'parts'>;

/**
 * An application for a version that is registered must be of its bytes, and divide them as it does.
 * One for a version that is only applied for is bound by nobody: applications may come to nothing.
 *
 * @throws LedgerError ENTRUSTED_NO_RIGHTS, ROOT_MISMATCH, INPUT_INVALID
 */
export async function noteData(
  ctx: LedgerContext,
  form: ApplicationForm,
  { id, article }: Pick<RegistrationCase, 'id' | 'article'>,
): Promise<void> {
  if (!isCreating(form)) return;
  await refuseEntrusted(ctx, form, article);
  const { versions, casesByDigest } = ctx.world.register;
  const known = await versions.find(...versionKey(form.data));
  if (known !== undefined) requireSameData(form, known);
  const order = [ctx.moment.time, id];
  await casesByDigest.add('EXACT', form.digests['SHA-256'], ...order);
  if (form.fingerprint === undefined) return;
  await casesByDigest.add('ROWS', form.fingerprint.rowsDigest, ...order);
  await casesByDigest.add('SCHEMA', form.fingerprint.schemaDigest, ...order);
}

/** Whoever had this version only to process it for another gets no right in it, by any origin. */
async function refuseEntrusted(
  ctx: LedgerContext,
  { data, allocation }: CreatingForm,
  article: string,
): Promise<void> {
  for (const { holder } of allocation) {
    if (!(await ctx.world.lineage.entrusted.has(...versionKey(data), holder))) continue;
    throw new LedgerError(
      'ENTRUSTED_NO_RIGHTS',
      `${holder} had ${data.asset} only to process it for another.`,
      { data, holder, article },
    );
  }
}

/**
 * A supplement mends what is said of the data, never the data.
 *
 * @throws LedgerError ROOT_MISMATCH, INPUT_INVALID
 */
export function requireSameBytes(before: ApplicationForm, form: ApplicationForm): void {
  if (!isCreating(before) || !isCreating(form)) return;
  const { digests, parts = [WHOLE] } = before;
  requireSameData({ ...form, parts: form.parts ?? [WHOLE] }, { digests, parts });
}

/**
 * The version that a deposit is of: the first one fixes its bytes and parts for good.
 *
 * @throws LedgerError ROOT_MISMATCH, INPUT_INVALID
 */
export async function bindVersion(
  ctx: LedgerContext,
  form: CreatingForm,
  { id, applicant }: Pick<RegistrationCase, 'id' | 'applicant'>,
): Promise<DataVersion> {
  const { versions } = ctx.world.register;
  const key = versionKey(form.data);
  const known = await versions.find(...key);
  if (known !== undefined) {
    requireSameData(form, known);
    return known;
  }
  const version = dataVersionOf(form, { id, applicant, txId: ctx.moment.txId });
  await versions.put(version, ...key);
  return version;
}

function requireSameData({ data, digests, parts }: CreatingForm, known: SameData): void {
  const named = `${data.asset} version ${String(data.version)}`;
  if (!isSameBytes(known.digests, digests)) {
    throw new LedgerError('ROOT_MISMATCH', `${named} is of other bytes. Apply for a new version.`, {
      data,
    });
  }
  if (parts === undefined || sorted(parts) === sorted(known.parts)) return;
  throw new LedgerError('INPUT_INVALID', `${named} is divided into other parts.`, {
    issues: [{ pointer: '/form/parts', message: `Are ${known.parts.join(', ')}` }],
  });
}

const sorted = (parts: readonly string[]): string => [...parts].sort().join(' ');
