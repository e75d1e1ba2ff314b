import {
  begin,
  type Input,
  isConsentValid,
  later,
  LedgerError,
  move,
  type Output,
  refuseCore,
  requireActive,
  requireFlow,
  requireParty,
  requireShareable,
  requireTerm,
} from '../model/index.js';
import { madeBy, requireReleasable, starting } from './acting.js';
import { requireEntry } from './catalog.js';
import { levelOf } from './classified.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';

/** 政务共享: asked, decided, recorded; and what a provider consents to afterwards. */
export class SharingContract extends LedgerContract {
  constructor() {
    super('sharing');
  }

  async request(
    ctx: LedgerContext,
    input: Input<'sharing:request'>,
  ): Promise<Output<'sharing:request'>> {
    const act = await starting(ctx, input);
    const { id, catalogNo, purpose, term } = input;
    const entry = await requireEntry(ctx, catalogNo);
    requireActive(entry);
    refuseCore(catalogNo, { level: await levelOf(ctx, entry) });
    requireShareable(entry);
    const { version, department: provider } = entry;
    const facts = { kind: 'GOV_SHARE' as const, catalogNo, version, provider };
    const share = { ...begin(id, 'REQUESTED', act), ...facts, recipient: act.by.uscc };
    const made = { ...share, purpose, term };
    await ctx.world.masterCatalog.shares.create('RECORD_EXISTS', made, id);
    ctx.emit('sharing.requested', { id, catalogNo, provider });
    return made;
  }

  async decide(
    ctx: LedgerContext,
    input: Input<'sharing:decide'>,
  ): Promise<Output<'sharing:decide'>> {
    const act = await starting(ctx, input);
    const { shares } = ctx.world.masterCatalog;
    const share = await shares.require('RECORD_NOT_FOUND', input.id);
    requireParty(act, [share.provider], share.id);
    requireFlow(share, ['REQUESTED']);
    const entry = await requireEntry(ctx, share.catalogNo);
    if (input.outcome === 'APPROVED') {
      await requireReleasable(ctx, entry);
      requireShareable(entry);
    }
    const step = { from: ['REQUESTED'], to: input.outcome, note: input.reasons } as const;
    const decided = { ...move(share, step, act), version: entry.version };
    await shares.put(decided, share.id);
    ctx.emit('sharing.decided', { id: share.id, outcome: input.outcome });
    return decided;
  }

  async record(
    ctx: LedgerContext,
    input: Input<'sharing:record'>,
  ): Promise<Output<'sharing:record'>> {
    const act = await starting(ctx, input);
    const { shares } = ctx.world.masterCatalog;
    const share = await shares.require('RECORD_NOT_FOUND', input.id);
    requireParty(act, [share.provider], share.id);
    const moved = move(share, { from: ['APPROVED'], to: 'DELIVERED' }, act);
    requireTerm(share.id, share.term, act.moment.time);
    const delivered = { ...moved, deliveryDigest: input.deliveryDigest };
    await shares.put(delivered, share.id);
    ctx.emit('sharing.recorded', { id: share.id, recipient: share.recipient });
    return delivered;
  }

  async read(ctx: LedgerContext, { id }: Input<'sharing:read'>): Promise<Output<'sharing:read'>> {
    return ctx.world.masterCatalog.shares.require('RECORD_NOT_FOUND', id);
  }

  /** A consent that still counts is not replaced; one that ended makes room for the next. */
  async consent(
    ctx: LedgerContext,
    input: Input<'sharing:consent'>,
  ): Promise<Output<'sharing:consent'>> {
    const act = await starting(ctx, input);
    const { id, catalogNo, recipient, purpose, agreement, term } = input;
    const { sharedFrom } = await requireEntry(ctx, catalogNo);
    requireParty(act, [sharedFrom], catalogNo);
    const { consents } = ctx.world.masterCatalog;
    const key = [catalogNo, recipient, purpose];
    const before = await consents.find(...key);
    if (before !== undefined && isConsentValid(before, act.moment.time)) {
      throw new LedgerError('RECORD_EXISTS', `${before.id} is such a consent already.`, { key });
    }
    const facts = { id, catalogNo, provider: act.by.uscc, recipient, purpose, term };
    const limit = agreement === undefined ? {} : { agreement };
    const consent = { v: 1 as const, ...facts, ...limit, ...madeBy(act) };
    await consents.put(consent, ...key);
    ctx.emit('sharing.consented', { id, catalogNo, recipient, purpose });
    return consent;
  }

  async withdraw(
    ctx: LedgerContext,
    input: Input<'sharing:withdraw'>,
  ): Promise<Output<'sharing:withdraw'>> {
    const act = await starting(ctx, input);
    const { catalogNo, recipient, purpose, reason } = input;
    const { consents } = ctx.world.masterCatalog;
    const key = [catalogNo, recipient, purpose];
    const consent = await consents.require('RECORD_NOT_FOUND', ...key);
    requireParty(act, [consent.provider], consent.id);
    if (consent.withdrawn !== undefined) {
      throw new LedgerError('CONSENT_WITHDRAWN', `${consent.id} was withdrawn already.`, { key });
    }
    const { time, txId } = act.moment;
    const withdrawn = { ...consent, withdrawn: { at: later(consent.at, time), reason, txId } };
    await consents.put(withdrawn, ...key);
    ctx.emit('sharing.consent-withdrawn', { id: consent.id, catalogNo, recipient, purpose });
    return withdrawn;
  }

  async consented(
    ctx: LedgerContext,
    { catalogNo, recipient, purpose, asOf: asked }: Input<'sharing:consented'>,
  ): Promise<Output<'sharing:consented'>> {
    const { asOf } = await askedOf(ctx, { asOf: asked });
    const { consents } = ctx.world.masterCatalog;
    const consent = await consents.require('RECORD_NOT_FOUND', catalogNo, recipient, purpose);
    return { consent, valid: consent.at <= asOf && isConsentValid(consent, asOf), asOf };
  }
}
