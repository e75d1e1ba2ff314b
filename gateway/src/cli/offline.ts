import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { keyIdentity } from '../crypto.js';
import type {
  Committed,
  Identity,
  Input,
  OfflineSigning,
  QueryName,
  SubmitOptions,
  TransactionName,
} from '../ledger/port.js';
import { usage } from './failure.js';
import { checkProposal, checkTransaction } from './offline-check.js';
import { readText } from './read.js';

/** Files of a key that never leaves this process. */
export interface KeyFiles {
  readonly key: string;
  readonly certificate: string;
  readonly msp: string;
}

/** @throws CliError FILE_UNREADABLE, USAGE when key and certificate do not belong together */
export async function readSigner({ key, certificate, msp }: KeyFiles): Promise<Identity> {
  const [keyPem, pem] = [await readText(key), await readText(certificate)];
  requirePair(keyPem, pem, { key, certificate });
  return keyIdentity(msp, pem, keyPem);
}

/** @throws CliError USAGE */
export function requirePair(keyPem: string, pem: string, files: Omit<KeyFiles, 'msp'>): void {
  const spki = { type: 'spki', format: 'der' } as const;
  let same: boolean;
  try {
    const mine = createPublicKey(createPrivateKey(keyPem)).export(spki);
    same = mine.equals(new X509Certificate(pem).publicKey.export(spki));
  } catch {
    throw usage(
      `${files.key} must hold a P-256 key and ${files.certificate} its certificate, PEM.`,
    );
  }
  if (!same) throw usage(`${files.key} is not the key of ${files.certificate}.`);
}

/** Asks a question in the name of a key that stays here: what was prepared is read before it is signed. */
export async function evaluateOffline<N extends QueryName>(
  ledger: OfflineSigning,
  { name, input }: { name: N; input: Input<N> },
  signer: Identity,
): Promise<unknown> {
  const { mspId, pem } = signer;
  const { bytes } = await ledger.prepareQuery(name, input, { mspId, pem });
  checkProposal(bytes, { name, input, signer, options: {} });
  return ledger.evaluateSigned(bytes, await signer.sign(bytes));
}

/**
 * Prepare, sign, endorse, sign, submit: the other side sees the certificate and two signatures,
 * never the key. What it prepares is read before it is signed. A conflict comes back at once, since
 * only the signer may decide to sign again.
 *
 * @throws CliError BYTES_DIFFER when the other side wants something else signed
 */
export async function submitOffline<N extends TransactionName>(
  ledger: OfflineSigning,
  { name, input }: { name: N; input: Input<N> },
  signer: Identity,
  options: SubmitOptions = {},
): Promise<Committed<unknown>> {
  const { mspId, pem } = signer;
  const proposal = await ledger.prepare(name, input, { mspId, pem }, options);
  const read = checkProposal(proposal.bytes, { name, input, signer, options });
  const asked = await ledger.endorse(proposal.bytes, await signer.sign(proposal.bytes), options);
  checkTransaction(asked.bytes, read);
  return ledger.submitSigned(asked.bytes, await signer.sign(asked.bytes), options);
}
