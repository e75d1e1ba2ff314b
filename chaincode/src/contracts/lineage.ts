import {
  type ActedBy,
  type Affected,
  affectedPage,
  type DerivationSource,
  deriveLinks,
  echo,
  type Input,
  type LineageGround,
  type LineageNode,
  nodeName,
  type Output,
  type ProcessingBasis,
  provOf,
  recordStep,
  requireAcyclic,
  requireInScope,
  requireOperator,
  requireServiceBase,
  type VersionRef,
  versionUnknown,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import { affectedBy } from './affecting.js';
import { isInForce } from './in-force.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';
import { distinct, groundsOf } from './grounding.js';
import { actedBy, note, rulesOf } from './operating.js';
import { deliveringOperators, refuseRedevelopment } from './redevelopment.js';
import { ancestorsOf, down, provenance, trace, up } from './tracing.js';

/** 溯源: how data was processed, from what it was made, and what falls with what. */
export class LineageContract extends LedgerContract {
  constructor() {
    super('lineage');
  }

  async record(
    ctx: LedgerContext,
    input: Input<'lineage:record'>,
  ): Promise<Output<'lineage:record'>> {
    const by = await actedBy(ctx, input.beacon);
    await requireBase(ctx, input, by);
    const grounds = distinct(await groundsOf(ctx, input.basis, input.inputs, by));
    const step = recordStep(input, grounds, by);
    const { steps, stepsByOutput } = ctx.world.lineage;
    await steps.create('STEP_EXISTS', step, step.id);
    await stepsByOutput.add(...versionKey(step.output), step.id);
    await entrust(ctx, step.basis, [...step.inputs, step.output], by);
    await noteUnder(ctx, grounds, 'PROCESSED', step.id, by);
    ctx.emit('lineage.step-recorded', { id: step.id, kind: step.kind, output: step.output });
    return step;
  }

  async derive(ctx: LedgerContext, input: Input<'lineage:derive'>): Promise<LineageNode> {
    const { nodes, steps } = ctx.world.lineage;
    const { target, sources } = input;
    const by = await actedBy(ctx, input.beacon);
    const used = sources.map(({ version }) => version);
    const grounds = distinct(await groundsOf(ctx, input.basis, used, by));
    await requireInAgreement(ctx, grounds, sources);
    for (const id of input.steps) await steps.require('STEP_NOT_FOUND', id);
    await requireMaker(ctx, target, by);
    const node = deriveLinks(await nodes.find(...versionKey(target)), input, grounds, by);
    await this.#requireLawful(ctx, target, used);
    await requireKnown(ctx, grounds, sources);
    await nodes.put(node, ...versionKey(target));
    await this.#index(ctx, target, used, grounds);
    await entrust(ctx, input.basis, [...used, target], by);
    await noteUnder(ctx, grounds, 'DERIVED', nodeName(target), by);
    ctx.emit('lineage.derived', { target, sources: used });
    return node;
  }

  /** No circle, and nobody re-develops what it delivered as an operator. */
  async #requireLawful(
    ctx: LedgerContext,
    target: VersionRef,
    sources: readonly VersionRef[],
  ): Promise<void> {
    const ancestors = await ancestorsOf(ctx, sources);
    requireAcyclic(target, ancestors);
    const operators = await deliveringOperators(ctx, ancestors, target.asset);
    await refuseRedevelopment(ctx, operators, ctx.actor.uscc);
  }

  /** Under what it was made, and on what: so that whatever falls finds it. */
  async #index(
    ctx: LedgerContext,
    target: VersionRef,
    sources: readonly VersionRef[],
    grounds: readonly LineageGround[],
  ): Promise<void> {
    const { derivedFrom, madeOn } = ctx.world.lineage;
    const name = nodeName(target);
    for (const source of sources) await derivedFrom.add(...versionKey(source), name);
    for (const { kind, id } of grounds) await madeOn.add(kind, id, name);
  }

  async step(ctx: LedgerContext, { id }: Input<'lineage:step'>): Promise<Output<'lineage:step'>> {
    return ctx.world.lineage.steps.require('STEP_NOT_FOUND', id);
  }

  async traceUp(
    ctx: LedgerContext,
    input: Input<'lineage:traceUp'>,
  ): Promise<Output<'lineage:traceUp'>> {
    return trace(ctx, input, up);
  }

  async traceDown(
    ctx: LedgerContext,
    input: Input<'lineage:traceDown'>,
  ): Promise<Output<'lineage:traceDown'>> {
    return trace(ctx, input, down);
  }

  async prov(ctx: LedgerContext, input: Input<'lineage:prov'>): Promise<Output<'lineage:prov'>> {
    return provOf(input.version, await provenance(ctx, input));
  }

  async affected(
    ctx: LedgerContext,
    { of, limit, cursor, asOf, knownAt, audience, nonce }: Input<'lineage:affected'>,
  ): Promise<Output<'lineage:affected'>> {
    const asked = await askedOf(ctx, { asOf, knownAt });
    const page = affectedPage(of, await affectedBy(ctx, of), { limit, cursor });
    const items: Affected[] = [];
    for (const item of page.items) {
      items.push({ ...item, inForce: await isInForce(ctx, item, asked) });
    }
    return {
      ...{ ...page, items, asked },
      ...echo({ audience, nonce }),
    };
  }
}

async function requireBase(
  ctx: LedgerContext,
  { base }: Pick<Input<'lineage:record'>, 'base'>,
  { at }: ActedBy,
): Promise<void> {
  if (base === undefined) return;
  const party = await ctx.world.parties.find(base.uscc);
  const qualification = await ctx.world.qualifications.find(base.uscc, base.qualification);
  requireServiceBase(base, party, qualification, at);
}

/** Whoever has data only to process it for another gets no right in it (NATIONAL_2026/21(7)). */
async function entrust(
  ctx: LedgerContext,
  basis: ProcessingBasis,
  versions: readonly VersionRef[],
  { uscc }: ActedBy,
): Promise<void> {
  if (basis.kind !== 'ENTRUSTMENT') return;
  const { entrusted } = ctx.world.lineage;
  for (const version of versions) await entrusted.add(...versionKey(version), uscc);
}

async function noteUnder(
  ctx: LedgerContext,
  grounds: readonly LineageGround[],
  kind: 'PROCESSED' | 'DERIVED',
  subject: string,
  by: ActedBy,
): Promise<void> {
  const agreement = agreementOf(grounds);
  if (agreement !== undefined) await note(ctx, agreement, [{ kind, subject, by }]);
}

const agreementOf = (grounds: readonly LineageGround[]): string | undefined =>
  grounds.find(({ kind }) => kind === 'AGREEMENT')?.id;

/** What is taken under an agreement lies within its catalogue. */
async function requireInAgreement(
  ctx: LedgerContext,
  grounds: readonly LineageGround[],
  sources: readonly DerivationSource[],
): Promise<void> {
  const id = agreementOf(grounds);
  if (id === undefined) return;
  const agreement = await ctx.world.operation.agreements.require('AGREEMENT_NOT_FOUND', id);
  const { scopeArticle } = await rulesOf(ctx, agreement);
  const numbers = sources.flatMap(({ catalogNo }) => catalogNo ?? []);
  requireInScope(agreement, numbers, scopeArticle);
}

/** @throws LedgerError VERSION_UNKNOWN */
async function requireKnown(
  ctx: LedgerContext,
  grounds: readonly LineageGround[],
  sources: readonly DerivationSource[],
): Promise<void> {
  const isCatalogued = agreementOf(grounds) !== undefined;
  for (const { version, catalogNo } of sources) {
    if (isCatalogued && catalogNo !== undefined) continue;
    if (!(await isKnown(ctx, version))) throw versionUnknown(version);
  }
}

/** Registered, derived, operated as a product, or what came out of a recorded step. */
async function isKnown(ctx: LedgerContext, version: VersionRef): Promise<boolean> {
  const { register, lineage, operation } = ctx.world;
  const key = versionKey(version);
  if ((await register.versions.find(...key)) !== undefined) return true;
  if ((await lineage.nodes.find(...key)) !== undefined) return true;
  if ((await operation.products.find(version.asset)) !== undefined) return true;
  return (await lineage.stepsByOutput.first(1, ...key)).items.length > 0;
}

/** Where an operated product comes from, its operator says. */
async function requireMaker(ctx: LedgerContext, { asset }: VersionRef, by: ActedBy): Promise<void> {
  const product = await ctx.world.operation.products.find(asset);
  if (product === undefined) return;
  const { agreements } = ctx.world.operation;
  requireOperator(await agreements.require('AGREEMENT_NOT_FOUND', product.agreement), by);
}
