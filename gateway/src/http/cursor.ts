import { createHmac, timingSafeEqual } from 'node:crypto';
import { LedgerError } from '@shuquan/chaincode/model';

const MAC_BYTES = 16;

/**
 * Places in a list as opaque text: what a client can not read it can not come to rely on, and what
 * it can not make never becomes a key.
 */
export class Cursors {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** `list` names the list with all its filters; the cursor is good for it alone. */
  seal(list: string, key: string): string {
    const text = Buffer.from(key);
    return Buffer.concat([this.#mac(list, text), text]).toString('base64url');
  }

  /** @throws LedgerError CURSOR_INVALID */
  open(list: string, cursor: string | undefined): string | undefined {
    if (cursor === undefined) return undefined;
    const bytes = Buffer.from(cursor, 'base64url');
    const [mac, text] = [bytes.subarray(0, MAC_BYTES), bytes.subarray(MAC_BYTES)];
    if (mac.length === MAC_BYTES && timingSafeEqual(mac, this.#mac(list, text))) {
      return text.toString();
    }
    throw new LedgerError(
      'CURSOR_INVALID',
      'The cursor belongs to another list. Start again without it.',
    );
  }

  #mac(list: string, text: Buffer): Buffer {
    const hmac = createHmac('sha256', this.#secret).update(`${list.length}:${list}`).update(text);
    return hmac.digest().subarray(0, MAC_BYTES);
  }
}
