import { BeaconProposal, parse } from '@shuquan/chaincode/model';
import { attemptTransaction } from '@shuquan/verifier';
import { Block as BlockMessage, metadataIndex } from '@shuquan/verifier/wire';
import type { Block } from '../ledger/port.js';

/** A witness’s statement as it stands after a transaction of a block. */
export interface Sighting {
  readonly block: bigint;
  readonly proposal: BeaconProposal;
  /** Whether this transaction completed the quorum. */
  readonly committed: boolean;
}

const MARK = Buffer.from('beacon:');
const VALID = 0;
const decoder = new TextDecoder();

/**
 * Beacon statements of a block’s VALID transactions, in order. Blocks that do not mention beacons
 * are not decoded: a witness must not cost what the transactions it watches cost.
 */
export function sightingsOf({ number, bytes }: Block): Sighting[] {
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(MARK)) return [];
  const { data, metadata } = BlockMessage.decode(bytes);
  const flags = metadata?.metadata[metadataIndex.transactionsFilter];
  return (data?.data ?? []).flatMap((envelope, i) =>
    flags?.[i] === VALID ? (sightingOf(number, envelope) ?? []) : [],
  );
}

function sightingOf(block: bigint, envelope: Uint8Array): Sighting | undefined {
  const tx = attemptTransaction(envelope);
  if (tx.kind !== 'endorser' || tx.response.status !== 200) return undefined;
  if (tx.transaction !== 'beacon:propose' && tx.transaction !== 'beacon:confirm') return undefined;
  const event: unknown = tx.event && JSON.parse(decoder.decode(tx.event.payload));
  const committed = (event as { committed?: unknown } | undefined)?.committed === true;
  return { block, proposal: parse(BeaconProposal, decoder.decode(tx.response.payload)), committed };
}
