import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { check, HolderKey, type StatementKind, statementText } from '@shuquan/chaincode/model';
import { signP256 } from './crypto.js';

/** A key that its owner has and no gateway: it signs statements for one channel. */
export class OwnKey {
  readonly #secret: KeyObject;
  readonly channel: string;
  /** The public key, as the ledger knows it. */
  readonly key: string;

  /** @throws LedgerError INPUT_INVALID when the key is none of P-256 */
  constructor(secret: KeyObject, channel: string) {
    this.#secret = secret;
    this.channel = channel;
    const spki = createPublicKey(secret).export({ type: 'spki', format: 'der' });
    this.key = check(HolderKey, spki.toString('hex'));
  }

  static fresh(channel: string): OwnKey {
    return new OwnKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, channel);
  }

  static fromPem(pem: string, channel: string): OwnKey {
    return new OwnKey(createPrivateKey(pem), channel);
  }

  sign(kind: StatementKind, fields: object): string {
    return this.over(statementText(kind, this.channel, fields));
  }

  over(text: string): string {
    return signP256(this.#secret, Buffer.from(text)).toString('hex');
  }
}
