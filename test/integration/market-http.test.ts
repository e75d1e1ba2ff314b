import { expect } from 'chai';
import type { ListingTerms } from '@shuquan/chaincode/model';
import { EmergencyDesk } from '../support/emergency-desk.js';
import { unique } from '../support/founded.js';
import { digest, MarketDesk } from '../support/market-desk.js';
import { BANK, EXCHANGE } from '../support/parties.js';
import { RegisterGateway } from './register.js';

interface Told {
  readonly id: string;
  readonly name: string;
  readonly block: number;
  readonly derived?: true;
  readonly payload: { readonly listing: string; readonly before: string; readonly status: string };
}

describe('the market over HTTP', function () {
  this.timeout(120_000);
  let opened: RegisterGateway;
  let desk: MarketDesk;

  before(async () => {
    opened = await RegisterGateway.open();
    desk = new MarketDesk(opened.gateway.stage());
    await desk.stage.witness();
    await desk.exchanges();
  });
  after(() => opened.close());

  const valueOf = (answer: { body: unknown }): Record<string, string> =>
    (answer.body as { value: Record<string, string> }).value;

  /** Applied for, checked and listed, every act by HTTP. */
  async function listed(terms: ListingTerms): Promise<string> {
    const application = desk.application(terms);
    await opened.done('/v1/listings', application, 'holder-a');
    const asked = desk.asking(terms);
    const { txId: check } = valueOf(await opened.done('/v1/rights-checks', asked, 'exchange'));
    const start = { check, nonce: asked.nonce };
    await opened.done(`/v1/listings/${application.id}/start`, start, 'exchange');
    return application.id;
  }

  /** Opens a stream; answers with what reads all of it up to a word. */
  async function followed(as: string): Promise<(word: string) => Promise<string>> {
    const ending = new AbortController();
    const { url } = opened.gateway;
    const response = await fetch(`${url}/v1/events`, {
      headers: {
        ...{ accept: 'text/event-stream' },
        authorization: `Bearer ${opened.gateway.keyOf(as)}`,
      },
      signal: ending.signal,
    });
    return async (word) => {
      const decoder = new TextDecoder();
      let text = '';
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk as Uint8Array, { stream: true });
        if (text.includes(word)) break;
      }
      ending.abort();
      return text;
    };
  }

  /** Every derived event that somebody is told of, page by page. */
  async function toldTo(as: string): Promise<Told[]> {
    const all: Told[] = [];
    for (let after: string | undefined = '0-0'; after !== undefined;) {
      const path: string = `/v1/events?after=${after}&name=listing.status-derived`;
      const { items: page, next } = (await opened.get(path, as)).body as unknown as {
        readonly items: readonly Told[];
        readonly next?: string;
      };
      all.push(...page);
      after = next;
    }
    return all;
  }

  async function items<T>(path: string, as = 'exchange'): Promise<T[]> {
    return (await opened.get(path, as)).body.items as unknown as T[];
  }

  it('lists what was checked, and shows the check as used', async () => {
    const terms = await desk.terms(await desk.operated());
    const evaluated = await opened.post('/v1/rights-checks/evaluation', desk.asking(terms), {
      as: 'exchange',
    });
    expect((evaluated.body as unknown as { verdict: string }).verdict).to.equal('CLEAR');

    const id = await listed(terms);

    const [row] = await items<{ status: string; listing: { id: string }; nextChangeAt: string }>(
      `/v1/listings?exchange=${EXCHANGE}&status=LISTED&limit=100`,
    );
    expect(row).to.include({ status: 'LISTED' });
    expect(row?.listing.id).to.equal(id);
    expect(row?.nextChangeAt).to.be.a('string');
    const [check] = await items<{ usedBy: string; expired: boolean }>(
      `/v1/rights-checks?audience=${EXCHANGE}`,
    );
    expect(check).to.include({ usedBy: id, expired: false });
  });

  it('suspends with the block of an order, and tells the exchange', async () => {
    const granted = await desk.operated();
    const id = await listed(await desk.terms(granted));
    const until = new Date(desk.stage.bench.now().getTime() + 9e8).toISOString();
    const order = {
      ...{ id: unique('JO'), on: [{ kind: 'RIGHT' as const, id: granted.right }], until },
      ...{ caseNo: '（2026）川01执保7号', documentDigest: digest('7') },
      blocks: ['DISPOSE' as const, 'LIST' as const],
    };
    const streams = await Promise.all(['exchange', 'exchange2'].map((as) => followed(as)));
    const { block } = await desk.stage.commit('order:freeze', order, 'judge');
    await opened.gateway.model.reach(Number(block) + 1, 30_000);
    const marker = { id: unique('JO'), on: [{ kind: 'PARTY' as const, id: BANK }], until };
    await desk.stage.submit('order:freeze', { ...order, ...marker }, 'judge');
    const told_ = await Promise.all(streams.map((read) => read(marker.id)));
    expect(told_.map((text) => text.includes('listing.status-derived'))).to.deep.equal([
      ...[true, false],
    ]);

    const rows = await items<{ listing: { id: string }; status: string }>(
      `/v1/listings?subject=${granted.right}`,
    );
    const told = await toldTo('exchange');

    expect(rows.map(({ status }) => status)).to.deep.equal(['SUSPENDED']);
    const event = told.find(({ payload }) => payload.listing === id);
    expect(event).to.deep.include({ derived: true, block: Number(block) });
    expect(event?.payload).to.deep.include({ before: 'LISTED', status: 'SUSPENDED' });
    expect(event?.id).to.match(/-d1$/);
    const seenBy = async (as: string): Promise<boolean> => {
      const seen = await toldTo(as);
      return seen.some(({ payload }) => payload.listing === id);
    };
    for (const as of ['holder-a', 'judge', 'supervisor'])
      expect(await seenBy(as), as).to.equal(true);
    for (const as of ['exchange2', 'bank', 'holder-b'])
      expect(await seenBy(as), as).to.equal(false);
  });

  it('suspends by a supervisor’s order on the version, on the ledger and in the list alike', async () => {
    const supervisors = new EmergencyDesk(opened.gateway.stage());
    const granted = await desk.operated();
    const id = await listed(await desk.terms(granted));
    const status = async (): Promise<string[]> => {
      const { gateway } = opened;
      await gateway.model.reach(Number((await gateway.ground.ledger.info()).height), 30_000);
      const rows = await items<{ status: string }>(`/v1/listings?subject=${granted.right}`);
      const { state } = await desk.seen({ id });
      return [state.status, ...rows.map((row) => row.status)];
    };

    const order = await supervisors.suspend({ kind: 'VERSION', id: `${granted.asset}@1` });
    expect(await status()).to.deep.equal(['SUSPENDED', 'SUSPENDED']);
    await supervisors.lift(order);
    expect(await status()).to.deep.equal(['LISTED', 'LISTED']);
    const changes = (await toldTo('exchange')).filter(({ payload }) => payload.listing === id);
    expect(changes.map(({ payload }) => payload.status)).to.deep.equal(['SUSPENDED', 'LISTED']);
  });
});
