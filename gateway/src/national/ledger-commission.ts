import { isCoded } from '../errors.js';
import type { Queries } from '../index/queries.js';
import type { Identity, Ledger } from '../ledger/port.js';
import type { DepositSource, ReceiptSink } from './commission.js';
import type { AnsweredReceipt, NationalDeposit } from './port.js';

export interface LedgerCommissionOptions {
  readonly ledger: Ledger;
  readonly queries: Queries;
  /** One person of each registrar that this gateway signs for. */
  readonly registrars: readonly Identity[];
  readonly now: () => Date;
}

const PAGE = 100;

/** What this gateway’s registrars have deposited and not registered yet; receipts go to the ledger. */
export class LedgerCommission implements DepositSource, ReceiptSink {
  readonly #options: LedgerCommissionOptions;

  constructor(options: LedgerCommissionOptions) {
    this.#options = options;
  }

  async *pending(signal: AbortSignal): AsyncGenerator<NationalDeposit, void> {
    const { queries, registrars, now } = this.#options;
    await queries.ready();
    const at = now().toISOString();
    for (const identity of registrars) {
      const actor = await queries.register.reader(identity);
      const filter = { status: 'DEPOSITED_PENDING' as const, registrar: actor.uscc };
      let after: string | undefined;
      do {
        const asked = { ...filter, asOf: at, knownAt: at };
        const page = await queries.register.cases(actor, asked, { limit: PAGE, after });
        for (const { id } of page.items) yield await this.#depositOf(id, identity);
        after = page.next;
      } while (after !== undefined && !signal.aborted);
    }
  }

  async #depositOf(id: string, identity: Identity): Promise<NationalDeposit> {
    const { record } = await this.#options.ledger.evaluate('registration:read', { id }, identity);
    const step = record.steps.find((each) => each.kind === 'DEPOSITED');
    if (step === undefined) throw new TypeError(`${id} is not deposited.`);
    return {
      caseId: id,
      registrar: record.registrar,
      recordDigest: step.recordDigest,
      depositTxId: step.txId,
      ruleProfile: record.profile.id,
    };
  }

  async record(receipt: AnsweredReceipt, deposit: NationalDeposit): Promise<void> {
    const identity = await this.#identityOf(deposit.registrar);
    const { id, time, recordDigest } = receipt;
    const input = { case: deposit.caseId, receipt: { id, time, recordDigest } };
    try {
      await this.#options.ledger.submit('register:receipt', input, identity);
    } catch (err) {
      if (isCoded(err) && err.code === 'RECEIPT_EXISTS' && (await this.#has(receipt, identity)))
        return;
      throw err;
    }
  }

  /** Somebody else may have recorded this very receipt. */
  async #has({ caseId, id }: AnsweredReceipt, identity: Identity): Promise<boolean> {
    const query = { case: caseId };
    const { registration } = await this.#options.ledger.evaluate(
      'register:registration',
      query,
      identity,
    );
    return registration.receipt?.id === id;
  }

  async #identityOf(registrar: string): Promise<Identity> {
    for (const identity of this.#options.registrars) {
      const { uscc } = await this.#options.queries.register.reader(identity);
      if (uscc === registrar) return identity;
    }
    throw new TypeError(`No key of ${registrar} is here.`);
  }
}
