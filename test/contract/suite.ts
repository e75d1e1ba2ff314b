import { accessErrors, enrolledErrors } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import type { Bench } from '../support/bench.js';
import { Stage } from '../support/stage.js';

export type Use = () => Stage;
export type OpenBench = () => Promise<Bench>;

/** Opens one channel for the tests of a contract; each makes records of its own on it. */
export function contractSuite(name: string, open: OpenBench, tests: (use: Use) => void): void {
  describe(name, function () {
    this.timeout(120_000);
    let stage: Stage | undefined;
    const use: Use = () => {
      if (stage === undefined) throw new TypeError('The channel is not open.');
      return stage;
    };

    before('opens', async function () {
      this.timeout(300_000);
      stage = new Stage(await open());
    });
    after('closes', async () => {
      await stage?.bench.close();
    });

    tests(use);
  });
}

/** Codes that the access suite produces for every transaction. */
const everywhere: readonly string[] = [...accessErrors, ...enrolledErrors];

/**
 * The last word of a contract’s suite: whatever the catalogue lists was seen.
 *
 * @param elsewhere codes that another suite plays, or `name CODE` of refusals that nobody on the
 *   channel can provoke: tests of the model hold them
 */
export function covers(contract: string, use: Use, elsewhere: readonly string[] = []): void {
  describe('catalogue', () => {
    it(`has a test for every answer and code of ${contract}`, function () {
      const { bench } = use();
      if (bench.advance === undefined || bench.openUnfounded === undefined) {
        skip(this, 'codes of time and of an unfounded channel need a ledger of their own');
      }
      const listed = contract === 'governance' ? everywhere.filter(notOwn) : everywhere;
      const missing = use().missing(contract, [...listed, ...elsewhere]);
      expect(missing.filter((each) => !elsewhere.includes(each))).to.deep.equal([]);
    });
  });
}

/** The founding transactions ask for no role: these two codes are theirs. */
const notOwn = (code: string): boolean => code !== 'GOVERNANCE_NOT_FOUNDED';

/** Skips a test that this channel can not play, and says why. */
export function skip(test: Mocha.Context, reason: string): never {
  process.stderr.write(`      skipped: ${reason}\n`);
  test.skip();
}
