import {
  type AssetVoucher,
  holderStatement,
  type Input,
  personActText,
  presentationText,
  type Stated,
  type StatementKind,
  voucherDigest,
  type VoucherPresentation,
} from '@shuquan/chaincode/model';
import { OwnKey } from '../own-key.js';

type GiveConsent = Input<'consent:give'>;
/** What a subject decides; who it is and its signature follow. */
export type ConsentTerms = Omit<GiveConsent, 'subject' | 'signature' | 'beacon'>;

interface Dated {
  readonly signedAt: string;
  readonly signature: string;
}

/** A subject with its key, wherever that is: at the client, never in a gateway. */
export class Holder {
  readonly #own: OwnKey;

  /** @throws LedgerError INPUT_INVALID when the key is none of P-256 */
  constructor(own: OwnKey) {
    this.#own = own;
  }

  static fresh(channel: string): Holder {
    return new Holder(OwnKey.fresh(channel));
  }

  /** The public key, as the ledger knows it. */
  get key(): string {
    return this.#own.key;
  }

  consent(terms: ConsentTerms, uscc?: string): GiveConsent {
    const subject = { key: this.key, ...(uscc === undefined ? {} : { uscc }) };
    const stated = { ...terms, subject };
    return { ...stated, signature: this.#own.sign('consent', stated) };
  }

  withdrawal(consent: string, signedAt: string): Dated {
    return { signedAt, signature: this.#own.sign('consent-withdrawal', { consent, signedAt }) };
  }

  receipt(voucher: AssetVoucher, signedAt: string): Dated {
    return this.#dated('voucher-receipt', voucher, signedAt);
  }

  erasure(voucher: AssetVoucher, signedAt: string): Dated {
    return this.#dated('voucher-erasure', voucher, signedAt);
  }

  /** Over an act that a registrar brings for this person: the whole of what is asked. */
  personAct(transaction: string, input: Stated['input']): string {
    return this.#own.over(personActText({ transaction, channel: this.#own.channel, input }));
  }

  present(
    voucher: AssetVoucher,
    to: Pick<VoucherPresentation, 'verifier' | 'nonce' | 'signedAt'>,
  ): VoucherPresentation {
    const head = {
      v: 1,
      kind: 'shuquan.voucher-presentation',
      channel: this.#own.channel,
    } as const;
    const stated = { ...head, voucher: voucher.id, digest: voucherDigest(voucher), ...to };
    return { ...stated, signature: this.#own.over(presentationText(stated)) };
  }

  #dated(kind: StatementKind, voucher: AssetVoucher, signedAt: string): Dated {
    return { signedAt, signature: this.#own.sign(kind, holderStatement(voucher, signedAt)) };
  }
}
