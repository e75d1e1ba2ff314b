import { createConnection } from 'node:net';
import { connect } from 'node:tls';

/** What a node's operations endpoint (loopback, plain HTTP) tells. Ports are the plan's. */
export async function isHealthy(operationsPort: number): Promise<boolean> {
  const response = await fetch(url(operationsPort, 'healthz'), {
    signal: AbortSignal.timeout(3_000),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${String(response.status)} ${body.trim()}`);
  return true;
}

/** The value of the first Prometheus sample of this name and channel, or `undefined`. */
export async function metric(
  operationsPort: number,
  name: string,
  channel: string,
): Promise<number | undefined> {
  const response = await fetch(url(operationsPort, 'metrics'), {
    signal: AbortSignal.timeout(3_000),
  });
  return sample(await response.text(), name, channel);
}

/** Reads one sample out of the Prometheus text format. */
export function sample(text: string, name: string, channel: string): number | undefined {
  const line = text
    .split('\n')
    .find((each) => each.startsWith(`${name}{`) && each.includes(`channel="${channel}"`));
  const value = line === undefined ? NaN : Number(line.slice(line.lastIndexOf(' ') + 1));
  return Number.isNaN(value) ? undefined : value;
}

function url(port: number, path: string): string {
  return `http://127.0.0.1:${String(port)}/${path}`;
}

/** Whether some program accepts connections on a loopback port. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const settle = (listening: boolean): void => {
      socket.destroy();
      resolve(listening);
    };
    // Neither accepted nor refused: something holds the port.
    socket.setTimeout(1_000, () => {
      settle(true);
    });
    socket.on('connect', () => {
      settle(true);
    });
    socket.on('error', () => {
      settle(false);
    });
  });
}

/**
 * Whether a gRPC port completes a TLS handshake. A bare connection would do, but the node logs it as
 * a failed handshake. Throws if not.
 */
export function servesTls(port: number, ca: Buffer): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, servername: 'localhost', ALPNProtocols: ['h2'], ca };
    const socket = connect({ ...options, timeout: 3_000 });
    socket.on('timeout', () => socket.destroy(new Error('no TLS answer within 3 s')));
    socket.on('error', reject);
    socket.on('secureConnect', () => {
      socket.end();
      resolve(true);
    });
  });
}
