import { fromBase64, toBase64 } from './base64.js';
import { toText } from './bytes.js';
import { WireError } from './wire/codec.js';

const BLOCK =
  /^\s*-----BEGIN CERTIFICATE-----\r?\n([A-Za-z0-9+/=\r\n]+?)\r?\n-----END CERTIFICATE-----\s*$/;

/**
 * The one certificate of a PEM text, as DER. Text before, between or after is refused: readers
 * differ on which of several blocks counts.
 */
export function certificateFromPem(text: string): Uint8Array<ArrayBuffer> {
  const body = BLOCK.exec(text)?.[1];
  if (body === undefined) throw new WireError('not one PEM certificate');
  return fromBase64(body.replace(/\r?\n/g, ''));
}

/** `id_bytes` of a Fabric identity. */
export const certificateFromPemBytes = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  certificateFromPem(toText(bytes));

export function certificateToPem(der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
