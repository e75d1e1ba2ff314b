import {
  type EncumbranceClosure,
  encumbrancesOf,
  type HoldHead,
  layHold,
  liftHold,
  requireUnblocked,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { COURT } from '../support/parties.js';

const START = Date.parse('2027-03-01T01:00:00.000Z');
const instant = (minute: number): string => new Date(START + minute * 60_000).toISOString();
const hex = '0'.repeat(64);
const RIGHT = 'rc-1.R3';
const document = { caseNo: '（2027）川01执保1号', documentDigest: hex };
const TERM = { longest: { count: 3, unit: 'YEAR' as const }, article: 'CIVIL_PROCEDURE/106' };

type Command =
  | { readonly kind: 'LAY'; readonly term: number }
  | { readonly kind: 'LIFT'; readonly which: number }
  | { readonly kind: 'DISPOSE' }
  | { readonly kind: 'WAIT'; readonly minutes: number };

/** What an order is to the oracle: three numbers. */
interface Simple {
  readonly from: number;
  readonly until: number;
  lifted: number;
}

/** The rule again, in as few words as it takes: of those that stand the first binds. */
class Oracle {
  readonly orders: Simple[] = [];
  disposed = Infinity;

  endOf = ({ until, lifted }: Simple): number => Math.min(until, lifted);

  at(minute: number): string[] {
    let waiting = 0;
    return this.orders
      .map((order, place) => ({ order, place }))
      .filter(({ order }) => order.from <= minute)
      .map(
        ({ order, place }) => `JO-${String(place)} ${this.#status(order, minute, () => waiting++)}`,
      );
  }

  isFree(minute: number): boolean {
    return this.disposed === Infinity && this.orders.every((order) => this.endOf(order) <= minute);
  }

  #status(order: Simple, minute: number, ahead: () => number): string {
    if (this.endOf(order) <= minute) return order.lifted < order.until ? 'LIFTED' : 'EXPIRED';
    if (this.disposed <= minute) return 'MISSED';
    return ahead() === 0 ? 'ATTACHED' : 'QUEUED';
  }
}

/** The model’s own records, acted upon as the contracts do. */
class Subject {
  head: HoldHead = { v: 1, orders: [] };
  dispositions: EncumbranceClosure['dispositions'] = [];

  act = (minute: number): Parameters<typeof liftHold>[2] => ({
    by: {
      ...{ uscc: COURT, mspId: 'CourtMSP', role: 'court', fingerprint: hex },
      ...{ custody: 'CUSTODIAL', at: instant(minute), txId: hex },
    },
    notBefore: instant(minute),
  });

  get closure(): EncumbranceClosure {
    return {
      right: {
        id: RIGHT,
        holder: COURT,
        parts: ['WHOLE'],
      } as unknown as EncumbranceClosure['right'],
      dispositions: this.dispositions,
      ...{ holds: this.head.orders, partyHolds: [], controls: [], partyControls: [], pledges: [] },
    };
  }

  at(asOf: number, now: number): ReturnType<typeof encumbrancesOf> {
    return encumbrancesOf(this.closure, { asOf: instant(asOf), knownAt: instant(now) });
  }

  dispose(minute: number): void {
    const at = instant(minute);
    requireUnblocked(this.at(minute, minute), 'DISPOSE');
    const case_ = { v: 1 as const, case: 'rc-2', registeredAt: at, knownAt: at };
    this.dispositions = [
      {
        entry: { kind: 'TRANSFERRED', parts: ['WHOLE'], to: 'rc-2.R1', case: 'rc-2', txId: hex },
        registration: { ...case_, recordDigest: hex, depositTxId: hex, txId: hex },
      },
    ];
  }
}

const codeOf = (act: () => void): string => {
  try {
    act();
    return 'OK';
  } catch (err) {
    return (err as { code: string }).code;
  }
};

function played(subject: Subject, oracle: Oracle, command: Command, now: number): void {
  if (command.kind === 'LAY') {
    const id = `JO-${String(oracle.orders.length)}`;
    const on = [{ kind: 'RIGHT' as const, id: RIGHT }];
    const until = now + command.term;
    const input = { id, on, ...document, blocks: ['DISPOSE' as const], until: instant(until) };
    subject.head = layHold(subject.head, input, TERM, subject.act(now));
    oracle.orders.push({ from: now, until, lifted: Infinity });
  } else if (command.kind === 'LIFT' && oracle.orders.length > 0) {
    const place = command.which % oracle.orders.length;
    const order = oracle.orders[place] as Simple;
    const stands = oracle.endOf(order) > now;
    const code = codeOf(() => {
      const lift = { id: `JO-${String(place)}`, ...document };
      subject.head = liftHold(subject.head, lift, subject.act(now));
    });
    expect(code).to.equal(stands ? 'OK' : 'ORDER_ENDED');
    if (stands) order.lifted = now;
  } else if (command.kind === 'DISPOSE' && oracle.disposed === Infinity) {
    const isFree = oracle.isFree(now);
    const code = codeOf(() => {
      subject.dispose(now);
    });
    expect(code).to.equal(isFree ? 'OK' : 'ASSET_FROZEN');
    if (isFree) oracle.disposed = now;
  }
}

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ kind: fc.constant('LAY' as const), term: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('LIFT' as const), which: fc.nat(9) }),
  fc.record({ kind: fc.constant('DISPOSE' as const) }),
  fc.record({ kind: fc.constant('WAIT' as const), minutes: fc.integer({ min: 1, max: 50 }) }),
);

describe('orders, lifts, disposals and time over one right', () => {
  it('are at every instant what an oracle of three numbers an order says', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const [subject, oracle] = [new Subject(), new Oracle()];
        let now = 0;
        for (const each of commands) {
          now += each.kind === 'WAIT' ? each.minutes : 1;
          played(subject, oracle, each, now);
        }
        const end = now + 70;
        for (let minute = 0; minute <= end; minute += 1) {
          const found = subject.at(minute, end).map(({ id, status }) => `${id} ${status}`);
          expect(found, `minute ${String(minute)}`).to.deep.equal(oracle.at(minute));
        }
      }),
      { numRuns: 150 },
    );
  });
});
