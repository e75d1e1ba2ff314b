import type { Identity, Ledger } from '@shuquan/gateway/ledger/port';
import type { ListDocument } from '@shuquan/chaincode/model';
import { adoptRules, developmentRules } from '@shuquan/gateway/founding/rules';
import { type Anchors, parseAnchors } from '@shuquan/verifier';
import { openTestLedger } from './embedded.js';
import type { Ground } from './founded.js';
import { probedContracts } from './probe.js';

/** A channel with its people, as suites of contracts need it. What is optional is a capability. */
export interface Bench {
  readonly ledger: Ledger;
  as(id: string): Identity;
  now(): Date;
  /** Nobody else writes here, and what a test leaves behind harms nobody. */
  readonly alone: boolean;
  /** Sets the clock; absent where it is the machine’s. */
  readonly advance?: (ms: number) => void;
  /** What a verifier trusts of this channel. */
  readonly anchors?: () => Anchors;
  /** A channel that nobody founded; absent where making one takes a network. */
  readonly openUnfounded?: () => Promise<Bench>;
  /** A channel of its own where these rules and calendars are adopted and no others. */
  readonly openUnder?: (rules: readonly ListDocument[]) => Promise<Bench>;
  close(): Promise<void>;
}

/** Until when the embedded clock may be set: through a registration of five years and its renewal. */
const LAST_YEAR = 2033;
const adopters = ['registry-official', 'authority-official'];

/** An embedded ledger of its own, under a clock that a test may set. */
export async function embeddedBench({
  founded = true,
  rules = developmentRules(LAST_YEAR),
  start,
}: {
  founded?: boolean;
  rules?: readonly ListDocument[];
  start?: string;
} = {}): Promise<Bench> {
  const begun = start === undefined ? {} : { start };
  const test = await openTestLedger({ founded, ...begun, installed: probedContracts() });
  const as = (id: string): Identity => test.ledger.identity(id);
  if (founded) await adoptRules(test.ledger, rules, adopters.map(as));
  return {
    ledger: test.ledger,
    as,
    now: test.clock.now,
    anchors: () => parseAnchors(JSON.stringify(test.ledger.anchors())),
    alone: true,
    advance: (ms) => {
      test.clock.advance(ms);
    },
    openUnfounded: () => embeddedBench({ founded: false }),
    openUnder: (only) => embeddedBench({ rules: only }),
    close: () => test.dispose(),
  };
}

/** The same on a founded channel of any adapter, under the rules of the year that it is. */
export async function registerBench(ground: Ground): Promise<Bench> {
  const rules = developmentRules(new Date().getUTCFullYear());
  await adoptRules(
    ground.ledger,
    rules,
    adopters.map((id) => ground.as(id)),
  );
  return groundBench(ground);
}

/** A founded channel of any adapter: others may write to it, and its clock is the machine’s. */
export const groundBench = (ground: Ground): Bench => ({
  ledger: ground.ledger,
  as: (id) => ground.as(id),
  now: () => new Date(),
  anchors: () => ground.anchors,
  alone: false,
  close: () => ground.ledger.close(),
});
