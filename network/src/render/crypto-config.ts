import { stringify } from 'yaml';
import type { Plan } from '../plan.js';

// cryptogen's own defaults name a place in California.
const CA = { Country: 'CN', Province: 'Sichuan', Locality: 'Chengdu' };

/** `crypto-config.yaml` for cryptogen: every host certificate names `localhost`. */
export function cryptoConfig({ ordererOrganization, orderers, organizations }: Plan): string {
  return stringify(
    {
      OrdererOrgs: [
        {
          Name: ordererOrganization.name,
          Domain: ordererOrganization.domain,
          EnableNodeOUs: true,
          CA,
          Specs: orderers.map(({ id }) => ({ Hostname: id, SANS: ['localhost'] })),
        },
      ],
      PeerOrgs: organizations.map(({ name, domain, peers }) => ({
        Name: name,
        Domain: domain,
        EnableNodeOUs: true,
        CA,
        Specs: peers.map(({ hostname }) => ({
          Hostname: hostname.slice(0, -domain.length - 1),
          SANS: ['localhost'],
        })),
        // The admin is always made; the network's people are issued by `up`, with attributes.
        Users: { Count: 0 },
      })),
    },
    { aliasDuplicateObjects: false },
  );
}
