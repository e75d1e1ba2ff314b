import {
  type AssetVoucher,
  groundState,
  type Input,
  issueVoucher,
  lastChange,
  LedgerError,
  type Output,
  publishTemplate,
  refusePersonalData,
  requireConsented,
  requireErasable,
  requireVoucherReader,
  rightsBehind,
  type VoucherProvision,
} from '../model/index.js';
import { p256 } from '../crypto.js';
import { numbered } from '../state/register.js';
import { requireSideOrAsked } from './asking.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';
import { citeScenes, scenesAt } from './scenes.js';
import { groundOf } from './grant-ground.js';
import { closureOf, latestOf, standingConsent, viewOf, voucherAct } from './voucher-closure.js';
import { erased, keepData, openData, purgeData, purgeProvision } from './voucher-data.js';
import { acknowledgeVoucher, consumeVoucher, giveFeedback } from './voucher-uses.js';

/** 公共数据资产凭证: provided, issued, shown, used once, and gone when it must. */
export class VoucherContract extends LedgerContract {
  constructor() {
    super('voucher');
  }

  async publishTemplate(
    ctx: LedgerContext,
    input: Input<'voucher:publishTemplate'>,
  ): Promise<Output<'voucher:publishTemplate'>> {
    const { act, at } = await voucherAct(ctx, input.beacon);
    const { id, version } = input;
    const { templates } = ctx.world.vouchers;
    const previous = version > 1 ? await templates.find(id, numbered(version - 1)) : undefined;
    const ground = { previous, sceneList: await citeScenes(ctx, input.scenes) };
    const template = publishTemplate(input, ground, act.by, { at, txId: ctx.moment.txId });
    await templates.create('VOUCHER_TEMPLATE_EXISTS', template, id, numbered(version));
    ctx.emit('voucher.template-published', { template: id, version });
    return template;
  }

  async template(
    ctx: LedgerContext,
    { id, version }: Input<'voucher:template'>,
  ): Promise<Output<'voucher:template'>> {
    const { templates } = ctx.world.vouchers;
    return templates.require('VOUCHER_TEMPLATE_NOT_FOUND', id, numbered(version));
  }

  async scenes(
    ctx: LedgerContext,
    input: Input<'voucher:scenes'>,
  ): Promise<Output<'voucher:scenes'>> {
    const { asOf } = await askedOf(ctx, input);
    return { list: await scenesAt(ctx, asOf), asOf };
  }

  async provide(
    ctx: LedgerContext,
    input: Input<'voucher:provide'>,
  ): Promise<Output<'voucher:provide'>> {
    const { act, at } = await voucherAct(ctx, input.beacon);
    const { voucher, consent: id, items, right } = input;
    refusePersonalData({ voucher });
    const { provisions } = ctx.world.vouchers;
    await requireFree(ctx, voucher);
    const consent = await standingConsent(ctx, id, at);
    requireConsented(consent, items);
    const template = await this.template(ctx, input.template);
    const source = act.by.uscc;
    if (right !== undefined) await requireOwnRight(ctx, right, { source, at });
    if ((await provisions.find(voucher, source)) !== undefined) throw sourceExists(voucher);
    const commitment = await keepData(ctx, { voucher, source }, template, items);
    const on = right === undefined ? {} : { right };
    const facts = {
      voucher,
      consent: id,
      template: input.template,
      items,
      ...on,
      source,
      commitment,
    };
    const record = { v: 1 as const, ...facts, by: act.by, at, txId: ctx.moment.txId };
    await provisions.put(record, voucher, source);
    ctx.emit('voucher.provided', { voucher, source, items });
    return record;
  }

  async discard(
    ctx: LedgerContext,
    { voucher, beacon }: Input<'voucher:discard'>,
  ): Promise<Output<'voucher:discard'>> {
    const { act, at } = await voucherAct(ctx, beacon);
    const source = act.by.uscc;
    await requireFree(ctx, voucher);
    await provisionOf(ctx, voucher, source);
    await purgeProvision(ctx, voucher, source);
    const facts = { voucher, source, by: act.by, at, txId: ctx.moment.txId };
    const discard = { v: 1 as const, ...facts };
    await ctx.world.vouchers.discards.put(discard, voucher, source);
    ctx.emit('voucher.discarded', { voucher, source });
    return discard;
  }

  async issue(ctx: LedgerContext, input: Input<'voucher:issue'>): Promise<Output<'voucher:issue'>> {
    const { act, at } = await voucherAct(ctx, input.beacon);
    refusePersonalData({ id: input.id });
    const sceneList = await citeScenes(ctx, [input.scene]);
    const consent = await standingConsent(ctx, input.consent, at);
    const template = await this.template(ctx, input.template);
    const provisions: VoucherProvision[] = [];
    for (const source of input.sources) {
      const found = await provisionOf(ctx, input.id, source);
      const same =
        found.consent === input.consent &&
        found.template.id === input.template.id &&
        found.template.version === input.template.version;
      if (!same) throw sourceMissing(input.id, source);
      provisions.push(found);
    }
    const basis = { consent, template, provisions, sceneList };
    const voucher = issueVoucher(input, basis, act.by, { at, txId: ctx.moment.txId });
    await ctx.world.vouchers.vouchers.create('VOUCHER_EXISTS', voucher, voucher.id);
    const { id, scene, verifier, issuer, holder, subject } = voucher;
    if (subject !== undefined) await ctx.world.vouchers.bySubject.add(subject, id);
    for (const right of rightsBehind(voucher)) await ctx.world.vouchers.byRight.add(right, id);
    ctx.emit('voucher.issued', { voucher: id, scene, verifier, issuer, holder });
    return voucher;
  }

  async acknowledge(
    ctx: LedgerContext,
    input: Input<'voucher:acknowledge'>,
  ): Promise<Output<'voucher:acknowledge'>> {
    return acknowledgeVoucher(ctx, input);
  }

  async consume(
    ctx: LedgerContext,
    input: Input<'voucher:consume'>,
  ): Promise<Output<'voucher:consume'>> {
    return consumeVoucher(ctx, input);
  }

  async feedback(
    ctx: LedgerContext,
    input: Input<'voucher:feedback'>,
  ): Promise<Output<'voucher:feedback'>> {
    return giveFeedback(ctx, input);
  }

  async revoke(
    ctx: LedgerContext,
    { voucher: id, reasons, beacon }: Input<'voucher:revoke'>,
  ): Promise<Output<'voucher:revoke'>> {
    const { act, at: claimed } = await voucherAct(ctx, beacon);
    refusePersonalData({ reasons });
    const voucher = await voucherOf(ctx, id);
    if (voucher.issuer !== act.by.uscc) {
      throw new LedgerError('CALLER_FORBIDDEN', `Voucher ${id} is another issuer’s.`, {
        voucher: id,
      });
    }
    const at = latestOf(await closureOf(ctx, voucher), claimed);
    const revocation = { v: 1 as const, voucher: id, reasons, by: act.by, at };
    const made = { ...revocation, txId: ctx.moment.txId };
    await ctx.world.vouchers.revocations.create('VOUCHER_REVOKED', made, id);
    ctx.emit('voucher.revoked', { voucher: id });
    return made;
  }

  /** The purge needs the court’s and the custodian’s peers: the data’s keys were born so. */
  async erase(ctx: LedgerContext, input: Input<'voucher:erase'>): Promise<Output<'voucher:erase'>> {
    const { act, at: claimed } = await voucherAct(ctx, input.beacon);
    const { voucher: id, reason, legalBasis, request } = input;
    refusePersonalData({ legalBasis });
    const voucher = await voucherOf(ctx, id);
    const closure = await closureOf(ctx, voucher);
    if (closure.tombstone !== undefined) throw erased(id);
    requireErasable(voucher, input, act.by, { channel: ctx.stub.getChannelID(), crypto: p256 });
    await purgeData(ctx, voucher, await notesOf(ctx, voucher, closure.uses.length));
    const roots = voucher.elements.map(({ commitment }) => commitment);
    const asked = request === undefined ? {} : { request };
    const facts = { voucher: id, reason, legalBasis, ...asked, roots, by: act.by };
    const at = latestOf(closure, claimed);
    const tombstone = { v: 1 as const, ...facts, at, txId: ctx.moment.txId };
    await ctx.world.vouchers.tombstones.put(tombstone, id);
    ctx.emit('voucher.erased', { voucher: id, reason });
    return tombstone;
  }

  async read(
    ctx: LedgerContext,
    { id, ...asked }: Input<'voucher:read'>,
  ): Promise<Output<'voucher:read'>> {
    return viewOf(ctx, await voucherOf(ctx, id), asked);
  }

  async open(
    ctx: LedgerContext,
    { voucher: id, ...cited }: Input<'voucher:open'>,
  ): Promise<Output<'voucher:open'>> {
    const voucher = await voucherOf(ctx, id);
    const { settings, vouchers } = ctx.world;
    const isErased = (await vouchers.tombstones.find(id)) !== undefined;
    const isWithdrawn = (await vouchers.withdrawals.find(voucher.consent)) !== undefined;
    const custody = await settings.custody();
    requireVoucherReader(voucher, ctx.actor, custody, isWithdrawn && !isErased);
    if (isErased) throw erased(id);
    await requireSideOrAsked(ctx, { kind: 'VOUCHER', id }, cited);
    return { voucher: id, fields: await openData(ctx, voucher) };
  }
}

const voucherOf = (ctx: LedgerContext, id: string): Promise<AssetVoucher> =>
  ctx.world.vouchers.vouchers.require('VOUCHER_NOT_FOUND', id);

/** What a source provided and did not take back. @throws LedgerError VOUCHER_SOURCE_MISSING */
async function provisionOf(
  ctx: LedgerContext,
  voucher: string,
  source: string,
): Promise<VoucherProvision> {
  const { provisions, discards } = ctx.world.vouchers;
  const found = await provisions.find(voucher, source);
  const isGone = (await discards.find(voucher, source)) !== undefined;
  if (found === undefined || isGone) throw sourceMissing(voucher, source);
  return found;
}

/**
 * Who names a right as its own has it, and it is in force.
 *
 * @throws LedgerError RIGHT_NOT_FOUND, RIGHT_NOT_HELD, RIGHT_NOT_ACTIVE, ASSET_FROZEN
 */
async function requireOwnRight(
  ctx: LedgerContext,
  id: string,
  { source, at }: { readonly source: string; readonly at: string },
): Promise<void> {
  const ground = await groundOf(ctx, id);
  if (ground.right.holder !== source) {
    throw new LedgerError('RIGHT_NOT_HELD', `${id} is not ${source}’s.`, { right: id });
  }
  const now = lastChange({ ground, links: [] }, at);
  const [why] = groundState(ground, { asOf: now, knownAt: now }).reasons;
  if (why === undefined) return;
  const code = why.code === 'ASSET_FROZEN' ? 'ASSET_FROZEN' : 'RIGHT_NOT_ACTIVE';
  throw new LedgerError(code, `${id} gives nothing now: ${why.code}.`, { right: id, reason: why });
}

const sourceMissing = (voucher: string, source: string): LedgerError =>
  new LedgerError(
    'VOUCHER_SOURCE_MISSING',
    `${source} provided nothing for ${voucher} under this consent and template.`,
    { voucher, source },
  );

const sourceExists = (voucher: string): LedgerError =>
  new LedgerError('VOUCHER_SOURCE_EXISTS', `The caller provided for ${voucher} already.`, {
    voucher,
  });

async function requireFree(ctx: LedgerContext, id: string): Promise<void> {
  if ((await ctx.world.vouchers.vouchers.find(id)) === undefined) return;
  throw new LedgerError('VOUCHER_EXISTS', `Voucher ${id} is issued.`, { key: [id] });
}

/** Uses of which a private note is kept. */
async function notesOf(ctx: LedgerContext, { id }: AssetVoucher, uses: number): Promise<number[]> {
  const notes: number[] = [];
  for (let use = 1; use <= uses; use += 1) {
    const found = await ctx.world.vouchers.feedback.find(id, numbered(use));
    if (found?.commitment !== undefined) notes.push(use);
  }
  return notes;
}
