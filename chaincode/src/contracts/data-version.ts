import {
  type ApplicationForm,
  type CreatingForm,
  type DataVersion,
  dataVersionOf,
  isCreating,
  LedgerError,
  type RegistrationCase,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';

/**
 * The version that an application brings; one that names a known version must be of its bytes, and
 * divide them as it does. A supplement mends what is said of the data, never the data.
 *
 * @throws LedgerError ROOT_MISMATCH, INPUT_INVALID
 */
export async function bringData(
  ctx: LedgerContext,
  form: ApplicationForm,
  { id, applicant }: Pick<RegistrationCase, 'id' | 'applicant'>,
): Promise<void> {
  if (!isCreating(form)) return;
  const { versions, casesByDigest } = ctx.world.register;
  const key = versionKey(form.data);
  const known = await versions.find(...key);
  if (known === undefined) {
    await versions.put(dataVersionOf(form, { id, applicant, txId: ctx.moment.txId }), ...key);
  } else {
    requireSameData(form, known);
  }
  const order = [ctx.moment.time, id];
  await casesByDigest.add('EXACT', form.digests['SHA-256'], ...order);
  if (form.fingerprint === undefined) return;
  await casesByDigest.add('ROWS', form.fingerprint.rowsDigest, ...order);
  await casesByDigest.add('SCHEMA', form.fingerprint.schemaDigest, ...order);
}

function requireSameData({ data, digests, parts }: CreatingForm, known: DataVersion): void {
  const named = `${data.asset} version ${String(data.version)}`;
  if (known.digests['SHA-256'] !== digests['SHA-256'] || known.digests.SM3 !== digests.SM3) {
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
