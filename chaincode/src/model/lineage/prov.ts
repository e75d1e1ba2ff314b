import { z } from 'zod';
import { VersionRef } from '../registration/description.js';
import { type DerivationLink, nodeName } from './derivation.js';
import type { ProcessingStep } from './step.js';
import type { TracedLink } from './trace.js';

/** Edges that one document states; the rest is told of, and asked for from a nearer version. */
export const MAX_PROV_EDGES = 500;
/** Steps of one version that one document states. */
export const MAX_PROV_STEPS = 100;

export const ProvInput = z
  .strictObject({
    version: VersionRef,
    depth: z.int().min(1).max(32),
    direction: z.enum(['UP', 'DOWN']),
  })
  .meta({ id: 'ProvInput' });
export type ProvInput = z.infer<typeof ProvInput>;

const Value = z.union([z.string(), z.int(), z.boolean()]);
const Statements = z.record(z.string(), z.record(z.string(), Value));

/** A document of W3C PROV-JSON (member submission of 24 April 2013): no bundles, scalar values. */
export const ProvDocument = z
  .strictObject({
    prefix: z.record(z.string(), z.string()),
    entity: Statements,
    activity: Statements,
    agent: Statements,
    used: Statements,
    wasGeneratedBy: Statements,
    wasDerivedFrom: Statements,
    wasAssociatedWith: Statements,
    actedOnBehalfOf: Statements,
  })
  .meta({ id: 'ProvDocument', description: 'W3C PROV-JSON' });
export type ProvDocument = z.infer<typeof ProvDocument>;

/** Whether the document is the whole answer stands beside it: PROV has no word for it. */
export const ProvAnswer = z
  .strictObject({
    version: VersionRef,
    document: ProvDocument,
    edges: z.int().min(0),
    truncated: z.boolean(),
    /** Says what is missing, where something is. */
    statement: z.string(),
  })
  .meta({ id: 'ProvAnswer' });
export type ProvAnswer = z.infer<typeof ProvAnswer>;

const prefix = {
  prov: 'http://www.w3.org/ns/prov#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  sq: 'urn:shuquan:term:',
  data: 'urn:shuquan:version:',
  step: 'urn:shuquan:step:',
  party: 'urn:shuquan:uscc:',
  edge: 'urn:shuquan:derivation:',
};

/** What a document is made of. */
export interface ProvFacts {
  readonly edges: readonly TracedLink[];
  readonly steps: readonly ProcessingStep[];
  readonly truncated: boolean;
}

/** Entities are data versions, activities steps, agents parties by their codes and nothing else. */
export function provOf(version: VersionRef, { edges, steps, truncated }: ProvFacts): ProvAnswer {
  const document = emptyDocument();
  addEntity(document, version);
  for (const step of steps) addStep(document, step);
  for (const { link } of edges) addLink(document, link, steps);
  // In the document as well, for whoever is handed it alone.
  const asked = document.entity[entityId(version)];
  if (asked !== undefined) asked['sq:lineageTruncated'] = truncated;
  return {
    version,
    document,
    edges: edges.length,
    truncated,
    statement: truncated
      ? `Truncated: the lineage goes on beyond these ${String(edges.length)} edges or their steps.`
      : 'Whole: every edge and step of the lineage to the depth asked.',
  };
}

const emptyDocument = (): ProvDocument => ({
  ...{ prefix, entity: {}, activity: {}, agent: {}, used: {}, wasGeneratedBy: {} },
  ...{ wasDerivedFrom: {}, wasAssociatedWith: {}, actedOnBehalfOf: {} },
});

const entityId = (version: VersionRef): string => `data:${nodeName(version)}`;
const stepId = (id: string): string => `step:${id}`;
const partyId = (uscc: string): string => `party:${uscc}`;

function addEntity({ entity }: ProvDocument, version: VersionRef): string {
  const id = entityId(version);
  entity[id] = { 'sq:asset': version.asset, 'sq:version': version.version };
  return id;
}

function addAgent({ agent }: ProvDocument, uscc: string): string {
  const id = partyId(uscc);
  agent[id] = { 'prov:type': 'prov:Organization', 'sq:uscc': uscc };
  return id;
}

function addStep(document: ProvDocument, step: ProcessingStep): void {
  const id = stepId(step.id);
  document.activity[id] = {
    'prov:startTime': step.startedAt,
    'prov:endTime': step.endedAt,
    'prov:type': `sq:${step.kind}`,
    'sq:basis': step.basis.kind,
    'sq:methodDigest': step.methodDigest,
  };
  const of = { 'prov:activity': id };
  for (const input of step.inputs) {
    const entity = addEntity(document, input);
    document.used[blank(id, entity)] = { ...of, 'prov:entity': entity };
  }
  const made = addEntity(document, step.output);
  document.wasGeneratedBy[blank(id, made)] = { ...of, 'prov:entity': made };
  addActors(document, step, of);
}

/** The actor, the principal it acts for, and the base at which it was done. */
function addActors(
  document: ProvDocument,
  { recorded, basis, base }: ProcessingStep,
  of: { readonly 'prov:activity': string },
): void {
  const id = of['prov:activity'];
  const actor = addAgent(document, recorded.uscc);
  const { wasAssociatedWith, actedOnBehalfOf } = document;
  wasAssociatedWith[blank(id, actor)] = { ...of, 'prov:agent': actor };
  if (base !== undefined && base.uscc !== recorded.uscc) {
    const at = addAgent(document, base.uscc);
    wasAssociatedWith[blank(id, at)] = { ...of, 'prov:agent': at, 'prov:role': 'sq:base' };
  }
  if (basis.kind !== 'ENTRUSTMENT') return;
  const responsible = addAgent(document, basis.principal);
  actedOnBehalfOf[blank(id, actor)] = {
    ...{ ...of, 'prov:delegate': actor, 'prov:responsible': responsible },
  };
}

/** An edge names the one step that it went through, where there is just one that is stated here. */
function addLink(
  document: ProvDocument,
  { source, target, steps: named, derived }: DerivationLink,
  steps: readonly ProcessingStep[],
): void {
  const [used, made] = [addEntity(document, source), addEntity(document, target)];
  const [only] = named;
  const through = named.length === 1 && steps.some(({ id }) => id === only) ? only : undefined;
  document.wasDerivedFrom[`edge:${nodeName(target)}/${nodeName(source)}`] = {
    'prov:generatedEntity': made,
    'prov:usedEntity': used,
    ...(through === undefined ? {} : { 'prov:activity': stepId(through) }),
    'sq:statedBy': derived.uscc,
    'sq:transaction': derived.txId,
  };
}

/** A name that stands in this document alone; the same facts have the same one. */
const blank = (a: string, b: string): string => `_:${a.replace(':', '.')}/${b.replace(':', '.')}`;
