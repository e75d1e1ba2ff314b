import { connect, type Socket } from 'node:net';
import { check, parseJson } from '@shuquan/chaincode/model';
import { type Code, errors, GatewayError } from '../errors.js';
import { controlPath, Reply, type Request } from './protocol.js';
import { lineOf } from './server.js';

/**
 * Asks the process that serves a data folder for a backup.
 *
 * @returns `false` when no process serves it
 * @throws GatewayError what that process found wrong
 */
export async function askForBackup(dataDir: string, target: string): Promise<boolean> {
  const socket = await connected(dataDir);
  if (socket === undefined) return false;
  const request: Request = { v: 1, backup: target };
  socket.write(`${JSON.stringify(request)}\n`);
  const text = await lineOf(socket);
  socket.destroy();
  if (text === '') {
    throw new GatewayError('LEDGER_CLOSED', 'The serving process ended. Try again.');
  }
  const reply = check(Reply, parseJson(text));
  if (reply.ok) return true;
  const code = Object.hasOwn(errors, reply.code) ? (reply.code as Code) : 'INTERNAL';
  throw new GatewayError(code, reply.message);
}

/** Nobody listens, or nobody ever did: no process serves the folder. */
const NOBODY = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTSOCK']);

function connected(dataDir: string): Promise<Socket | undefined> {
  const path = controlPath(dataDir);
  if (path === undefined) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => {
      resolve(socket);
    });
    socket.once('error', (err: NodeJS.ErrnoException) => {
      if (NOBODY.has(err.code ?? '')) resolve(undefined);
      else reject(err);
    });
  });
}
