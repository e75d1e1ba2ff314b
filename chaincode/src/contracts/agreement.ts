import {
  type ActedBy,
  agreementAt,
  agreementChangesAt,
  agreementStatus,
  type AuthorizationAgreement,
  type AuthorizationScheme,
  type BeaconCitation,
  closeExit,
  draftAgreement,
  exitState,
  fileAgreement,
  handOverOperation,
  type Input,
  type OperatorSelection,
  type Output,
  planExit,
  resumeAgreement,
  signAgreement,
  suspendAgreement,
  terminateAgreement,
  type TimelineKind,
  type TimelineStep,
} from '../model/index.js';
import { requireAuthorizable, requireProvided } from './authorizable.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';
import { requireNotListed } from './negative-list.js';
import { actedBy, note, openAgreement, rulesOf } from './operating.js';

type Agreed = AuthorizationAgreement;

/** 授权运营协议: from its draft to the end of its exit (27号). */
export class AgreementContract extends LedgerContract {
  constructor() {
    super('agreement');
  }

  async draft(ctx: LedgerContext, input: Input<'agreement:draft'>): Promise<Agreed> {
    const { schemes, selections, agreements } = ctx.world.operation;
    const by = await actedBy(ctx, input.beacon);
    const scheme = await schemes.require('SCHEME_NOT_FOUND', input.scheme);
    const selection = await selections.require('SELECTION_NOT_FOUND', input.selection);
    const rules = await rulesOf(ctx, scheme);
    const { implementingBody } = scheme;
    const negativeList = await requireAuthorizable(ctx, input.catalogNos);
    await requireProvided(ctx, input, implementingBody);
    const agreement = draftAgreement(input, { scheme, selection, rules, negativeList }, by);
    const { id } = agreement;
    await agreements.create('AGREEMENT_EXISTS', agreement, id);
    await note(ctx, id, [
      ...before(scheme, selection),
      { kind: 'AGREEMENT_DRAFTED', subject: id, by },
    ]);
    ctx.emit('agreement.drafted', { id, operator: agreement.operator });
    return agreement;
  }

  async sign(
    ctx: LedgerContext,
    { id, beacon, ...digests }: Input<'agreement:sign'>,
  ): Promise<Agreed> {
    const signed = await step(ctx, { id, beacon }, 'AGREEMENT_SIGNED', (agreement, by) =>
      signAgreement(agreement, digests, by),
    );
    ctx.emit('agreement.signed', { id, signatures: signed.signatures.length });
    return signed;
  }

  /** The list may have grown since the draft: nothing listed comes into force. */
  async file(
    ctx: LedgerContext,
    { id, filingNo, beacon }: Input<'agreement:file'>,
  ): Promise<Agreed> {
    const filed = await step(ctx, { id, beacon }, 'AGREEMENT_FILED', async (agreement, by) => {
      const negativeList = await requireNotListed(ctx, agreement.catalogNos);
      // A consent withdrawn since the draft keeps the agreement from coming into force.
      await requireProvided(ctx, agreement, agreement.implementingBody);
      return fileAgreement(agreement, filingNo, { by, negativeList });
    });
    ctx.emit('agreement.filed', { id, filingNo });
    return filed;
  }

  async suspend(
    ctx: LedgerContext,
    { id, reasons, beacon }: Input<'agreement:suspend'>,
  ): Promise<Agreed> {
    const suspended = await step(ctx, { id, beacon }, 'AGREEMENT_SUSPENDED', (agreement, by) =>
      suspendAgreement(agreement, reasons, by),
    );
    ctx.emit('agreement.suspended', { id });
    return suspended;
  }

  async resume(
    ctx: LedgerContext,
    { id, reasons, beacon }: Input<'agreement:resume'>,
  ): Promise<Agreed> {
    const resumed = await step(ctx, { id, beacon }, 'AGREEMENT_RESUMED', (agreement, by) =>
      resumeAgreement(agreement, reasons, by),
    );
    ctx.emit('agreement.resumed', { id });
    return resumed;
  }

  async terminate(
    ctx: LedgerContext,
    { id, reasons, beacon }: Input<'agreement:terminate'>,
  ): Promise<Agreed> {
    const ended = await step(ctx, { id, beacon }, 'AGREEMENT_TERMINATED', (agreement, by) =>
      terminateAgreement(agreement, reasons, by),
    );
    ctx.emit('agreement.terminated', { id });
    return ended;
  }

  async planExit(
    ctx: LedgerContext,
    { id, beacon, ...plan }: Input<'agreement:planExit'>,
  ): Promise<Agreed> {
    const planned = await step(ctx, { id, beacon }, 'EXIT_PLANNED', (agreement, by) =>
      planExit(agreement, plan, by),
    );
    ctx.emit('agreement.exit-planned', { id, effectiveOn: plan.effectiveOn });
    return planned;
  }

  async handOver(
    ctx: LedgerContext,
    { id, beacon, ...handed }: Input<'agreement:handOver'>,
  ): Promise<Agreed> {
    const done = await step(ctx, { id, beacon }, 'HANDED_OVER', (agreement, by) =>
      handOverOperation(agreement, handed, by),
    );
    ctx.emit('agreement.handed-over', { id });
    return done;
  }

  async closeExit(
    ctx: LedgerContext,
    { id, beacon, destructionEvidence }: Input<'agreement:closeExit'>,
  ): Promise<Agreed> {
    const closed = await step(ctx, { id, beacon }, 'EXIT_CLOSED', async (agreement, by) => {
      const evidence =
        destructionEvidence === undefined
          ? undefined
          : await ctx.world.evidence.require('EVIDENCE_NOT_FOUND', destructionEvidence);
      return closeExit(agreement, evidence, by);
    });
    ctx.emit('agreement.exit-closed', { id });
    return closed;
  }

  async read(
    ctx: LedgerContext,
    { id, ...instants }: Input<'agreement:read'>,
  ): Promise<Output<'agreement:read'>> {
    const record = await ctx.world.operation.agreements.require('AGREEMENT_NOT_FOUND', id);
    const asked = await askedOf(ctx, instants);
    const agreement = agreementAt(record, asked.knownAt);
    const exit = exitState(agreement);
    const nextChangeAt = agreementChangesAt(agreement, asked.asOf);
    return {
      agreement,
      status: agreementStatus(agreement, asked.asOf),
      ...(exit === undefined ? {} : { exit }),
      ...(nextChangeAt === undefined ? {} : { nextChangeAt }),
      ...asked,
    };
  }
}

/** One step on an agreement: the record and its timeline are written together. */
async function step(
  ctx: LedgerContext,
  { id, beacon }: { readonly id: string; readonly beacon: BeaconCitation | undefined },
  kind: TimelineKind,
  take: (agreement: Agreed, by: ActedBy) => Agreed | Promise<Agreed>,
): Promise<Agreed> {
  const { agreement, by } = await openAgreement(ctx, id, beacon);
  const next = await take(agreement, by);
  await ctx.world.operation.agreements.put(next, id);
  await note(ctx, id, [{ kind, subject: id, by }]);
  return next;
}

/** What led to an agreement stands at the beginning of its timeline. */
function before(scheme: AuthorizationScheme, selection: OperatorSelection): TimelineStep[] {
  const steps: TimelineStep[] = [
    { kind: 'SCHEME_DRAFTED', subject: scheme.id, by: scheme.drafted },
  ];
  if (scheme.decision !== undefined) {
    steps.push({ kind: 'SCHEME_DECIDED', subject: scheme.id, by: scheme.decision.by });
  }
  if (scheme.filing !== undefined) {
    steps.push({ kind: 'SCHEME_FILED', subject: scheme.id, by: scheme.filing.by });
  }
  return [...steps, { kind: 'OPERATOR_SELECTED', subject: selection.id, by: selection.selected }];
}
