import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScenario } from '@shuquan/gateway/demo/run';
import type { Scenario, StepResult } from '@shuquan/gateway/demo/scenario';
import { type OpenedLedger, openLedger } from '@shuquan/gateway/ledger/open';
import { expect } from 'chai';

/** A demo’s scenario as it is played on an embedded ledger of its own, for the whole of a suite. */
export class PlayedScenario {
  readonly #scenario: Scenario;
  #opened: OpenedLedger | undefined;
  #results: readonly StepResult[] = [];

  private constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  /** Plays before the first test of the suite; whatever was made goes away after the last. */
  static inSuite(scenario: Scenario): PlayedScenario {
    const played = new PlayedScenario(scenario);
    const dataDir = mkdtempSync(join(tmpdir(), 'shuquan-demo-'));
    before(async function () {
      this.timeout(120_000);
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

  again(): Promise<StepResult[]> {
    const audience = { before: () => undefined, after: () => undefined };
    return runScenario(this.#scenario, this.opened, { audience, intervalMs: 1000 });
  }

  /** Every step of the scenario was played, and held. */
  holds(): void {
    expect(this.#results.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect(this.#results.map(({ step }) => step)).to.deep.equal(
      this.#scenario.steps.map(({ step }) => step),
    );
  }
}
