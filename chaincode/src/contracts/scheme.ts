import {
  decideScheme,
  draftScheme,
  fileScheme,
  type Input,
  LedgerError,
  type Output,
  requireUscc,
  selectOperator,
} from '../model/index.js';
import { requireAuthorizable } from './authorizable.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actedBy } from './operating.js';

/** 实施方案: drafted, decided on, filed; then the operator is chosen in competition (27号). */
export class SchemeContract extends LedgerContract {
  constructor() {
    super('scheme');
  }

  async draft(ctx: LedgerContext, input: Input<'scheme:draft'>): Promise<Output<'scheme:draft'>> {
    const { world, person } = ctx;
    const by = await actedBy(ctx, input.beacon);
    const rules = await world.rules.operation(input.rules, by.at);
    const negativeList = await requireAuthorizable(ctx, input.catalogNos);
    const scheme = draftScheme(input, rules, { by, person, negativeList });
    await world.operation.schemes.create('SCHEME_EXISTS', scheme, scheme.id);
    ctx.emit('scheme.drafted', { id: scheme.id, implementingBody: scheme.implementingBody });
    return scheme;
  }

  async decide(
    ctx: LedgerContext,
    { id, beacon, ...decision }: Input<'scheme:decide'>,
  ): Promise<Output<'scheme:decide'>> {
    const { schemes } = ctx.world.operation;
    const by = await actedBy(ctx, beacon);
    const scheme = await schemes.require('SCHEME_NOT_FOUND', id);
    const decided = decideScheme(scheme, decision, { by, person: ctx.person });
    await schemes.put(decided, id);
    ctx.emit('scheme.decided', { id, outcome: decision.outcome });
    return decided;
  }

  async file(
    ctx: LedgerContext,
    { id, filingNo, beacon }: Input<'scheme:file'>,
  ): Promise<Output<'scheme:file'>> {
    const { schemes } = ctx.world.operation;
    const by = await actedBy(ctx, beacon);
    const filed = fileScheme(await schemes.require('SCHEME_NOT_FOUND', id), filingNo, by);
    await schemes.put(filed, id);
    ctx.emit('scheme.filed', { id, filingNo });
    return filed;
  }

  async read(ctx: LedgerContext, { id }: Input<'scheme:read'>): Promise<Output<'scheme:read'>> {
    return ctx.world.operation.schemes.require('SCHEME_NOT_FOUND', id);
  }

  async select(
    ctx: LedgerContext,
    input: Input<'scheme:select'>,
  ): Promise<Output<'scheme:select'>> {
    const { operation, rules, evidence } = ctx.world;
    const by = await actedBy(ctx, input.beacon);
    requireUscc(input.operator);
    const scheme = await operation.schemes.require('SCHEME_NOT_FOUND', input.scheme);
    const { id, version } = scheme.rules;
    const selection = selectOperator(input, scheme, await rules.operationVersion(id, version), by);
    const record = await evidence.require('EVIDENCE_NOT_FOUND', input.evidence);
    if (!Object.values(record.digests).includes(input.evidenceDigest)) {
      throw new LedgerError('ROOT_MISMATCH', 'The evidence states another digest.', {
        evidence: record.id,
      });
    }
    await operation.selections.create('SELECTION_EXISTS', selection, selection.id);
    ctx.emit('scheme.operator-selected', { id: selection.id, operator: selection.operator });
    return selection;
  }

  async selection(
    ctx: LedgerContext,
    { id }: Input<'scheme:selection'>,
  ): Promise<Output<'scheme:selection'>> {
    return ctx.world.operation.selections.require('SELECTION_NOT_FOUND', id);
  }
}
