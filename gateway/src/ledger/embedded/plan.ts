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

/** Remembers the plan where nothing but the chaincode’s own policy is asked for, as mostly. */
export class Plans {
  readonly #peers: readonly Signer[];
  readonly #policies: Policies;
  readonly #known = new WeakMap<Uint8Array, Map<number, Signer[] | undefined>>();

  constructor(peers: readonly Signer[], policies: Policies) {
    this.#peers = peers;
    this.#policies = policies;
  }

  of(first: number, required: readonly Uint8Array[]): Signer[] | undefined {
    const [general, ...others] = required;
    if (general === undefined || others.length > 0) return this.#plan(first, required);
    const known = this.#known.get(general) ?? new Map<number, Signer[] | undefined>();
    this.#known.set(general, known);
    if (!known.has(first)) known.set(first, this.#plan(first, required));
    return known.get(first);
  }

  #plan(first: number, required: readonly Uint8Array[]): Signer[] | undefined {
    return planEndorsers(this.#peers, first, required, this.#policies);
  }
}

/** Small ones first; within a size in the order given. */
function subsets<T>(items: readonly T[]): T[][] {
  const all = items.reduce<T[][]>(
    (sets, item) => [...sets, ...sets.map((set) => [...set, item])],
    [[]],
  );
  return all.sort((a, b) => a.length - b.length);
}
