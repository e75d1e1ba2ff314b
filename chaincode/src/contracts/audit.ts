import {
  type Attestation,
  auditState,
  type Input,
  type Output,
  shanghaiDate,
} from '../model/index.js';
import { dutiesOf, madeBy, starting } from './acting.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';

/** Audits of one party that are looked at, the newest first. */
const AUDITS = 100;

/** 个人信息保护合规审计: who must be audited, and who is overdue. */
export class AuditContract extends LedgerContract {
  constructor() {
    super('audit');
  }

  async require(
    ctx: LedgerContext,
    input: Input<'audit:require'>,
  ): Promise<Output<'audit:require'>> {
    const act = await starting(ctx, input);
    const { party, basis } = input;
    await ctx.world.parties.require('PARTY_NOT_FOUND', party);
    const { auditEvery: every, auditArticle: article } = await dutiesOf(ctx);
    const since = shanghaiDate(act.moment.time);
    const duty = { v: 1 as const, party, every, article, basis, since, ...madeBy(act) };
    await ctx.world.personalInfo.audits.create('RECORD_EXISTS', duty, party);
    ctx.emit('audit.required', { party });
    return duty;
  }

  async report(
    ctx: LedgerContext,
    { asOf: asked, ...page }: Input<'audit:report'>,
  ): Promise<Output<'audit:report'>> {
    const { asOf } = await askedOf(ctx, { asOf: asked });
    const duties = await ctx.world.personalInfo.audits.page(page);
    const items: Output<'audit:report'>['items'] = [];
    for (const duty of duties.items) {
      items.push(auditState(duty, await auditsOf(ctx, duty.party), asOf));
    }
    return { ...duties, asOf, items };
  }
}

async function auditsOf(ctx: LedgerContext, party: string): Promise<Attestation[]> {
  const { bySubject, records } = ctx.world.attestations;
  const { items } = await bySubject.page({ limit: AUDITS }, 'AUDIT', party);
  const found: Attestation[] = [];
  for (const id of items) found.push(await records.require('RECORD_NOT_FOUND', id));
  return found;
}
