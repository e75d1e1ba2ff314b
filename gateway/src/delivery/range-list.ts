import type { ChunkRange } from '@shuquan/chaincode/model';

/** What a receipt takes. */
const MAX_RANGES = 500;

/** Numbers in ascending order, as ranges; beyond what a receipt takes only their count is kept. */
export class RangeList {
  readonly ranges: ChunkRange[] = [];
  count = 0;
  isFull = false;

  add(number: number): void {
    this.count += 1;
    const open = this.ranges.at(-1);
    if (open !== undefined && open.last + 1 === number) open.last = number;
    else if (this.ranges.length < MAX_RANGES) this.ranges.push({ first: number, last: number });
    else this.isFull = true;
  }
}
