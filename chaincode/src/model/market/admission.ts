import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { ActedBy } from '../operation/acted.js';
import { Code, Id, line } from '../schema.js';
import { ListedSubject } from './terms.js';

/** 来源合法, 隐私保护到位, 流通和交易规范 (20条 15). */
export const admissionGroups = ['SOURCE_LAWFUL', 'PRIVACY_PROTECTED', 'TRADE_REGULAR'] as const;
export const AdmissionGroup = z.enum(admissionGroups).meta({ id: 'AdmissionGroup' });
export type AdmissionGroup = z.infer<typeof AdmissionGroup>;

/** What a finding rests on: the ledger has it, so that whoever doubts it can look. */
export const AdmissionEvidence = z
  .strictObject({
    kind: z.enum(['ATTESTATION', 'EVIDENCE', 'CERTIFICATE', 'CONSENT', 'AGREEMENT', 'STEP']),
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{2,79}$/),
  })
  .meta({ id: 'AdmissionEvidence' });
export type AdmissionEvidence = z.infer<typeof AdmissionEvidence>;

const SubCheck = z
  .strictObject({
    item: Code,
    outcome: z.enum(['PASS', 'FAIL']),
    findings: line(300),
    evidence: z.array(AdmissionEvidence).min(1).max(10),
  })
  .meta({ id: 'AdmissionSubCheck' });
const Group = z
  .strictObject({ group: AdmissionGroup, checks: z.array(SubCheck).min(1).max(20) })
  .meta({ id: 'AdmissionGroupResult' });
const groups = z
  .array(Group)
  .min(1)
  .max(3)
  .refine((all) => new Set(all.map(({ group }) => group)).size === all.length, 'A group twice');

export const DecideAdmissionInput = z
  .strictObject({
    id: Id,
    subject: ListedSubject,
    groups,
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'DecideAdmissionInput' });

/** 准入决定, `admission~id`: immutable. A group that nobody looked at is not passed. */
export const AdmissionDecision = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    subject: ListedSubject,
    groups,
    decided: ActedBy,
  })
  .meta({ id: 'AdmissionDecision' });
export type AdmissionDecision = z.infer<typeof AdmissionDecision>;
export const AdmissionKey = z.strictObject({ id: Id }).meta({ id: 'AdmissionKey' });

export const decideAdmission = (
  { id, subject, groups: found }: z.infer<typeof DecideAdmissionInput>,
  decided: ActedBy,
): AdmissionDecision => ({ v: 1, id, subject, groups: found, decided });

/** Groups that a decision says nothing of. */
export const missingGroups = ({ groups: found }: AdmissionDecision): AdmissionGroup[] =>
  admissionGroups.filter((each) => !found.some(({ group }) => group === each));

/** Findings that speak against the data. */
export const failedItems = ({
  groups: found,
}: AdmissionDecision): { readonly group: AdmissionGroup; readonly item: string }[] =>
  found.flatMap(({ group, checks }) =>
    checks.filter(({ outcome }) => outcome === 'FAIL').map(({ item }) => ({ group, item })),
  );

/** Everything that the findings cite, each once. */
export const citedBy = ({ groups: found }: AdmissionDecision): AdmissionEvidence[] => [
  ...new Map(
    found
      .flatMap(({ checks }) => checks.flatMap(({ evidence }) => evidence))
      .map((each) => [`${each.kind} ${each.id}`, each]),
  ).values(),
];
