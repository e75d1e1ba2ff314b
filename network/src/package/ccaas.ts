import { createHash } from 'node:crypto';
import { gzip } from './gzip.js';
import { tar } from './tar.js';

/** Which of a peer's two chaincode servers serves a definition: odd sequences 0, even ones 1. */
export type Slot = 0 | 1;

export function slotOf(sequence: number): Slot {
  return sequence % 2 === 1 ? 0 : 1;
}

export interface PackageContent {
  /** `shuquan_1`; part of the package id. */
  readonly label: string;
  readonly slot: Slot;
  /** SHA-256 of the chaincode's files: who approves the package id approves this code. */
  readonly codeDigest: string;
}

/**
 * A chaincode-as-a-service package, the same for every organisation and on every machine.
 *
 * Address and keys are templates which each peer's external builder fills from its own settings
 * (Fabric's ccaas_builder does the same), so that no private key travels in a package and the id is
 * one id. The address is one of two, so that the old and the new version serve side by side.
 */
export function ccaasPackage({ label, slot, codeDigest }: PackageContent): Uint8Array {
  const connection = {
    address: `{{.address_${String(slot)}}}`,
    dial_timeout: '10s',
    // JSON booleans: Fabric does not read the strings its documentation shows.
    tls_required: true,
    client_auth_required: true,
    client_key: '{{.client_key}}',
    client_cert: '{{.client_cert}}',
    root_cert: '{{.root_cert}}',
  };
  const code = gzip(
    tar([
      { name: 'connection.json', bytes: json(connection) },
      { name: 'code.json', bytes: json({ v: 1, sha256: codeDigest }) },
    ]),
  );
  return gzip(
    tar([
      { name: 'metadata.json', bytes: json({ type: 'ccaas', label }) },
      { name: 'code.tar.gz', bytes: code },
    ]),
  );
}

/** Fabric: the label and the SHA-256 of the package. */
export function packageId(label: string, bytes: Uint8Array): string {
  return `${label}:${createHash('sha256').update(bytes).digest('hex')}`;
}

function json(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
