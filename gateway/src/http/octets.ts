import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LedgerError } from '@shuquan/chaincode/model';
import { GatewayError } from '../errors.js';

/** A body of plain bytes, not read yet. */
export interface Octets {
  /** Once. Fails at its end when the bytes are not those that the header named. */
  readonly stream: AsyncIterable<Uint8Array>;
  readonly mediaType: string;
  /** SHA-256 that the sender stated, hex. */
  readonly sha256: string;
}

/**
 * A body that is streamed states its SHA-256 first (RFC 9530): so a repeated request is known without
 * reading it, and a body that was cut or changed on the way leaves nothing behind.
 *
 * @throws LedgerError INPUT_INVALID, GatewayError MEDIA_TYPE_UNSUPPORTED
 */
export function octetsOf(req: IncomingMessage): Octets {
  const sha256 = statedDigest(req.headers['content-digest']);
  const [mediaType = ''] = (req.headers['content-type'] ?? '').toLowerCase().split(';');
  if (mediaType.trim() === '' || (req.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new GatewayError(
      'MEDIA_TYPE_UNSUPPORTED',
      'Name the media type of the bytes, and send them as they are: compressed bodies are not taken.',
    );
  }
  return { stream: checked(req, sha256), mediaType: mediaType.trim(), sha256 };
}

function statedDigest(header: string | string[] | undefined): string {
  const [, base64 = ''] = /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(String(header)) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 32) return bytes.toString('hex');
  const issues = [{ pointer: '/Content-Digest', message: 'Send sha-256=:BASE64: (RFC 9530)' }];
  throw new LedgerError('INPUT_INVALID', 'The header Content-Digest must state the SHA-256.', {
    issues,
  });
}

async function* checked(req: IncomingMessage, sha256: string): AsyncGenerator<Uint8Array, void> {
  const hash = createHash('sha256');
  for await (const chunk of req as AsyncIterable<Buffer>) {
    hash.update(chunk);
    yield chunk;
  }
  if (!req.complete || hash.digest('hex') !== sha256) {
    throw new GatewayError(
      'DOCUMENT_MISMATCH',
      'The bytes are not those that Content-Digest names. Nothing was kept; send them again.',
      { expected: sha256 },
    );
  }
}
