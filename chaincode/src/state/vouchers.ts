import type { ChaincodeStub } from 'fabric-shim-api';
import type {
  AssetVoucher,
  Consent,
  ConsentWithdrawal,
  ProvisionDiscard,
  VoucherFeedback,
  VoucherProvision,
  VoucherReceipt,
  VoucherRevocation,
  VoucherTemplate,
  VoucherTombstone,
  VoucherUse,
} from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** The keys of consents and vouchers: one kind per concern (ledger rule 5). */
export class Vouchers {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  get consents(): Records<Consent> {
    return new Records(this.#stub, 'consent');
  }
  /** Absent while a consent stands: whoever relies on it reads this key (rule 8). */
  get withdrawals(): Records<ConsentWithdrawal> {
    return new Records(this.#stub, 'consent-withdrawal');
  }
  get templates(): Records<VoucherTemplate> {
    return new Records(this.#stub, 'voucher-template');
  }
  get provisions(): Records<VoucherProvision> {
    return new Records(this.#stub, 'voucher-provision');
  }
  get discards(): Records<ProvisionDiscard> {
    return new Records(this.#stub, 'voucher-discard');
  }
  get vouchers(): Records<AssetVoucher> {
    return new Records(this.#stub, 'voucher');
  }
  /** One key a use: of two that take the same place in one block only one is VALID. */
  get uses(): Records<VoucherUse> {
    return new Records(this.#stub, 'voucher-use');
  }
  /** A verifier’s nonces, each good for one use. */
  get nonces(): Records<{ v: 1; voucher: string }> {
    return new Records(this.#stub, 'voucher-nonce');
  }
  get feedback(): Records<VoucherFeedback> {
    return new Records(this.#stub, 'voucher-feedback');
  }
  get receipts(): Records<VoucherReceipt> {
    return new Records(this.#stub, 'voucher-receipt');
  }
  get revocations(): Records<VoucherRevocation> {
    return new Records(this.#stub, 'voucher-revocation');
  }
  /** By the subject’s code, where it is a party that said so. */
  get bySubject(): Lookup {
    return new Lookup(this.#stub, 'voucher-by-subject');
  }
  /** By the right that a source unit provided on. */
  get byRight(): Lookup {
    return new Lookup(this.#stub, 'voucher-by-right');
  }
  get tombstones(): Records<VoucherTombstone> {
    return new Records(this.#stub, 'voucher-tombstone');
  }
}
