import { check, refusalIn, TransactionId } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { GatewayError, RecordedRefusal } from '../errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { inputDigest } from '../index/digest.js';
import type { ReadModel } from '../index/model.js';
import type {
  Committed,
  Input,
  Ledger,
  Output,
  SubmitOptions,
  TransactionName,
} from '../ledger/port.js';
import type { Metrics } from '../metrics/metrics.js';

/** What routes that write need. */
export interface Writing {
  readonly ledger: Ledger;
  readonly model: ReadModel;
  readonly metrics: Metrics;
}

/** What every write answers: the record, and the transaction and block that hold it. */
export const written = <T extends z.ZodType>(
  value: T,
  id: string,
): z.ZodObject<{ value: T; txId: typeof TransactionId; block: z.ZodInt }> =>
  z.strictObject({ value, txId: TransactionId, block: z.int().min(0) }).meta({ id });

/**
 * Submits in the caller’s name, once per Idempotency-Key. A committed transaction of an earlier,
 * interrupted run is answered as it was.
 */
export async function commit<N extends TransactionName>(
  { ledger, model, metrics }: Writing,
  { attempt, principal, signal }: RouteRequest,
  name: N,
  input: Input<N>,
  options: SubmitOptions = {},
): Promise<Committed<Output<N>>> {
  const { fingerprint, identity } = principal;
  const digest = inputDigest(input);
  const before = await attempt.begin({ kind: 'input', name, digest, fingerprint });
  const committed =
    (before as Committed<Output<N>> | undefined) ??
    (await ledger.submit(name, input, identity, { ...options, signal }));
  model.expect(committed.block);
  metrics.commits.inc({ transaction: name });
  throwRecorded(committed);
  return committed;
}

/** @throws RecordedRefusal when what was committed is the record of a refused attempt */
export function throwRecorded(committed: Committed<unknown>): void {
  const refused = refusalIn(committed.value);
  if (refused !== undefined) throw new RecordedRefusal(refused, committed);
}

/** The answer to a write, with transaction and block in headers and body. */
export function reply(
  status: 200 | 201,
  { value, txId, block }: Committed<unknown>,
  location?: string,
): Reply {
  return {
    status,
    body: { value, txId, block: Number(block) },
    headers: {
      'ledger-transaction': txId,
      'ledger-block': String(block),
      ...(location === undefined ? {} : { location }),
    },
  };
}

export const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64');
export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Strict base64 (RFC 4648 §4): one text for one byte sequence. */
export const Base64 = z
  .string()
  .refine((text) => textOf(bytesOf(text)) === text, 'Must be base64')
  .meta({ id: 'Base64', description: 'Base64 with padding, RFC 4648 §4' });

/** Checks what was put together here from path and body against the transaction’s own schema. */
export const checked = <T extends z.ZodType>(schema: T, value: unknown): z.output<T> =>
  check(schema, value);

export const notFound = (
  what: string,
  code: 'TRANSACTION_NOT_FOUND' | 'BLOCK_NOT_FOUND',
): GatewayError => new GatewayError(code, `There is no ${what} on this ledger yet.`);
