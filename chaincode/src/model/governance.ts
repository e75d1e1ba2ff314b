import { z } from 'zod';
import { PartyHome, RoleBinding } from './access.js';
import { TimePolicy } from './beacon.js';
import {
  Hex256,
  Id,
  Instant,
  line,
  MspId,
  mspSet,
  Page,
  pageOf,
  TransactionId,
  Uscc,
  Version,
} from './schema.js';

/** A directory entry of 登记机构: one digit of the certificate code (NATIONAL_2026 Annex 6). */
export const Registrar = z
  .strictObject({
    uscc: Uscc,
    mspId: MspId,
    digit: z.int().min(0).max(9),
    region: z.string().regex(/^\d{2}$/),
    state: z.enum(['ACTIVE', 'SUSPENDED', 'EXITING', 'EXITED']),
  })
  .meta({ id: 'Registrar' });
export type Registrar = z.infer<typeof Registrar>;

/** An immutable version of a rule profile or calendar comes into force at an announced instant. */
const Adoption = { version: Version, digest: Hex256, effectiveFrom: Instant };
export const RuleProfileAdoption = z
  .strictObject({ profileId: z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/), ...Adoption })
  .meta({ id: 'RuleProfileAdoption' });
export type RuleProfileAdoption = z.infer<typeof RuleProfileAdoption>;
export const CalendarAdoption = z
  .strictObject({ listId: z.string().regex(/^[A-Z]{2}-\d{4}$/), ...Adoption })
  .meta({ id: 'CalendarAdoption' });

export const CertificateSuspension = z
  .strictObject({ mspId: MspId, fingerprint: Hex256, suspended: z.boolean(), reason: line(200) })
  .meta({ id: 'CertificateSuspension' });
export type CertificateSuspension = z.infer<typeof CertificateSuspension>;

/** Who keeps private payloads, and whose endorsement every erasure needs beside the keeper’s. */
export const PayloadCustody = z
  .strictObject({ custodians: mspSet(1), court: MspId })
  .meta({ id: 'PayloadCustody' });
export type PayloadCustody = z.infer<typeof PayloadCustody>;

/** The channel’s first state. A TEST channel may run clocks in seconds; no other may. */
export const Founding = z
  .strictObject({
    channelId: Id,
    purpose: z.enum(['TEST', 'PRODUCTION']),
    governors: mspSet(2),
    roles: z.array(RoleBinding).min(1).max(64),
    homes: z.array(PartyHome).min(1).max(1000),
    time: TimePolicy,
    registrars: z.array(Registrar).max(10),
    custody: PayloadCustody,
  })
  .meta({ id: 'Founding' });
export type Founding = z.infer<typeof Founding>;

/** The founding document is proposed and ratified under this id. */
export const FOUNDING_ID = 'founding';

export const Change = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('FOUNDING'), value: Founding }),
    z.strictObject({ kind: z.literal('ROLE'), value: RoleBinding }),
    z.strictObject({ kind: z.literal('HOME'), value: PartyHome }),
    z.strictObject({ kind: z.literal('TIME'), value: TimePolicy }),
    z.strictObject({ kind: z.literal('REGISTRAR'), value: Registrar }),
    z.strictObject({ kind: z.literal('RULE_PROFILE'), value: RuleProfileAdoption }),
    z.strictObject({ kind: z.literal('CALENDAR'), value: CalendarAdoption }),
    z.strictObject({ kind: z.literal('CERTIFICATE'), value: CertificateSuspension }),
    z.strictObject({ kind: z.literal('CUSTODY'), value: PayloadCustody }),
  ])
  .meta({ id: 'Change' });
export type Change = z.infer<typeof Change>;
export type ChangeKind = Change['kind'];
export const SettingKind = z
  .enum(['ROLE', 'HOME', 'TIME', 'REGISTRAR', 'RULE_PROFILE', 'CALENDAR', 'CERTIFICATE', 'CUSTODY'])
  .meta({ id: 'SettingKind' });
export type SettingKind = z.infer<typeof SettingKind>;

export const ProposeInput = z
  .strictObject({ id: Id, change: Change, reason: line(200) })
  .meta({ id: 'ProposeInput' });
export type ProposeInput = z.infer<typeof ProposeInput>;
/** The digest makes an approver sign what it read, not whatever the id holds by then. */
export const RatifyInput = z.strictObject({ digest: Hex256 }).meta({ id: 'RatifyInput' });
export const ApproveInput = z.strictObject({ id: Id, digest: Hex256 }).meta({ id: 'ApproveInput' });
export const ProposalKey = z.strictObject({ id: Id }).meta({ id: 'ProposalKey' });

export const Vote = z
  .strictObject({ mspId: MspId, fingerprint: Hex256, txId: TransactionId, at: Instant })
  .meta({ id: 'Vote' });
export type Vote = z.infer<typeof Vote>;

export const Proposal = z
  .strictObject({
    v: z.literal(1),
    ...ProposeInput.shape,
    digest: Hex256,
    state: z.enum(['OPEN', 'ADOPTED', 'REJECTED']),
    /** Organisations whose official must agree, as far as they have one when it is proposed. */
    required: z.array(MspId),
    /** The transaction that made the setting this replaces; absent where there is none yet. */
    replaces: TransactionId.optional(),
    votes: z.array(Vote).min(1),
  })
  .meta({ id: 'Proposal' });
export type Proposal = z.infer<typeof Proposal>;

export const SettingKey = z
  .strictObject({ kind: SettingKind, key: z.string().min(1).max(128) })
  .meta({ id: 'SettingKey' });
/** A setting in force, with the proposal that put it there. */
export const Setting = z
  .strictObject({
    v: z.literal(1),
    kind: SettingKind,
    key: z.string(),
    value: z.unknown(),
    proposal: Id,
    txId: TransactionId,
  })
  .meta({ id: 'Setting' });
export type Setting = z.infer<typeof Setting>;
export const SettingsInput = z
  .strictObject({ kind: SettingKind, ...Page })
  .meta({ id: 'SettingsInput' });
export const SettingPage = pageOf(Setting).meta({ id: 'SettingPage' });

type Settings = Exclude<Change, { kind: 'FOUNDING' }>;

/** Under which key a change is kept: immutable versions get keys of their own. */
export function settingKey(change: Settings): string {
  switch (change.kind) {
    case 'ROLE':
      return change.value.role;
    case 'HOME':
    case 'REGISTRAR':
      return change.value.uscc;
    case 'TIME':
    case 'CUSTODY':
      return 'channel';
    case 'RULE_PROFILE':
      return `${change.value.profileId}.${String(change.value.version)}`;
    case 'CALENDAR':
      return `${change.value.listId}.${String(change.value.version)}`;
    case 'CERTIFICATE':
      return certificateKey(change.value);
  }
}

/** Under the organisation as well: one that names another’s certificate as its own suspends nothing. */
export const certificateKey = (
  certificate: Pick<CertificateSuspension, 'mspId' | 'fingerprint'>,
): string => `${certificate.mspId}.${certificate.fingerprint}`;

/** The founding document, taken apart into the settings it makes. */
export function foundingSettings(founding: Founding): Settings[] {
  return [
    ...founding.roles.map((value) => ({ kind: 'ROLE' as const, value })),
    ...founding.homes.map((value) => ({ kind: 'HOME' as const, value })),
    ...founding.registrars.map((value) => ({ kind: 'REGISTRAR' as const, value })),
    { kind: 'TIME', value: founding.time },
    { kind: 'CUSTODY', value: founding.custody },
  ];
}

/** Organisations that a change touches, before and after: none is changed without its consent. */
export function affected(change: Change, current: Setting | undefined): string[] {
  const msps = new Set([...touched(change), ...touched(current as Change | undefined)]);
  return [...msps].sort();
}

function touched(change: Pick<Change, 'kind' | 'value'> | undefined): readonly string[] {
  switch (change?.kind) {
    case 'FOUNDING':
      return (change.value as Founding).governors;
    case 'ROLE':
    case 'HOME':
      return (change.value as RoleBinding | PartyHome).msps;
    case 'TIME':
      return (change.value as TimePolicy).witnesses;
    case 'REGISTRAR':
    case 'CERTIFICATE':
      return [(change.value as Registrar | CertificateSuspension).mspId];
    case 'CUSTODY': {
      const { custodians, court } = change.value as PayloadCustody;
      return [...custodians, court];
    }
    default:
      return [];
  }
}
