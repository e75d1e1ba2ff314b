import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { citedQuery } from '../registration/cited-query.js';
import { Asked } from '../registration/case.js';
import { Code, Hex256, Id, Instant, line } from '../schema.js';
import { Emergency, EmergencyStatus, EmergencyTarget } from './emergency.js';

const beacon = BeaconCitation.optional();

export const SuspendInEmergencyInput = z
  .strictObject({
    ...{ id: Id, on: EmergencyTarget, incident: Id, reason: Code, documentDigest: Hex256 },
    /** The caller’s own accreditation as supervisor of a sector. */
    qualification: Id,
    until: Instant,
    beacon,
  })
  .meta({ id: 'SuspendInEmergencyInput' });
export const CosignEmergencyInput = z
  .strictObject({ id: Id, qualification: Id, documentDigest: Hex256, beacon })
  .meta({ id: 'CosignEmergencyInput' });
export const LiftEmergencyInput = z
  .strictObject({ id: Id, documentDigest: Hex256, reasons: line(300), beacon })
  .meta({ id: 'LiftEmergencyInput' });

export const EmergencyAnswer = z
  .strictObject({ on: EmergencyTarget, emergency: Emergency, status: EmergencyStatus })
  .meta({ id: 'EmergencyAnswer' });

/** What everybody may know: that it stands, until when, and by whom. The papers are another’s. */
export const EmergencySummary = z
  .strictObject({
    ...{ id: Id, status: EmergencyStatus, reason: Code, until: Instant, joint: z.boolean() },
    by: z.array(z.strictObject({ uscc: z.string(), sector: Code, at: Instant })).max(2),
  })
  .meta({ id: 'EmergencySummary' });
export const EmergenciesQuery = z
  .strictObject({ on: EmergencyTarget, asOf: Instant.optional(), knownAt: Instant.optional() })
  .meta({ id: 'EmergenciesQuery' });
export const EmergenciesAnswer = z
  .strictObject({ on: EmergencyTarget, items: z.array(EmergencySummary), asked: Asked })
  .meta({ id: 'EmergenciesAnswer' });

export const EmergencyFileQuery = z
  .strictObject({ id: Id, ...citedQuery })
  .meta({ id: 'EmergencyFileQuery' });
