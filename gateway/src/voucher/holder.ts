import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import {
  type AssetVoucher,
  check,
  HolderKey,
  holderStatement,
  type Input,
  personActText,
  presentationText,
  type Stated,
  type StatementKind,
  statementText,
  voucherDigest,
  type VoucherPresentation,
} from '@shuquan/chaincode/model';
import { signP256 } from '../crypto.js';

type GiveConsent = Input<'consent:give'>;
/** What a subject decides; who it is and its signature follow. */
export type ConsentTerms = Omit<GiveConsent, 'subject' | 'signature' | 'beacon'>;

interface Dated {
  readonly signedAt: string;
  readonly signature: string;
}

/** A subject with its key, wherever that is: at the client, never in a gateway. */
export class Holder {
  readonly #secret: KeyObject;
  readonly #channel: string;
  /** The public key, as the ledger knows it. */
  readonly key: string;

  /** @throws LedgerError INPUT_INVALID when the key is none of P-256 */
  constructor(secret: KeyObject, channel: string) {
    this.#secret = secret;
    this.#channel = channel;
    const spki = createPublicKey(secret).export({ type: 'spki', format: 'der' });
    this.key = check(HolderKey, spki.toString('hex'));
  }

  static fresh(channel: string): Holder {
    return new Holder(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, channel);
  }

  static fromPem(pem: string, channel: string): Holder {
    return new Holder(createPrivateKey(pem), channel);
  }

  consent(terms: ConsentTerms, uscc?: string): GiveConsent {
    const subject = { key: this.key, ...(uscc === undefined ? {} : { uscc }) };
    const stated = { ...terms, subject };
    return { ...stated, signature: this.#sign('consent', stated) };
  }

  withdrawal(consent: string, signedAt: string): Dated {
    return { signedAt, signature: this.#sign('consent-withdrawal', { consent, signedAt }) };
  }

  receipt(voucher: AssetVoucher, signedAt: string): Dated {
    return this.#dated('voucher-receipt', voucher, signedAt);
  }

  erasure(voucher: AssetVoucher, signedAt: string): Dated {
    return this.#dated('voucher-erasure', voucher, signedAt);
  }

  /** Over an act that a registrar brings for this person: the whole of what is asked. */
  personAct(transaction: string, input: Stated['input']): string {
    return this.#over(personActText({ transaction, channel: this.#channel, input }));
  }

  present(
    voucher: AssetVoucher,
    to: Pick<VoucherPresentation, 'verifier' | 'nonce' | 'signedAt'>,
  ): VoucherPresentation {
    const head = { v: 1, kind: 'shuquan.voucher-presentation', channel: this.#channel } as const;
    const stated = { ...head, voucher: voucher.id, digest: voucherDigest(voucher), ...to };
    return { ...stated, signature: this.#over(presentationText(stated)) };
  }

  #dated(kind: StatementKind, voucher: AssetVoucher, signedAt: string): Dated {
    return { signedAt, signature: this.#sign(kind, holderStatement(voucher, signedAt)) };
  }

  #sign(kind: StatementKind, fields: object): string {
    return this.#over(statementText(kind, this.#channel, fields));
  }

  #over(text: string): string {
    return signP256(this.#secret, Buffer.from(text)).toString('hex');
  }
}
