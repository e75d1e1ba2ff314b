import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Input, Output, TransactionName } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import type { Desk } from '../support/registration-load.js';
import type { Answer, TestGateway } from './gateway.js';

/** Under which path of a case each act is posted. */
const PATHS: Readonly<Partial<Record<TransactionName, string>>> = {
  'acceptance:accept': 'acceptance',
  'review:record': 'findings',
  'review:withhold': 'notice-withholding',
  'review:decide': 'decision',
  'register:deposit': 'deposit',
  'register:receipt': 'receipt',
};

const TRIES = 50;
const PAUSE_MS = 500;

interface Request {
  readonly path: string;
  readonly body: object;
}

/** Takes registrations through the routes of a gateway: real requests, each with its API key. */
export class HttpDesk implements Desk {
  readonly #gateway: TestGateway;
  /** Requests sent, and how many were under way at once. */
  sent = 0;
  most = 0;
  /** Connections that broke before the answer came. */
  broken = 0;
  #open = 0;

  constructor(gateway: TestGateway) {
    this.#gateway = gateway;
  }

  now(): Date {
    return this.#gateway.ground.clock.now();
  }

  async act<N extends TransactionName>(
    name: N,
    input: Input<N>,
    as: string,
    transient?: Readonly<Record<string, Uint8Array>>,
  ): Promise<Output<N>> {
    const { path, body } = requestOf(name, input, transient);
    this.sent += 1;
    this.#open += 1;
    this.most = Math.max(this.most, this.#open);
    const answer = await this.#sendOnce(path, body, as);
    this.#open -= 1;
    expect(answer.status, `${path} ${answer.text}`).to.equal(201);
    return (answer.body as unknown as { value: Output<N> }).value;
  }

  /** As a client does: a connection that breaks is no answer, and the same key does nothing twice. */
  async #sendOnce(path: string, body: object, as: string): Promise<Answer> {
    const key = randomUUID();
    for (let tries = 1; ; tries += 1) {
      try {
        const answer = await this.#gateway.post(path, body, { as, key });
        if (answer.body.code !== 'IDEMPOTENCY_IN_FLIGHT') return answer;
        await sleep(PAUSE_MS);
      } catch (err) {
        if (!(err instanceof TypeError) || tries >= TRIES) throw err;
        this.broken += 1;
      }
    }
  }
}

function requestOf(
  name: TransactionName,
  input: object,
  transient: Readonly<Record<string, Uint8Array>> = {},
): Request {
  const { contact, seed } = transient;
  if (name === 'registration:apply') {
    const who = {
      contact: JSON.parse(Buffer.from(contact ?? '').toString('utf8')) as unknown,
      seed: Buffer.from(seed ?? '').toString('base64'),
    };
    return { path: '/v1/cases', body: { ...input, private: who } };
  }
  if (name === 'register:certify') return { path: '/v1/certificates', body: input };
  const { case: id, ...body } = input as { readonly case: string };
  return { path: `/v1/cases/${id}/${PATHS[name] ?? name}`, body };
}
