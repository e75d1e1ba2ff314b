import {
  addProduct,
  type ClosedPause,
  type ClockRule,
  type Deadline,
  deliverProduct,
  haltsOfDelivery,
  type Input,
  LedgerError,
  type OperatedProduct,
  type OperationDisclosure,
  type Output,
  provisionalDeadline,
  refusePersonalData,
  requireAgreementActive,
  requireImplementer,
  requireNotHalted,
  requireOperator,
  requireUscc,
  shanghaiDate,
  sideOf,
} from '../model/index.js';
import { requireAttestation } from './attested.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actOf } from './desk.js';
import { haltsOn } from './halting.js';
import { actedBy, note, openAgreement, rulesOf } from './operating.js';
import { requireActiveResource } from './public-resource.js';
import { deliveringOperators, refuseRedevelopment } from './redevelopment.js';
import { supervise } from './supervising.js';
import { ancestorsOf } from './tracing.js';
import { requireSideOrOffice } from './asking.js';

/** What is done under an agreement: disclosed, made, delivered, evaluated, and watched (27号). */
export class OperationContract extends LedgerContract {
  constructor() {
    super('operation');
  }

  async publishScope(
    ctx: LedgerContext,
    { beacon, ...given }: Input<'operation:publishScope'>,
  ): Promise<OperationDisclosure> {
    const { agreement, by } = await openAgreement(ctx, given.agreement, beacon);
    const { id, objects, content, scope } = given;
    refusePersonalData({ id, objects, content, scope });
    requireImplementer(agreement, by);
    requireAgreementActive(agreement, by.at);
    const { disclosures, heads } = ctx.world.operation;
    const { term } = agreement;
    const record = { v: 1 as const, kind: 'SCOPE' as const, ...given, term, published: by };
    await disclosures.create('DISCLOSURE_EXISTS', record, id);
    const scopePublishedAt = (await heads.find(agreement.id))?.scopePublishedAt ?? by.at;
    const step = { kind: 'SCOPE_PUBLISHED' as const, subject: id, by };
    await note(ctx, agreement.id, [step], { scopePublishedAt });
    ctx.emit('operation.scope-published', { id, agreement: agreement.id });
    return record;
  }

  async addProduct(
    ctx: LedgerContext,
    input: Input<'operation:addProduct'>,
  ): Promise<OperatedProduct> {
    const { agreement, by } = await openAgreement(ctx, input.agreement, input.beacon);
    const { scopeArticle } = await rulesOf(ctx, agreement);
    const product = addProduct(input, agreement, scopeArticle, by);
    const { products, productsByAgreement } = ctx.world.operation;
    await products.create('PRODUCT_EXISTS', product, product.id);
    await productsByAgreement.add(agreement.id, product.id);
    await note(ctx, agreement.id, [{ kind: 'PRODUCT_ADDED', subject: product.id, by }]);
    ctx.emit('operation.product-added', { id: product.id, agreement: agreement.id });
    return product;
  }

  async publishProducts(
    ctx: LedgerContext,
    { beacon, ...given }: Input<'operation:publishProducts'>,
  ): Promise<OperationDisclosure> {
    const { agreement, by } = await openAgreement(ctx, given.agreement, beacon);
    requireOperator(agreement, by);
    requireAgreementActive(agreement, by.at);
    refusePersonalData({ id: given.id });
    const { disclosures, products } = ctx.world.operation;
    for (const { product: id, usage } of given.products) {
      refusePersonalData({ usage });
      const product = await productOf(ctx, id);
      if (product.agreement !== agreement.id) throw noProduct(id);
      await products.put({ ...product, disclosedAt: product.disclosedAt ?? by.at }, id);
    }
    const record = { v: 1 as const, kind: 'PRODUCTS' as const, ...given, published: by };
    await disclosures.create('DISCLOSURE_EXISTS', record, given.id);
    await note(ctx, agreement.id, [{ kind: 'PRODUCTS_PUBLISHED', subject: given.id, by }]);
    ctx.emit('operation.products-published', { id: given.id, agreement: agreement.id });
    return record;
  }

  async deliver(
    ctx: LedgerContext,
    input: Input<'operation:deliver'>,
  ): Promise<Output<'operation:deliver'>> {
    const { notBefore } = await actOf(ctx, input.beacon);
    requireUscc(input.recipient);
    const product = await productOf(ctx, input.product);
    const { agreement, by } = await openAgreement(ctx, product.agreement, input.beacon);
    const rules = await rulesOf(ctx, agreement);
    const delivery = deliverProduct(input, agreement, rules.scopeArticle, by);
    const halts = await haltsOn(ctx, haltsOfDelivery(delivery, product.operator));
    requireNotHalted(halts, notBefore);
    await requireFreeRecipient(ctx, product, delivery);
    const { deliveries, deliveriesByProduct, products } = ctx.world.operation;
    await deliveries.create('DELIVERY_EXISTS', delivery, delivery.id);
    await deliveriesByProduct.add(product.id, delivery.id);
    if (product.firstDelivery === undefined) {
      const due = await registrationDue(ctx, rules.clocks.FIRST_REGISTRATION.rule, by.at);
      const firstDelivery = { delivery: delivery.id, at: by.at, due };
      await products.put({ ...product, firstDelivery }, product.id);
    }
    await note(ctx, agreement.id, [{ kind: 'DELIVERED', subject: delivery.id, by }]);
    ctx.emit('operation.delivered', { id: delivery.id, product: product.id });
    return delivery;
  }

  async linkRegistration(
    ctx: LedgerContext,
    { product: id, lookupCode, beacon }: Input<'operation:linkRegistration'>,
  ): Promise<OperatedProduct> {
    await actedBy(ctx, beacon);
    const product = await productOf(ctx, id);
    const { agreement, by } = await openAgreement(ctx, product.agreement, beacon);
    requireOperator(agreement, by);
    const found = await ctx.world.resources.registrations.find(lookupCode);
    if (found?.data.asset !== id) {
      throw new LedgerError('REGISTRATION_OF_OTHER_DATA', `${lookupCode} does not name ${id}.`, {
        product: id,
      });
    }
    await requireActiveResource(ctx, lookupCode, by.at);
    const { registeredAt } = found;
    const registered = { ...product, registration: { lookupCode, registeredAt, linked: by } };
    await ctx.world.operation.products.put(registered, id);
    await ctx.world.operation.productsByCode.add(lookupCode, id);
    await note(ctx, agreement.id, [{ kind: 'PRODUCT_REGISTERED', subject: id, by }]);
    ctx.emit('operation.product-registered', { id, lookupCode });
    return registered;
  }

  async evaluate(
    ctx: LedgerContext,
    { agreement: id, beacon }: Input<'operation:evaluate'>,
  ): Promise<Output<'operation:evaluate'>> {
    const { agreement, by } = await openAgreement(ctx, id, beacon);
    requireImplementer(agreement, by);
    const asked = { kind: 'OPERATION_EVALUATION' as const, subject: id, at: by.at };
    const attestation = await requireAttestation(ctx, asked);
    const { heads } = ctx.world.operation;
    const evaluatedAt = [...((await heads.find(id))?.evaluatedAt ?? []), by.at];
    const step = { kind: 'EVALUATED' as const, subject: attestation.id, by };
    const entry = await note(ctx, id, [step], { evaluatedAt });
    ctx.emit('operation.evaluated', { agreement: id, attestation: attestation.id });
    return entry;
  }

  async recordAffiliate(
    ctx: LedgerContext,
    { agreement: id, beacon, ...given }: Input<'operation:recordAffiliate'>,
  ): Promise<Output<'operation:recordAffiliate'>> {
    const { agreement, by } = await openAgreement(ctx, id, beacon);
    sideOf(agreement, by);
    requireUscc(given.affiliate);
    refusePersonalData({ basis: given.basis });
    const { operator } = agreement;
    const record = { v: 1 as const, operator, ...given, recorded: by };
    await ctx.world.operation.affiliations.put(record, operator, given.affiliate);
    await note(ctx, id, [{ kind: 'AFFILIATE_RECORDED', subject: given.affiliate, by }]);
    ctx.emit('operation.affiliate-recorded', { agreement: id, ...given });
    return record;
  }

  async product(
    ctx: LedgerContext,
    { id }: Input<'operation:product'>,
  ): Promise<Output<'operation:product'>> {
    return productOf(ctx, id);
  }

  async disclosure(
    ctx: LedgerContext,
    { id }: Input<'operation:disclosure'>,
  ): Promise<OperationDisclosure> {
    return ctx.world.operation.disclosures.require('DISCLOSURE_NOT_FOUND', id);
  }

  /** To its two sides and the implementing body; its agreement’s query opens it to offices. */
  async delivery(
    ctx: LedgerContext,
    { id, ...cited }: Input<'operation:delivery'>,
  ): Promise<Output<'operation:delivery'>> {
    const { deliveries } = ctx.world.operation;
    const delivery = await deliveries.require('DELIVERY_NOT_FOUND', id);
    if (ctx.actor.uscc !== delivery.recipient) {
      await requireSideOrOffice(ctx, { kind: 'AGREEMENT', id: delivery.agreement }, cited);
    }
    return delivery;
  }

  async supervise(
    ctx: LedgerContext,
    input: Input<'operation:supervise'>,
  ): Promise<Output<'operation:supervise'>> {
    return supervise(ctx, input);
  }
}

const productOf = (ctx: LedgerContext, id: string): Promise<OperatedProduct> =>
  ctx.world.operation.products.require('PRODUCT_NOT_FOUND', id);

const noProduct = (id: string): LedgerError =>
  new LedgerError('PRODUCT_NOT_FOUND', `${id} is no product of this agreement.`, { id });

/** Neither the operator nor whose delivered product this one was made from gets it. */
async function requireFreeRecipient(
  ctx: LedgerContext,
  { id, operator, agreement }: OperatedProduct,
  { version, recipient }: Output<'operation:deliver'>,
): Promise<void> {
  const ancestors = await ancestorsOf(ctx, [{ asset: id, version }]);
  const operators = await deliveringOperators(ctx, ancestors, id);
  await refuseRedevelopment(ctx, operators.set(operator, agreement), recipient);
}

/** Resolved now, with the calendars in force: a later one does not move it (ledger rule 13). */
async function registrationDue(ctx: LedgerContext, rule: ClockRule, at: string): Promise<Deadline> {
  const start = shanghaiDate(at);
  const year = Number(start.slice(0, 4));
  const calendars = await ctx.world.rules.calendars([year, year + 1], at);
  return provisionalDeadline(rule, start, calendars, { pauses: [] as ClosedPause[] });
}
