import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { readFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { ConfigError, type TlsConfig } from '../config.js';
import type { Code } from '../errors.js';
import { GatewayError } from '../errors.js';
import { PROBLEM_JSON, refusalOf } from './problem.js';
import { randomUUID } from 'node:crypto';

/** Against clients that send slowly or never end; each is refused, never waited for. */
const LIMITS = {
  maxHeaderSize: 16_384,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
};
const MAX_REQUESTS_PER_SOCKET = 1_000;
const IDLE_CHECK_MS = 50;

/** Why the system does not let it listen. */
const REFUSED: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is used by another process; stop it or set another PORT',
  EACCES: 'may not be used by this account',
  EADDRNOTAVAIL: 'is not an address of this machine',
  ENOTFOUND: 'is not a name that is known here',
};

/** A server that listens; `close` drains it. */
export interface Listening {
  readonly url: string;
  /** Stops accepting, waits for what runs, and after `timeoutMs` cuts what is left. */
  close(timeoutMs: number): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: TlsConfig | undefined;
}

export async function listen(app: RequestListener, options: ListenOptions): Promise<Listening> {
  const { host, port, tls } = options;
  const server = tls === undefined ? createServer(LIMITS, app) : createTlsServer(tlsOf(tls), app);
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
  server.on('clientError', refuse);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (err: NodeJS.ErrnoException) => {
      const why = REFUSED[err.code ?? ''];
      reject(why === undefined ? err : new ConfigError([`PORT ${port} of HOST ${host} ${why}`]));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${name}:${String(address.port)}`,
    close: (timeoutMs) => drain(server, timeoutMs),
  };
}

/** Client certificates are asked for, not demanded: there are other credentials. */
const tlsOf = ({ certFile, keyFile, clientCaFile }: TlsConfig): object => ({
  ...LIMITS,
  minVersion: 'TLSv1.2',
  cert: readFileSync(certFile),
  key: readFileSync(keyFile),
  ...(clientCaFile === undefined
    ? {}
    : { ca: readFileSync(clientCaFile), requestCert: true, rejectUnauthorized: false }),
});

async function drain(server: Server, timeoutMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  // A connection that was busy when the server closed stays open once it is idle.
  const idle = setInterval(() => {
    server.closeIdleConnections();
  }, IDLE_CHECK_MS);
  const late = setTimeout(() => {
    server.closeAllConnections();
  }, timeoutMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

const FAULTS: Readonly<Record<string, [Code, string]>> = {
  HPE_HEADER_OVERFLOW: ['HEADERS_TOO_LARGE', 'The headers exceed 16 KiB.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['REQUEST_TIMEOUT', 'The request came too slowly.'],
};

/** What Node’s parser refuses never reaches Express; it gets its problem document all the same. */
function refuse(err: NodeJS.ErrnoException, socket: Socket): void {
  if (err.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [code, message] = FAULTS[err.code ?? ''] ?? [
    'REQUEST_MALFORMED',
    'The bytes are not an HTTP request.',
  ];
  const { problem } = refusalOf(new GatewayError(code, message), randomUUID());
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${String(problem.status)} ${problem.title}\r\ncontent-type: ${PROBLEM_JSON}\r\n` +
      `content-length: ${String(Buffer.byteLength(body))}\r\nconnection: close\r\n\r\n${body}`,
  );
}
