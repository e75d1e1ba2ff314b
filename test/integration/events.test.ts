import { expect } from 'chai';
import { depositOf } from '../support/embedded.js';
import { TestGateway } from './gateway.js';

interface Event {
  readonly id: string;
  readonly event: string;
  readonly data: { readonly id: string; readonly txId: string; readonly payload: { id?: string } };
}

describe('events over HTTP', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  before(async () => {
    gateway = await TestGateway.open({ heartbeatMs: 40 });
  });
  after(() => gateway.close());

  /** Follows the stream; `take` resolves to the next events. */
  async function follow(
    query = '',
    headers: Record<string, string> = {},
  ): Promise<{
    take: (count: number) => Promise<Event[]>;
    comment: () => Promise<void>;
    end: () => void;
  }> {
    const ending = new AbortController();
    const response = await fetch(`${gateway.url}/v1/events${query}`, {
      headers: {
        accept: 'text/event-stream',
        authorization: `Bearer ${gateway.keyOf('holder-a')}`,
        ...headers,
      },
      signal: ending.signal,
    });
    expect(response.headers.get('content-type')).to.match(/^text\/event-stream/);
    const frames = framesOf(response);
    return {
      end: () => {
        ending.abort();
      },
      comment: async () => {
        for await (const frame of frames) if (frame === ': alive') return;
      },
      take: async (count) => {
        const events: Event[] = [];
        for await (const frame of frames) {
          if (!frame.startsWith(':')) events.push(parse(frame));
          if (events.length === count) break;
        }
        return events;
      },
    };
  }

  it('tell what is committed from now on, in block order', async () => {
    const stream = await follow('?name=evidence.deposited');
    const written = [];
    for (const id of ['ev-a', 'ev-b', 'ev-c']) {
      written.push((await gateway.post('/v1/evidence', depositOf(id))).body);
    }

    const events = await stream.take(3);
    stream.end();

    expect(events.map(({ data }) => data.payload.id)).to.deep.equal(['ev-a', 'ev-b', 'ev-c']);
    expect(events.map(({ data }) => data.txId)).to.deep.equal(written.map(({ txId }) => txId));
    expect(events.map(({ event }) => event)).to.deep.equal(Array(3).fill('evidence.deposited'));
    expect(events[0]?.id).to.equal(`${String(written[0]?.block)}-0`);
  });

  it('go on behind Last-Event-ID, without a gap or a repetition, after a restart too', async () => {
    const all = await gateway.get('/v1/events?after=0-0');
    const ids = all.body.items.map(({ id }) => id);
    await gateway.restart();

    const stream = await follow('', { 'last-event-id': ids[1] ?? '' });
    const events = await stream.take(ids.length - 2);
    stream.end();

    expect(events.map(({ id }) => id)).to.deep.equal(ids.slice(2));
  });

  it('take their beginning from the query as well, for clients that can set no header', async () => {
    const stream = await follow('?after=0-0&name=governance.ratified');
    const [first] = await stream.take(1);
    stream.end();

    expect(first?.event).to.equal('governance.ratified');
  });

  it('leave out what was refused', async () => {
    await gateway.post('/v1/evidence', depositOf('ev-a'));
    const { body } = await gateway.get('/v1/events?after=0-0&name=evidence.deposited');

    const ids = body.items.map(({ payload }: { payload: { id: string } }) => payload.id);
    expect(ids.filter((id: string) => id === 'ev-a')).to.have.length(1);
  });

  it('show that they are alive while nothing happens', async () => {
    const stream = await follow();

    await stream.comment();
    stream.end();
  });

  it('refuse an id that is none', async () => {
    const header = await gateway.get('/v1/events', { headers: { 'last-event-id': 'abc' } });
    const query = await gateway.get('/v1/events?after=abc');

    expect(header.body.code).to.equal('INPUT_INVALID');
    expect(query.body.code).to.equal('INPUT_INVALID');
  });

  it('end when the gateway closes', async () => {
    const stream = await follow();
    const rest = stream.take(1_000);

    await gateway.restart();

    expect(await rest).to.deep.equal([]);
  });
});

async function* framesOf(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(piece, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      yield text.slice(0, end);
      text = text.slice(end + 2);
    }
  }
}

function parse(frame: string): Event {
  const fields = Object.fromEntries(
    frame.split('\n').map((line) => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)];
    }),
  );
  const { id = '', event = '', data = 'null' } = fields;
  return { id, event, data: JSON.parse(data) as Event['data'] };
}
