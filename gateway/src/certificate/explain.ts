import type { CertificateCheck, CertificateVerdict } from './check.js';
import type { Carrier, Difference } from './compare.js';

const meanings: Readonly<Record<CertificateVerdict, string>> = {
  SAME: 'This is the certificate as the ledger’s record prints it, byte for byte.',
  REWRITTEN: 'Every field agrees with the ledger, but the file is not the one that was issued.',
  DIFFERS: 'The file does not say what the ledger says. The ledger prevails (NATIONAL_2026/27).',
  NOT_FOUND: 'The ledger has no certificate of this number.',
};

const carriers: Readonly<Record<Carrier, string>> = {
  TEXT: 'visible text',
  JSON: 'embedded JSON',
  QR: 'QR',
  PAGE: 'look of the page',
  FILE: 'file',
};

/** The verdict first, then each difference with the value that holds. */
export function explainCheck({ verdict, certificateNo, differences }: CertificateCheck): string[] {
  return [
    `Verdict: ${verdict}${certificateNo === undefined ? '' : ` (${certificateNo})`}`,
    meanings[verdict],
    ...differences.map(sentenceOf),
  ];
}

function sentenceOf({ carrier, field, printed, ledger }: Difference): string {
  const where = `${carriers[carrier]}: ${shown(field)}`;
  if (carrier === 'PAGE') return `${where} is drawn otherwise than it was issued.`;
  if (carrier === 'FILE') return `${where}: a certificate has none.`;
  return `${where}: printed ${quoted(printed)}; the ledger says ${quoted(ledger)}, which holds.`;
}

/** What the file says is anybody’s text: nothing in it may move the cursor or turn the line. */
const shown = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\uFFFD').slice(0, 200);

const quoted = (text: string | undefined): string =>
  text === undefined ? 'nothing' : `“${shown(text)}”`;
