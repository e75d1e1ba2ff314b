import type { Ground } from '../support/founded.js';
import { answers } from './ledger/answers.suite.js';
import { closing } from './ledger/closing.suite.js';
import { commits } from './ledger/commits.suite.js';
import { conflicts } from './ledger/conflicts.suite.js';
import { events } from './ledger/events.suite.js';
import { governance } from './ledger/governance.suite.js';
import { pages } from './ledger/pages.suite.js';
import { privacy } from './ledger/privacy.suite.js';
import { signing } from './ledger/signing.suite.js';
import { time } from './ledger/time.suite.js';

/** Gives a founded channel to one part of the suite. */
export type Use = () => Ground;
export type Part = (use: Use) => void;

const parts: Readonly<Record<string, Part>> = {
  'what is committed': commits,
  'writers of the same records': conflicts,
  'private data and keys with a policy of their own': privacy,
  'pages and history': pages,
  'blocks and events': events,
  'signed answers': answers,
  'keys that the ledger never sees': signing,
  'time beacons': time,
  'roles and the channel’s settings': governance,
};

/** The part that every kind of network must pass, not only the small one. */
export const smokeParts = ['what is committed', 'blocks and events', 'signed answers'];

export interface SuiteOptions {
  /** Founds a channel, or joins one that is founded: nothing in the suite counts on being first. */
  readonly open: () => Promise<Ground>;
  readonly only?: readonly string[];
  /** For one step, in milliseconds; a network commits in batches. */
  readonly timeoutMs?: number;
}

/** What every `Ledger` must do. A new rule is added here, not beside one adapter. */
export function ledgerSuite(name: string, { open, only, timeoutMs = 60_000 }: SuiteOptions): void {
  describe(`Ledger: ${name}`, function () {
    this.timeout(timeoutMs);
    this.retries(0);
    let ground: Ground | undefined;
    const use: Use = () => {
      if (ground === undefined) throw new TypeError('The ledger is not open.');
      return ground;
    };

    before('opens', async function () {
      this.timeout(300_000);
      ground = await open();
    });
    after('closes', async () => {
      await ground?.ledger.close();
    });

    for (const [title, part] of Object.entries(parts)) {
      if (only === undefined || only.includes(title)) {
        describe(title, () => {
          part(use);
        });
      }
    }
    describe('closing', () => {
      closing(use);
    });
  });
}
