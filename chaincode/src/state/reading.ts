import type { ChaincodeStub } from 'fabric-shim-api';

const seen = new WeakMap<ChaincodeStub, Map<string, Promise<Uint8Array>>>();

/**
 * The value of a key, asked of the peer once a transaction. A transaction sees state as it was
 * committed when it began and never what it writes itself, so asking again would give the same bytes;
 * on a network each asking is a message to the peer and back. The first one notes the read.
 */
export function stateOf(stub: ChaincodeStub, key: string): Promise<Uint8Array> {
  let keys = seen.get(stub);
  if (keys === undefined) {
    keys = new Map();
    seen.set(stub, keys);
  }
  let value = keys.get(key);
  if (value === undefined) {
    value = stub.getState(key);
    keys.set(key, value);
  }
  return value;
}
