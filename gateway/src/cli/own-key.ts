import { Option } from 'commander';
import { OwnKey } from '../own-key.js';
import { usage } from './failure.js';
import { type Io, sayJson } from './io.js';
import { readText, writeNew } from './read.js';

export interface OwnKeyOptions {
  readonly key: string;
  readonly channel: string;
}

export const channelOption = (): Option =>
  new Option('--channel <name>', 'the ledger’s channel').default('shuquan');

/** The key that a file holds. @throws CliError USAGE, FILE_UNREADABLE */
export async function ownKeyOf({ key: path, channel }: OwnKeyOptions): Promise<OwnKey> {
  const pem = await readText(path);
  try {
    return OwnKey.fromPem(pem, channel);
  } catch {
    throw usage(`${path} must hold a P-256 key, PEM.`);
  }
}

/** Where what was signed goes: into a new file, or to whoever reads along. */
export async function give(io: Io, made: object, out: string | undefined): Promise<void> {
  if (out === undefined) sayJson(io, made);
  else await writeNew(out, `${JSON.stringify(made)}\n`);
}
