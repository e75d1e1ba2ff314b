import { readFileSync } from 'node:fs';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, type Gateway, hash } from '@hyperledger/fabric-gateway';
import { isCoded } from '../../errors.js';
import type { Identity, MspId } from '../port.js';
import type { Endpoint } from './connection.js';

/** How long a peer that could not be reached is asked last, in milliseconds. */
const REST_MS = 5_000;

/** One peer’s gateway: a connection kept open, and a session over it. */
export class Peer {
  readonly mspId: MspId;
  /** Signs as the gateway itself; what others signed passes through as it is. */
  readonly session: Gateway;
  readonly #client: Client;
  #restsUntil = 0;

  constructor({ mspId, address, tlsCa, serverName }: Endpoint, service: Identity) {
    this.mspId = mspId;
    this.#client = new Client(address, credentials.createSsl(readFileSync(tlsCa)), {
      'grpc.ssl_target_name_override': serverName,
      'grpc.default_authority': serverName,
      // A peer that vanished without a word is noticed; peers forbid pings below a minute.
      'grpc.keepalive_time_ms': 120_000,
      'grpc.keepalive_timeout_ms': 20_000,
      // By default a client waits up to two minutes before it tries a restarted peer again.
      'grpc.initial_reconnect_backoff_ms': 200,
      'grpc.max_reconnect_backoff_ms': 3_000,
      'grpc.max_receive_message_length': 104_857_600,
    });
    this.session = connect({
      client: this.#client,
      identity: { mspId: service.mspId, credentials: Buffer.from(service.pem) },
      // Our signer hashes by itself: OpenSSL does both at once.
      hash: hash.none,
      signer: (message) => service.sign(message),
    });
  }

  get rests(): boolean {
    return performance.now() < this.#restsUntil;
  }

  rest(): void {
    this.#restsUntil = performance.now() + REST_MS;
  }

  close(): void {
    this.#client.close();
  }
}

/** The peers of a connection file, our own organisation’s first. */
export class Peers {
  readonly #peers: readonly Peer[];

  constructor(endpoints: readonly Endpoint[], service: Identity) {
    this.#peers = [
      ...endpoints.filter(({ mspId }) => mspId === service.mspId),
      ...endpoints.filter(({ mspId }) => mspId !== service.mspId),
    ].map((endpoint) => new Peer(endpoint, service));
  }

  /** Those that answered lately first. */
  inOrder(): Peer[] {
    return [
      ...this.#peers.filter((peer) => !peer.rests),
      ...this.#peers.filter((peer) => peer.rests),
    ];
  }

  first(): Peer {
    const [peer] = this.inOrder();
    if (peer === undefined) throw new TypeError('The connection file names no peer.');
    return peer;
  }

  /** Asks one peer after another until one can be reached. Every answer but that is final. */
  async ask<T>(call: (peer: Peer) => Promise<T>): Promise<T> {
    let last: unknown;
    for (const peer of this.inOrder()) {
      try {
        return await call(peer);
      } catch (err) {
        if (!isCoded(err) || err.code !== 'LEDGER_UNAVAILABLE') throw err;
        peer.rest();
        last = err;
      }
    }
    throw last;
  }

  close(): void {
    for (const peer of this.#peers) peer.close();
  }
}
