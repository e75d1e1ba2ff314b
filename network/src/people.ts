import { readFileSync } from 'node:fs';
import { parseTopology } from './parse-topology.js';
import type { Topology } from './topology.js';

/** One holder of a certificate: what its attributes will say, and for whom it acts. */
export interface Person {
  readonly id: string;
  readonly mspId: string;
  readonly roles: readonly string[];
  /** Absent for a service identity, which acts for nobody and has no role. */
  readonly party?: { readonly id: string; readonly name: string; readonly uscc: string };
  /** Whether the person alone has the key: no gateway signs for it. */
  readonly custody?: 'client';
}

/** The topology shipped with the product. */
export function loadTopology(file: string | URL = defaultTopology): Topology {
  return parseTopology(JSON.parse(readFileSync(file, 'utf8')));
}

const defaultTopology = new URL('../network.json', import.meta.url);

/** The people of a topology, each with its party resolved. */
export function peopleOf({ people, parties }: Topology): Person[] {
  return people.map(({ id, mspId, roles, party: partyId, custody }) => {
    const party = parties.find((each) => each.id === partyId);
    const own = custody === undefined ? {} : { custody };
    if (party === undefined) return { id, mspId, roles, ...own };
    const { name, uscc } = party;
    return { id, mspId, roles, party: { id: party.id, name, uscc }, ...own };
  });
}

/** The people of the topology shipped with the product. */
export function loadPeople(): Person[] {
  return peopleOf(loadTopology());
}

/**
 * The attributes a certificate carries: `role`, `uscc` and `custody`, as Fabric CA writes them.
 * `undefined` for a service identity: a certificate without the extension has no attribute at all.
 */
export function attributesOf(person: Person): Record<string, string> | undefined {
  if (person.roles.length === 0 && person.party === undefined) return undefined;
  return {
    ...(person.roles.length > 0 ? { role: person.roles.join(',') } : {}),
    ...(person.party ? { uscc: person.party.uscc } : {}),
    ...(person.custody === undefined ? {} : { custody: person.custody }),
  };
}
