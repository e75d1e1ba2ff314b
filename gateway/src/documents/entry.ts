import {
  Code,
  Count,
  Digests,
  Hex256,
  Id,
  Instant,
  line,
  Role,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';

/** Whoever acts on a document, as their certificate names them. */
export const DocumentActor = z
  .strictObject({ uscc: Uscc, role: Role, fingerprint: Hex256 })
  .meta({ id: 'DocumentActor' });
export type DocumentActor = z.infer<typeof DocumentActor>;

/** Whoever reads, and what for: NATIONAL_2026/30 wants the purpose stated. */
export const DocumentReader = DocumentActor.extend({ purpose: line(200) }).meta({
  id: 'DocumentReader',
});
export type DocumentReader = z.infer<typeof DocumentReader>;

/** To whom a document is open: everybody of these parties, and everybody in these roles. */
export const DocumentReaders = z
  .strictObject({ uscc: z.array(Uscc).max(100), roles: z.array(Role).max(20) })
  .meta({ id: 'DocumentReaders' });
export type DocumentReaders = z.infer<typeof DocumentReaders>;

/** RFC 6838 type and subtype, without parameters. */
export const MediaType = z
  .string()
  .max(127)
  .regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/)
  .meta({ id: 'MediaType' });

export const NewDocument = z
  .strictObject({
    caseId: Id,
    kind: Code,
    mediaType: MediaType,
    readers: DocumentReaders,
    storedBy: DocumentActor,
    /** From the rule profile; counted from the end of the case. NATIONAL_2026/10: at least 20. */
    retainYears: z.int().min(0).max(100),
    /** What whoever sends it says that it is; anything else is refused. */
    expected: Digests.optional(),
  })
  .meta({ id: 'NewDocument' });
export type NewDocument = z.infer<typeof NewDocument>;

/** Never change, and are destroyed with the document: a digest alone can be guessed at. */
export const DocumentFacts = NewDocument.omit({ expected: true, retainYears: true }).extend({
  size: Count,
  digests: Digests,
  /** Of the commitment, hex: at least 128 random bits. */
  salt: Hex256,
  storedAt: Instant,
});
export type DocumentFacts = z.infer<typeof DocumentFacts>;

export const NewHold = z
  .strictObject({ id: Id, reason: Code, basis: line(100).optional(), by: DocumentActor })
  .meta({ id: 'NewHold' });
export type NewHold = z.infer<typeof NewHold>;

/** Keeps a document from erasure, whatever the basis: a court’s order, a running dispute. */
export const Hold = NewHold.extend({ since: Instant }).meta({ id: 'DocumentHold' });
export type Hold = z.infer<typeof Hold>;

export const ErasureBasis = z
  .strictObject({
    reason: z.enum(['SUBJECT_REQUEST', 'RETENTION_ENDED', 'UNLAWFUL', 'COURT_ORDER']),
    /** Rule and article, such as PIPL/47. */
    legalBasis: line(100),
    by: DocumentActor,
    /** Whether this basis goes before retention. The rule profile says so; the store only obeys. */
    overridesRetention: z.boolean(),
  })
  .meta({ id: 'ErasureBasis' });
export type ErasureBasis = z.infer<typeof ErasureBasis>;

/** What is left: that there was a document, and why it is gone. */
export const DocumentTombstone = ErasureBasis.omit({ overridesRetention: true })
  .extend({ v: z.literal(1), id: Hex256, caseId: Id, commitment: Hex256, erasedAt: Instant })
  .meta({ id: 'DocumentTombstone' });
export type DocumentTombstone = z.infer<typeof DocumentTombstone>;

export const KeptDocument = DocumentFacts.extend({
  state: z.literal('KEPT'),
  id: Hex256,
  /** What may go on the ledger beside the digests: see `documentCommitment`. */
  commitment: Hex256,
  retainYears: NewDocument.shape.retainYears,
  /** `null` while the case runs: then it is kept without end. */
  retainUntil: Instant.nullable(),
  holds: z.array(Hold),
}).meta({ id: 'KeptDocument' });
export type KeptDocument = z.infer<typeof KeptDocument>;

export const ErasedDocument = z
  .strictObject({
    state: z.literal('ERASED'),
    id: Hex256,
    caseId: Id,
    tombstone: DocumentTombstone,
  })
  .meta({ id: 'ErasedDocument' });
export type ErasedDocument = z.infer<typeof ErasedDocument>;

export const DocumentEntry = z.discriminatedUnion('state', [KeptDocument, ErasedDocument]);
export type DocumentEntry = z.infer<typeof DocumentEntry>;

/** What was done with a document, oldest first. Stays after it is erased. */
export const DocumentEvent = z
  .strictObject({
    act: z.enum(['STORED', 'OPENED', 'REFUSED', 'HELD', 'RELEASED', 'PROLONGED', 'ERASED']),
    at: Instant,
    by: DocumentActor,
    /** Case; purpose of a reading; id of a hold; end of a prolongation; basis of an erasure. */
    detail: line(200),
  })
  .meta({ id: 'DocumentEvent' });
export type DocumentEvent = z.infer<typeof DocumentEvent>;

/** Whether a document is open to somebody, by party or by role. */
export function mayRead(
  { readers }: Pick<KeptDocument, 'readers'>,
  { uscc, role }: Pick<DocumentActor, 'uscc' | 'role'>,
): boolean {
  return readers.uscc.includes(uscc) || readers.roles.includes(role);
}
