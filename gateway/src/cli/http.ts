import { randomUUID } from 'node:crypto';
import { type Code, errors, GatewayError } from '../errors.js';
import { type RequestSigner, signedHeaders } from '../signature/sign.js';
import { CliError, exitCodes, usage } from './failure.js';

export interface GatewayAddress {
  /** Such as https://gateway.example:3000. */
  readonly url: string;
  readonly apiKey: string | undefined;
  /** Signs every request, instead of an API key. */
  readonly signer?: RequestSigner | undefined;
}

interface Request {
  readonly method: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Longer than the gateway’s own deadlines. */
const DEADLINE_MS = 120_000;

/** Talks to a running gateway; its problems come back as the errors they were. */
export class GatewayClient {
  readonly #base: URL;
  readonly #apiKey: string | undefined;
  readonly #signer: RequestSigner | undefined;

  constructor({ url, apiKey, signer }: GatewayAddress) {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw usage(`--url ${url} is not an http or https address.`);
    }
    this.#base = new URL(url.endsWith('/') ? url : `${url}/`);
    this.#apiKey = apiKey;
    this.#signer = signer;
  }

  get(path: string): Promise<unknown> {
    return this.#ask(path, { method: 'GET' });
  }

  async bytes(path: string, media: string): Promise<Uint8Array> {
    const { response, bytes } = await this.#send(path, {
      method: 'GET',
      headers: { accept: media },
    });
    if (!response.ok) throw problemOf(bodyOf(textOf(bytes)), response.status);
    return bytes;
  }

  /** Each call has an Idempotency-Key of its own: nothing is sent twice by mistake. */
  post(path: string, body: unknown): Promise<unknown> {
    return this.#ask(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    });
  }

  async #ask(path: string, request: Request): Promise<unknown> {
    const { response, bytes } = await this.#send(path, request);
    const body = bodyOf(textOf(bytes));
    if (!response.ok) throw problemOf(body, response.status);
    return body;
  }

  async #send(
    path: string,
    { headers: own, ...init }: Request,
  ): Promise<{ readonly response: Response; readonly bytes: Uint8Array }> {
    const headers = {
      accept: 'application/json',
      ...own,
      ...(this.#apiKey === undefined ? {} : { authorization: `Bearer ${this.#apiKey}` }),
    };
    const url = new URL(path, this.#base);
    const unsent = { method: init.method, url, headers, body: init.body };
    const signal = AbortSignal.timeout(DEADLINE_MS);
    try {
      const response = await fetch(url, {
        ...init,
        headers: this.#signer === undefined ? headers : signedHeaders(unsent, this.#signer),
        signal,
        redirect: 'error',
      });
      return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
    } catch (cause) {
      throw new CliError(
        'GATEWAY_UNAVAILABLE',
        `${this.#base.href} can not be reached. Check --url, and that the gateway runs.`,
        exitCodes.unavailable,
        { cause },
      );
    }
  }
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 9457: `code` is ours, `detail` is the sentence for the reader. */
function problemOf(body: unknown, status: number): Error {
  const { code, detail, ...params } = (body ?? {}) as Record<string, unknown>;
  if (typeof code === 'string' && Object.hasOwn(errors, code)) {
    return new GatewayError(code as Code, typeof detail === 'string' ? detail : code, params);
  }
  const message = `The gateway answered with status ${String(status)} and nothing that says why.`;
  return new CliError('GATEWAY_FAILED', message, exitCodes.unavailable);
}
