import type { Identity, Ledger } from '@shuquan/gateway/ledger/port';
import { openTestLedger } from './embedded.js';
import type { Ground } from './founded.js';

/** A channel with its people, as suites of contracts need it. What is optional is a capability. */
export interface Bench {
  readonly ledger: Ledger;
  as(id: string): Identity;
  now(): Date;
  /** Nobody else writes here, and what a test leaves behind harms nobody. */
  readonly alone: boolean;
  /** Sets the clock; absent where it is the machine’s. */
  readonly advance?: (ms: number) => void;
  /** A channel that nobody founded; absent where making one takes a network. */
  readonly openUnfounded?: () => Promise<Bench>;
  close(): Promise<void>;
}

/** An embedded ledger of its own, under a clock that a test may set. */
export async function embeddedBench(founded = true): Promise<Bench> {
  const test = await openTestLedger({ founded });
  return {
    ledger: test.ledger,
    as: (id) => test.ledger.identity(id),
    now: test.clock.now,
    alone: true,
    advance: (ms) => {
      test.clock.advance(ms);
    },
    openUnfounded: () => embeddedBench(false),
    close: () => test.dispose(),
  };
}

/** A founded channel of any adapter: others may write to it, and its clock is the machine’s. */
export const groundBench = (ground: Ground): Bench => ({
  ledger: ground.ledger,
  as: (id) => ground.as(id),
  now: () => new Date(),
  alone: false,
  close: () => ground.ledger.close(),
});
