import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { CatalogNo } from '../negative-list.js';
import { ActedBy } from '../operation/acted.js';
import { VersionRef } from '../registration/description.js';
import { Id, Uscc } from '../schema.js';
import { LineageGround, ProcessingBasis } from './basis.js';

const Source = z
  .strictObject({ version: VersionRef, catalogNo: CatalogNo.optional() })
  .meta({ id: 'DerivationSource' });
export type DerivationSource = z.infer<typeof Source>;

export const DeriveInput = z
  .strictObject({
    target: VersionRef,
    sources: z
      .array(Source)
      .min(1)
      .max(50)
      .refine(
        (all) => new Set(all.map(({ version }) => nodeName(version))).size === all.length,
        'A source stands twice',
      ),
    /** Recorded steps that lead from the sources to the target. */
    steps: z.array(Id).max(50),
    basis: ProcessingBasis,
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'DeriveInput' });

/** 血缘: one edge, from what was used to what was made. */
export const DerivationLink = z
  .strictObject({
    source: VersionRef,
    target: VersionRef,
    catalogNo: CatalogNo.optional(),
    steps: z.array(Id),
    basis: ProcessingBasis,
    /** What the basis came to when the edge was stated. */
    restsOn: z.array(LineageGround),
    derived: ActedBy,
  })
  .meta({ id: 'DerivationLink' });
export type DerivationLink = z.infer<typeof DerivationLink>;

/** `lineage~asset~version`: every edge into a version. One key, so that two who close a circle meet. */
export const LineageNode = z
  .strictObject({
    v: z.literal(1),
    version: VersionRef,
    /** Who stated the first edge, and alone states more. */
    stater: Uscc,
    links: z.array(DerivationLink).max(100),
  })
  .meta({ id: 'LineageNode' });
export type LineageNode = z.infer<typeof LineageNode>;

export const nodeName = ({ asset, version }: VersionRef): string => `${asset}@${String(version)}`;

/** The version that a name of `nodeName` stands for. */
export function versionNamed(name: string): VersionRef {
  const [asset = '', number = ''] = name.split('@');
  return { asset, version: Number(number) };
}

/** @throws LedgerError CALLER_FORBIDDEN, DERIVATION_EXISTS, LINEAGE_LIMIT_EXCEEDED */
export function deriveLinks(
  node: LineageNode | undefined,
  { target, sources, steps, basis }: z.infer<typeof DeriveInput>,
  restsOn: readonly LineageGround[],
  derived: ActedBy,
): LineageNode {
  const known = node?.links ?? [];
  if (node !== undefined && node.stater !== derived.uscc) {
    throw new LedgerError('CALLER_FORBIDDEN', 'Another party stated where this comes from.', {
      target,
    });
  }
  const again = sources.find(({ version }) =>
    known.some(({ source }) => nodeName(source) === nodeName(version)),
  );
  if (again !== undefined) {
    throw new LedgerError('DERIVATION_EXISTS', `${nodeName(again.version)} is linked already.`, {
      source: again.version,
    });
  }
  const links = sources.map(({ version: source, catalogNo }) => ({
    ...{ source, target, steps, basis, restsOn: [...restsOn], derived },
    ...(catalogNo === undefined ? {} : { catalogNo }),
  }));
  if (known.length + links.length > MAX_LINKS) throw limitExceeded(target);
  return { v: 1, version: target, stater: derived.uscc, links: [...known, ...links] };
}

const MAX_LINKS = 100;

export const limitExceeded = (version: VersionRef): LedgerError =>
  new LedgerError(
    'LINEAGE_LIMIT_EXCEEDED',
    `${nodeName(version)} comes from too much to look at.`,
    { version },
  );

/** What nobody collected, made, catalogued or registered here is nobody’s source. */
export const versionUnknown = (version: VersionRef): LedgerError =>
  new LedgerError(
    'VERSION_UNKNOWN',
    `The ledger knows no ${nodeName(version)}. Record how it was collected first.`,
    { version },
  );

/** @throws LedgerError DERIVATION_CYCLE */
export function requireAcyclic(target: VersionRef, ancestors: readonly VersionRef[]): void {
  if (ancestors.every((each) => nodeName(each) !== nodeName(target))) return;
  throw new LedgerError('DERIVATION_CYCLE', `${nodeName(target)} would come from itself.`, {
    target,
  });
}
