import {
  checkCommitment,
  checkPrevious,
  deposit,
  erase,
  type EvidenceHistoryEntry,
  type EvidenceRecord,
  evidenceErased,
  evidenceStatus,
  type Input,
  later,
  LedgerError,
  type Output,
  requirePayloadReader,
  shanghaiDate,
} from '../model/index.js';
import { newestFirst } from '../state/order.js';
import { checkCited } from './cited.js';
import { actOf } from './desk.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';

/** Successors shown with a record; a longer list is in the history, page by page. */
const SUCCESSORS = 100;

/** Of events in one millisecond the deposit came first; newest first means it sorts last. */
const PLACE: Readonly<Record<EvidenceHistoryEntry['event'], string>> = {
  ERASED: '0',
  SUPERSEDED: '1',
  DEPOSITED: '2',
};

/** 存证: deposits of digests, and the private payloads behind some of them. */
export class EvidenceContract extends LedgerContract {
  constructor() {
    super('evidence');
  }

  async deposit(
    ctx: LedgerContext,
    input: Input<'evidence:deposit'>,
  ): Promise<Output<'evidence:deposit'>> {
    const { world, actor, moment } = ctx;
    await checkCited(ctx, input.beacon);
    if (input.previous !== undefined) {
      const previous = await world.evidence.require('EVIDENCE_NOT_FOUND', input.previous);
      checkPrevious(previous, actor);
      await world.evidenceByPrevious.add(previous.id, input.id);
      await this.#note(ctx, previous, { event: 'SUPERSEDED', by: input.id });
    }
    const record = deposit(input, actor, moment, await this.#keep(ctx, input));
    await world.evidence.create('EVIDENCE_EXISTS', record, record.id);
    for (const [algorithm, hex] of Object.entries(record.digests)) {
      await world.evidenceByDigest.add(algorithm, hex, record.id);
    }
    await this.#note(ctx, record, { event: 'DEPOSITED' });
    ctx.emit('evidence.deposited', { id: record.id, digests: record.digests });
    return record;
  }

  /** Puts the private payload where its custodian keeps it; returns the custodian. */
  async #keep(ctx: LedgerContext, input: Input<'evidence:deposit'>): Promise<string | undefined> {
    if (input.commitment === undefined) {
      refusePayload(ctx);
      return undefined;
    }
    const [payload, salt] = [ctx.transient('payload'), ctx.transient('salt')];
    checkCommitment(input.commitment, salt, payload);
    const { custodians, court } = await ctx.world.settings.custody();
    const home = custodians.includes(ctx.actor.mspId) ? ctx.actor.mspId : custodians[0];
    const custodian = home ?? court;
    await ctx.world.payloads.create(input.id, { payload, salt }, [court, custodian]);
    await ctx.world.commitments.put({ v: 1, commitment: input.commitment }, input.id);
    return custodian;
  }

  async read(ctx: LedgerContext, { id }: Input<'evidence:read'>): Promise<Output<'evidence:read'>> {
    return evidenceView(ctx, await ctx.world.evidence.require('EVIDENCE_NOT_FOUND', id));
  }

  async findByDigest(
    ctx: LedgerContext,
    input: Input<'evidence:findByDigest'>,
  ): Promise<Output<'evidence:findByDigest'>> {
    const { world } = ctx;
    const page = await world.evidenceByDigest.page(input, input.algorithm, input.hex);
    const items: Output<'evidence:read'>[] = [];
    for (const id of page.items) {
      items.push(await evidenceView(ctx, await world.evidence.require('EVIDENCE_NOT_FOUND', id)));
    }
    return { ...page, items };
  }

  async history(
    ctx: LedgerContext,
    { id, ...page }: Input<'evidence:history'>,
  ): Promise<Output<'evidence:history'>> {
    await ctx.world.evidence.require('EVIDENCE_NOT_FOUND', id);
    return ctx.world.evidenceEvents.page(page, id);
  }

  /** The purge needs the court’s and the custodian’s peers: the payload’s key was born so. */
  async erase(
    ctx: LedgerContext,
    input: Input<'evidence:erase'>,
  ): Promise<Output<'evidence:erase'>> {
    const { world } = ctx;
    await checkCited(ctx, input.beacon);
    const record = await world.evidence.require('EVIDENCE_NOT_FOUND', input.id);
    const earlier = await world.tombstones.find(input.id);
    if (earlier !== undefined) throw evidenceErased(earlier);
    await this.#requireNotRetained(ctx, input);
    const tombstone = erase(record, input, ctx.actor, ctx.moment);
    await world.payloads.purge(record.id);
    await world.tombstones.put(tombstone, record.id);
    await this.#note(ctx, record, { event: 'ERASED' });
    ctx.emit('evidence.erased', { id: record.id, reason: tombstone.reason });
    return tombstone;
  }

  /** A report of an impact assessment is kept (PIPL 56) by the time of a beacon; a court may order. */
  async #requireNotRetained(ctx: LedgerContext, input: Input<'evidence:erase'>): Promise<void> {
    const retained = await ctx.world.attestations.retained.find(input.id);
    if (retained === undefined || ctx.actor.role === 'court') return;
    const { notBefore } = await actOf(ctx, input.beacon);
    if (shanghaiDate(notBefore) > retained.until) return;
    const { until } = retained;
    throw new LedgerError('REPORT_RETAINED', `${input.id} is kept through ${until}.`, {
      id: input.id,
      until,
      article: 'PIPL/56',
    });
  }

  async payload(
    ctx: LedgerContext,
    { id }: Input<'evidence:payload'>,
  ): Promise<Output<'evidence:payload'>> {
    const { world } = ctx;
    const record = await world.evidence.require('EVIDENCE_NOT_FOUND', id);
    requirePayloadReader(record, ctx.actor, await world.settings.custody());
    const tombstone = await world.tombstones.find(id);
    if (tombstone !== undefined) throw evidenceErased(tombstone);
    const { commitment } = record;
    const payload = commitment === undefined ? undefined : await world.payloads.find(id);
    if (payload === undefined || commitment === undefined) {
      throw new LedgerError('PAYLOAD_NOT_FOUND', `Evidence ${id} has no private payload.`, { id });
    }
    return { id, ...payload, commitment };
  }

  /** Ordered by time, and never before the record itself, whatever the client’s clock says. */
  async #note(
    ctx: LedgerContext,
    record: EvidenceRecord,
    what: Pick<EvidenceHistoryEntry, 'event' | 'by'>,
  ): Promise<void> {
    const { txId, time } = ctx.moment;
    const order = `${newestFirst(later(record.depositedAt, time))}.${PLACE[what.event]}`;
    const entry = { ...what, txId, claimedAt: time };
    await ctx.world.evidenceEvents.put(entry, record.id, order, txId);
  }
}

/** A record with what became of it. */
export async function evidenceView(
  { world }: LedgerContext,
  record: EvidenceRecord,
): Promise<Output<'evidence:read'>> {
  const tombstone = await world.tombstones.find(record.id);
  const { items } = await world.evidenceByPrevious.page({ limit: SUCCESSORS }, record.id);
  return {
    record,
    status: evidenceStatus(tombstone, items),
    supersededBy: items,
    ...(tombstone === undefined ? {} : { tombstone }),
  };
}

/** A payload that nothing commits to would be lost without a word. */
function refusePayload(ctx: LedgerContext): void {
  if (!ctx.hasTransient('payload') && !ctx.hasTransient('salt')) return;
  const issues = [{ pointer: '/commitment', message: 'Missing' }];
  throw new LedgerError('INPUT_INVALID', 'A private payload needs its commitment.', { issues });
}
