/** Where one run stands. */
interface Head {
  readonly chunks: Iterator<Uint8Array, undefined>;
  chunk: Uint8Array;
  at: number;
}

/** Sorted runs of items of one length, merged: what comes out is sorted, with every item of each. */
export function* merged(
  runs: readonly Iterator<Uint8Array, undefined>[],
  itemBytes: number,
): Generator<Uint8Array, void> {
  const item = ({ chunk, at }: Head): Uint8Array => chunk.subarray(at, at + itemBytes);
  const less = (a: Head, b: Head): boolean => Buffer.compare(item(a), item(b)) < 0;
  const heap: Head[] = [];
  for (const chunks of runs) {
    const head: Head = { chunks, chunk: new Uint8Array(0), at: 0 };
    if (advanced(head)) heap.push(head);
  }
  for (let i = heap.length >> 1; i >= 0; i -= 1) sink(heap, i, less);
  for (let top = heap[0]; top !== undefined; top = heap[0]) {
    yield item(top);
    top.at += itemBytes;
    if (top.at >= top.chunk.length && !advanced(top)) {
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return;
      heap[0] = last;
    }
    sink(heap, 0, less);
  }
}

/** Goes on to the next chunk that holds something. */
function advanced(head: Head): boolean {
  const next = head.chunks.next();
  if (next.done === true) return false;
  head.chunk = next.value;
  head.at = 0;
  return next.value.length > 0 || advanced(head);
}

function sink(heap: Head[], from: number, less: (a: Head, b: Head) => boolean): void {
  for (let i = from; ;) {
    const least = leastChild(heap, i, less);
    const [parent, child] = [heap[i], heap[least]];
    if (parent === undefined || child === undefined || !less(child, parent)) return;
    heap[i] = child;
    heap[least] = parent;
    i = least;
  }
}

function leastChild(heap: readonly Head[], i: number, less: (a: Head, b: Head) => boolean): number {
  const [left, right] = [heap[2 * i + 1], heap[2 * i + 2]];
  return left !== undefined && right !== undefined && less(right, left) ? 2 * i + 2 : 2 * i + 1;
}
