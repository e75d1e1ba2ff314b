import { readTransaction, readWriteSet } from '@shuquan/verifier';
import { Block, ChannelHeader, Envelope, Payload } from '@shuquan/verifier/wire';
import type { StoreReader } from './store.js';

/** One version of a key, as the shim gives it (ledger/queryresult, KeyModification). */
export interface Modification {
  readonly txId: string;
  readonly value: Buffer;
  readonly isDelete: boolean;
  readonly timestamp: { readonly seconds: number; readonly nanos: number };
}

/** Versions of a public key, newest first; only what VALID transactions wrote. */
export async function* historyOf(
  reader: StoreReader,
  namespace: string,
  key: string,
): AsyncGenerator<Modification, undefined> {
  for await (const { block, tx } of reader.history(namespace, key)) {
    const found = modificationAt(reader, { block, tx }, namespace, key);
    if (found !== undefined) yield found;
  }
  return undefined;
}

/** Values live in the blocks alone; the index says where (Fabric’s history database does the same). */
function modificationAt(
  reader: StoreReader,
  { block, tx }: { readonly block: number; readonly tx: number },
  namespace: string,
  key: string,
): Modification | undefined {
  const bytes = reader.block(block);
  const envelope = bytes && Block.decode(bytes).data?.data[tx];
  if (envelope === undefined) throw new Error(`block ${String(block)} is not in the store`);
  const read = readTransaction(envelope);
  const set = read.kind === 'endorser' ? readWriteSet(read.results) : [];
  const written = set
    .find((each) => each.namespace === namespace)
    ?.writes.find((each) => each.key === key);
  // Only the key’s metadata was written: a version, but none of the value.
  if (written === undefined) return undefined;
  return {
    txId: read.txId,
    value: Buffer.from(written.value),
    isDelete: written.isDelete,
    timestamp: timestampOf(envelope),
  };
}

/** To the nanosecond, as the client wrote it. */
function timestampOf(envelope: Uint8Array): Modification['timestamp'] {
  const { header } = Payload.decode(Envelope.decode(envelope).payload);
  const stamp = header && ChannelHeader.decode(header.channelHeader).timestamp;
  return { seconds: Number(stamp?.seconds ?? 0n), nanos: stamp?.nanos ?? 0 };
}
