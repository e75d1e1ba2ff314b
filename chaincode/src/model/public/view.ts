import { z } from 'zod';
import {
  DigestAlgorithm,
  Digests,
  EvidenceRecord,
  EvidenceStatus,
  type EvidenceView,
} from '../evidence.js';
import { Encumbrance } from '../encumbrance/encumbrance.js';
import { HolderId, isPerson } from '../holder.js';
import { Asked } from '../registration/case.js';
import { CertificateNo } from '../registration/certificate-number.js';
import {
  CertificateStatus,
  type CertificateView,
  RegistrationCertificate,
} from '../registration/certificate.js';
import { CaseType, RightType, ShareMode } from '../registration/codes.js';
import { DataDescription } from '../registration/description.js';
import { PERSON_NAME } from '../registration/face.js';
import { RightStatus } from '../registration/right.js';
import { DateText, Hex256, Instant, line, MspId, TransactionId, Uscc } from '../schema.js';
import { Nonce } from '../voucher/presentation.js';

/** Shown of one digest; whoever needs all of them has a certificate and asks for the lists. */
export const MAX_PUBLIC = 10;
const MAX_ENCUMBRANCES = 60;

/**
 * What anybody who has the bytes may know of a deposit: that and when these digests were deposited.
 * Who deposited them, from where and why is for those who ask as somebody.
 */
export const PublicEvidence = z
  .strictObject({
    digests: Digests,
    depositedAt: Instant,
    interval: EvidenceRecord.shape.interval,
    /** The organisation whose certificate signed the deposit. */
    mspId: MspId,
    status: EvidenceStatus,
    txId: TransactionId,
  })
  .meta({ id: 'PublicEvidence' });
export type PublicEvidence = z.infer<typeof PublicEvidence>;

const PublicHolder = z.strictObject({
  holder: HolderId,
  /** An organisation’s; a natural person has none in public. */
  name: line(120),
  right: RightType,
  share: ShareMode,
  limits: line(400).optional(),
  status: RightStatus,
  until: DateText.optional(),
});

/** That something stands against the rights, and since when; whose it is, the parties know. */
const PublicEncumbrance = Encumbrance.pick({ kind: true, from: true, until: true });

/** The fields of the public notice (NATIONAL_2026, 公示): applicant, name, overview, restrictions. */
const Published = z.strictObject({
  name: DataDescription.shape.name,
  overview: DataDescription.shape.overview,
  restrictions: DataDescription.shape.restrictions,
  holders: z.array(PublicHolder).max(60),
});

/** A certificate as anybody may see it. */
export const PublicCertificate = z
  .strictObject({
    no: CertificateNo,
    type: CaseType,
    registrar: z.strictObject({ uscc: Uscc, name: line(120) }),
    registeredAt: Instant,
    issuedAt: Instant,
    lastValidDay: DateText,
    status: CertificateStatus,
    /** Of what binds its rights now. */
    encumbrances: z.array(PublicEncumbrance).max(MAX_ENCUMBRANCES),
    recordDigest: Hex256,
    depositTxId: RegistrationCertificate.shape.depositTxId,
    /** Absent where a notice was withheld on request: what was not published then is not now. */
    published: Published.optional(),
  })
  .meta({ id: 'PublicCertificate' });
export type PublicCertificate = z.infer<typeof PublicCertificate>;

const nonce = Nonce.optional();

export const PublicDigestInput = z
  .strictObject({ algorithm: DigestAlgorithm, hex: Hex256, nonce })
  .meta({ id: 'PublicDigestInput' });
export const PublicDigestAnswer = z
  .strictObject({
    ...PublicDigestInput.shape,
    evidence: z.array(PublicEvidence).max(MAX_PUBLIC),
    certificates: z.array(PublicCertificate).max(MAX_PUBLIC),
    /** There is more than is shown. */
    truncated: z.boolean(),
    asked: Asked,
  })
  .meta({ id: 'PublicDigestAnswer', description: 'Empty lists: nothing is on the ledger' });
export type PublicDigestAnswer = z.infer<typeof PublicDigestAnswer>;

export const PublicCertificateInput = z
  .strictObject({ no: CertificateNo, nonce })
  .meta({ id: 'PublicCertificateInput' });
export const PublicCertificateAnswer = z
  .strictObject({
    ...PublicCertificateInput.shape,
    /** `null`: there is none of this number, which is an answer to be signed, and no error. */
    certificate: PublicCertificate.nullable(),
    asked: Asked,
  })
  .meta({ id: 'PublicCertificateAnswer' });
export type PublicCertificateAnswer = z.infer<typeof PublicCertificateAnswer>;

export const publicEvidence = ({ record, status }: EvidenceView): PublicEvidence => ({
  digests: record.digests,
  depositedAt: record.depositedAt,
  interval: record.interval,
  mspId: record.depositor.mspId,
  status,
  txId: record.txId,
});

/** Whose names are public: of organisations, by their codes. */
export type Names = ReadonlyMap<string, string>;

export function publicCertificate(
  { certificate, description, rights, status, lastValidDay, encumbrances }: CertificateView,
  { names, withheld }: { readonly names: Names; readonly withheld: boolean },
): PublicCertificate {
  const { no, type, registrar, registeredAt, issuedAt, recordDigest, depositTxId } = certificate;
  const { name, overview, restrictions } = description.description;
  const nameOf = (id: string): string => (isPerson(id) ? PERSON_NAME : (names.get(id) ?? id));
  const holders = rights.map(({ right, state }) => ({
    ...{ holder: right.holder, name: nameOf(right.holder), right: right.right },
    ...{ share: right.share, status: state.status },
    ...(right.limits === undefined ? {} : { limits: right.limits }),
    ...(state.until === undefined ? {} : { until: state.until }),
  }));
  return {
    ...{ no, type, registeredAt, issuedAt, lastValidDay, status, recordDigest, depositTxId },
    registrar: { uscc: registrar, name: nameOf(registrar) },
    encumbrances: attached(encumbrances),
    ...(withheld ? {} : { published: { name, overview, restrictions, holders } }),
  };
}

/** One that was laid on a party stands against each of its rights, and is said once. */
function attached(all: CertificateView['encumbrances']): PublicCertificate['encumbrances'] {
  const byId = new Map(
    all
      .filter(({ status }) => status === 'ATTACHED')
      .map((each) => [`${each.kind} ${each.id}`, each]),
  );
  return [...byId.values()].slice(0, MAX_ENCUMBRANCES).map(({ kind, from, until }) => ({
    ...{ kind, from },
    ...(until === undefined ? {} : { until }),
  }));
}

/** Codes that a certificate’s public view names. */
export const namedIn = ({ certificate, rights }: CertificateView): ReadonlySet<string> =>
  new Set(
    [certificate.registrar, ...rights.map(({ right }) => right.holder)].filter(
      (id) => !isPerson(id),
    ),
  );

/** Every case whose notice decides whether a certificate’s fields are public. */
export const publishedBy = ({ certificate, description, rights }: CertificateView): Set<string> =>
  new Set([certificate.case, description.case, ...rights.map(({ right }) => right.case)]);
