import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { keyIdentity } from '../../crypto.js';
import { GatewayError } from '../../errors.js';
import type { Identity, MspId } from '../port.js';

const Endpoint = z.object({
  name: z.string(),
  mspId: z.string(),
  address: z.string(),
  /** File of the TLS root. */
  tlsCa: z.string(),
  /** Name to expect in the TLS certificate. */
  serverName: z.string(),
});
export type Endpoint = z.infer<typeof Endpoint>;

/** `connection.json`, as the network writes it: what a gateway needs to reach a channel. */
const Connection = z.object({
  v: z.literal(1),
  channel: z.string(),
  chaincode: z.string(),
  peers: z.array(Endpoint).min(1),
  orderers: z.array(Endpoint),
  people: z.string(),
  anchors: z.string(),
  profile: z.string(),
});
export type Connection = z.infer<typeof Connection>;

const People = z.object({
  people: z.array(
    z.object({
      id: z.string(),
      mspId: z.string(),
      roles: z.array(z.string()),
      certificate: z.string(),
      key: z.string(),
    }),
  ),
});

/** @throws GatewayError LEDGER_UNAVAILABLE when the file is missing or is no connection file */
export async function readConnection(file: string): Promise<Connection> {
  return Connection.parse(await readJson(file));
}

/** A person of the table `people.json`, with its key at hand. */
export interface Person {
  readonly id: string;
  readonly roles: readonly string[];
  readonly identity: Identity;
  readonly keyPem: string;
}

export async function readPeople({ people: file }: Connection): Promise<Person[]> {
  const { people } = People.parse(await readJson(file));
  return Promise.all(
    people.map(async ({ id, mspId, roles, certificate, key }) => {
      const keyPem = await readFile(key, 'utf8');
      const identity = keyIdentity(mspId, await readFile(certificate, 'utf8'), keyPem);
      return { id, roles, identity, keyPem };
    }),
  );
}

/** The identity the gateway itself acts with: one of its organisation that carries no role. */
export function serviceOf(people: readonly Person[], mspId: MspId): Person {
  const person = people.find(
    (each) =>
      each.identity.mspId === mspId && each.roles.length === 0 && each.id.endsWith('-gateway'),
  );
  if (person !== undefined) return person;
  throw new GatewayError(
    'LEDGER_UNAVAILABLE',
    `people.json has no service identity of ${mspId}. Issue one without roles, named …-gateway.`,
    { mspId },
  );
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new GatewayError(
      'LEDGER_UNAVAILABLE',
      `${file} can not be read. Bring the network up first, or point NETWORK_DIR at its folder.`,
      {},
      { cause },
    );
  }
}
