import type { Listing, ListingTerms, RightsCheck } from '@shuquan/chaincode/model';
import { isCoded } from '@shuquan/gateway/errors';
import { expect } from 'chai';
import fc from 'fast-check';
import { unique } from '../../support/founded.js';
import { digest, type MarketDesk } from '../../support/market-desk.js';
import { EXCHANGE, EXCHANGE2, HOLDER_A } from '../../support/parties.js';
import { skip } from '../suite.js';
import type { UseMarket } from '../market.suite.js';

type Step = readonly [act: number, first: number, second: number];
interface Offer {
  readonly terms: ListingTerms;
  readonly exchange: string;
}

const PAIR = { first: EXCHANGE, second: HOLDER_A, documentDigest: digest('a') };
const PAPER = { caseNo: '（2026）川01执保7号', documentDigest: digest('7') };
const STEPS = fc.array(fc.tuple(fc.nat(7), fc.nat(96), fc.nat(96)), {
  minLength: 12,
  maxLength: 24,
});

/** One right on two exchanges, exclusive and not, with everything that may come in between. */
class Market {
  readonly #desk: MarketDesk;
  readonly #right: string;
  readonly #offers: readonly Offer[];
  readonly #listings: Listing[] = [];
  readonly #checks: RightsCheck[] = [];
  readonly #consumed = new Map<string, string>();
  #order: string | undefined;

  private constructor(desk: MarketDesk, right: string, offers: readonly Offer[]) {
    this.#desk = desk;
    this.#right = right;
    this.#offers = offers;
  }

  static async open(desk: MarketDesk): Promise<Market> {
    const granted = await desk.operated();
    const offers: Offer[] = [];
    for (const [exchange, as] of [
      [EXCHANGE, 'exchange'],
      [EXCHANGE2, 'exchange2'],
    ] as const) {
      for (const mode of ['EXCLUSIVE', 'NON_EXCLUSIVE'] as const) {
        const terms = await desk.terms(granted, { mode }, { exchange: as });
        offers.push({ terms, exchange });
      }
    }
    return new Market(desk, granted.right, offers);
  }

  /** Whatever is refused by a code is refused; anything else is a fault of the test. */
  async step([act, first, second]: Step): Promise<void> {
    const acts = [
      () => this.#check(first),
      () => this.#apply(first),
      () => this.#list(first, second),
      () => this.#list(first, second),
      () => this.#freezeOrLift(),
      () => this.#affiliate(second),
      () => this.#say('suspend', first),
      () => this.#say(second % 2 === 0 ? 'resume' : 'delist', first),
    ];
    try {
      await acts[act]?.();
    } catch (err) {
      if (!isCoded(err)) throw err;
    }
  }

  async #check(n: number): Promise<void> {
    const { terms, exchange } = at(this.#offers, n);
    this.#checks.push(await this.#desk.checked(terms, { audience: exchange }));
  }

  async #apply(n: number): Promise<void> {
    const { terms, exchange } = at(this.#offers, n);
    this.#listings.push(await this.#desk.applied(terms, exchange));
  }

  /** What a fresh check refuses is not listed, and what was consumed is not consumed again. */
  async #list(n: number, m: number): Promise<void> {
    if (this.#listings.length === 0 || this.#checks.length === 0) return;
    const listing = at(this.#listings, n);
    const check = at(this.#checks, m);
    const asked = this.#desk.asking(listing.terms, { audience: listing.exchange });
    const fresh = await this.#desk.stage.ask('check:evaluate', asked, 'bank');
    await this.#desk.list(listing, check);
    expect(fresh.reasons, listing.id).to.deep.equal([]);
    expect(check.terms).to.equal(listing.termsDigest);
    expect(check.audience).to.equal(listing.exchange);
    expect(this.#consumed.get(check.txId)).to.equal(undefined);
    this.#consumed.set(check.txId, listing.id);
  }

  async #freezeOrLift(): Promise<void> {
    const on = [{ kind: 'RIGHT' as const, id: this.#right }];
    if (this.#order !== undefined) {
      await this.#desk.act('order:unfreeze', { id: this.#order, on, ...PAPER }, 'judge');
      this.#order = undefined;
      return;
    }
    const id = unique('JO');
    const until = new Date(this.#desk.stage.bench.now().getTime() + 9e8).toISOString();
    const blocks = ['DISPOSE' as const, 'LIST' as const];
    await this.#desk.act('order:freeze', { id, on, ...PAPER, blocks, until }, 'judge');
    this.#order = id;
  }

  async #affiliate(n: number): Promise<void> {
    if (n % 2 === 0) await this.#desk.act('affiliate:end', PAIR, 'supervisor');
    else {
      const declared = { ...PAIR, relation: 'SHAREHOLDING' as const };
      await this.#desk.act('affiliate:declare', declared, 'supervisor');
    }
  }

  async #say(verb: 'suspend' | 'resume' | 'delist', n: number): Promise<void> {
    if (this.#listings.length === 0) return;
    const { id, exchange } = at(this.#listings, n);
    const as = exchange === EXCHANGE ? 'exchange' : 'exchange2';
    await this.#desk.act(`listing:${verb}`, { id, reasons: '核查' }, as);
  }

  /** Listings that began and are not over. */
  async standing(): Promise<Listing['terms']['mode'][]> {
    const modes: Listing['terms']['mode'][] = [];
    for (const listing of this.#listings) {
      const { state } = await this.#desk.seen(listing);
      if (state.status === 'LISTED' || state.status === 'SUSPENDED') modes.push(listing.terms.mode);
    }
    return modes;
  }

  async close(): Promise<void> {
    await this.step([5, 0, 0]);
  }
}

function at<T>(all: readonly T[], n: number): T {
  const found = all[n % all.length];
  if (found === undefined) throw new TypeError('There is none.');
  return found;
}

export function random(desk: UseMarket): void {
  it('lists nothing that a fresh check refuses, one exclusive alone, and no check twice', async function () {
    if (desk().stage.bench.advance === undefined) skip(this, 'it takes a ledger of its own');
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(STEPS, async (steps) => {
        const market = await Market.open(desk());
        try {
          for (const step of steps) {
            await market.step(step);
            const modes = await market.standing();
            if (modes.includes('EXCLUSIVE')) expect(modes).to.deep.equal(['EXCLUSIVE']);
          }
        } finally {
          await market.close();
        }
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
}
