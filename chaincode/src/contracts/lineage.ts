import {
  type ActedBy,
  type AuthorizationAgreement,
  deriveLinks,
  type Input,
  type LineageNode,
  nodeName,
  type Output,
  recordStep,
  requireAgreementActive,
  requireAcyclic,
  requireInScope,
  requireOperator,
  type VersionRef,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actedBy, note, openAgreement, rulesOf } from './operating.js';
import { deliveringOperators, refuseRedevelopment } from './redevelopment.js';
import { ancestorsOf, down, trace, up } from './tracing.js';

/** 溯源: how data was processed and from what it was made, with actor, time and basis. */
export class LineageContract extends LedgerContract {
  constructor() {
    super('lineage');
  }

  async record(
    ctx: LedgerContext,
    input: Input<'lineage:record'>,
  ): Promise<Output<'lineage:record'>> {
    const by = await actedBy(ctx, input.beacon);
    await this.#under(ctx, input);
    const step = recordStep(input, by);
    await ctx.world.operation.steps.create('STEP_EXISTS', step, step.id);
    if (input.agreement !== undefined) {
      await note(ctx, input.agreement, [{ kind: 'PROCESSED', subject: step.id, by }]);
    }
    ctx.emit('lineage.step-recorded', { id: step.id, kind: step.kind, output: step.output });
    return step;
  }

  async derive(ctx: LedgerContext, input: Input<'lineage:derive'>): Promise<LineageNode> {
    const { lineage, steps, derivedFrom } = ctx.world.operation;
    const { target, sources } = input;
    const by = await actedBy(ctx, input.beacon);
    const agreement = await this.#under(ctx, input);
    if (agreement !== undefined) {
      const { scopeArticle } = await rulesOf(ctx, agreement);
      const numbers = sources.flatMap(({ catalogNo }) => catalogNo ?? []);
      requireInScope(agreement, numbers, scopeArticle);
    }
    for (const id of input.steps) await steps.require('STEP_NOT_FOUND', id);
    await this.#requireMaker(ctx, target, by);
    const node = deriveLinks(await lineage.find(...versionKey(target)), input, by);
    await this.#requireLawful(
      ctx,
      target,
      sources.map(({ version }) => version),
    );
    await lineage.put(node, ...versionKey(target));
    for (const { version } of sources) {
      await derivedFrom.add(...versionKey(version), nodeName(target));
    }
    if (agreement !== undefined) {
      await note(ctx, agreement.id, [{ kind: 'DERIVED', subject: nodeName(target), by }]);
    }
    ctx.emit('lineage.derived', { target, sources: sources.map(({ version }) => version) });
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

  /** Where an operated product comes from, its operator says. */
  async #requireMaker(ctx: LedgerContext, { asset }: VersionRef, by: ActedBy): Promise<void> {
    const product = await ctx.world.operation.products.find(asset);
    if (product === undefined) return;
    const { agreements } = ctx.world.operation;
    requireOperator(await agreements.require('AGREEMENT_NOT_FOUND', product.agreement), by);
  }

  /** The agreement under which something is done: the operator’s, and active. */
  async #under(
    ctx: LedgerContext,
    input: Pick<Input<'lineage:derive'>, 'agreement' | 'beacon'>,
  ): Promise<AuthorizationAgreement | undefined> {
    if (input.agreement === undefined) return undefined;
    const { agreement, by } = await openAgreement(ctx, input.agreement, input.beacon);
    requireOperator(agreement, by);
    requireAgreementActive(agreement, by.at);
    return agreement;
  }

  async step(ctx: LedgerContext, { id }: Input<'lineage:step'>): Promise<Output<'lineage:step'>> {
    return ctx.world.operation.steps.require('STEP_NOT_FOUND', id);
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
}
