import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { check, parseJson } from '@shuquan/chaincode/model';
import { isCoded } from '../errors.js';
import { controlPath, type Reply, Request } from './protocol.js';

export interface Controlled {
  /** Copies the running ledger into a new or empty folder. */
  backup(target: string): Promise<void>;
}

const MAX_LINE = 8192;

/** Takes requests of the data folder’s owner until closed. */
export async function listenForControl(
  dataDir: string,
  controlled: Controlled,
): Promise<() => Promise<void>> {
  const path = controlPath(dataDir);
  if (path === undefined) return () => Promise.resolve();
  const running = new Set<Promise<void>>();
  const server = createServer((socket) => {
    const done: Promise<void> = serveOne(socket, controlled).finally(() => running.delete(done));
    running.add(done);
  });
  // The ledger’s lock is ours, so a socket that is there was left by a process that is not.
  rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(path, resolve);
  });
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  return async () => {
    await new Promise((resolve) => server.close(resolve));
    await Promise.all(running);
  };
}

async function serveOne(socket: Socket, controlled: Controlled): Promise<void> {
  // A client that goes away changes nothing about what it asked for.
  socket.on('error', () => undefined);
  let reply: Reply;
  try {
    const { backup } = check(Request, parseJson(await lineOf(socket)));
    await controlled.backup(backup);
    reply = { ok: true };
  } catch (err) {
    reply = isCoded(err)
      ? { ok: false, code: err.code, message: err.message }
      : { ok: false, code: 'INTERNAL', message: 'It failed; see the log of the serving process.' };
  }
  socket.end(`${JSON.stringify(reply)}\n`);
}

export async function lineOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    const end = text.indexOf('\n');
    if (end >= 0) return text.slice(0, end);
    if (text.length > MAX_LINE) break;
  }
  return text;
}
