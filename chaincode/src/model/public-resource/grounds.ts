import { z } from 'zod';
import { type Attestation, attestationStatus } from '../attestation.js';
import { LedgerError } from '../errors.js';
import type { CatalogEntry } from '../master-catalog/entry.js';
import { CatalogNo, ListCitation } from '../negative-list.js';
import { Id, Version } from '../schema.js';

/** What a registration was checked against, where its profile asks for it. */
export const ResourceGrounds = z
  .strictObject({
    negativeList: ListCitation.optional(),
    entries: z.array(z.strictObject({ catalogNo: CatalogNo, version: Version })).max(60),
    /** The attestation that is its risk assessment. */
    assessment: Id.optional(),
  })
  .meta({ id: 'ResourceGrounds' });
export type ResourceGrounds = z.infer<typeof ResourceGrounds>;

/**
 * Nobody registers data out of another department’s catalogue: it is the applicant’s own, or that of
 * the body on whose behalf it is operated.
 *
 * @throws LedgerError CATALOG_NOT_FOUND, CATALOG_RETIRED, CATALOG_NOT_OWN
 */
export function requireOwnEntry(
  entry: CatalogEntry | undefined,
  catalogNo: string,
  { departments, article }: { readonly departments: readonly string[]; readonly article: string },
): CatalogEntry {
  const params = { catalogNo, article };
  if (entry === undefined) {
    throw new LedgerError('CATALOG_NOT_FOUND', `The catalogue has no ${catalogNo}.`, params);
  }
  if (entry.state !== 'ACTIVE') {
    throw new LedgerError('CATALOG_RETIRED', `${catalogNo} was retired.`, params);
  }
  if (departments.includes(entry.department)) return entry;
  const { department } = entry;
  throw new LedgerError('CATALOG_NOT_OWN', `${catalogNo} is the entry of ${department}.`, {
    ...{ ...params, department },
  });
}

interface Asked {
  /** What was assessed. */
  readonly subject: string;
  /** Of the report, as the form states it. */
  readonly digest: string | undefined;
  readonly at: string;
  readonly article: string;
}

/**
 * The attested report whose digest the form states.
 *
 * @throws LedgerError RISK_ASSESSMENT_MISSING, RISK_ASSESSMENT_MISMATCH
 */
export function requireAssessed(
  attested: readonly Attestation[],
  { subject, digest, at, article }: Asked,
): Attestation {
  const valid = attested.filter((each) => attestationStatus(each, at) === 'VALID');
  if (valid.length === 0) {
    throw new LedgerError(
      'RISK_ASSESSMENT_MISSING',
      `No qualified assessor attests a security assessment of ${subject} that is valid now.`,
      { subject, article },
    );
  }
  const found = valid.find(({ reportDigest }) => reportDigest === digest);
  if (found !== undefined) return found;
  throw new LedgerError(
    'RISK_ASSESSMENT_MISMATCH',
    `The risk assessment stated is not the one that is attested of ${subject}.`,
    { subject, article, attestations: valid.map(({ id }) => id) },
  );
}
