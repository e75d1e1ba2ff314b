import { z } from 'zod';
import { canonicalize } from '../canonical.js';
import { sha256Hex } from '../digest.js';
import { LedgerError } from '../errors.js';
import { merkleRoot, merklePath, verifyPath } from '../merkle.js';
import { Hex256, line } from '../schema.js';

/** Who applies, as the form asks: personal, so it lives in a private collection only (Annex 1). */
export const ApplicantContact = z
  .strictObject({
    type: z.enum(['NATURAL_PERSON', 'LEGAL_PERSON', 'UNINCORPORATED']),
    /** Name and number of the identity paper; a code where it is an organisation. */
    name: line(120),
    identityNumber: line(40),
    contact: line(60),
    phone: line(40),
    address: line(200),
    businessStatus: line(60).optional(),
    /** Of a natural person: with name and number it opens the commitment that its pseudonym is of. */
    identitySalt: Hex256.optional(),
  })
  .meta({ id: 'ApplicantContact' });
export type ApplicantContact = z.infer<typeof ApplicantContact>;

/** A field of an application, opened: it belongs to the root that was committed, or to none. */
export const OpenedField = z
  .strictObject({
    field: z.string().min(1).max(64),
    /** Canonical JSON of the value. */
    value: z.string().max(8192),
    salt: Hex256,
    index: z.int().min(0).max(4095),
    path: z.array(Hex256).max(12),
  })
  .meta({ id: 'OpenedField' });
export type OpenedField = z.infer<typeof OpenedField>;

/** The root over all fields, and how many there are: a path is checked against both. */
export const FieldsCommitment = z
  .strictObject({ root: Hex256, count: z.int().min(1).max(4096) })
  .meta({ id: 'FieldsCommitment' });
export type FieldsCommitment = z.infer<typeof FieldsCommitment>;

/** Fewer could be guessed, and with them every field that was not opened. */
const SEED_BYTES = 32;

interface Field {
  readonly field: string;
  readonly value: string;
}

/** In one order, so that a field has one place. */
function fieldsOf(groups: Readonly<Record<string, object>>): Field[] {
  return Object.entries(groups)
    .flatMap(([group, record]) =>
      Object.entries(record)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => ({ field: `${group}.${name}`, value: canonicalize(value) })),
    )
    .sort((a, b) => (a.field < b.field ? -1 : 1));
}

const saltOf = (seed: Uint8Array, field: string): string => sha256Hex(seed, field);
/** Salt, name and value are set apart, so that no two openings give one leaf. */
const leafOf = (salt: string, field: string, value: string): string =>
  canonicalize([salt, field, value]);

/**
 * Commits to every field by itself: a notice opens four of them, a court all, and each opens
 * against the same root. Salts come from one secret seed, a field’s from none of the others.
 *
 * @throws LedgerError SALT_TOO_SHORT
 */
export function commitFields(
  groups: Readonly<Record<string, object>>,
  seed: Uint8Array,
): FieldsCommitment {
  const leaves = leavesOf(groups, seed);
  return { root: merkleRoot(leaves), count: leaves.length };
}

/** @throws LedgerError SALT_TOO_SHORT, INPUT_INVALID when a field is not among them */
export function openFields(
  groups: Readonly<Record<string, object>>,
  seed: Uint8Array,
  names: readonly string[],
): OpenedField[] {
  const leaves = leavesOf(groups, seed);
  const fields = fieldsOf(groups);
  return names.map((name) => {
    const index = fields.findIndex(({ field }) => field === name);
    const found = fields[index];
    if (found === undefined) throw new LedgerError('INPUT_INVALID', `There is no field ${name}.`);
    return { ...found, salt: saltOf(seed, name), index, path: merklePath(leaves, index) };
  });
}

/** Whether an opened field is one of those committed to. */
export function opens({ root, count }: FieldsCommitment, opened: OpenedField): boolean {
  const leaf = leafOf(opened.salt, opened.field, opened.value);
  return verifyPath({ leaf, index: opened.index, size: count, path: opened.path }, root);
}

function leavesOf(groups: Readonly<Record<string, object>>, seed: Uint8Array): string[] {
  if (seed.length !== SEED_BYTES) {
    throw new LedgerError('SALT_TOO_SHORT', 'The seed of the fields has 32 random bytes.');
  }
  return fieldsOf(groups).map(({ field, value }) => leafOf(saltOf(seed, field), field, value));
}
