import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import type { OrdererPlan, OrganizationPlan } from './plan.js';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** An orderer's channel participation API, over mutual TLS as its administrator. */
export class Participation {
  readonly #orderer: OrdererPlan;
  readonly #admin: OrganizationPlan['admin'];

  constructor(orderer: OrdererPlan, admin: OrganizationPlan['admin']) {
    this.#orderer = orderer;
    this.#admin = admin;
  }

  /** The channel's height at this orderer, or `undefined` if it has not joined. */
  async height(channel: string): Promise<number | undefined> {
    const { status, body } = await this.#ask('GET', `/participation/v1/channels/${channel}`);
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`${String(status)} ${body.trim()}`);
    return (JSON.parse(body) as { height: number }).height;
  }

  /** Joins the channel whose block 0 this is. Joining twice is an error of the orderer's. */
  async join(block: Uint8Array): Promise<void> {
    const boundary = 'shuquan-config-block';
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="config-block"; filename="config.block"\r\nContent-Type: application/octet-stream\r\n\r\n`;
    const form = Buffer.concat([Buffer.from(head), block, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    const { status, body } = await this.#ask('POST', '/participation/v1/channels', {
      type: `multipart/form-data; boundary=${boundary}`,
      bytes: form,
    });
    if (status !== 201) throw new Error(`${String(status)} ${body.trim()}`);
  }

  #ask(method: string, path: string, content?: { type: string; bytes: Buffer }): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          method,
          path,
          host: 'localhost',
          port: this.#orderer.ports.admin,
          agent: false,
          timeout: 10_000,
          ca: readFileSync(this.#orderer.tls.ca),
          cert: readFileSync(this.#admin.tls.certificate),
          key: readFileSync(this.#admin.tls.key),
          headers: content
            ? { 'content-type': content.type, 'content-length': content.bytes.length }
            : {},
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
          });
        },
      );
      outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 10 s')));
      outgoing.on('error', reject);
      outgoing.end(content?.bytes);
    });
  }
}
