import type { Command } from 'commander';
import { usage } from './failure.js';
import type { KeyFiles } from './offline.js';

export interface UrlOptions {
  readonly url?: string;
  readonly apiKey?: string;
  readonly requestKey?: string;
  readonly requestCertificate?: string;
}

export interface KeyOptions {
  readonly key?: string;
  readonly certificate?: string;
  readonly msp?: string;
}

/** A gateway elsewhere instead of a ledger here. */
export function urlOptions(command: Command): void {
  command
    .option('--url <address>', 'a running gateway, instead of opening the ledger here')
    .option('--api-key <key>', 'its API key (or SHUQUAN_API_KEY)')
    .option('--request-key <file>', 'instead of an API key, sign every request with this key (PEM)')
    .option('--request-certificate <file>', 'the certificate (PEM) of the key of requests');
}

/** A key of the caller’s own instead of one that the ledger’s folder or the gateway holds. */
export function keyOptions(command: Command): void {
  command
    .option('--key <file>', 'sign here with this P-256 key (PEM); it is never sent')
    .option('--certificate <file>', 'the key’s certificate (PEM)')
    .option('--msp <id>', 'the organisation that issued it, such as RegistryMSP');
}

/** All three or none. @throws CliError USAGE */
export function signerFiles({ key, certificate, msp }: KeyOptions): KeyFiles | undefined {
  if (key === undefined && certificate === undefined && msp === undefined) return undefined;
  if (key === undefined || certificate === undefined || msp === undefined) {
    throw usage('--key, --certificate and --msp belong together.');
  }
  return { key, certificate, msp };
}
