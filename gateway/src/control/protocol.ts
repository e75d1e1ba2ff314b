import { join } from 'node:path';
import { z } from 'zod';

/**
 * One line of JSON each way, over a socket in the data folder: whoever may enter the folder may ask
 * the process that holds its lock. Nothing of this is reachable over the network.
 */
export const Request = z.strictObject({ v: z.literal(1), backup: z.string().min(1).max(4096) });
export type Request = z.output<typeof Request>;

export const Reply = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), code: z.string(), message: z.string() }),
]);
export type Reply = z.output<typeof Reply>;

/** `sun_path` of unix(7), with its end mark. */
const MAX_PATH_BYTES = 107;

/** Where to listen and to ask; `undefined` where the folder’s path is too long for a socket. */
export function controlPath(dataDir: string): string | undefined {
  if (process.platform === 'win32') {
    return `\\\\.\\pipe\\shuquan-${Buffer.from(dataDir).toString('hex').slice(-64)}`;
  }
  const path = join(dataDir, 'control.sock');
  return Buffer.byteLength(path) > MAX_PATH_BYTES ? undefined : path;
}
