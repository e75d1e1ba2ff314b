import { GatewayError } from '../../errors.js';

/** The whole font is ten megabytes; a certificate that needs all of it has no room for more. */
export const MAX_BYTES = 16 * 1024 * 1024;
/** Such a certificate draws a tenth of this. */
export const MAX_GLYPHS = 400_000;
/**
 * What the thread that reads may take. The largest file there can be, thirty pages with twenty
 * thousand different characters, takes half of each on a busy machine.
 */
export const MAX_HEAP_MB = 768;
export const MAX_GROWTH_MB = 1536;
export const MAX_READ_MS = 60_000;

export const malformed = (what: string, cause?: unknown): GatewayError =>
  new GatewayError('CERTIFICATE_FILE_MALFORMED', `The file ${what}.`, {}, { cause });

/** @throws GatewayError CERTIFICATE_FILE_TOO_LARGE */
export function requireSize(bytes: Uint8Array): void {
  if (bytes.length <= MAX_BYTES) return;
  throw new GatewayError(
    'CERTIFICATE_FILE_TOO_LARGE',
    `The file has ${String(bytes.length)} bytes; a certificate has at most ${String(MAX_BYTES)}.`,
    { limit: MAX_BYTES },
  );
}
