import { canonicalize, type CertificateFace, sha256Hex } from '@shuquan/chaincode/model';

/** The embedded file’s name. */
export const ATTACHMENT = 'certificate.json';

/** The embedded JSON: canonical, so that one face has one text and one digest. */
export const faceJson = (face: CertificateFace): string => canonicalize(face);

export const faceDigest = (face: CertificateFace): string => sha256Hex(faceJson(face));

/** What the QR says: enough to find the deposit and to know the whole face by its digest. */
export interface QrFields {
  readonly certificateNo: string;
  readonly 'deposit.txId': string;
  readonly 'deposit.block': string;
  readonly faceDigest: string;
}

export const qrFields = (face: CertificateFace): QrFields => ({
  certificateNo: face.certificateNo,
  'deposit.txId': face.deposit.txId,
  'deposit.block': String(face.deposit.block),
  faceDigest: faceDigest(face),
});

export function qrText(face: CertificateFace): string {
  const fields = qrFields(face);
  return `shuquan:cert:1?no=${fields.certificateNo}&tx=${fields['deposit.txId']}&block=${fields['deposit.block']}&face=${fields.faceDigest}`;
}

const QR_TEXT =
  /^shuquan:cert:1\?no=(SJ\d{13})&tx=([0-9a-f]{64})&block=(\d{1,16})&face=([0-9a-f]{64})$/;

/** `undefined` for a QR that is none of ours. */
export function parseQrText(text: string): QrFields | undefined {
  const [, no, tx, block, face] = QR_TEXT.exec(text) ?? [];
  if (no === undefined || tx === undefined || block === undefined || face === undefined) {
    return undefined;
  }
  return { certificateNo: no, 'deposit.txId': tx, 'deposit.block': block, faceDigest: face };
}
