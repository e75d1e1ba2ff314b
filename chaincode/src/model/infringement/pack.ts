import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { Digests } from '../evidence.js';
import { Fingerprint } from '../fingerprint.js';
import { HolderId } from '../holder.js';
import { ActedBy } from '../operation/acted.js';
import { VersionRef } from '../registration/description.js';
import { DateText, Hex256, Id, Instant, line, Uscc } from '../schema.js';
import { InfringementComparison } from './comparison.js';

/** 取证: where and how whoever opens a pack got the bytes, which is its word. */
export const Obtained = z
  .strictObject({
    how: z.enum(['PUBLIC_DOWNLOAD', 'PURCHASE', 'INTERFACE', 'DELIVERED', 'NOTARISED', 'OTHER']),
    where: line(300),
    on: DateText,
    /** Of the log of how it was done, step by step (Online Litigation Rules 17). */
    processLogDigest: Hex256,
    /** A deposit of that log, if there is one. */
    processLog: Id.optional(),
  })
  .meta({ id: 'Obtained' });

const base = { by: ActedBy, notBefore: Instant };
export const InfringementStep = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...{ ...base, kind: z.literal('COMPARED'), comparison: InfringementComparison },
    }),
    z.strictObject({
      ...{ ...base, kind: z.literal('ATTESTED'), statement: line(300), documentDigest: Hex256 },
    }),
    z.strictObject({ ...base, kind: z.literal('CLOSED'), reasons: line(300) }),
  ])
  .meta({ id: 'InfringementStep' });
export type InfringementStep = z.infer<typeof InfringementStep>;
export type InfringementStepOf<K extends InfringementStep['kind']> = Extract<
  InfringementStep,
  { kind: K }
>;

const beacon = BeaconCitation.optional();

export const OpenInfringementInput = z
  .strictObject({
    id: Id,
    /** The right that its holder thinks is infringed. */
    right: Id,
    /** The deposit of the suspected bytes, of the kind INFRINGEMENT, and what it must be of. */
    evidence: Id,
    digests: Digests,
    obtained: Obtained,
    /** Whom it is thought to be of; whoever does not know names nobody. */
    suspect: HolderId.optional(),
    beacon,
  })
  .meta({ id: 'OpenInfringementInput' });
export type OpenInfringementInput = z.infer<typeof OpenInfringementInput>;

export const CompareInfringementInput = z
  .strictObject({ id: Id, fingerprint: Fingerprint, beacon })
  .meta({ id: 'CompareInfringementInput' });
export const AttestInfringementInput = z
  .strictObject({ id: Id, statement: line(300), documentDigest: Hex256, beacon })
  .meta({ id: 'AttestInfringementInput' });
export const CloseInfringementInput = z
  .strictObject({ id: Id, reasons: line(300), beacon })
  .meta({ id: 'CloseInfringementInput' });

/** As the deposit of the suspected bytes stood when the pack was opened. */
const Suspected = z.strictObject({ evidence: Id, digests: Digests, depositedAt: Instant });

/** Disputes that one pack is put into, and that an answer names: whoever has more opens another pack. */
export const MAX_PACK_DISPUTES = 20;

/** 侵权证据包, `infringement~id`: what a holder has about a suspected copy, and what others add. */
export const InfringementPack = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    right: Id,
    holder: Uscc,
    data: VersionRef,
    registrar: Uscc,
    /** Of the data as it was registered. */
    original: Digests,
    suspected: Suspected,
    obtained: Obtained,
    suspect: HolderId.optional(),
    opened: ActedBy,
    notBefore: Instant,
    steps: z.array(InfringementStep).max(40),
  })
  .meta({ id: 'InfringementPack' });
export type InfringementPack = z.infer<typeof InfringementPack>;
