import {
  consentStatement,
  consentStatus,
  giveConsent,
  type Input,
  later,
  type Output,
  requireConsent,
  requireSigned,
  statementText,
} from '../model/index.js';
import { p256 } from '../crypto.js';
import { askedOf } from './desk.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { citeScenes } from './scenes.js';
import { clockOf, voucherAct } from './voucher-closure.js';

/** 授权同意: what a subject signed with its own key, and that it may take back at any time. */
export class ConsentContract extends LedgerContract {
  constructor() {
    super('consent');
  }

  async give(ctx: LedgerContext, input: Input<'consent:give'>): Promise<Output<'consent:give'>> {
    const { act, at } = await voucherAct(ctx, input.beacon);
    const { key } = input.subject;
    const text = statementText('consent', ctx.stub.getChannelID(), consentStatement(input));
    const sceneList = await citeScenes(ctx, input.scenes);
    const consent = giveConsent(input, act.by, { at, txId: ctx.moment.txId, sceneList });
    requireSigned({ key, text, signature: input.signature }, p256);
    await ctx.world.vouchers.consents.create('CONSENT_EXISTS', consent, consent.id);
    ctx.emit('consent.given', { consent: consent.id, holder: consent.holder });
    return consent;
  }

  /** Nobody can refuse to carry it: any enrolled role may, and the signature is the subject’s own. */
  async withdraw(
    ctx: LedgerContext,
    { id, signedAt, signature, beacon }: Input<'consent:withdraw'>,
  ): Promise<Output<'consent:withdraw'>> {
    const { act, at } = await voucherAct(ctx, beacon);
    const { consents, withdrawals } = ctx.world.vouchers;
    const consent = await consents.require('CONSENT_NOT_FOUND', id);
    const stated = { consent: id, signedAt };
    const text = statementText('consent-withdrawal', ctx.stub.getChannelID(), stated);
    requireSigned({ key: consent.subject.key, text, signature }, p256);
    const before = await withdrawals.find(id);
    requireConsent(consent, consentStatus(consent, before, clockOf(act, before?.at ?? at)));
    const facts = { consent: id, signedAt, signature, by: act.by, at: later(consent.at, at) };
    const withdrawal = { v: 1 as const, ...facts, txId: ctx.moment.txId };
    await withdrawals.put(withdrawal, id);
    ctx.emit('consent.withdrawn', { consent: id, holder: consent.holder });
    return withdrawal;
  }

  async read(
    ctx: LedgerContext,
    { id, asOf: wanted }: Input<'consent:read'>,
  ): Promise<Output<'consent:read'>> {
    const { consents, withdrawals } = ctx.world.vouchers;
    const { asOf } = await askedOf(ctx, { asOf: wanted });
    const consent = await consents.require('CONSENT_NOT_FOUND', id);
    const found = await withdrawals.find(id);
    const withdrawal = found !== undefined && found.at <= asOf ? { withdrawal: found } : {};
    return { consent, status: consentStatus(consent, found, asOf), asOf, ...withdrawal };
  }
}
