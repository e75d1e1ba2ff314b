import type { ChaincodeStub } from 'fabric-shim-api';
import { allOf } from './guard.js';

export interface Payload {
  readonly payload: Uint8Array;
  readonly salt: Uint8Array;
}

/** Private payloads of one collection: values at its members, hashes everywhere. */
export class Payloads {
  readonly #stub: ChaincodeStub;
  readonly #collection: string;

  constructor(stub: ChaincodeStub, collection: string) {
    this.#stub = stub;
    this.#collection = collection;
  }

  async create(id: string, { payload, salt }: Payload, guards: readonly string[]): Promise<void> {
    const value = JSON.stringify({ payload: base64(payload), salt: base64(salt) });
    await this.#stub.putPrivateData(this.#collection, id, Buffer.from(value));
    await this.#stub.setPrivateDataValidationParameter(this.#collection, id, allOf(...guards));
  }

  /** Base64 payload and salt, or `undefined` where there is none any more. */
  async find(id: string): Promise<{ payload: string; salt: string } | undefined> {
    const value = await this.#stub.getPrivateData(this.#collection, id);
    if (value.length === 0) return undefined;
    return JSON.parse(Buffer.from(value).toString('utf8')) as { payload: string; salt: string };
  }

  /** Removes value, hash and history at every member (application capability V2_5). */
  async purge(id: string): Promise<void> {
    await this.#stub.purgePrivateData(this.#collection, id);
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
