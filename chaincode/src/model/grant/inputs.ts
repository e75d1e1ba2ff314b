import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { DateText, Hex256, Id, line } from '../schema.js';
import { grantTerms } from './grant.js';
import { GrantScope } from './scope.js';

const beacon = BeaconCitation.optional();
const qualifications = z.array(Id).min(1).max(10);

export const OfferGrantInput = z
  .strictObject({
    id: Id,
    ...grantTerms,
    /** Of the grantee, where somebody above gives to certain classes alone. */
    qualifications: qualifications.optional(),
    beacon,
  })
  .meta({ id: 'OfferGrantInput' });
export type OfferGrantInput = z.infer<typeof OfferGrantInput>;

/** Both digests, so that nobody accepts what the other did not offer. */
export const AcceptGrantInput = z
  .strictObject({ id: Id, textDigest: Hex256, termsDigest: Hex256, beacon })
  .meta({ id: 'AcceptGrantInput' });
export type AcceptGrantInput = z.infer<typeof AcceptGrantInput>;

/** An act on a grant that needs a reason and nothing more. */
export const SayGrantInput = z
  .strictObject({ id: Id, reasons: line(300), beacon })
  .meta({ id: 'SayGrantInput' });
export const NarrowGrantInput = z
  .strictObject({ id: Id, scope: GrantScope, reasons: line(300), beacon })
  .meta({ id: 'NarrowGrantInput' });
const end = { id: Id, effectiveOn: DateText, textDigest: Hex256 };
export const ProposeTerminationInput = z
  .strictObject({ ...end, reasons: line(300), beacon })
  .meta({ id: 'ProposeTerminationInput' });
export const ConfirmTerminationInput = z
  .strictObject({ ...end, beacon })
  .meta({ id: 'ConfirmTerminationInput' });
export const ProveGranteeInput = z
  .strictObject({ id: Id, qualifications, beacon })
  .meta({ id: 'ProveGranteeInput' });
