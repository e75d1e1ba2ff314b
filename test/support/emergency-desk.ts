import type { Input, Output } from '@shuquan/chaincode/model';
import { unique } from './founded.js';
import { MarketDesk } from './market-desk.js';
import { IMPLEMENTING_BODY, SUPERVISOR2 } from './parties.js';

type Suspend = Input<'emergency:suspend'>;
const DAY = 86_400_000;
export const PAPER = '8'.repeat(64);
const MARKET = 'MARKET_REGULATION';

/** Plays supervisors of two sectors, each with its accreditation. */
export class EmergencyDesk extends MarketDesk {
  #accredited: Promise<readonly [string, string]> | undefined;

  in(days: number): string {
    return new Date(this.stage.bench.now().getTime() + days * DAY).toISOString();
  }

  /** Of `supervisor` for the market, and of `supervisor2` for finance. */
  accredited(): Promise<readonly [string, string]> {
    this.#accredited ??= this.#accredit();
    return this.#accredited;
  }

  async #accredit(): Promise<readonly [string, string]> {
    const market = await this.qualified(IMPLEMENTING_BODY, `SUPERVISOR_${MARKET}`);
    return [market, await this.qualified(SUPERVISOR2, 'SUPERVISOR_FINANCE')];
  }

  async incident(as = 'holder-a'): Promise<string> {
    const id = unique('in');
    const facts = { kind: 'DATA_LEAK', description: '接口被越权调用', occurredOn: this.today };
    await this.act('incident:report', { id, ...facts, affected: 12 }, as);
    return id;
  }

  async order(on: Suspend['on'], over: Partial<Suspend> = {}): Promise<Suspend> {
    const [qualification] = await this.accredited();
    return {
      ...{ id: unique('EM'), on, incident: over.incident ?? (await this.incident()) },
      ...{ reason: 'DATA_LEAK', documentDigest: PAPER, qualification, until: this.in(5) },
      ...over,
    };
  }

  async suspend(on: Suspend['on'], over: Partial<Suspend> = {}): Promise<string> {
    const input = await this.order(on, over);
    await this.act('emergency:suspend', input, 'supervisor');
    return input.id;
  }

  async cosign(
    id: string,
    over: Partial<Input<'emergency:cosign'>> = {},
    as = 'supervisor2',
  ): Promise<Output<'emergency:cosign'>> {
    const [, qualification] = await this.accredited();
    const input = { id, qualification, documentDigest: PAPER, ...over };
    return this.act('emergency:cosign', input, as);
  }

  lift(id: string, as = 'supervisor'): Promise<Output<'emergency:lift'>> {
    const input = { id, documentDigest: PAPER, reasons: '已处置' };
    return this.act('emergency:lift', input, as);
  }

  async statuses(on: Suspend['on'], over: object = {}): Promise<string[]> {
    const { items } = await this.stage.ask('emergency:on', { on, ...over }, 'bank');
    return items.map(({ status }) => status);
  }

  /** Every page of the feed from a number on. */
  async feed(from = 1, limit = 100): Promise<Output<'supervision:feed'>[]> {
    const pages: Output<'supervision:feed'>[] = [];
    for (let next = from; ;) {
      const page = await this.stage.ask('supervision:feed', { from: next, limit }, 'bank');
      pages.push(page);
      if (page.complete) return pages;
      next = page.after.count + 1;
    }
  }
}
