import { Hex256, Instant, MspId, ProvenInterval, TransactionId } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { whole } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { firstOf, type ReadModel } from '../index/model.js';
import type { Queries } from '../index/queries.js';
import type { Ledger } from '../ledger/port.js';
import { Height } from './list.js';
import { notFound } from './written.js';

/** How long a transaction is waited for that the ledger has and the read model not yet. */
const CATCH_UP_MS = 2_000;
const OCTETS = 'application/octet-stream';
const BlockNumber = z.int().min(0);

const TransactionView = z
  .strictObject({
    txId: TransactionId,
    block: BlockNumber,
    index: z.int().min(0),
    /** VALID, or why it changed nothing (Fabric’s TxValidationCode). */
    validation: z.string(),
    name: z.string(),
    creator: z.strictObject({ mspId: z.union([MspId, z.literal('')]), fingerprint: z.string() }),
    /** The client’s claim, bounded by `provenInterval`. */
    time: Instant,
    event: z.string().optional(),
    beacon: z.int().optional(),
    provenInterval: ProvenInterval,
    height: Height,
  })
  .meta({ id: 'TransactionView' });

const BlockView = z
  .strictObject({
    number: BlockNumber,
    hash: Hex256,
    previousHash: z.union([Hex256, z.literal('')]),
    dataHash: Hex256,
    transactions: z.array(z.strictObject({ txId: z.string(), validation: z.string() })),
    provenInterval: ProvenInterval,
    height: Height,
  })
  .meta({
    id: 'BlockView',
    description: '`hash` is that of the header, which the next block names',
  });

export interface ChainRoutes {
  readonly ledger: Ledger;
  readonly model: ReadModel;
  readonly queries: Queries;
}

/** `/v1/transactions` and `/v1/blocks`: what the ledger holds, as it holds it. */
export function transactions(deps: ChainRoutes): Route[] {
  const { queries } = deps;
  return [
    route({
      method: 'get',
      path: '/v1/transactions/{txId}',
      operationId: 'readTransaction',
      tag: 'ledger',
      summary: 'Where a transaction stands, and whether it is VALID',
      scope: 'ledger:read',
      params: z.strictObject({ txId: TransactionId }),
      replies: { 200: TransactionView },
      carries: [],
      errors: ['TRANSACTION_NOT_FOUND', 'READ_MODEL_STOPPED'],
      async handle({ params }) {
        const row = await found(deps, () => queries.transaction(params.txId));
        if (row === undefined) throw notFound('transaction with this id', 'TRANSACTION_NOT_FOUND');
        const provenInterval = await queries.interval(row.block, row.beacon);
        return { status: 200, body: { ...row, provenInterval, height: queries.height } };
      },
    }),
    block(deps),
  ];
}

function block(deps: ChainRoutes): Route {
  const { ledger, queries } = deps;
  return route({
    method: 'get',
    path: '/v1/blocks/{number}',
    operationId: 'readBlock',
    tag: 'ledger',
    summary: 'A block: a summary, or with “Accept: application/octet-stream” its bytes',
    scope: 'ledger:read',
    params: z.strictObject({ number: whole(0, 999_999_999_999) }),
    replies: { 200: BlockView },
    produces: [OCTETS],
    carries: [],
    errors: ['BLOCK_NOT_FOUND', 'READ_MODEL_STOPPED'],
    async handle({ params: { number }, accepts }) {
      if (accepts === OCTETS) {
        const bytes = await firstOf(ledger, BigInt(number));
        if (bytes === undefined) throw notFound('block with this number', 'BLOCK_NOT_FOUND');
        return { status: 200, body: undefined, bytes };
      }
      const row = await found(deps, () => queries.block(number));
      if (row === undefined) throw notFound('block with this number', 'BLOCK_NOT_FOUND');
      const provenInterval = await queries.interval(number, undefined);
      return { status: 200, body: { ...row, provenInterval, height: queries.height } };
    },
  });
}

/** Says “not there” only about blocks that were looked at. */
async function found<T>(
  { ledger, model, queries }: ChainRoutes,
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> {
  await queries.ready();
  const row = await ask();
  if (row !== undefined) return row;
  const { height } = await ledger.info();
  await model.reach(Number(height), CATCH_UP_MS);
  model.requireRunning();
  return ask();
}
