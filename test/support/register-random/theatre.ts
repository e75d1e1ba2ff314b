import {
  type BeaconCitation,
  type Input,
  type ListDocument,
  millis,
  type Output,
  type TransactionName,
} from '@shuquan/chaincode/model';
import { isCoded } from '@shuquan/gateway/errors';
import { adoptRules, developmentRules } from '@shuquan/gateway/founding/rules';
import type { SubmitOptions } from '@shuquan/gateway/ledger/port';
import { type Notice, tableOf, type DayTable } from '../clock-oracle.js';
import { openTestLedger, type TestLedger } from '../embedded.js';
import { Stage } from '../stage.js';

/** The last year that anybody plays in; its successor has a calendar too. */
export const LAST_YEAR = 2040;

/** Sorts the beacon in time: what is done between this beacon and the next. */
export interface Hour {
  readonly citation: BeaconCitation;
  /** Time of the beacon. */
  readonly after: number;
}

export type Outcome<N extends TransactionName> =
  | { readonly value: Output<N>; readonly from: number; readonly to: number }
  | { readonly code: string; readonly message: string };

/** An embedded ledger of its own with rules and calendars, and a clock that jumps. */
export class Theatre {
  readonly test: TestLedger;
  readonly stage: Stage;
  readonly table: DayTable;
  /** Last serial of each registrar and month. */
  readonly serials = new Map<string, number>();
  #hour: Hour | undefined;
  commits = 0;
  refusals = 0;

  private constructor(test: TestLedger, table: DayTable) {
    this.test = test;
    this.table = table;
    this.stage = new Stage({
      ledger: test.ledger,
      as: (id) => test.ledger.identity(id),
      now: test.clock.now,
      alone: true,
      close: () => test.dispose(),
    });
  }

  static async open(start: string): Promise<Theatre> {
    const test = await openTestLedger({ start });
    const officials = ['registry-official', 'authority-official', 'court-official'];
    const documents = developmentRules(LAST_YEAR);
    await adoptRules(
      test.ledger,
      documents,
      officials.map((id) => test.ledger.identity(id)),
    );
    return new Theatre(test, tableOf(noticesOf(documents)));
  }

  get hour(): Hour {
    if (this.#hour === undefined) throw new TypeError('Nobody has stated the time yet.');
    return this.#hour;
  }
  get now(): number {
    return this.test.clock.now().getTime();
  }

  /** Goes to an instant and has it stated; `then`: how much later people act. */
  async goTo(at: number, then = 0): Promise<void> {
    this.test.clock.advance(at - this.now);
    const citation = await this.stage.witness();
    const beacon = await this.stage.ask('beacon:read', { number: citation.number }, 'judge');
    this.#hour = { citation, after: millis(beacon.statement.time) };
    this.test.clock.advance(then);
  }

  async attempt<N extends TransactionName>(
    name: N,
    input: Input<N>,
    as: string,
    options?: SubmitOptions,
  ): Promise<Outcome<N>> {
    const { ledger } = this.test;
    const from = this.now;
    const cited = { ...input, beacon: this.hour.citation };
    try {
      const { value } = await ledger.submit(name, cited, ledger.identity(as), options);
      this.commits += 1;
      return { value, from, to: this.now };
    } catch (err) {
      if (!isCoded(err)) throw err;
      this.refusals += 1;
      return { code: err.code, message: err.message };
    }
  }

  close(): Promise<void> {
    return this.test.dispose();
  }
}

const noticesOf = (documents: readonly ListDocument[]): Notice[] =>
  documents.flatMap((each) =>
    each.kind === 'CALENDAR'
      ? [{ year: each.year, holidays: each.holidays, makeup: each.makeupWorkdays }]
      : [],
  );
