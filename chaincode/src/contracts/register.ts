import {
  append,
  foldAll,
  type Input,
  instantOf,
  isResource,
  LedgerError,
  nextNumber,
  type Output,
  recordDigest,
  refusePersonalData,
  type Registration,
  type RegistrationCase,
  type RegistrationCertificate,
  registrationDigest,
  requireReceipt,
  requireStatus,
  type RightView,
  takeNumber,
} from '../model/index.js';
import { advance, eventOf } from './advance.js';
import { actOf, applicationOf, askedOf, openAsRegistrar, profileOf } from './desk.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { certificateOf, MAX_RIGHTS, openMonth } from './certifying.js';
import { applyEffect } from './registering.js';
import { renewalLate } from './renewing.js';
import { otherAct } from './resource.js';
import { certificateView, rightView } from './targets.js';

/** 信息存证与凭证核发: the moment of registration, and the certificates made from it. */
export class RegisterContract extends LedgerContract {
  constructor() {
    super('register');
  }

  async deposit(
    ctx: LedgerContext,
    input: Input<'register:deposit'>,
  ): Promise<Output<'register:deposit'>> {
    const { record, state, act } = await openAsRegistrar(ctx, input);
    requireStatus(record, state, ['APPROVED']);
    const application = await applicationOf(ctx, record);
    if (isResource(application.form)) throw otherAct(record, 'resource:assignCode');
    const profile = await profileOf(ctx, record);
    await applyEffect(ctx, { record, application, profile, act });
    const digest = registrationDigest(record, application);
    const article = profile.registrationArticle;
    const facts = { kind: 'DEPOSITED' as const, recordDigest: digest, article };
    if (record.registrationMoment === 'NATIONAL_RECEIPT') return advance(ctx, record, facts, act);
    const registeredAt = instantOf(record, act);
    await this.#register(ctx, { record, registeredAt, recordDigest: digest });
    return advance(ctx, record, { ...facts, registeredAt }, act);
  }

  async receipt(
    ctx: LedgerContext,
    input: Input<'register:receipt'>,
  ): Promise<Output<'register:receipt'>> {
    const { record, state, act } = await openAsRegistrar(ctx, input);
    const { receipt } = input;
    if (record.steps.some(({ kind }) => kind === 'RECEIPTED')) {
      throw new LedgerError('RECEIPT_EXISTS', `Case ${record.id} has its receipt.`, {
        case: record.id,
      });
    }
    requireStatus(record, state, ['DEPOSITED_PENDING']);
    const { deposited } = foldAll(record);
    if (deposited === undefined) throw new TypeError('A deposited case has its deposit.');
    const { skewSeconds } = await ctx.world.settings.time();
    requireReceipt(deposited, receipt, { act, skewSeconds });
    const { receipts } = ctx.world.register;
    await receipts.create('RECEIPT_EXISTS', { v: 1, case: record.id }, receipt.id);
    const registeredAt = receipt.time;
    const { recordDigest: digest } = deposited;
    await this.#register(ctx, { record, registeredAt, recordDigest: digest, receipt });
    const late = await renewalLate(ctx, record, registeredAt);
    const facts = { kind: 'RECEIPTED' as const, receipt, registeredAt };
    return advance(ctx, record, { ...facts, article: deposited.article, ...late }, act);
  }

  async #register(
    ctx: LedgerContext,
    {
      record,
      ...facts
    }: Pick<Registration, 'registeredAt' | 'recordDigest' | 'receipt'> & {
      readonly record: RegistrationCase;
    },
  ): Promise<void> {
    const { txId, time } = ctx.moment;
    const depositTxId = foldAll(record).deposited?.txId ?? txId;
    const registration = {
      v: 1 as const,
      case: record.id,
      ...facts,
      knownAt: time,
      depositTxId,
      txId,
    };
    await ctx.world.register.registrations.create('RECEIPT_EXISTS', registration, record.id);
  }

  /** Numbers as many decided cases as are given; serials follow each other without gaps. */
  async certify(
    ctx: LedgerContext,
    input: Input<'register:certify'>,
  ): Promise<Output<'register:certify'>> {
    const certificates: RegistrationCertificate[] = [];
    const month = await openMonth(ctx, input.month);
    let { head } = month;
    for (const id of new Set(input.cases)) {
      const open = await openAsRegistrar(ctx, { case: id, beacon: input.beacon });
      const no = nextNumber(head, month.space);
      const certificate = await certificateOf(ctx, open, { no, month: head.month });
      head = takeNumber(head, no, recordDigest(certificate), false);
      await ctx.world.register.certificates.createGuarded(
        'CERTIFICATE_EXISTS',
        certificate,
        month.guard,
        no,
      );
      await noteCertificate(ctx, certificate);
      const facts = { kind: 'CERTIFIED' as const, certificateNo: no, article: open.record.article };
      await ctx.world.register.cases.put(append(open.record, facts, open.act), id);
      certificates.push(certificate);
    }
    await month.keep(head);
    ctx.emit(eventOf('CERTIFIED'), {
      registrar: ctx.actor.uscc,
      certificates: certificates.map(({ no, case: of }) => ({ no, case: of })),
    });
    return { certificates };
  }

  /** A number that will never be given away, and why. */
  async voidSerials(
    ctx: LedgerContext,
    input: Input<'register:voidSerials'>,
  ): Promise<Output<'register:voidSerials'>> {
    await actOf(ctx, input.beacon);
    refusePersonalData({ reason: input.reason });
    const month = await openMonth(ctx, input.month);
    const { time: at, txId } = ctx.moment;
    let { head } = month;
    for (let i = 0; i < input.count; i += 1) {
      const no = nextNumber(head, month.space);
      const { uscc: registrar } = month.space;
      const record = { v: 1 as const, no, registrar, reason: input.reason, at, txId };
      head = takeNumber(head, no, recordDigest(record), true);
      await ctx.world.register.voids.createGuarded('CERTIFICATE_EXISTS', record, month.guard, no);
    }
    await month.keep(head);
    ctx.emit('register.serials-voided', { registrar: head.registrar, month: head.month });
    return head;
  }

  async certificate(
    ctx: LedgerContext,
    input: Input<'register:certificate'>,
  ): Promise<Output<'register:certificate'>> {
    return certificateView(ctx, input.no, await askedOf(ctx, input));
  }

  async right(
    ctx: LedgerContext,
    input: Input<'register:right'>,
  ): Promise<Output<'register:right'>> {
    const asked = await askedOf(ctx, input);
    return { ...(await rightView(ctx, input.id, asked)), asked };
  }

  async rightsOf(
    ctx: LedgerContext,
    { data, right, limit, cursor, ...times }: Input<'register:rightsOf'>,
  ): Promise<Output<'register:rightsOf'>> {
    const asked = await askedOf(ctx, times);
    const { rightsByVersion } = ctx.world.register;
    const prefix = [data.asset, String(data.version).padStart(4, '0')];
    const page = await rightsByVersion.page(
      { limit, cursor },
      ...(right === undefined ? prefix : [...prefix, right]),
    );
    return { ...page, items: await viewsOf(ctx, page.items, asked), asked };
  }

  async held(ctx: LedgerContext, input: Input<'register:held'>): Promise<Output<'register:held'>> {
    const { holder, limit, cursor, ...times } = input;
    const asked = await askedOf(ctx, times);
    const page = await ctx.world.register.rightsByHolder.page({ limit, cursor }, holder);
    return { ...page, items: await viewsOf(ctx, page.items, asked), asked };
  }

  async registration(
    ctx: LedgerContext,
    { case: id }: Input<'register:registration'>,
  ): Promise<Output<'register:registration'>> {
    const { registrations, rightsByCase } = ctx.world.register;
    const registration = await registrations.require('RECEIPT_MISSING', id);
    return { registration, rights: (await rightsByCase.first(MAX_RIGHTS, id)).items };
  }
}

async function noteCertificate(
  ctx: LedgerContext,
  { no, rights }: RegistrationCertificate,
): Promise<void> {
  for (const right of rights) await ctx.world.register.certificatesByRight.add(right, no);
}

async function viewsOf(
  ctx: LedgerContext,
  ids: readonly string[],
  asked: { readonly asOf: string; readonly knownAt: string },
): Promise<RightView[]> {
  const views: RightView[] = [];
  for (const id of ids) views.push(await rightView(ctx, id, asked));
  return views;
}
