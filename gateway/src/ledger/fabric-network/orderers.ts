import { GatewayError } from '../../errors.js';
import { grpcStatus, ofFailure } from '../fabric/errors.js';
import type { SdkCommitter } from './sdk.js';

/** Whether some orderer took a transaction; UNKNOWN when none said so and none certainly did not. */
export type Ordered = 'TAKEN' | 'UNKNOWN';

/**
 * Offers an envelope to one orderer after another until one takes it. The same transaction twice is
 * one transaction: peers invalidate the second by its id.
 *
 * @throws GatewayError LEDGER_UNAVAILABLE when none could be reached, or what an orderer refused
 */
export async function broadcast(
  orderers: readonly SdkCommitter[],
  envelope: { readonly payload: Uint8Array; readonly signature: Uint8Array },
  timeoutMs: number,
): Promise<Ordered> {
  let isUnknown = false;
  for (const orderer of orderers) {
    const answer = await offer(orderer, envelope, timeoutMs);
    if (answer === 'UNREACHED') continue;
    if (answer === 'LOST') isUnknown = true;
    else if (answer.status === 'SUCCESS') return 'TAKEN';
    else if (isClientError(answer.status) && !isUnknown) throw refusedBy(answer);
  }
  if (isUnknown) return 'UNKNOWN';
  throw new GatewayError(
    'LEDGER_UNAVAILABLE',
    'No orderer can be reached, or none has a leader. Try again later.',
  );
}

type Offered = { readonly status: string; readonly info?: string } | 'UNREACHED' | 'LOST';

async function offer(
  orderer: SdkCommitter,
  envelope: { readonly payload: Uint8Array; readonly signature: Uint8Array },
  timeoutMs: number,
): Promise<Offered> {
  if (!(await orderer.checkConnection())) return 'UNREACHED';
  try {
    return await orderer.sendBroadcast(envelope, timeoutMs);
  } catch {
    // Sent, and no answer: it may have been ordered.
    return 'LOST';
  }
}

/** common.proto, Status: 4xx is the sender’s mistake, 5xx the orderer’s state. */
const isClientError = (status: string): boolean =>
  ['BAD_REQUEST', 'FORBIDDEN', 'NOT_FOUND', 'REQUEST_ENTITY_TOO_LARGE'].includes(status);

const refusedBy = ({ status, info }: { status: string; info?: string }): Error =>
  ofFailure({
    status: grpcStatus.aborted,
    message: `received unsuccessful response from orderer: status=${status}, info=${info ?? ''}`,
    details: [],
  });
