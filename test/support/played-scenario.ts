import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScenario } from '@shuquan/gateway/demo/run';
import type { Audience, Scenario, StepResult } from '@shuquan/gateway/demo/scenario';
import { type OpenedLedger, openLedger } from '@shuquan/gateway/ledger/open';
import { expect } from 'chai';

/** A demo’s scenario as it is played on an embedded ledger of its own, for the whole of a suite. */
export class PlayedScenario {
  readonly #scenario: Scenario;
  #opened: OpenedLedger | undefined;
  #results: readonly StepResult[] = [];
  readonly #told: string[] = [];

  /** Folder of the ledger, gone after the last test. */
  readonly dataDir: string;

  private constructor(scenario: Scenario, dataDir: string) {
    this.#scenario = scenario;
    this.dataDir = dataDir;
  }

  /** Plays before the first test of the suite; whatever was made goes away after the last. */
  static inSuite(scenario: Scenario): PlayedScenario {
    const dataDir = mkdtempSync(join(tmpdir(), 'shuquan-demo-'));
    const played = new PlayedScenario(scenario, dataDir);
    before(async function () {
      this.timeout(180_000);
      played.#opened = await openLedger({ ledger: 'embedded', dataDir, networkDir: dataDir });
      played.#results = await played.again();
    });
    after(async () => {
      await played.opened.ledger.close();
      rmSync(dataDir, { recursive: true });
    });
    return played;
  }

  get opened(): OpenedLedger {
    if (this.#opened === undefined) throw new TypeError('The scenario was not played.');
    return this.#opened;
  }

  get results(): readonly StepResult[] {
    return this.#results;
  }

  step(name: string): StepResult | undefined {
    return this.#results.find(({ step }) => step === name);
  }

  /** Every result, sentence and line of the log so far, refusals included. */
  get told(): readonly string[] {
    return this.#told;
  }

  /** A log whose lines count as told. */
  readonly log = {
    debug: this.#note.bind(this),
    info: this.#note.bind(this),
    warn: this.#note.bind(this),
    error: this.#note.bind(this),
  };

  again(): Promise<StepResult[]> {
    const audience: Audience = {
      before: () => undefined,
      after: (result, { lines }) => {
        this.#told.push(JSON.stringify(result), ...lines);
      },
    };
    const { log } = this;
    return runScenario(this.#scenario, this.opened, { audience, log, intervalMs: 1000 });
  }

  #note(...said: unknown[]): void {
    this.#told.push(JSON.stringify(said));
  }

  /** Every step of the scenario was played, and held. */
  holds(): void {
    expect(this.#results.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect(this.#results.map(({ step }) => step)).to.deep.equal(
      this.#scenario.steps.map(({ step }) => step),
    );
  }
}
