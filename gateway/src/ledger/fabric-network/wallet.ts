import { mkdir } from 'node:fs/promises';
import { keyIdentity } from '../../crypto.js';
import type { Identity } from '../port.js';
import { loadSdk } from './loading.js';

/** What one `<label>.id` of a file-system wallet holds. The key stands there in clear. */
interface X509Identity {
  readonly type: 'X.509';
  readonly mspId: string;
  readonly credentials: { readonly certificate: string; readonly privateKey: string };
}

export interface Wallet {
  get(label: string): Promise<X509Identity | undefined>;
  put(label: string, identity: X509Identity): Promise<void>;
  list(): Promise<string[]>;
}

interface Sdk {
  readonly Wallets: { newFileSystemWallet(folder: string): Promise<Wallet> };
}

/** Opens or makes a wallet folder, readable by its owner only. */
export async function openWallet(folder: string): Promise<Wallet> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { Wallets } = await loadSdk<Sdk>();
  return Wallets.newFileSystemWallet(folder);
}

export interface WalletEntry {
  readonly id: string;
  readonly mspId: string;
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** Puts people into a wallet in the format of fabric-network; who is there is replaced. */
export async function writeWallet(folder: string, people: readonly WalletEntry[]): Promise<void> {
  const wallet = await openWallet(folder);
  for (const { id, mspId, certificatePem, keyPem } of people) {
    const credentials = { certificate: certificatePem, privateKey: keyPem };
    await wallet.put(id, { type: 'X.509', mspId, credentials });
  }
}

/** Everybody in a wallet, by label. */
export async function readWallet(folder: string): Promise<ReadonlyMap<string, Identity>> {
  const wallet = await openWallet(folder);
  const people = new Map<string, Identity>();
  for (const label of await wallet.list()) {
    const entry = await wallet.get(label);
    if (entry === undefined) continue;
    const { certificate, privateKey } = entry.credentials;
    people.set(label, keyIdentity(entry.mspId, certificate, privateKey));
  }
  return people;
}
