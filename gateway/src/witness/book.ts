import { type BeaconStatement, recordDigest } from '@shuquan/chaincode/model';
import type { Sighting } from './sighting.js';
import type { Pending } from './turn.js';

/** What the witnesses of this process have seen of the beacon after the latest one. */
export class Book {
  #latest: BeaconStatement | undefined;
  #pending = new Map<string, Pending>();

  get latest(): BeaconStatement | undefined {
    return this.#latest;
  }

  get pending(): readonly Pending[] {
    return [...this.#pending.values()];
  }

  get next(): number {
    return (this.#latest?.number ?? 0) + 1;
  }

  /** A beacon was committed; what was pending of its number or an earlier one is over. */
  commit(latest: BeaconStatement | undefined): void {
    if (latest === undefined || latest.number < this.next) return;
    this.#latest = latest;
    this.#pending.clear();
  }

  /** Notes a statement. `judge` is asked once for each different statement of a proposer. */
  async note(
    { proposal: { statement, witnesses } }: Sighting,
    seenAt: number,
    judge: () => Promise<boolean>,
  ): Promise<void> {
    const proposer = witnesses[0]?.mspId ?? '';
    const digest = recordDigest(statement);
    const statedBy = witnesses.map(({ mspId }) => mspId);
    const known = this.#pending.get(proposer);
    const same = known?.digest === digest ? known : undefined;
    const acceptable = same?.acceptable ?? (await judge());
    const pending = { proposer, statement, digest, statedBy, acceptable };
    this.#pending.set(proposer, { ...pending, seenAt: same?.seenAt ?? seenAt });
  }
}
