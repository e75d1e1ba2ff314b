import { CertificateNo, type Digests, Hex256 } from '@shuquan/chaincode/model';

/** What somebody wants to know. Only the answer’s text and digests ever leave this module’s user. */
export type Question =
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly size: number;
      readonly digests: Digests;
    }
  | { readonly kind: 'digest'; readonly algorithm: keyof Digests; readonly hex: string }
  | { readonly kind: 'certificate'; readonly no: string; readonly depositTxId?: string }
  | { readonly kind: 'answer'; readonly text: string };

/** As the QR on a printed certificate says it. */
const QR = /^shuquan:cert:1\?no=(SJ\d{13})&tx=([0-9a-f]{64})&block=\d{1,16}&face=[0-9a-f]{64}$/;

/** A certificate’s number, the text of its QR, or a digest; `undefined` for anything else. */
export function questionIn(text: string, algorithm: keyof Digests): Question | undefined {
  const given = text.trim();
  const [, no, depositTxId] = QR.exec(given) ?? [];
  if (no !== undefined && depositTxId !== undefined)
    return { kind: 'certificate', no, depositTxId };
  const number = CertificateNo.safeParse(given.replaceAll(/[\s-]/g, '').toUpperCase());
  if (number.success) return { kind: 'certificate', no: number.data };
  const hex = Hex256.safeParse(given.replaceAll(/[\s:]/g, '').toLowerCase());
  return hex.success ? { kind: 'digest', algorithm, hex: hex.data } : undefined;
}

/** What is asked of the gateway: a name of the catalogue, and its input without the nonce. */
export interface Asking {
  readonly transaction: 'public:digest' | 'public:certificate';
  readonly path: string;
  readonly input: Readonly<Record<string, string>>;
}

export function askingOf(question: Exclude<Question, { kind: 'answer' }>): Asking {
  if (question.kind === 'certificate') {
    const { no } = question;
    return {
      transaction: 'public:certificate',
      path: `/v1/public/certificates/${no}`,
      input: { no },
    };
  }
  const algorithm = question.kind === 'file' ? 'SHA-256' : question.algorithm;
  const hex = question.kind === 'file' ? question.digests['SHA-256'] : question.hex;
  return {
    transaction: 'public:digest',
    path: `/v1/public/digests/${algorithm}/${hex}`,
    input: { algorithm, hex },
  };
}
