import type { CollectionDefinition } from './definition.js';
import { policyBytes } from './policy-rule.js';

/** A private collection, as simulation and validation need it. */
export interface Collection {
  readonly members: readonly string[];
  readonly memberOnlyRead: boolean;
  readonly memberOnlyWrite: boolean;
  /** SignaturePolicyEnvelope; the chaincode’s policy when absent. */
  readonly endorsementPolicy?: Uint8Array;
}

/** Every organisation has such a collection in every chaincode (Fabric, implicit collections). */
const IMPLICIT = '_implicit_org_';

export class Collections {
  readonly #organizations: ReadonlySet<string>;
  readonly #known = new Map<string, Collection>();

  constructor(definitions: readonly CollectionDefinition[], organizations: Iterable<string>) {
    this.#organizations = new Set(organizations);
    for (const { name, members, memberOnlyRead, memberOnlyWrite, ...rest } of definitions) {
      const { endorsementPolicy: rule } = rest;
      this.#known.set(name, {
        ...{ members, memberOnlyRead, memberOnlyWrite },
        ...(rule === undefined ? {} : { endorsementPolicy: policyBytes(rule) }),
      });
    }
  }

  find(name: string): Collection | undefined {
    const known = this.#known.get(name);
    if (known !== undefined || !name.startsWith(IMPLICIT)) return known;
    const mspId = name.slice(IMPLICIT.length);
    if (!this.#organizations.has(mspId)) return undefined;
    const implicit = {
      members: [mspId],
      memberOnlyRead: false,
      memberOnlyWrite: false,
      endorsementPolicy: policyBytes(`OR('${mspId}.peer')`),
    };
    this.#known.set(name, implicit);
    return implicit;
  }
}

export const implicitCollection = (mspId: string): string => IMPLICIT + mspId;
