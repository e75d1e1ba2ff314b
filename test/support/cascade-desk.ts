import type { Grant, Input } from '@shuquan/chaincode/model';
import { DOCUMENT } from './court-desk.js';
import { DeliveryDesk } from './delivery-desk.js';
import { unique } from './founded.js';
import { derivation, Tracing } from './lineage.js';
import { digest, MarketDesk, nonce } from './market-desk.js';
import { BANK, BANK2, CONSUMER_C, EXCHANGE, HOLDER_B, UTILITY } from './parties.js';
import { licence } from './register-forms.js';
import { quietForm } from './register-samples.js';
import { UseDesk } from './use-desk.js';
import { privateData, POWER, VoucherDesk } from './voucher-desk.js';

const papers = { order: digest('1'), amount: digest('2'), contract: digest('3') };
export const duties = {
  ...{ sourceStatement: digest('4'), sellerIdentity: digest('5'), buyerIdentity: digest('6') },
  ...{ records: digest('8'), retainedUntil: '2099-12-31' },
};

/** Everything that was made of one version, by kind. */
export interface Graph {
  readonly asset: string;
  readonly certificate: string;
  /** HOLD, USE and OPERATE of `holder-a`, and USE of the utility. */
  readonly rights: readonly string[];
  readonly licensed: { readonly right: string; readonly certificate: string };
  readonly grants: readonly [Grant, Grant];
  readonly delivery: string;
  readonly run: string;
  /** One that is listed, and one that waits with a clear check. */
  readonly listed: string;
  readonly waiting: string;
  readonly check: { readonly txId: string; readonly nonce: string };
  readonly deals: { readonly on: string; readonly off: string };
  readonly pledge: string;
  readonly voucher: string;
  readonly versions: readonly string[];
}

/** Plays the whole life of one version, so that it can be seen to fall. */
export class CascadeDesk extends MarketDesk {
  readonly vouchers = new VoucherDesk(this.stage);

  get now(): string {
    return this.stage.bench.now().toISOString();
  }

  async graph(): Promise<Graph> {
    const { stage } = this;
    await this.exchanges();
    const asset = unique('ds');
    const form = quietForm(asset);
    const shared = { right: 'USE', holder: UTILITY, share: 'CONCURRENT', proofDigest: digest('f') };
    const allocation = [...form.allocation, shared] as typeof form.allocation;
    const { no, rights } = await this.certified(unique('rc'), quietForm(asset, { allocation }), {
      consents: ['utility'],
    });
    const [, used = '', operate = '', lent = ''] = rights;
    const granted = { asset, right: operate };
    const grants = await this.#grants(granted);
    const [grant] = grants;
    const deliveries = await DeliveryDesk.open(stage);
    const { id: delivery } = await deliveries.delivered({}, grant);
    const uses = await UseDesk.open(stage);
    const algorithm = await uses.algorithm();
    const inputs = [{ asset, version: 1 }];
    const { id: run } = await uses.ran(uses.run(grant, algorithm, { inputs }));
    return {
      ...{ asset, certificate: no, rights, grants, delivery, run },
      licensed: await this.#licensed(used),
      ...(await this.#market(granted)),
      pledge: `${operate}@${await this.#pledged(operate)}`,
      voucher: await this.issued(lent),
      versions: await this.#derived(asset, grant),
    };
  }

  async #grants(granted: { asset: string; right: string }): Promise<[Grant, Grant]> {
    const scope = { outputTypes: ['CREDIT_VERDICT'] };
    const root = this.rootOffer(granted, scope);
    const grant = await this.granted(root, 'holder-a', 'consumer-c');
    const sub = await this.granted(this.subOffer(grant, BANK, scope), 'consumer-c', 'bank');
    return [grant, sub];
  }

  async #licensed(right: string): Promise<Graph['licensed']> {
    const id = unique('rc');
    const form = licence({ rights: [right], to: HOLDER_B });
    const { no } = await this.certified(id, form, { consents: ['holder-b'] });
    const { rights } = await this.stage.ask('register:registration', { case: id }, 'bank');
    return { right: rights[0] ?? '', certificate: no };
  }

  async #market(granted: {
    asset: string;
    right: string;
  }): Promise<Pick<Graph, 'listed' | 'waiting' | 'check' | 'deals'>> {
    const terms = await this.terms(granted);
    const { id: listed } = await this.listed(terms);
    const { id: waiting } = await this.applied(terms);
    const { txId, nonce: given } = await this.checked(terms);
    const deal: Input<'deal:propose'> = { id: unique('deal'), buyer: CONSUMER_C, ...papers };
    const on = { ...deal, listing: listed, duties };
    const { disclosure } = await this.act('deal:propose', on, 'exchange');
    await this.act('deal:accept', { id: deal.id, disclosure }, 'consumer-c');
    const off = { ...deal, id: unique('deal'), buyer: BANK2, terms };
    await this.act('deal:propose', off, 'holder-a');
    return {
      ...{ listed, waiting, check: { txId, nonce: given } },
      deals: { on: deal.id, off: off.id },
    };
  }

  async #pledged(right: string): Promise<string> {
    const id = unique('PL');
    const of = { id, right, documentDigest: DOCUMENT };
    const terms = { ...of, pledgee: BANK, registerNo: 'ZDW-2026-000731', blocks: [] };
    await this.act('pledge:propose', terms, 'holder-a');
    await this.act('pledge:confirm', of, 'bank');
    return id;
  }

  /** Of data that the utility provides on a right of its own. */
  async issued(right: string): Promise<string> {
    const { vouchers, stage } = this;
    await vouchers.publish();
    const [id, consent] = [unique('V'), await vouchers.consent()];
    await this.time();
    const provision = vouchers.provision(id, consent, { right });
    await stage.submit('voucher:provide', provision, 'utility', privateData(POWER));
    await stage.submit('voucher:issue', vouchers.issuance(id, consent), 'implementer');
    return id;
  }

  /** Made on the grant, and what somebody else made of that. */
  async #derived(asset: string, { id }: Grant): Promise<string[]> {
    const play = new Tracing(this.stage);
    const [made, far] = [unique('made'), unique('far')];
    const basis = { kind: 'GRANT', reference: id, purpose: 'CREDIT_VERIFY' } as const;
    await play.derive(derivation(made, [asset], { basis }), 'consumer-c');
    await play.derive(derivation(far, [made]), 'holder-d');
    return [`${made}@1`, `${far}@1`];
  }

  /** A public product’s right on an exchange, with a check that waits. */
  async listedBy(
    right: string,
    seller: string,
    as: string,
  ): Promise<{ readonly listing: string; readonly check: string }> {
    await this.exchanges();
    const terms = await this.terms({ right }, {}, { as });
    const { id } = await this.listed(terms, { as, seller });
    const { txId } = await this.checked(terms, { seller, audience: EXCHANGE, nonce: nonce() });
    return { listing: id, check: txId };
  }

  /** What was said until now is of the past, whatever clock the channel has. */
  async pass(): Promise<string> {
    const { bench } = this.stage;
    const { now } = this;
    if (bench.advance === undefined) await new Promise((done) => setTimeout(done, 20));
    else bench.advance(2_000);
    await this.stage.witness();
    return now;
  }
}

/** `KIND id` of everything that rests on the version. */
export function everything(graph: Graph): string[] {
  const { rights, licensed, grants, versions, deals } = graph;
  return [
    ...rights.map((id) => `RIGHT ${id}`),
    ...[`RIGHT ${licensed.right}`, `CERTIFICATE ${licensed.certificate}`],
    ...[`CERTIFICATE ${graph.certificate}`, `DELIVERY ${graph.delivery}`],
    ...grants.map(({ id }) => `GRANT ${id}`),
    ...[`COMPUTE_RUN ${graph.run}`, `LISTING ${graph.listed}`, `LISTING ${graph.waiting}`],
    ...[`CHECK ${graph.check.txId}`, `DEAL ${deals.on}`, `DEAL ${deals.off}`],
    ...[`PLEDGE ${graph.pledge}`, `VOUCHER ${graph.voucher}`],
    ...versions.map((id) => `VERSION ${id}`),
  ];
}
