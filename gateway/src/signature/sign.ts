import { createHash, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto';
import { requestComponents, signatureBase, type SignableRequest } from './base.js';
import { contentDigest } from './digest.js';
import { bytesField, writeSignatureInput } from './fields.js';
import { ALGORITHM, CERTIFICATE_HEADER, CERTIFICATE_LABEL } from './profile.js';

const LABEL = 'sig1';
const LIFETIME_SECONDS = 60;

/** Whoever signs its own requests. */
export interface RequestSigner {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
  readonly now: () => Date;
}

export interface Unsent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

/** The headers that make a signed request of one that is about to be sent (RFC 9421, RFC 9530). */
export function signedHeaders(
  { method, url, headers, body }: Unsent,
  { key, certificate, now }: RequestSigner,
): Record<string, string> {
  const all: Record<string, string> = {
    ...headers,
    [CERTIFICATE_HEADER]: bytesField(CERTIFICATE_LABEL, certificate.raw),
    ...(body === undefined ? {} : { 'content-digest': contentDigest(Buffer.from(body)) }),
  };
  const components = ['@method', '@target-uri', CERTIFICATE_HEADER, ...bodyCover(all)];
  const created = Math.floor(now().getTime() / 1000);
  const serialized = writeSignatureInput(components, {
    created,
    expires: created + LIFETIME_SECONDS,
    nonce: randomBytes(24).toString('base64url'),
    keyid: createHash('sha256').update(certificate.raw).digest('hex'),
    alg: ALGORITHM,
  });
  const request: SignableRequest = {
    ...{ method, origin: url.origin, target: `${url.pathname}${url.search}` },
    header: (name) => all[name],
  };
  const base = signatureBase({ components, serialized }, requestComponents(request));
  const signature = sign('sha256', Buffer.from(base), { key, dsaEncoding: 'ieee-p1363' });
  return {
    ...all,
    'signature-input': `${LABEL}=${serialized}`,
    signature: bytesField(LABEL, signature),
  };
}

const bodyCover = (headers: Readonly<Record<string, string>>): string[] =>
  ['content-digest', 'content-type', 'idempotency-key'].filter((name) => name in headers);
