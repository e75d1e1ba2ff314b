import type { CertificateFace } from '@shuquan/chaincode/model';
import { printApart, readApart } from './apart.js';
import { compare, type Difference } from './compare.js';
import { parseQrText } from './face-json.js';
import type { Reading } from './read/read.js';

/**
 * SAME: byte for byte the file the ledger’s record prints. REWRITTEN: says and shows the same, but
 * is not that file. DIFFERS: at least one thing is not what the ledger says. NOT_FOUND: the ledger
 * has no such certificate.
 */
export type CertificateVerdict = 'SAME' | 'DIFFERS' | 'REWRITTEN' | 'NOT_FOUND';

export const certificateExitCodes = {
  SAME: 0,
  DIFFERS: 1,
  REWRITTEN: 2,
  NOT_FOUND: 5,
} as const satisfies Record<CertificateVerdict, number>;

export interface CertificateCheck {
  readonly verdict: CertificateVerdict;
  /** The number under which the ledger was asked last; absent if the file names none. */
  readonly certificateNo?: string;
  readonly differences: readonly Difference[];
}

/** The ledger’s face of a certificate, or `undefined` if it has issued none of this number. */
export type FindFace = (certificateNo: string) => Promise<CertificateFace | undefined>;

/** How a face becomes a file and a file a reading. */
export interface Tools {
  readonly print: (face: CertificateFace) => Promise<Uint8Array>;
  readonly read: (file: Uint8Array) => Promise<Reading>;
}

/**
 * Compares a file with the ledger. A file that can not be read is an error, not a verdict.
 *
 * @throws GatewayError CERTIFICATE_FILE_TOO_LARGE, _MALFORMED, _ENCRYPTED, _SCRIPTED, _TOO_SLOW
 */
export async function checkCertificate(
  file: Uint8Array,
  findFace: FindFace,
  { print, read: readFile }: Tools = { print: printApart, read: readApart },
): Promise<CertificateCheck> {
  const read = await readFile(file);
  const numbers = numbersIn(read);
  for (const certificateNo of numbers) {
    const face = await findFace(certificateNo);
    if (face === undefined) continue;
    const issued = await print(face);
    if (Buffer.compare(file, issued) === 0)
      return { verdict: 'SAME', certificateNo, differences: [] };
    const differences = compare(face, read, await readFile(issued));
    const verdict = differences.length === 0 ? 'REWRITTEN' : 'DIFFERS';
    return { verdict, certificateNo, differences };
  }
  const [certificateNo] = numbers;
  return { verdict: 'NOT_FOUND', ...(certificateNo && { certificateNo }), differences: [] };
}

/** Three carriers name three numbers at most; an attacker’s text could name thousands. */
const MAX_NUMBERS = 4;

/** Every number the file names, the one named most often first: one altered carrier is outvoted. */
function numbersIn(read: Reading): string[] {
  const votes = new Map<string, number>();
  for (const carrier of carriersOf(read)) {
    for (const number of new Set(carrier)) votes.set(number, (votes.get(number) ?? 0) + 1);
  }
  return [...votes]
    .sort(([, a], [, b]) => b - a)
    .map(([number]) => number)
    .slice(0, MAX_NUMBERS);
}

/** The numbers in the visible text, in the JSON, in the QR. */
const carriersOf = ({ text, json = '', qr = '' }: Reading): string[][] => [
  (text.fields['certificateNo'] ?? '').match(/SJ\d{13}/g) ?? [],
  /"certificateNo":"(SJ\d{13})"/.exec(json)?.slice(1) ?? [],
  [parseQrText(qr)?.certificateNo ?? []].flat(),
];
