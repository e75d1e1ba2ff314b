import { setImmediate as turn } from 'node:timers/promises';
import { LedgerError } from '@shuquan/chaincode/model';
import type { CourierAlarm } from '@shuquan/gateway/national/commission';
import { Courier } from '@shuquan/gateway/national/courier';
import type { Pace } from '@shuquan/gateway/national/errand';
import type {
  NationalDeposit,
  AnsweredReceipt,
  NationalRegistry,
} from '@shuquan/gateway/national/port';
import { silent } from '@shuquan/gateway/witness/log';
import type { HandClock } from './hand-clock.js';

/** The ledger as a courier sees it: it takes one receipt a case, and only the right one. */
export class CaseBook {
  readonly receipts = new Map<string, AnsweredReceipt>();
  readonly alarms: CourierAlarm[] = [];
  readonly warnings: object[] = [];
  /** Every receipt handed over, whatever became of it. */
  handed = 0;
  scans = 0;
  /** Errors to raise instead of, or after, recording. */
  readonly failBefore: Error[] = [];
  readonly failAfter: Error[] = [];
  readonly failScan: Error[] = [];
  /** Whether committed receipts are listed as pending still, as a read model behind does. */
  lags = false;
  readonly #deposits: NationalDeposit[] = [];

  add(...deposits: readonly NationalDeposit[]): void {
    this.#deposits.push(...deposits);
  }

  readonly source = {
    pending: (signal: AbortSignal) => this.#pending(signal),
  };

  readonly sink = {
    record: async (receipt: AnsweredReceipt, deposit: NationalDeposit): Promise<void> => {
      this.handed += 1;
      await turn();
      const early = this.failBefore.shift();
      if (early !== undefined) throw early;
      if (receipt.recordDigest !== deposit.recordDigest) {
        throw new LedgerError<string>('ROOT_MISMATCH', 'The receipt has another digest.');
      }
      const known = this.receipts.get(receipt.caseId);
      if (known !== undefined && known.id !== receipt.id) {
        throw new LedgerError<string>('RECEIPT_EXISTS', 'The case has another receipt.');
      }
      this.receipts.set(receipt.caseId, receipt);
      const late = this.failAfter.shift();
      if (late !== undefined) throw late;
    },
  };

  courier(registry: NationalRegistry, clock: HandClock, pace: Partial<Pace> = {}): Courier {
    return new Courier({
      ...{ registry, source: this.source, sink: this.sink, clock, pace },
      alarm: (alarm) => void this.alarms.push(alarm),
      log: { ...silent, warn: (fields) => void this.warnings.push(fields) },
    });
  }

  async *#pending(signal: AbortSignal) {
    this.scans += 1;
    const listed = this.#deposits.filter(({ caseId }) => this.lags || !this.receipts.has(caseId));
    for (const deposit of listed) {
      await turn();
      signal.throwIfAborted();
      yield deposit;
    }
    const failure = this.failScan.shift();
    if (failure !== undefined) throw failure;
  }
}
