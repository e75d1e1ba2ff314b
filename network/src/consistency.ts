import type { Topology } from './topology.js';

/** What single fields cannot say: names and ports taken twice, references to nothing. */
export function inconsistencies(topology: Topology): string[] {
  return [
    ...repeated('organisation', [
      ...topology.organizations.map(({ mspId }) => mspId),
      topology.ordererOrganization.mspId,
    ]),
    ...repeated('domain', [
      ...topology.organizations.map(({ domain }) => domain),
      topology.ordererOrganization.domain,
    ]),
    ...repeated(
      'peer',
      topology.peers.map(({ name, mspId }) => `${name} of ${mspId}`),
    ),
    ...repeated(
      'orderer',
      topology.orderers.map(({ name }) => name),
    ),
    ...repeated(
      'party',
      topology.parties.map(({ id }) => id),
    ),
    ...repeated(
      'person',
      topology.people.map(({ id }) => id),
    ),
    ...portFaults(topology),
    ...referenceFaults(topology),
    ...policyFaults(topology),
  ];
}

function repeated(what: string, names: readonly string[]): string[] {
  const twice = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  return [...twice].map((name) => `The ${what} ${name} is listed twice.`);
}

function portFaults({ peers, orderers, basePort }: Topology): string[] {
  const owners = new Map<number, string>();
  const faults: string[] = [];
  const claim = (offset: number, owner: string): void => {
    const taken = owners.get(offset);
    if (taken !== undefined) {
      faults.push(`Port offset ${String(offset)} is used by both ${taken} and ${owner}.`);
    }
    if (basePort + offset > 65535) {
      faults.push(`Port ${String(basePort + offset)} of ${owner} is above 65535.`);
    }
    owners.set(offset, owner);
  };
  for (const { name, mspId, ports } of peers) {
    for (const [use, offset] of Object.entries(ports)) {
      for (const each of [offset].flat()) claim(each, `${name} of ${mspId} (${use})`);
    }
  }
  for (const { name, ports } of orderers) {
    for (const [use, offset] of Object.entries(ports)) claim(offset, `${name} (${use})`);
  }
  return faults;
}

function referenceFaults(topology: Topology): string[] {
  const organizations = new Set(topology.organizations.map(({ mspId }) => mspId));
  const withPeer = new Set(topology.peers.map(({ mspId }) => mspId));
  const parties = new Set(topology.parties.map(({ id }) => id));
  const { policy, keyPolicies, collections } = topology.chaincode;
  const rules = [policy, ...Object.values(keyPolicies)];
  const faults: string[] = [];
  for (const { name, mspId } of topology.peers) {
    if (!organizations.has(mspId)) faults.push(`Peer ${name} belongs to unknown ${mspId}.`);
  }
  for (const { id, mspId, party } of topology.people) {
    if (!organizations.has(mspId)) faults.push(`Person ${id} belongs to unknown ${mspId}.`);
    if (party !== undefined && !parties.has(party)) {
      faults.push(`Person ${id} acts for unknown party ${party}.`);
    }
  }
  const named = [
    ...rules.flatMap(({ of }) => of),
    ...collections.flatMap(({ members }) => members),
  ];
  for (const mspId of new Set(named)) {
    if (!withPeer.has(mspId)) faults.push(`${mspId} must endorse or hold data but has no peer.`);
  }
  for (const { n, of } of rules.filter((rule) => rule.n > rule.of.length)) {
    faults.push(`A chaincode policy wants ${String(n)} of ${String(of.length)}.`);
  }
  return faults;
}

/** `configtxgen` accepts a policy that names an unknown MSP; nobody could ever satisfy it. */
function policyFaults({ organizations, policies }: Topology): string[] {
  const known = new Set(organizations.map(({ mspId }) => mspId));
  return Object.entries(policies).flatMap(([name, rule]) => {
    const principals = [...rule.matchAll(/'([^']*)'/g)].map(([, principal = '']) => principal);
    if (principals.length === 0) return [`The policy ${name} names no principal.`];
    return principals
      .filter((principal) => {
        const [mspId = '', role = ''] = principal.split('.');
        return !known.has(mspId) || !['peer', 'admin', 'client', 'member'].includes(role);
      })
      .map((principal) => `The policy ${name} names the unknown principal '${principal}'.`);
  });
}
