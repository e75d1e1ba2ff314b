import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { endOfDay } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { ActedBy } from '../operation/acted.js';
import type { Instants } from '../registration/case-fold.js';
import { CertificateStatus, CertificateView } from '../registration/certificate.js';
import { RightType } from '../registration/codes.js';
import { VersionRef } from '../registration/description.js';
import {
  Code,
  DateText,
  Hex256,
  Id,
  Instant,
  line,
  millis,
  MspId,
  parse,
  Uscc,
  Version,
} from '../schema.js';

/** There is one on a channel: 川渝互认 and whatever follows it. */
export const FOREIGN_REGISTRARS = 'FOREIGN_REGISTRARS';

const Pem = z
  .string()
  .max(8_000)
  .regex(/^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----\n?$/);

/** One ledger elsewhere, with the roots that its organisations are known by. */
const Realm = z
  .strictObject({
    realm: Code,
    name: line(120),
    /** Its first two digits, as certificate numbers have them: 50 is Chongqing. */
    region: z.string().regex(/^\d{2}$/),
    channel: z.string().min(1).max(128),
    chaincode: z.string().min(1).max(128),
    organizations: z
      .array(z.strictObject({ mspId: MspId, root: Pem }))
      .min(1)
      .max(20)
      .refine(
        (all) => new Set(all.map(({ mspId }) => mspId)).size === all.length,
        'An organisation stands twice',
      ),
    /** How many of them must have signed an answer. */
    quorum: z.int().min(1).max(20),
  })
  .refine(({ organizations, quorum }) => quorum <= organizations.length, {
    path: ['quorum'],
    message: 'Asks for more than it lists',
  })
  .meta({ id: 'ForeignRealm' });
export type ForeignRealm = z.infer<typeof Realm>;

/** 互认名单: signed, versioned and adopted like a rule profile. Whoever is left out ends with it. */
export const ForeignRegistrars = z
  .strictObject({
    kind: z.literal('FOREIGN_REGISTRARS'),
    listId: Code,
    version: Version,
    basis: line(200),
    realms: z
      .array(Realm)
      .max(30)
      .refine(
        (all) => new Set(all.map(({ realm }) => realm)).size === all.length,
        'A ledger stands twice',
      ),
  })
  .meta({ id: 'ForeignRegistrars' });
export type ForeignRegistrars = z.infer<typeof ForeignRegistrars>;

export const PresentForeignInput = z
  .strictObject({
    id: Id,
    realm: Code,
    /** The right of the certificate that is meant. */
    right: Id,
    /** Base64 of the answer’s envelope, as its peers signed it. */
    envelope: z
      .string()
      .max(400_000)
      .regex(/^[A-Za-z0-9+/]+={0,2}$/),
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'PresentForeignInput' });

/** What was read of an answer, once its signatures were found good. */
export interface ForeignAnswer {
  readonly channel: string;
  readonly chaincode: string;
  readonly transaction: string;
  readonly txId: string;
  readonly payload: string;
  /** Organisations of the realm whose peers signed it. */
  readonly signers: readonly string[];
}

/** `foreign~id`: immutable. What another register said of a right, and who signed it. */
export const ForeignCertificate = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    realm: Code,
    /** Version of the list that its roots were pinned by. */
    list: Version,
    region: z.string(),
    certificate: z.string(),
    registrar: Uscc,
    data: VersionRef,
    right: z.strictObject({ id: Id, right: RightType, holder: z.string(), until: DateText }),
    status: CertificateStatus,
    /** When it was so, by that ledger’s beacons. */
    asOf: Instant,
    answer: z.strictObject({ digest: Hex256, txId: Hex256, signers: z.array(MspId) }),
    presented: ActedBy,
  })
  .meta({ id: 'ForeignCertificate' });
export type ForeignCertificate = z.infer<typeof ForeignCertificate>;
export const ForeignKey = z.strictObject({ id: Id }).meta({ id: 'ForeignKey' });

const unfit = (code: 'FOREIGN_ANSWER_INVALID' | 'FOREIGN_NOT_ACCEPTED', why: string): LedgerError =>
  new LedgerError(code, why);

/** @throws LedgerError FOREIGN_NOT_ACCEPTED */
export function realmOf(list: ForeignRegistrars | undefined, realm: string): ForeignRealm {
  const found = list?.realms.find((each) => each.realm === realm);
  if (found !== undefined) return found;
  throw unfit('FOREIGN_NOT_ACCEPTED', `The list in force accepts no answers of ${realm}.`);
}

/** That the right peers of the right ledger answered the right question. */
function requireOfRealm(answer: ForeignAnswer, realm: ForeignRealm): void {
  const { channel, chaincode, transaction, signers } = answer;
  if (channel !== realm.channel || chaincode !== realm.chaincode) {
    throw unfit('FOREIGN_ANSWER_INVALID', `The answer is of another ledger than ${realm.realm}.`);
  }
  if (transaction !== 'register:certificate') {
    throw unfit('FOREIGN_ANSWER_INVALID', 'The answer is not about a certificate.');
  }
  if (signers.length >= realm.quorum) return;
  throw unfit(
    'FOREIGN_ANSWER_INVALID',
    `${String(signers.length)} pinned organisations signed, and ${String(realm.quorum)} must.`,
  );
}

function viewIn(payload: string): CertificateView {
  try {
    return parse(CertificateView, payload);
  } catch (cause) {
    if (!(cause instanceof LedgerError)) throw cause;
    throw unfit('FOREIGN_ANSWER_INVALID', 'What was answered is no certificate as known here.');
  }
}

export interface Presenting {
  readonly id: string;
  readonly right: string;
  readonly realm: ForeignRealm;
  readonly list: number;
  readonly digest: string;
  readonly maxSeconds: number;
}

/** Two ledgers’ clocks differ by less. */
const MAX_AHEAD_MS = 900_000;

/** Answers older than the rules allow say nothing about now. */
function requireRecent(asOf: string, at: string, maxSeconds: number): void {
  const age = millis(at) - millis(asOf);
  if (age <= maxSeconds * 1000 && age >= -MAX_AHEAD_MS) return;
  throw new LedgerError('ANSWER_EXPIRED', `The answer is of ${asOf}; ask anew.`, { asOf, at });
}

/**
 * What stands here of a certificate that is registered elsewhere.
 *
 * @throws LedgerError FOREIGN_ANSWER_INVALID, ANSWER_EXPIRED, RIGHT_NOT_HELD
 */
export function presentForeign(
  answer: ForeignAnswer,
  { id, right, realm, list, digest, maxSeconds }: Presenting,
  presented: ActedBy,
): ForeignCertificate {
  requireOfRealm(answer, realm);
  const view = viewIn(answer.payload);
  const { certificate, status, rights, asked } = view;
  if (!certificate.no.startsWith(`SJ${realm.region}`)) {
    throw unfit('FOREIGN_ANSWER_INVALID', `${certificate.no} is not of region ${realm.region}.`);
  }
  requireRecent(asked.asOf, presented.at, maxSeconds);
  const found = rights.find((each) => each.right.id === right);
  const active = found?.state.status === 'ACTIVE' && found.right.holder === presented.uscc;
  if (!active || found.state.until === undefined) {
    throw new LedgerError('RIGHT_NOT_HELD', `${certificate.no} gives ${right} to nobody here.`, {
      ...{ certificate: certificate.no, right },
    });
  }
  return {
    ...{ v: 1, id, realm: realm.realm, list, region: realm.region },
    ...{ certificate: certificate.no, registrar: certificate.registrar, data: certificate.data },
    right: {
      ...{ id: right, right: found.right.right, holder: found.right.holder },
      until: found.state.until,
    },
    ...{ status, asOf: asked.asOf },
    answer: { digest, txId: answer.txId, signers: [...answer.signers] },
    presented,
  };
}

/** What keeps a foreign right from counting at an instant. */
export function foreignFaults(
  { right, realm, status, asOf }: ForeignCertificate,
  list: ForeignRegistrars | undefined,
  maxSeconds: number,
  { asOf: at }: Instants,
): string[] {
  const isStanding = status === 'VALID' || status === 'EXPIRING';
  const isListed = list?.realms.some((each) => each.realm === realm) ?? false;
  const faults: (string | false)[] = [
    !isStanding && `CERTIFICATE_${status}`,
    !isListed && 'FOREIGN_NOT_ACCEPTED',
    endOfDay(right.until) <= at && 'CERT_LAPSED',
    millis(at) - millis(asOf) > maxSeconds * 1000 && 'ANSWER_EXPIRED',
  ];
  return faults.flatMap((fault) => (fault === false ? [] : [fault]));
}
