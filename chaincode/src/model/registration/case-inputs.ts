import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { citedQuery } from './cited-query.js';
import { HolderId } from '../holder.js';
import { Code, DateText, Hex256, Id, Instant, line, Page, Uscc } from '../schema.js';
import { ApplicationForm } from './application.js';
import { Finding, CorrectionItem, NationalDepositReceipt, ServedDocument } from './case-steps.js';
import { OnBehalfInput } from './on-behalf.js';

/** Shorter than other ids, since those of its rights are made from it. */
export const CaseId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,47}$/)
  .meta({ id: 'CaseId' });

const beacon = BeaconCitation.optional();
const OfCase = { case: Id, beacon };
/** For acts of parties: the registrar of the case brings those of natural persons. */
const onBehalf = OnBehalfInput.optional();

export const ApplyInput = z
  .strictObject({
    id: CaseId,
    registrar: Uscc,
    profile: Code,
    form: ApplicationForm,
    onBehalf,
    beacon,
  })
  .meta({ id: 'ApplyInput' });
export type ApplyInput = z.infer<typeof ApplyInput>;
export const CaseActInput = z.strictObject(OfCase).meta({ id: 'CaseActInput' });
/** The digest makes a party agree to what it read, not whatever the case holds by then. */
export const ConsentInput = z
  .strictObject({ ...OfCase, application: Hex256, onBehalf })
  .meta({ id: 'ConsentInput' });
export const CorrectInput = z
  .strictObject({
    ...OfCase,
    items: z.array(CorrectionItem).min(1).max(50),
    workingDays: z.int().min(1).max(60),
  })
  .meta({ id: 'CorrectInput' });
export const ServeInput = z
  .strictObject({
    ...OfCase,
    document: ServedDocument,
    to: HolderId.optional(),
    method: z.enum(['ELECTRONIC', 'POST', 'IN_PERSON', 'PUBLIC']),
    servedOn: DateText,
    receiptDigest: Hex256,
  })
  .meta({ id: 'ServeInput' });
export const SupplementInput = z
  .strictObject({ ...OfCase, form: ApplicationForm, onBehalf })
  .meta({ id: 'SupplementInput' });
export const RejectInput = z
  .strictObject({ ...OfCase, ground: Code, reasons: line(400) })
  .meta({ id: 'RejectInput' });
export const ReviewInput = z
  .strictObject({ ...OfCase, findings: z.array(Finding).min(1).max(20) })
  .meta({ id: 'ReviewInput' });
export const AskProofInput = z
  .strictObject({ ...OfCase, items: z.array(CorrectionItem).min(1).max(50) })
  .meta({ id: 'AskProofInput' });
export const GiveProofInput = z
  .strictObject({ ...OfCase, documentDigests: z.array(Hex256).min(1).max(60), onBehalf })
  .meta({ id: 'GiveProofInput' });
export const ReasonedInput = z
  .strictObject({ ...OfCase, reasons: line(400) })
  .meta({ id: 'ReasonedInput' });
export const WithdrawInput = z
  .strictObject({ ...OfCase, reasons: line(400), onBehalf })
  .meta({ id: 'WithdrawInput' });
export const ExplainInput = z
  .strictObject({ ...OfCase, explanation: line(400), documentDigest: Hex256.optional(), onBehalf })
  .meta({ id: 'ExplainInput' });
export const ObjectInput = z
  .strictObject({
    ...OfCase,
    objection: Id,
    reasons: line(400),
    materialDigest: Hex256,
    /** Only from the registrar, for somebody who has no certificate. */
    objectorCommitment: Hex256.optional(),
  })
  .meta({ id: 'ObjectInput' });
export const NotifyHolderInput = z
  .strictObject({
    ...OfCase,
    objection: Id,
    method: z.enum(['ELECTRONIC', 'POST', 'IN_PERSON', 'PUBLIC']),
    servedOn: DateText,
    receiptDigest: Hex256,
  })
  .meta({ id: 'NotifyHolderInput' });
export const AnswerObjectionInput = z
  .strictObject({
    ...OfCase,
    objection: Id,
    position: z.enum(['ACCEPTED', 'CONTESTED']),
    statementDigest: Hex256,
    onBehalf,
  })
  .meta({ id: 'AnswerObjectionInput' });
export const DecideObjectionInput = z
  .strictObject({
    ...OfCase,
    objection: Id,
    outcome: z.enum(['UPHELD', 'REJECTED']),
    findings: line(400),
  })
  .meta({ id: 'DecideObjectionInput' });
export const DecideInput = z
  .strictObject({
    ...OfCase,
    outcome: z.enum(['APPROVED', 'REFUSED', 'TERMINATED']),
    ground: Code.optional(),
    reasons: line(400),
  })
  .refine((d) => (d.outcome === 'APPROVED') === (d.ground === undefined), {
    path: ['ground'],
    message: 'A refusal rests on a ground of the profile; an approval on none',
  })
  .meta({ id: 'DecideInput' });
export const ReceiptInput = z
  .strictObject({ ...OfCase, receipt: NationalDepositReceipt })
  .meta({ id: 'ReceiptInput' });

/** `asOf`: the legal time asked about; `knownAt`: what the ledger knew then. Both default to now. */
export const CaseQuery = z
  .strictObject({ id: Id, asOf: Instant.optional(), knownAt: Instant.optional(), ...citedQuery })
  .meta({ id: 'CaseQuery' });
export const ApplicationsInput = z.strictObject({ case: Id, ...Page, ...citedQuery }).meta({
  id: 'ApplicationsInput',
});
export const EraseContactInput = z
  .strictObject({
    ...OfCase,
    reason: z.enum(['SUBJECT_REQUEST', 'RETENTION_ENDED', 'UNLAWFUL', 'COURT_ORDER']),
    legalBasis: line(100),
  })
  .meta({ id: 'EraseContactInput' });
