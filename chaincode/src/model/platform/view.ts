import { z } from 'zod';
import { echoed } from '../echo.js';
import { Asked } from '../registration/case.js';
import type { Instants } from '../registration/case-fold.js';
import { Id, Instant } from '../schema.js';
import { PlatformQualification, platformStatus, PlatformStatus } from './qualification.js';

export const PlatformAtInput = z
  .strictObject({
    /** The instant asked about, such as that of a deposit. */
    at: Instant,
    knownAt: Instant.optional(),
    platform: Id.optional(),
    ...echoed,
  })
  .meta({ id: 'PlatformAtInput' });

export const PlatformStanding = z
  .strictObject({
    qualification: PlatformQualification,
    status: PlatformStatus,
    /** Whether it was on the ledger and confirmed by then, and not only stated afterwards. */
    onRecordThen: z.boolean(),
  })
  .meta({ id: 'PlatformStanding' });
export type PlatformStanding = z.infer<typeof PlatformStanding>;

/** Qualifications of all platforms of a channel that one answer names. */
export const MAX_QUALIFICATIONS = 300;

/** What platforms were qualified by at an instant. */
export const PlatformAt = z
  .strictObject({
    at: Instant,
    asked: Asked,
    standings: z.array(PlatformStanding).max(MAX_QUALIFICATIONS),
    /** Whether there are more than one answer names: what it does not name, it says nothing of. */
    truncated: z.boolean(),
    ...echoed,
  })
  .meta({ id: 'PlatformAt' });
export type PlatformAt = z.infer<typeof PlatformAt>;

export function platformStanding(
  qualification: PlatformQualification,
  instants: Instants,
): PlatformStanding | undefined {
  const status = platformStatus(qualification, instants);
  if (status === undefined) return undefined;
  const { confirmed } = qualification;
  const onRecordThen = confirmed !== undefined && confirmed.at <= instants.asOf;
  return { qualification, status, onRecordThen };
}
