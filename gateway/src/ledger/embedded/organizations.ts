import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { attributesOf } from '@shuquan/network/people';
import { identityOf, type Identity as ReadIdentity } from '@shuquan/verifier';
import { signP256 } from '../../crypto.js';
import type { Identity } from '../port.js';
import { creatorOf } from '../proposal.js';
import {
  type Authority,
  type Credential,
  issue,
  makeRoot,
  readAuthority,
  type Validity,
} from './certificate.js';
import type { LedgerDefinition, Person } from './definition.js';

/** Whose key is in this process: it signs without leaving it. */
export interface Signer extends Identity {
  readonly key: KeyObject;
  /** SerializedIdentity. */
  readonly bytes: Uint8Array;
  /** As a verifier reads it. */
  readonly identity: ReadIdentity;
}

export interface Organization {
  readonly mspId: string;
  /** PEM of the root. */
  readonly root: string;
  readonly admin: Signer;
  /** Absent where the organisation runs no peer. */
  readonly peer?: Signer;
}

export interface Organizations {
  readonly members: ReadonlyMap<string, Organization>;
  readonly orderer: Organization & { readonly node: Signer };
  readonly people: ReadonlyMap<string, Signer>;
}

const YEAR_MS = 365.25 * 86_400_000;

/** An hour back, for clocks that differ; ten years on. */
function validityFrom(now: Date): Validity {
  return {
    notBefore: new Date(now.getTime() - 3_600_000),
    notAfter: new Date(now.getTime() + 10 * YEAR_MS),
  };
}

/** Makes what is missing under `folder`, keeps what is there, and reads all of it. */
export async function openOrganizations(
  folder: string,
  definition: LedgerDefinition,
  now: Date,
): Promise<Organizations> {
  const validity = validityFrom(now);
  const members = new Map<string, Organization>();
  const people = new Map<string, Signer>();
  for (const { mspId, domain, hasPeer } of definition.organizations) {
    const home = join(folder, mspId);
    const ca = await caOf(home, domain, validity);
    const leaf = leafMaker(home, mspId, domain, ca, validity);
    const admin = await leaf('admin', 'admin');
    const peer = hasPeer ? { peer: await leaf('peer0', 'peer') } : {};
    members.set(mspId, { mspId, root: rootOf(home), admin, ...peer });
    for (const person of definition.people.filter((each) => each.mspId === mspId)) {
      people.set(person.id, await leaf(person.id, 'client', person));
    }
  }
  return { members, people, orderer: await openOrderer(folder, definition, validity) };
}

async function openOrderer(
  folder: string,
  { orderer: { mspId, domain } }: LedgerDefinition,
  validity: Validity,
): Promise<Organizations['orderer']> {
  const home = join(folder, mspId);
  const leaf = leafMaker(home, mspId, domain, await caOf(home, domain, validity), validity);
  return {
    mspId,
    root: rootOf(home),
    admin: await leaf('admin', 'admin'),
    node: await leaf('orderer1', 'orderer'),
  };
}

const rootOf = (home: string): string => readFileSync(join(home, 'ca', 'cert.pem'), 'utf8');

async function caOf(home: string, domain: string, validity: Validity): Promise<Authority> {
  const place = join(home, 'ca');
  const made = await keep(place, () => makeRoot(`CN=ca.${domain}, O=${domain}`, validity));
  return readAuthority(made);
}

type LeafMaker = (name: string, unit: string, person?: Person) => Promise<Signer>;

function leafMaker(
  home: string,
  mspId: string,
  domain: string,
  ca: Authority,
  validity: Validity,
): LeafMaker {
  return async (name, unit, person) => {
    const place = unit === 'client' ? join(home, 'people', name) : join(home, name);
    const made = await keep(place, () =>
      issue(ca, {
        subject: `CN=${unit === 'client' ? name : `${name}.${domain}`}, OU=${unit}, O=${domain}`,
        validity,
        attributes: person === undefined ? undefined : attributesOf(person),
      }),
    );
    return signerOf(mspId, made);
  };
}

export function signerOf(mspId: string, { certificate, key: keyPem }: Credential): Signer {
  const key = createPrivateKey(keyPem);
  const bytes = creatorOf({ mspId, pem: certificate });
  return {
    ...{ mspId, pem: certificate, key, bytes },
    identity: identityOf(bytes),
    sign: (message) => Promise.resolve(signP256(key, message)),
  };
}

/** What is in a folder, or what `make` makes, put there whole: key and certificate or neither. */
async function keep(place: string, make: () => Promise<Credential>): Promise<Credential> {
  if (!existsSync(place)) {
    const { certificate, key } = await make();
    const partial = `${place}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true, mode: 0o700 });
    writeFileSync(join(partial, 'key.pem'), key, { mode: 0o600, flush: true });
    writeFileSync(join(partial, 'cert.pem'), certificate, { mode: 0o644, flush: true });
    renameSync(partial, place);
  }
  return {
    certificate: readFileSync(join(place, 'cert.pem'), 'utf8'),
    key: readFileSync(join(place, 'key.pem'), 'utf8'),
  };
}
