import { type Actor, LedgerError, TransactionId } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { type Route, route } from '../http/route.js';
import { eventId, eventKey, type Queries } from '../index/queries.js';
import type { EventRow } from '../index/rows.js';
import { keyOf, place } from '../index/key.js';
import { Height } from './list.js';
import type { Metrics } from '../metrics/metrics.js';

const STREAM = 'text/event-stream';
const PAGE = 100;
const EventId = z
  .string()
  .regex(/^\d{1,15}-\d{1,15}(?:-d\d{1,15})?$/, 'Must be an id of an event: 12-0');

const EventPage = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: EventId,
        name: z.string(),
        txId: TransactionId,
        block: z.int().min(0),
        payload: z.unknown(),
        /** Nobody announced it: it follows from the records, or from time. */
        derived: z.literal(true).optional(),
      }),
    ),
    next: EventId.optional(),
    height: Height,
  })
  .meta({ id: 'EventPage', description: 'Where there is `next`, ask again with it as `after`' });

export interface EventRoutes {
  readonly queries: Queries;
  readonly metrics: Metrics;
  readonly heartbeatMs: number;
}

/** `/v1/events`: events of VALID transactions in block order, each exactly once per stream. */
export function events(deps: EventRoutes): Route[] {
  const { queries } = deps;
  return [
    route({
      method: 'get',
      path: '/v1/events',
      operationId: 'followEvents',
      tag: 'ledger',
      summary: 'Events of VALID transactions in block order, as server-sent events or a page',
      description:
        'With “Accept: text/event-stream” the stream goes on. `id` is the place of the ' +
        'transaction, block and index; `Last-Event-ID` or `after` continue behind it, also after ' +
        'a restart. What is `derived` was announced by nobody: a listing that a freeze suspends; it goes to the exchange and the seller concerned, to courts ' +
        'and supervisors. Without either a stream begins with what comes next, a page at block 0.',
      scope: 'ledger:read',
      query: z.strictObject({
        name: z.union([z.string(), z.array(z.string()).max(50)]).optional(),
        after: EventId.optional(),
      }),
      replies: { 200: EventPage },
      produces: [STREAM],
      carries: [],
      errors: ['READ_MODEL_STOPPED'],
      async handle({ query, accepts, lastEventId, signal, principal }) {
        await queries.ready();
        const reader = await queries.register.viewer(principal.identity);
        const names = query.name === undefined ? undefined : new Set([query.name].flat());
        const start = startOf(lastEventId ?? query.after);
        if (accepts === STREAM) {
          const from = start ?? keyOf('event', place(queries.height));
          const stream = follow(deps, { from, names, reader, signal });
          return { status: 200, body: undefined, stream };
        }
        const rows = await queries.events(start, PAGE);
        const items = rows
          .filter(([, row]) => isWanted(row, { names, reader }))
          .map(([, row]) => view(row));
        const last = rows.length === PAGE ? rows.at(-1)?.[1] : undefined;
        const next = last === undefined ? {} : { next: eventId(last) };
        return { status: 200, body: { items, ...next, height: queries.height } };
      },
    }),
  ];
}

function startOf(id: string | undefined): string | undefined {
  if (id === undefined) return undefined;
  const key = eventKey(id);
  if (key !== undefined) return key;
  const issues = [{ pointer: '/Last-Event-ID', message: 'Must be an id of an event: 12-0' }];
  throw new LedgerError('INPUT_INVALID', 'Last-Event-ID is not an id of an event.', { issues });
}

interface Wanted {
  readonly names: ReadonlySet<string> | undefined;
  readonly reader: Pick<Actor, 'role' | 'uscc'> | undefined;
}

const isWanted = (row: EventRow, { names, reader }: Wanted): boolean =>
  (names?.has(row.name) ?? true) && isFor(row, reader);

/**
 * What somebody announced stands in a block for every member. What follows from that is told to the
 * exchange and the seller concerned, to courts and to supervisors, and to nobody else.
 */
function isFor({ derived, payload }: EventRow, reader: Wanted['reader']): boolean {
  if (derived === undefined) return true;
  if (reader === undefined) return false;
  const { exchange, seller } = payload as { readonly exchange?: string; readonly seller?: string };
  const isWatching = reader.role === 'court' || reader.role === 'supervisor';
  return isWatching || [exchange, seller].includes(reader.uscc);
}

const view = (row: EventRow): object => ({
  id: eventId(row),
  name: row.name,
  txId: row.txId,
  block: row.block,
  payload: row.payload,
  ...(row.derived === undefined ? {} : { derived: true }),
});

interface Following extends Wanted {
  readonly from: string;
  readonly signal: AbortSignal;
}

async function* follow(
  { queries, metrics, heartbeatMs }: EventRoutes,
  { from, names, reader, signal }: Following,
): AsyncGenerator<string> {
  metrics.streams.inc();
  try {
    // Tells the client that it is connected, before there is anything to tell.
    yield ': connected\n\n';
    let after = from;
    while (!signal.aborted) {
      const { height } = queries;
      const rows = await queries.events(after, PAGE);
      for (const [key, row] of rows) {
        after = key;
        if (isWanted(row, { names, reader })) yield frame(row);
      }
      // A block that came while the rows were read woke nobody.
      if (rows.length > 0 || queries.height > height) continue;
      if (queries.stopped) return;
      const quiet = AbortSignal.any([signal, AbortSignal.timeout(heartbeatMs)]);
      await queries.next(quiet);
      if (quiet.aborted) yield ': alive\n\n';
    }
  } finally {
    metrics.streams.dec();
  }
}

/** JSON has no line breaks here, so one `data` line holds it. */
const frame = (row: EventRow): string =>
  `id: ${eventId(row)}\nevent: ${row.name.replace(/[\r\n]/g, ' ')}\ndata: ${JSON.stringify(view(row))}\n\n`;
