import {
  acted,
  attestPack,
  citedIn,
  type CitedQuery,
  closePack,
  comparePack,
  comparisonOf,
  echo,
  type InfringementPack,
  type Input,
  isWatcher,
  later,
  openPack,
  type Output,
  type PackAct,
  packAt,
  refusePersonalIn,
  requirePackRegistrar,
  requireSameBytes,
} from '../model/index.js';
import { newestFirst } from '../state/order.js';
import { versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actOf, askedOf, keeper } from './desk.js';
import { packManifest } from './infringement-bundle.js';
import { disputesOf, isConcerned } from './infringement-access.js';
import { rightView } from './targets.js';
import { requireAsked, requireOffice } from './asking.js';

/** 维权: packs of evidence about suspected copies. */
export class InfringementContract extends LedgerContract {
  constructor() {
    super('infringement');
  }

  async open(
    ctx: LedgerContext,
    input: Input<'infringement:open'>,
  ): Promise<Output<'infringement:open'>> {
    refusePersonalIn({ id: input.id, where: input.obtained.where });
    const { notBefore } = await actOf(ctx, input.beacon);
    const { register, evidence, infringements } = ctx.world;
    const right = await register.rights.require('RIGHT_NOT_FOUND', input.right);
    const deposit = await evidence.require('EVIDENCE_NOT_FOUND', input.evidence);
    const { processLog } = input.obtained;
    if (processLog !== undefined) await evidence.require('EVIDENCE_NOT_FOUND', processLog);
    const by = acted(ctx.actor, ctx.moment, notBefore);
    const { state } = await rightView(ctx, right.id, { asOf: by.at, knownAt: by.at });
    const version = await register.versions.require('RECORD_NOT_FOUND', ...versionKey(right.data));
    const { registrar } = right;
    const pack = openPack(input, { right, state, version, deposit, registrar }, { by, notBefore });
    await infringements.packs.create('RECORD_EXISTS', pack, pack.id);
    await infringements.byRight.add(right.id, newestFirst(by.at), pack.id);
    ctx.emit('infringement.opened', { infringement: pack.id, right: right.id });
    return pack;
  }

  /** The registrar’s word on the suspected file; what it has in common is computed here. */
  async compare(
    ctx: LedgerContext,
    input: Input<'infringement:compare'>,
  ): Promise<Output<'infringement:compare'>> {
    const { pack, act } = await opened(ctx, input);
    requirePackRegistrar(pack, await keeper(ctx, pack.registrar), act);
    const { fingerprint } = input;
    requireSameBytes(fingerprint.fileDigests, pack.suspected.digests, pack.suspected.evidence);
    const { register, rules } = ctx.world;
    const right = await register.rights.require('RIGHT_NOT_FOUND', pack.right);
    const version = await register.versions.require('RECORD_NOT_FOUND', ...versionKey(pack.data));
    const sketch = await register.sketches.find(version.case);
    const { overlap } = await rules.profileVersion(right.profile.id, right.profile.version);
    const comparison = comparisonOf({ version, sketch }, fingerprint, overlap);
    return write(ctx, comparePack(pack, comparison, act), 'infringement.compared');
  }

  async attest(
    ctx: LedgerContext,
    input: Input<'infringement:attest'>,
  ): Promise<Output<'infringement:attest'>> {
    const { statement, documentDigest } = input;
    refusePersonalIn({ statement });
    const { pack, act } = await opened(ctx, input);
    const attested = attestPack(pack, { statement, documentDigest }, act);
    return write(ctx, attested, 'infringement.attested');
  }

  async close(
    ctx: LedgerContext,
    input: Input<'infringement:close'>,
  ): Promise<Output<'infringement:close'>> {
    refusePersonalIn({ reasons: input.reasons });
    const { pack, act } = await opened(ctx, input);
    return write(ctx, closePack(pack, input.reasons, act), 'infringement.closed');
  }

  async read(
    ctx: LedgerContext,
    { id, asOf, knownAt, audience, nonce, ...cited }: Input<'infringement:read'>,
  ): Promise<Output<'infringement:read'>> {
    const pack = await readable(ctx, id, cited);
    const asked = await askedOf(ctx, { asOf, knownAt });
    return {
      ...packAt(pack, asked),
      disputes: await disputesOf(ctx, id),
      asked,
      ...echo({ audience, nonce }),
    };
  }

  async ofRight(
    ctx: LedgerContext,
    { right: id, asOf, knownAt, limit, cursor, ...cited }: Input<'infringement:ofRight'>,
  ): Promise<Output<'infringement:ofRight'>> {
    const right = await ctx.world.register.rights.require('RIGHT_NOT_FOUND', id);
    const asked = await askedOf(ctx, { asOf, knownAt });
    const { role, uscc } = ctx.actor;
    if (isWatcher(role)) await requireAsked(ctx, { kind: 'RIGHT', id }, cited);
    const isOpen = isWatcher(role) || (await keeper(ctx, right.registrar)) === uscc;
    const { packs, byRight } = ctx.world.infringements;
    const found = await byRight.page({ limit, cursor }, id);
    const items: Output<'infringement:ofRight'>['items'] = [];
    for (const each of found.items) {
      const pack = await packs.require('RECORD_NOT_FOUND', each);
      const { status } = packAt(pack, asked);
      if (status === 'NOT_YET_OPENED' || !(isOpen || pack.holder === uscc)) continue;
      const { holder, opened: by } = pack;
      items.push({ id: each, right: id, holder, status, openedAt: by.at });
    }
    return { ...found, items, asked };
  }

  async bundle(
    ctx: LedgerContext,
    input: Input<'infringement:bundle'>,
  ): Promise<Output<'infringement:bundle'>> {
    return packManifest(ctx, await readable(ctx, input.id, input), input);
  }
}

async function readable(
  ctx: LedgerContext,
  id: string,
  input: CitedQuery,
): Promise<InfringementPack> {
  const pack = await ctx.world.infringements.packs.require('RECORD_NOT_FOUND', id);
  if (!(await isConcerned(ctx, pack))) {
    await requireOffice(ctx, { kind: 'INFRINGEMENT', id }, citedIn(input));
  }
  return pack;
}

/** A pack, and who acts on it: never before what was last done to it. */
async function opened(
  ctx: LedgerContext,
  { id, beacon }: Pick<Input<'infringement:attest'>, 'id' | 'beacon'>,
): Promise<{ readonly pack: InfringementPack; readonly act: PackAct }> {
  // The beacon first: a late act learns nothing about the record.
  const { notBefore } = await actOf(ctx, beacon);
  const pack = await ctx.world.infringements.packs.require('RECORD_NOT_FOUND', id);
  const last = pack.steps.at(-1)?.by.at ?? pack.opened.at;
  return { pack, act: { by: acted(ctx.actor, ctx.moment, later(last, notBefore)), notBefore } };
}

async function write(
  ctx: LedgerContext,
  pack: InfringementPack,
  event: string,
): Promise<InfringementPack> {
  await ctx.world.infringements.packs.put(pack, pack.id);
  ctx.emit(event, { infringement: pack.id });
  return pack;
}
