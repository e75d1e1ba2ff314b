import type { IncomingMessage } from 'node:http';
import { LedgerError, parseJson } from '@shuquan/chaincode/model';
import { GatewayError } from '../errors.js';
import { requireContentDigest } from '../signature/digest.js';

/** A body without private payload: 64 KiB. */
export const SMALL_BODY = 65_536;
/** A body that may carry a private payload or signed bytes: 1 MiB. */
export const LARGE_BODY = 1_048_576;

/** `text` is what was sent, `value` what strict JSON makes of it. */
export interface Body {
  readonly text: string;
  readonly value: unknown;
}

/**
 * Reads a JSON body, counting while it streams: a length that lies or is missing costs no memory.
 *
 * @throws GatewayError MEDIA_TYPE_UNSUPPORTED, PAYLOAD_TOO_LARGE, REQUEST_MALFORMED,
 *   CONTENT_DIGEST_MISMATCH
 * @throws LedgerError INPUT_INVALID
 */
export async function readJson(req: IncomingMessage, limit: number): Promise<Body> {
  requireJson(req);
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const bytes = await collect(req, limit);
  const stated = req.headers['content-digest'];
  if (stated !== undefined) requireContentDigest(String(stated), bytes);
  const text = decode(bytes);
  return { text, value: parseJson(text) };
}

/** Compressed bodies are refused: what they grow to is the sender’s choice. */
function requireJson({ headers }: IncomingMessage): void {
  const unsupported = (message: string): GatewayError =>
    new GatewayError('MEDIA_TYPE_UNSUPPORTED', message);
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  if (encoding !== undefined && encoding !== 'identity') {
    throw unsupported('Compressed bodies are not taken. Send the JSON as it is.');
  }
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json') {
    throw unsupported('The body must be JSON: send “Content-Type: application/json”.');
  }
  const charset = parameters.map((p) => p.trim()).find((p) => p.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-8"?$/.test(charset)) {
    throw unsupported('The body must be in UTF-8.');
  }
}

const tooLarge = (limit: number): GatewayError =>
  new GatewayError('PAYLOAD_TOO_LARGE', `The body exceeds ${limit} bytes.`, { limit });

function collect(req: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        req.off('data', onData).pause();
        reject(tooLarge(limit));
      }
    };
    const gone = (): void => {
      reject(new GatewayError('REQUEST_MALFORMED', 'The body ended before its length.'));
    };
    req.on('data', onData).once('error', gone).once('close', gone);
    req.once('end', () => {
      resolve(Buffer.concat(chunks));
    });
  });
}

function decode(bytes: Buffer): string {
  try {
    // A byte order mark stays in the text, where the JSON parser refuses it (RFC 8259 §8.1).
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new LedgerError('INPUT_INVALID', 'The body is not UTF-8.');
  }
}
