import { z } from 'zod';
import { type Actor, Custody, Role } from './access.js';
import { BeaconCitation } from './beacon.js';
import { commitmentOf } from './digest.js';
import { LedgerError } from './errors.js';
import type { PayloadCustody } from './governance.js';
import { refusePersonalData } from './privacy.js';
import {
  Code,
  Count,
  Hex256,
  Id,
  Instant,
  later,
  line,
  type Moment,
  MspId,
  Page,
  pageOf,
  TransactionId,
  Uscc,
} from './schema.js';

export const DigestAlgorithm = z.enum(['SHA-256', 'SM3']).meta({ id: 'DigestAlgorithm' });
export type DigestAlgorithm = z.infer<typeof DigestAlgorithm>;

/** Both digests of one byte sequence: FIPS 180-4 and GB/T 32905-2016. */
export const Digests = z
  .strictObject({ 'SHA-256': Hex256, SM3: Hex256 })
  .meta({ id: 'Digests', description: 'SHA-256 and SM3 of the same bytes, lower-case hex' });
export type Digests = z.infer<typeof Digests>;

/** Both, so that neither hash alone is believed. */
export const isSameBytes = (a: Digests, b: Digests): boolean =>
  a['SHA-256'] === b['SHA-256'] && a.SM3 === b.SM3;

/** @throws LedgerError ROOT_MISMATCH */
export function requireSameBytes(said: Digests, known: Digests, of: string): void {
  if (isSameBytes(said, known)) return;
  throw new LedgerError('ROOT_MISMATCH', `The digests are not those of ${of}.`, { of });
}

export const EvidenceKind = z
  .enum(['FILE', 'DATASET', 'CONTRACT', 'LOG', 'STATEMENT', 'COLLECTION', 'INFRINGEMENT', 'OTHER'])
  .meta({ id: 'EvidenceKind' });
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** Where the data comes from, as the depositor states it (DSL 33; Online Litigation Rules 18). */
export const SourceStatement = z
  .strictObject({
    origin: z.enum([
      'COLLECTED',
      'CONTRACT',
      'PUBLIC_CRAWL',
      'DERIVED',
      'PUBLIC_AUTHORISED',
      'OWN',
    ]),
    statement: line(400),
    /** Digest of a signed paper or file that backs the statement. */
    documentDigest: Hex256.optional(),
  })
  .meta({ id: 'SourceStatement' });

/** How the bytes were taken (Civil Evidence 2019 Art 93; Online Litigation Rules 17). */
export const CollectionEnvironment = z
  .strictObject({
    tool: line(100),
    toolVersion: line(50),
    system: line(100),
    cleanlinessCheck: z.strictObject({ performed: z.boolean(), reportDigest: Hex256.optional() }),
  })
  .meta({ id: 'CollectionEnvironment' });

export const DepositInput = z
  .strictObject({
    id: Id,
    kind: EvidenceKind,
    digests: Digests,
    size: Count,
    source: SourceStatement,
    environment: CollectionEnvironment,
    /** A claim: nothing on the ledger proves it. */
    claimedEventTime: Instant.optional(),
    previous: Id.optional(),
    /** SHA-256(salt ‖ payload) of a private payload that travels in the transient map. */
    commitment: Hex256.optional(),
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'DepositInput' });
export type DepositInput = z.infer<typeof DepositInput>;

export const Depositor = z
  .strictObject({ mspId: MspId, uscc: Uscc, role: Role, fingerprint: Hex256, custody: Custody })
  .meta({ id: 'Depositor' });

/** Immutable: what was deposited, by whom, citing which beacon. */
export const EvidenceRecord = z
  .strictObject({
    v: z.literal(1),
    ...DepositInput.shape,
    depositor: Depositor,
    /** The proposal’s time, a claim bounded by the beacons around it. */
    depositedAt: Instant,
    txId: TransactionId,
    interval: z.enum(['BOUNDED', 'WIDE_INTERVAL']),
    custodian: MspId.optional(),
  })
  .meta({ id: 'EvidenceRecord' });
export type EvidenceRecord = z.infer<typeof EvidenceRecord>;

export const Tombstone = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    commitment: Hex256,
    reason: z.enum(['SUBJECT_REQUEST', 'RETENTION_ENDED', 'UNLAWFUL', 'COURT_ORDER']),
    legalBasis: line(100),
    erasedBy: Depositor,
    erasedAt: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'Tombstone' });
export type Tombstone = z.infer<typeof Tombstone>;

export const EvidenceStatus = z
  .enum(['DEPOSITED', 'SUPERSEDED', 'ERASED'])
  .meta({ id: 'EvidenceStatus' });
export type EvidenceStatus = z.infer<typeof EvidenceStatus>;

export const EvidenceView = z
  .strictObject({
    record: EvidenceRecord,
    status: EvidenceStatus,
    supersededBy: z.array(Id),
    tombstone: Tombstone.optional(),
  })
  .meta({ id: 'EvidenceView' });
export type EvidenceView = z.infer<typeof EvidenceView>;

export const FindByDigestInput = z
  .strictObject({ algorithm: DigestAlgorithm, hex: Hex256, ...Page })
  .meta({ id: 'FindByDigestInput' });
export const EvidencePage = pageOf(EvidenceView).meta({ id: 'EvidencePage' });

export const EvidenceHistoryInput = z
  .strictObject({ id: Id, ...Page })
  .meta({ id: 'EvidenceHistoryInput' });
export const EvidenceHistoryEntry = z
  .strictObject({
    event: z.enum(['DEPOSITED', 'SUPERSEDED', 'ERASED']),
    txId: TransactionId,
    /** The client’s time of that transaction: a claim. */
    claimedAt: Instant,
    by: Id.optional(),
  })
  .meta({ id: 'EvidenceHistoryEntry' });
export type EvidenceHistoryEntry = z.infer<typeof EvidenceHistoryEntry>;
export const EvidenceHistoryPage = pageOf(EvidenceHistoryEntry).meta({ id: 'EvidenceHistoryPage' });

export const EraseInput = z
  .strictObject({
    id: Id,
    reason: Tombstone.shape.reason,
    legalBasis: line(100),
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'EraseInput' });
export type EraseInput = z.infer<typeof EraseInput>;

export const PayloadView = z
  .strictObject({ id: Id, payload: z.string(), salt: z.string(), commitment: Hex256 })
  .meta({ id: 'PayloadView', description: 'Base64 payload and salt; SHA-256(salt ‖ payload)' });

export const asDepositor = (actor: Actor): z.infer<typeof Depositor> => ({
  mspId: actor.mspId,
  uscc: actor.uscc,
  role: actor.role,
  fingerprint: actor.fingerprint,
  custody: actor.custody,
});

/** Turns an application to deposit into the record, exactly as it will be stored. */
export function deposit(
  input: DepositInput,
  actor: Actor,
  at: Moment,
  custodian: string | undefined,
): EvidenceRecord {
  refusePersonalData({
    'source.statement': input.source.statement,
    'environment.tool': input.environment.tool,
    'environment.toolVersion': input.environment.toolVersion,
    'environment.system': input.environment.system,
    id: input.id,
  });
  return {
    v: 1,
    ...input,
    depositor: asDepositor(actor),
    depositedAt: at.time,
    txId: at.txId,
    interval: input.beacon === undefined ? 'WIDE_INTERVAL' : 'BOUNDED',
    ...(custodian === undefined ? {} : { custodian }),
  };
}

const MIN_SALT_BYTES = 16;
const MAX_SALT_BYTES = 64;
/** What every member keeps, and every backup: papers, not data sets. */
const MAX_PAYLOAD_BYTES = 1024 * 1024;

/** @throws LedgerError SALT_TOO_SHORT, INPUT_INVALID, COMMITMENT_MISMATCH */
export function checkCommitment(commitment: string, salt: Uint8Array, payload: Uint8Array): void {
  if (salt.length < MIN_SALT_BYTES) {
    throw new LedgerError('SALT_TOO_SHORT', 'The salt needs at least 16 random bytes.');
  }
  if (salt.length > MAX_SALT_BYTES || payload.length > MAX_PAYLOAD_BYTES) {
    throw new LedgerError(
      'INPUT_INVALID',
      'A salt has at most 64 bytes and a private payload at most 1 MiB.',
    );
  }
  if (commitmentOf(salt, payload) !== commitment) {
    throw new LedgerError(
      'COMMITMENT_MISMATCH',
      'SHA-256 of salt and payload is not the commitment given.',
    );
  }
}

/** Only the depositor continues its own chain of evidence. */
export function checkPrevious(previous: EvidenceRecord, actor: Actor): void {
  if (previous.depositor.uscc === actor.uscc) return;
  throw new LedgerError(
    'CALLER_FORBIDDEN',
    `Evidence ${previous.id} was deposited by another party; only that party may continue it.`,
    { previous: previous.id },
  );
}

/** The depositor, or the court whose order demands it (PIPL 47). */
export function erase(
  record: EvidenceRecord,
  input: EraseInput,
  actor: Actor,
  at: Moment,
): Tombstone {
  refusePersonalData({ legalBasis: input.legalBasis });
  requireDepositor(record, actor);
  if (record.commitment === undefined) {
    throw new LedgerError('PAYLOAD_NOT_FOUND', `Evidence ${record.id} has no private payload.`, {
      id: record.id,
    });
  }
  return {
    v: 1,
    id: record.id,
    commitment: record.commitment,
    reason: input.reason,
    legalBasis: input.legalBasis,
    erasedBy: asDepositor(actor),
    erasedAt: later(record.depositedAt, at.time),
    txId: at.txId,
  };
}

/** A payload belongs to its depositor; the court may order to see or erase it (ledger rule 20). */
function requireDepositor(record: EvidenceRecord, actor: Actor): void {
  if (actor.role === 'court' || record.depositor.uscc === actor.uscc) return;
  throw new LedgerError(
    'CALLER_FORBIDDEN',
    `The payload of ${record.id} is open to its depositor and the court only.`,
    { id: record.id },
  );
}

/**
 * Every private read checks the caller’s party, and its organisation: peers serve values to the
 * members of the collection only, so a party elsewhere asks through one of its custodians.
 */
export function requirePayloadReader(
  record: EvidenceRecord,
  actor: Actor,
  { custodians, court }: PayloadCustody,
): void {
  requireDepositor(record, actor);
  if ([...custodians, court].includes(actor.mspId)) return;
  throw new LedgerError(
    'CALLER_FORBIDDEN',
    `${actor.mspId} keeps no payloads. Ask with a certificate of ${custodians.join(' or ')}.`,
    { id: record.id, custodians },
  );
}

export const evidenceErased = (tombstone: Tombstone): LedgerError =>
  new LedgerError(
    'EVIDENCE_ERASED',
    `The payload of ${tombstone.id} was erased lawfully (${tombstone.reason}).`,
    { id: tombstone.id, reason: tombstone.reason, txId: tombstone.txId },
  );

export function evidenceStatus(
  tombstone: Tombstone | undefined,
  successors: readonly string[],
): EvidenceStatus {
  if (tombstone !== undefined) return 'ERASED';
  return successors.length > 0 ? 'SUPERSEDED' : 'DEPOSITED';
}

/** Codes that a registrar may add to an evidence kind later live in the list of this id. */
export const EVIDENCE_KIND_LIST: z.infer<typeof Code> = 'EVIDENCE_KIND';
