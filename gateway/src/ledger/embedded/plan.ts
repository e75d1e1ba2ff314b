import type { Signer } from './organizations.js';
import type { Policies } from './policies.js';

/**
 * Chooses who endorses: the smallest set of organisations, `first` among them, whose peers meet all
 * policies. Ties go to whoever comes next after `first`, so that work is spread.
 *
 * @returns MSP ids, `first` at the head; `undefined` when no set meets them
 */
export function planEndorsers(
  peers: readonly Signer[],
  first: number,
  required: readonly Uint8Array[],
  policies: Policies,
): Signer[] | undefined {
  const rotated = [...peers.slice(first), ...peers.slice(0, first)];
  const [head, ...others] = rotated;
  if (head === undefined) return undefined;
  const sets = subsets(others).map((set) => [head, ...set]);
  return sets.find((set) => {
    const signers = set.map(({ identity }) => identity);
    return required.every((policy) => policies.evaluate(policy, signers));
  });
}

/** Small ones first; within a size in the order given. */
function subsets<T>(items: readonly T[]): T[][] {
  const all = items.reduce<T[][]>(
    (sets, item) => [...sets, ...sets.map((set) => [...set, item])],
    [[]],
  );
  return all.sort((a, b) => a.length - b.length);
}
