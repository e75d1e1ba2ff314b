import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** What went out of the browser, whole. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: string;
  readonly body: Buffer;
}

/**
 * The browser’s only way out: a proxy that keeps every byte of every request, and lets through what
 * goes to one host. A tunnel or a socket it refuses and keeps as well.
 */
export class Relay {
  readonly sent: Sent[] = [];
  readonly #server: Server;
  readonly url: string;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  static async open(target: string): Promise<Relay> {
    const { host } = new URL(target);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const relay = new Relay(server);
    server.on('request', (req, res) => {
      void bodyOf(req).then((body) => {
        relay.#keep(req, body);
        const { url = '', method, headers } = req;
        if (new URL(url).host !== host) {
          res.writeHead(403).end();
          return;
        }
        const onward = request(url, { method, headers }, (answer) => {
          res.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(res);
        });
        onward.on('error', () => res.writeHead(502).end());
        onward.end(body);
      });
    });
    for (const way of ['connect', 'upgrade'] as const) {
      server.on(way, (req: IncomingMessage, socket: Duplex) => {
        relay.#keep(req, Buffer.alloc(0));
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      });
    }
    return relay;
  }

  #keep(req: IncomingMessage, body: Buffer): void {
    const { method = '', url = '', rawHeaders } = req;
    this.sent.push({ method, url, headers: rawHeaders.join('\n'), body });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
