import type { SignatureInput } from './fields.js';

/** Carries the signer’s certificate: DER as a byte sequence under this label. */
export const CERTIFICATE_HEADER = 'signature-certificate';
export const CERTIFICATE_LABEL = 'x509';
export const ALGORITHM = 'ecdsa-p256-sha256';

/** How long a signature may be good for; its nonce is remembered for as long. */
export const MAX_LIFETIME_SECONDS = 300;
/** How far the signer’s clock may be ahead of ours. */
export const MAX_SKEW_SECONDS = 60;

const NONCE = /^[A-Za-z0-9_-]{22,64}$/;
const FINGERPRINT = /^[0-9a-f]{64}$/;

/** What a signature of a request states about itself, read and found complete. */
export interface Stated {
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
  /** SHA-256 of the certificate, DER, lower-case hex. */
  readonly keyid: string;
}

/** Parameters as the profile wants them, or what is wrong with them. */
export function statedBy({ parameters }: Pick<SignatureInput, 'parameters'>): Stated | string {
  const created = wholeIn(parameters.get('created'));
  const expires = wholeIn(parameters.get('expires'));
  const nonce = textIn(parameters.get('nonce'), NONCE);
  const keyid = textIn(parameters.get('keyid'), FINGERPRINT);
  if (created === undefined || expires === undefined)
    return 'created and expires are whole seconds';
  if (nonce === undefined) return 'nonce is 22 to 64 characters of base64url';
  if (keyid === undefined) return 'keyid is the SHA-256 of the certificate, 64 hex digits';
  const { alg = ALGORITHM } = Object.fromEntries(parameters);
  return alg === ALGORITHM ? { created, expires, nonce, keyid } : `alg is ${ALGORITHM}`;
}

const wholeIn = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

const textIn = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;

/**
 * The components that a signature of this request must cover: what was asked and of whom, with which
 * body, under whose certificate. What is not covered anybody on the way may change.
 */
export function missingCover(
  components: readonly string[],
  { method }: { readonly method: string },
): string | undefined {
  const covered = new Set(components);
  const wanted = ['@method', CERTIFICATE_HEADER, ...targetCover(covered)];
  if (method.toUpperCase() === 'POST') wanted.push('content-digest', 'idempotency-key');
  return wanted.find((component) => !covered.has(component));
}

/** The whole address, or its parts; the authority keeps a request from being sent to another gateway. */
const targetCover = (covered: ReadonlySet<string>): readonly string[] =>
  covered.has('@target-uri') ? [] : ['@authority', '@path', '@query'];
