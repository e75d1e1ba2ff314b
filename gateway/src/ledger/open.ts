import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GatewayError } from '../errors.js';
import { adoptDevelopmentRules, foundByMembers } from '../founding/founders.js';
import type { Member } from './member.js';
import type { Ledger, MspId } from './port.js';

/** Where a ledger is, as the environment says: LEDGER, DATA_DIR, NETWORK_DIR. */
export interface LedgerPlace {
  readonly ledger: 'embedded' | 'fabric' | 'fabric-network';
  readonly dataDir: string;
  readonly networkDir: string;
}

export interface OpenedLedger {
  readonly ledger: Ledger;
  /** By id: everybody of the table of people whose key is here. */
  readonly people: ReadonlyMap<string, Member>;
  readonly channel: string;
  /** Organisations with a peer: they endorse, govern, and sign answers. */
  readonly organizations: readonly MspId[];
  /** JSON text of the ledger’s own anchors. Whoever wants to rely on them gets them out of band. */
  readonly anchors: string;
  /** Embedded only: copies the ledger into a new folder while it is in use. */
  readonly backup?: (target: string) => Promise<void>;
}

/** Opens the ledger that is configured, and loads the code of no other. */
export async function openLedger(place: LedgerPlace): Promise<OpenedLedger> {
  return place.ledger === 'embedded' ? openEmbedded(place.dataDir) : openNetwork(place);
}

/** One process holds every key here, so it can also found the channel, on its first start. */
async function openEmbedded(dataDir: string): Promise<OpenedLedger> {
  const { openEmbedded: open } = await import('./embedded/open.js');
  const { smallDefinition } = await import('./embedded/definition.js');
  const definition = smallDefinition();
  const ledger = await open({ dataDir, definition });
  const people = definition.people.map((person): Member => {
    return { ...person, identity: ledger.identity(person.id) };
  });
  const organizations = definition.organizations.flatMap(({ mspId, hasPeer }) =>
    hasPeer ? [mspId] : [],
  );
  const { channel } = definition;
  try {
    const founders = { people, organizations };
    await foundByMembers(ledger, founders, { channel, purpose: 'TEST' });
    await adoptDevelopmentRules(ledger, founders, new Date().getFullYear());
  } catch (err) {
    await ledger.close();
    throw err;
  }
  const anchors = `${JSON.stringify(ledger.anchors(), undefined, 2)}\n`;
  const backup = (target: string): Promise<void> => ledger.backup(target);
  return { ledger, people: byId(people), channel, organizations, anchors, backup };
}

async function openNetwork({ ledger: kind, networkDir }: LedgerPlace): Promise<OpenedLedger> {
  const { readConnection } = await import('./fabric/connection.js');
  const connectionFile = join(networkDir, 'connection.json');
  const connection = await readConnection(connectionFile);
  const people = await readMembers(connection.people);
  const organizations = [...new Set(connection.peers.map(({ mspId }) => mspId))];
  const anchors = await readFile(connection.anchors, 'utf8');
  const ledger = await openAdapter(kind, connectionFile);
  return { ledger, people, channel: connection.channel, organizations, anchors };
}

type OpenNetwork = (options: { connectionFile: string }) => Promise<Ledger>;

async function openAdapter(kind: string, connectionFile: string): Promise<Ledger> {
  if (kind === 'fabric') return (await import('./fabric/open.js')).openFabric({ connectionFile });
  const module = './fabric-network/open.js';
  const { openFabricNetwork } = (await import(module)) as { openFabricNetwork: OpenNetwork };
  return openFabricNetwork({ connectionFile });
}

interface PersonRow {
  readonly id: string;
  readonly mspId: string;
  readonly roles: readonly string[];
  readonly uscc?: string;
  readonly party?: string;
  readonly partyName?: string;
  readonly certificate: string;
  readonly key: string;
}

/** `people.json` of a network’s folder. */
async function readMembers(file: string): Promise<ReadonlyMap<string, Member>> {
  const { keyIdentity } = await import('../crypto.js');
  const { people } = JSON.parse(await readFile(file, 'utf8')) as { people: PersonRow[] };
  const members = people.map(async (row): Promise<Member> => {
    const [pem, key] = await Promise.all([
      readFile(row.certificate, 'utf8'),
      readFile(row.key, 'utf8'),
    ]);
    const { id, mspId, roles, uscc } = row;
    const party =
      uscc === undefined
        ? {}
        : { party: { id: row.party ?? uscc, name: row.partyName ?? uscc, uscc } };
    return { id, mspId, roles, ...party, identity: keyIdentity(mspId, pem, key) };
  });
  return byId(await Promise.all(members));
}

const byId = (members: readonly Member[]): ReadonlyMap<string, Member> =>
  new Map(members.map((member) => [member.id, member]));

/** @throws GatewayError CALLER_FORBIDDEN naming who is here */
export function memberOf({ people }: Pick<OpenedLedger, 'people'>, id: string): Member {
  const member = people.get(id);
  if (member !== undefined) return member;
  throw new GatewayError(
    'CALLER_FORBIDDEN',
    `There is no key of ${id} here. There are ${[...people.keys()].join(', ')}.`,
    { id },
  );
}
