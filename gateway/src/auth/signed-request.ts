import { verify, X509Certificate } from 'node:crypto';
import { type ComponentValue, signatureBase } from '../signature/base.js';
import { bytesIn, dictionaryOf, FieldError, readSignatureInput } from '../signature/fields.js';
import {
  CERTIFICATE_HEADER,
  CERTIFICATE_LABEL,
  MAX_LIFETIME_SECONDS,
  MAX_SKEW_SECONDS,
  missingCover,
  type Stated,
  statedBy,
} from '../signature/profile.js';
import { GatewayError } from '../errors.js';
import { hashOf } from './client-certificate.js';

/** A request that says who signed it, as it came. */
export interface SignedRequest {
  readonly method: string;
  readonly signatureInput: string;
  readonly signature: string;
  /** What it says under each of the origins that this gateway answers for. */
  readonly readings: readonly ComponentValue[];
}

/** Whose key signed, and what was stated; nothing is known yet of who issued the certificate. */
export interface Signed {
  readonly stated: Stated;
  readonly certificate: X509Certificate;
}

const malformed = (why: string, cause?: unknown): GatewayError =>
  new GatewayError(
    'REQUEST_SIGNATURE_MALFORMED',
    `The request’s signature can not be used: ${why}.`,
    {},
    { cause },
  );

/**
 * Reads a signature and checks it with the key of the certificate that came along.
 *
 * @throws GatewayError REQUEST_SIGNATURE_MALFORMED, REQUEST_SIGNATURE_STALE, REQUEST_KEY_UNKNOWN,
 *   REQUEST_SIGNATURE_INVALID
 */
export function readSigned(request: SignedRequest, now: Date): Signed {
  try {
    return read(request, now);
  } catch (err) {
    if (err instanceof FieldError) throw malformed(err.message, err);
    throw err;
  }
}

function read({ method, signatureInput, signature, readings }: SignedRequest, now: Date): Signed {
  const input = readSignatureInput(signatureInput);
  const stated = statedBy(input);
  if (typeof stated === 'string') throw malformed(stated);
  const missing = missingCover(input.components, { method });
  if (missing !== undefined) throw malformed(`it does not cover ${missing}`);
  requireFresh(stated, Math.floor(now.getTime() / 1000));
  const certificate = certificateIn(readings[0]?.(CERTIFICATE_HEADER), stated.keyid);
  const bytes = bytesIn('Signature', dictionaryOf('Signature', signature), input.label);
  const key = { key: certificate.publicKey, dsaEncoding: 'ieee-p1363' as const };
  const holds = readings.some((valueOf) => {
    return verify('sha256', Buffer.from(signatureBase(input, valueOf)), key, bytes);
  });
  if (holds) return { stated, certificate };
  throw new GatewayError(
    'REQUEST_SIGNATURE_INVALID',
    'The signature is not one over this request by the certificate’s key: method, address at this gateway, and the header fields that it covers.',
  );
}

/** @throws GatewayError REQUEST_SIGNATURE_STALE, REQUEST_SIGNATURE_MALFORMED */
function requireFresh({ created, expires }: Stated, now: number): void {
  if (expires <= created || expires - created > MAX_LIFETIME_SECONDS) {
    throw malformed(`it is good for 1 to ${String(MAX_LIFETIME_SECONDS)} seconds`);
  }
  if (created <= now + MAX_SKEW_SECONDS && expires > now) return;
  throw new GatewayError(
    'REQUEST_SIGNATURE_STALE',
    'The signature is not good at this time. Check the clock, and sign the request anew.',
    { created, expires, now },
  );
}

function certificateIn(field: string | undefined, keyid: string): X509Certificate {
  if (field === undefined) throw malformed(`${CERTIFICATE_HEADER} is missing`);
  const der = bytesIn(
    CERTIFICATE_HEADER,
    dictionaryOf(CERTIFICATE_HEADER, field),
    CERTIFICATE_LABEL,
  );
  const certificate = certificateOf(der);
  if (hashOf(certificate) !== keyid) {
    throw new GatewayError(
      'REQUEST_KEY_UNKNOWN',
      'The certificate sent is not the one that keyid names.',
      { keyid },
    );
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1') {
    return certificate;
  }
  throw malformed('the certificate’s key is none of P-256');
}

function certificateOf(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch (cause) {
    throw malformed('the certificate can not be read', cause);
  }
}
