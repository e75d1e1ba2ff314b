import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { refusePersonalData } from '../privacy.js';
import { VersionRef } from '../registration/description.js';
import { Hex256, Id, Instant, line, Page, Uscc } from '../schema.js';
import { ActedBy } from './acted.js';
import { CatalogNo } from '../negative-list.js';
import { ProcessKind } from './codes.js';

const beacon = BeaconCitation.optional();

/** On what somebody may process the data. */
export const ProcessingBasis = z
  .strictObject({
    kind: z.enum(['AUTHORISED_OPERATION', 'ENTRUSTMENT', 'OWN_DATA', 'GRANT']),
    /** Id of the agreement, contract or grant, or digest of its text. */
    reference: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/),
  })
  .meta({ id: 'ProcessingBasis' });

const stepFacts = {
  id: Id,
  kind: ProcessKind,
  inputs: z.array(VersionRef).min(1).max(50),
  output: VersionRef,
  basis: ProcessingBasis,
  /** When it was done, as the actor states it; the transaction’s own time bounds when it was said. */
  startedAt: Instant,
  endedAt: Instant,
  /** Of the program, model or prompt with its parameters. */
  methodDigest: Hex256,
  note: line(200).optional(),
};

export const RecordStepInput = z
  .strictObject({ ...stepFacts, agreement: Id.optional(), beacon })
  .refine(({ startedAt, endedAt }) => startedAt <= endedAt, {
    path: ['endedAt'],
    message: 'Must not be before startedAt',
  })
  .meta({ id: 'RecordStepInput' });

/** 加工环节: who did what with which data, when and on what basis. */
export const ProcessingStep = z
  .strictObject({ v: z.literal(1), ...stepFacts, agreement: Id.optional(), recorded: ActedBy })
  .meta({ id: 'ProcessingStep' });
export type ProcessingStep = z.infer<typeof ProcessingStep>;

const Source = z
  .strictObject({ version: VersionRef, catalogNo: CatalogNo.optional() })
  .meta({ id: 'DerivationSource' });

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
    agreement: Id.optional(),
    beacon,
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
    agreement: Id.optional(),
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

export const TraceInput = z
  .strictObject({ version: VersionRef, depth: z.int().min(1).max(32), ...Page })
  .meta({ id: 'TraceInput' });
export const TracedLink = z
  .strictObject({ depth: z.int().min(1), link: DerivationLink })
  .meta({ id: 'TracedLink' });
/** `truncated`: the graph goes on beyond the depth, or beyond what one question looks at. */
export const TracePage = z
  .strictObject({
    items: z.array(TracedLink),
    next: z.string().optional(),
    truncated: z.boolean(),
  })
  .meta({ id: 'TracePage' });
export const StepKey = z.strictObject({ id: Id }).meta({ id: 'StepKey' });

export const nodeName = ({ asset, version }: VersionRef): string => `${asset}@${String(version)}`;

/** @throws LedgerError PERSONAL_DATA_REFUSED */
export function recordStep(
  { beacon: _, ...given }: z.infer<typeof RecordStepInput>,
  recorded: ActedBy,
): ProcessingStep {
  refusePersonalData({ id: given.id, note: given.note });
  return { v: 1, ...given, recorded };
}

/** @throws LedgerError CALLER_FORBIDDEN, DERIVATION_EXISTS, LINEAGE_LIMIT_EXCEEDED */
export function deriveLinks(
  node: LineageNode | undefined,
  { target, sources, steps, basis, agreement }: z.infer<typeof DeriveInput>,
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
    ...{ source, target, steps, basis, derived },
    ...(catalogNo === undefined ? {} : { catalogNo }),
    ...(agreement === undefined ? {} : { agreement }),
  }));
  if (known.length + links.length > MAX_LINKS) throw limitExceeded(target);
  return { v: 1, version: target, stater: derived.uscc, links: [...known, ...links] };
}

const MAX_LINKS = 100;

export const limitExceeded = (version: VersionRef): LedgerError =>
  new LedgerError(
    'LINEAGE_LIMIT_EXCEEDED',
    `${nodeName(version)} comes from too much to look at.`,
    {
      version,
    },
  );

/** @throws LedgerError DERIVATION_CYCLE */
export function requireAcyclic(target: VersionRef, ancestors: readonly VersionRef[]): void {
  if (ancestors.every((each) => nodeName(each) !== nodeName(target))) return;
  throw new LedgerError('DERIVATION_CYCLE', `${nodeName(target)} would come from itself.`, {
    target,
  });
}
