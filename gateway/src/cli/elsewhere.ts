import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { RequestSigner } from '../signature/sign.js';
import { usage } from './failure.js';
import { GatewayClient } from './http.js';
import type { Io } from './io.js';
import { requirePair } from './offline.js';
import { readText } from './read.js';
import { RemoteLedger } from './remote.js';
import type { UrlOptions } from './where.js';

/** The gateway that the options name, spoken to with an API key or with signed requests. */
export async function gatewayElsewhere(
  io: Io,
  { url, ...options }: UrlOptions & { readonly url: string },
): Promise<GatewayClient> {
  const signer = await signerOf(options);
  if (signer !== undefined) return new GatewayClient({ url, apiKey: undefined, signer });
  return new GatewayClient({ url, apiKey: options.apiKey ?? io.env['SHUQUAN_API_KEY'] });
}

/** The ledger behind it. */
export const ledgerElsewhere = async (
  io: Io,
  options: UrlOptions & { readonly url: string },
): Promise<RemoteLedger> => new RemoteLedger(await gatewayElsewhere(io, options));

/** @throws CliError USAGE, FILE_UNREADABLE */
async function signerOf({
  apiKey,
  requestKey: key,
  requestCertificate: certificate,
}: UrlOptions): Promise<RequestSigner | undefined> {
  if (key === undefined && certificate === undefined) return undefined;
  if (key === undefined || certificate === undefined) {
    throw usage('--request-key and --request-certificate belong together.');
  }
  if (apiKey !== undefined) throw usage('Either --api-key or --request-key, not both.');
  const [keyPem, pem] = [await readText(key), await readText(certificate)];
  requirePair(keyPem, pem, { key, certificate });
  return {
    key: createPrivateKey(keyPem),
    certificate: new X509Certificate(pem),
    now: () => new Date(),
  };
}
