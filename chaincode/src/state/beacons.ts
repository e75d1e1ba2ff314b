import { type Beacon, type BeaconProposal, type CitedBeacon, LedgerError } from '../model/index.js';
import type { ChaincodeStub } from 'fabric-shim-api';
import { Records } from './records.js';

/** Numbers in keys have one width, so that key order is number order. */
const place = (number: number): string => String(number).padStart(12, '0');

/** `beacon~n`, immutable, and the proposals that grow into them. There is no “latest” key. */
export class Beacons {
  readonly #beacons: Records<Beacon>;
  readonly #proposals: Records<BeaconProposal>;

  constructor(stub: ChaincodeStub) {
    this.#beacons = new Records(stub, 'beacon');
    this.#proposals = new Records(stub, 'beacon-proposal');
  }

  async find(number: number): Promise<Beacon | undefined> {
    return number < 1 ? undefined : this.#beacons.findParsed(place(number));
  }

  async require(number: number): Promise<Beacon> {
    return this.#beacons.require('BEACON_NOT_FOUND', place(number));
  }

  async create(beacon: Beacon): Promise<void> {
    await this.#beacons.create('BEACON_EXISTS', beacon, place(beacon.statement.number));
  }

  /** Reads n and, so that a withheld transaction dies by MVCC, the absence of n+2 (ledger rule 1). */
  async cited(number: number): Promise<CitedBeacon> {
    const beacon = await this.find(number);
    return { beacon, overtaken: (await this.find(number + 2)) !== undefined };
  }

  async proposal(number: number, mspId: string): Promise<BeaconProposal> {
    return this.#proposals.require('BEACON_NOT_FOUND', place(number), mspId);
  }

  async putProposal(proposal: BeaconProposal, mspId: string): Promise<void> {
    await this.#proposals.put(proposal, place(proposal.statement.number), mspId);
  }

  /** Beacons have no gaps, so the last one is found by doubling and halving: O(log n) reads. */
  async latest(): Promise<Beacon> {
    const latest = await this.findLatest();
    if (latest !== undefined) return latest;
    throw new LedgerError('BEACON_NOT_FOUND', 'No witness has stated the time yet.');
  }

  /** `undefined` while there is none: such a ledger proves no time at all. */
  async findLatest(): Promise<Beacon | undefined> {
    let above = 1;
    while ((await this.find(above)) !== undefined) above *= 2;
    const number = await bisect(Math.floor(above / 2), above, async (n) => {
      return (await this.find(n)) === undefined;
    });
    return this.find(number - 1);
  }

  /** The first beacon that has seen `height` blocks: its time bounds theirs from above. */
  async covering(height: number): Promise<Beacon> {
    const last = await this.latest();
    if (last.statement.height < height) {
      throw new LedgerError('BEACON_NOT_FOUND', 'No beacon has seen this block yet. Ask later.', {
        height,
      });
    }
    const number = await bisect(0, last.statement.number, async (n) => {
      return (await this.require(n)).statement.height >= height;
    });
    return this.require(number);
  }
}

/** The least n in (low, high] that holds, given that `high` holds and none below `low` does. */
async function bisect(
  low: number,
  high: number,
  holds: (n: number) => Promise<boolean>,
): Promise<number> {
  let [below, at] = [low, high];
  while (at - below > 1) {
    const middle = Math.floor((below + at) / 2);
    if (await holds(middle)) at = middle;
    else below = middle;
  }
  return at;
}
