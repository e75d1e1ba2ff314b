import { z } from 'zod';
import { echoed } from '../echo.js';
import { dataRoles, type Role, watchers } from '../access.js';
import { BundlePart, MAX_PARTS } from '../dispute/bundle.js';
import { Asked } from '../registration/case.js';
import type { Instants } from '../registration/case-fold.js';
import { Id, Instant, Page, pageOf } from '../schema.js';
import { InfringementClaim, infringementClaims } from './claims.js';
import { InfringementPack } from './pack.js';
import { citedQuery } from '../registration/cited-query.js';

export const packReaders: readonly Role[] = [...watchers, 'witness', ...dataRoles];

const times = { asOf: Instant.optional(), knownAt: Instant.optional() };

export const InfringementQuery = z
  .strictObject({ id: Id, ...times, ...echoed, ...citedQuery })
  .meta({ id: 'InfringementQuery' });
export const InfringementBundleInput = z
  .strictObject({ id: Id, ...echoed, ...citedQuery })
  .meta({ id: 'InfringementBundleInput' });
export const InfringementsOfRightInput = z
  .strictObject({ right: Id, ...times, ...Page, ...citedQuery })
  .meta({ id: 'InfringementsOfRightInput' });

export const InfringementStatus = z
  .enum(['NOT_YET_OPENED', 'OPEN', 'CLOSED'])
  .meta({ id: 'InfringementStatus' });

/** A pack as it stood at an instant, claim by claim. */
export const InfringementView = z
  .strictObject({
    pack: InfringementPack,
    status: InfringementStatus,
    claims: z.array(InfringementClaim),
    /** Disputes in which it was submitted. */
    disputes: z.array(Id),
    asked: Asked,
    ...echoed,
  })
  .meta({ id: 'InfringementView' });
export type InfringementView = z.infer<typeof InfringementView>;

export function packAt(
  pack: InfringementPack,
  { asOf, knownAt }: Instants,
): Pick<InfringementView, 'pack' | 'status' | 'claims'> {
  const steps = pack.steps.filter(({ by }) => by.at <= asOf && by.at <= knownAt);
  const known = { ...pack, steps };
  const isOpened = pack.opened.at <= asOf && pack.opened.at <= knownAt;
  const isClosed = steps.some(({ kind }) => kind === 'CLOSED');
  const status = isClosed ? ('CLOSED' as const) : ('OPEN' as const);
  return {
    pack: known,
    status: isOpened ? status : 'NOT_YET_OPENED',
    claims: isOpened ? infringementClaims(known) : [],
  };
}

export const InfringementRemark = InfringementPack.pick({
  id: true,
  right: true,
  holder: true,
}).extend({ status: InfringementStatus, openedAt: Instant });
export const InfringementRemarkPage = pageOf(InfringementRemark.meta({ id: 'InfringementRemark' }))
  .extend({ asked: Asked })
  .meta({ id: 'InfringementRemarkPage' });
export type InfringementRemark = z.infer<typeof InfringementRemark>;

/** Every question whose signed answer belongs to the file of a pack. */
export const InfringementManifest = z
  .strictObject({
    v: z.literal(1),
    infringement: Id,
    status: InfringementStatus,
    asked: Asked,
    parts: z.array(BundlePart).max(MAX_PARTS),
    ...echoed,
  })
  .meta({ id: 'InfringementManifest' });
export type InfringementManifest = z.infer<typeof InfringementManifest>;
