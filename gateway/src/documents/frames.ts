import { createCipheriv, createDecipheriv } from 'node:crypto';

/*
 * A sealed document is a mark of 8 bytes and then frames, as in the STREAM construction (Hoang,
 * Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse
 * Misuse-Resistance, CRYPTO 2015; age and Tink do the same):
 *
 *   frame i = AES-256-GCM(key, nonce = uint88(i) ‖ last, 64 KiB of plaintext) ‖ 16 bytes tag
 *
 * `last` is 1 in the last frame, which may be shorter and is empty only if the document is; 0 in
 * all others. So a frame moved, repeated, dropped or brought from another document fails, and so
 * does a file that ends early or goes on. Every document has a random key of its own that seals
 * nothing else, which is why the counter alone may be the nonce.
 */

export const FRAME_BYTES = 65_536;
export const TAG_BYTES = 16;
export const MARK = Buffer.from('SQDOC\0\0\u0001', 'latin1');

export interface Place {
  readonly index: number;
  readonly isLast: boolean;
}

export const frameCount = (size: number): number => Math.max(1, Math.ceil(size / FRAME_BYTES));
export const sealedSize = (size: number): number =>
  MARK.length + size + TAG_BYTES * frameCount(size);

function nonceOf({ index, isLast }: Place): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

function sealFrame(key: Uint8Array, place: Place, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place), { authTagLength: TAG_BYTES });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when it is not the frame of this place */
export function openFrame(key: Uint8Array, place: Place, sealed: Uint8Array): Buffer {
  const at = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(sealed.subarray(at));
  return Buffer.concat([decipher.update(sealed.subarray(0, at)), decipher.final()]);
}

/** The sealed form of a stream, piece by piece, whatever the size of its chunks. */
export async function* sealFrames(
  stream: AsyncIterable<Uint8Array>,
  key: Uint8Array,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield MARK;
  const frame = Buffer.alloc(FRAME_BYTES);
  let filled = 0;
  let index = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length;) {
      // A full frame waits for what follows: only then it is known not to be the last one.
      if (filled === FRAME_BYTES) {
        yield sealFrame(key, { index, isLast: false }, frame);
        index += 1;
        filled = 0;
      }
      const part = chunk.subarray(at, at + FRAME_BYTES - filled);
      frame.set(part, filled);
      filled += part.length;
      at += part.length;
    }
  }
  yield sealFrame(key, { index, isLast: true }, frame.subarray(0, filled));
}
