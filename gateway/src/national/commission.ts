import type { Clock } from '../witness/clock.js';
import type { WitnessLog } from '../witness/log.js';
import type { Pace } from './errand.js';
import type { NationalDeposit, AnsweredReceipt, NationalRegistry } from './port.js';

/** What the ledger says is deposited and has no receipt. */
export interface DepositSource {
  /** As of now, and ended by `signal`. A case stops being listed once its receipt is committed. */
  pending(signal: AbortSignal): AsyncIterable<NationalDeposit>;
}

/** Where receipts go. */
export interface ReceiptSink {
  /**
   * MUST resolve once the ledger has this receipt for the case, no matter who recorded it; reject
   * with the rule’s own code where it is refused; and with anything else where it should be tried
   * again, LEDGER_OUTCOME_UNKNOWN where it may have been recorded.
   */
  record(receipt: AnsweredReceipt, deposit: NationalDeposit): Promise<void>;
}

/** What people have to look at. */
export interface CourierAlarm {
  readonly kind: 'RECEIPT_REFUSED' | 'DEPOSIT_REFUSED' | 'FAILING';
  readonly caseId: string;
  /** The rule’s code, such as ROOT_MISMATCH for a receipt with another digest. */
  readonly code: string;
  readonly message: string;
  readonly receipt?: AnsweredReceipt;
}

export interface CourierOptions {
  readonly registry: NationalRegistry;
  readonly source: DepositSource;
  readonly sink: ReceiptSink;
  /** Must not throw. */
  readonly alarm: (alarm: CourierAlarm) => void;
  readonly pace?: Partial<Pace>;
  readonly clock?: Clock;
  readonly log?: WitnessLog;
}
