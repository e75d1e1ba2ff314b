import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyIdentity } from '@shuquan/gateway/crypto';
import {
  type Credential,
  issue,
  readAuthority,
} from '@shuquan/gateway/ledger/embedded/certificate';
import { ledgerFolder } from '@shuquan/gateway/ledger/embedded/open';
import type { Identity } from '@shuquan/gateway/ledger/port';
import { issueClient, readIssuer } from '@shuquan/network/certificate';
import { attributesOf, type Person } from '@shuquan/network/people';
import { caOf } from '@shuquan/network/steps/people';
import type { TestLedger } from './embedded.js';
import type { TestNetwork } from './network.js';

export type Mint = (person: Person) => Promise<Identity>;

/** Certificates by the CAs of an embedded ledger, which lie in its folder. */
export const embeddedMint =
  (test: TestLedger): Mint =>
  async (person) => {
    const made = await embeddedCredential(test, person);
    return keyIdentity(person.mspId, made.certificate, made.key);
  };

/** The same with the key, for whoever keeps it alone. */
export async function embeddedCredential(
  { ledger, dataDir, clock }: TestLedger,
  person: Person,
  validMs = 86_400_000,
): Promise<Credential> {
  const { mspId } = person;
  const home = join(ledgerFolder(dataDir), 'organizations', mspId, 'ca');
  const read = (file: string): string => readFileSync(join(home, file), 'utf8');
  const ca = await readAuthority({ certificate: read('cert.pem'), key: read('key.pem') });
  const domain = ledger.definition().organizations.find((each) => each.mspId === mspId)?.domain;
  const now = clock.now().getTime();
  return issue(ca, {
    subject: `CN=${person.id}, OU=client, O=${domain ?? ''}`,
    validity: { notBefore: new Date(now - 60_000), notAfter: new Date(now + validMs) },
    attributes: attributesOf(person),
  });
}

/** Certificates by the CAs of a network of processes. */
export const networkMint =
  (network: TestNetwork): Mint =>
  async (person) => {
    const issuer = await readIssuer(caOf(network.organization(person.mspId)));
    const attributes = attributesOf(person);
    const made = await issueClient(issuer, { name: person.id, attributes, days: 1 });
    return keyIdentity(person.mspId, made.certificate, made.key);
  };
