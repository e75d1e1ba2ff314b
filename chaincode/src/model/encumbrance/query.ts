import { z } from 'zod';
import { HolderId } from '../holder.js';
import { Asked } from '../registration/case.js';
import { RightView } from '../registration/certificate.js';
import { GrantStatus } from '../grant/status.js';
import { DateText, Id, Instant, Page, pageOf, Uscc } from '../schema.js';
import { VoucherStatus } from '../voucher/status.js';
import { Pledge } from './pledge.js';
import { Encumbrance } from './encumbrance.js';
import { Encumbered, Hold } from './hold.js';
import { citedQuery } from '../registration/cited-query.js';

const times = { asOf: Instant.optional(), knownAt: Instant.optional() };

export const EncumbrancesQuery = z
  .strictObject({ right: Id, ...times })
  .meta({ id: 'EncumbrancesQuery' });
export const EncumbrancesAnswer = z
  .strictObject({ right: Id, holder: HolderId, encumbrances: z.array(Encumbrance), asked: Asked })
  .meta({ id: 'EncumbrancesAnswer' });

export const OrdersQuery = z.strictObject({ on: Encumbered, ...times }).meta({ id: 'OrdersQuery' });
/** The entries themselves, with everything that was done to them by then. */
export const OrdersAnswer = z
  .strictObject({
    on: Encumbered,
    orders: z.array(Hold),
    controls: z.array(Hold),
    asked: Asked,
  })
  .meta({ id: 'OrdersAnswer' });

/** What of a party is asked for: each list has pages of its own. */
export const EnforcementList = z
  .enum(['RIGHTS', 'PLEDGES', 'GRANTS_GIVEN', 'GRANTS_HELD', 'VOUCHERS'])
  .meta({ id: 'EnforcementList' });
export const EnforcementQuery = z
  .strictObject({ party: HolderId, list: EnforcementList, ...times, ...Page, ...citedQuery })
  .meta({ id: 'EnforcementQuery' });

/** Something of a party that enforcement can lay hands on. */
export const EnforceableItem = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('RIGHT'), ...RightView.shape }),
    z.strictObject({
      kind: z.literal('PLEDGE'),
      pledge: Pledge,
      encumbrances: z.array(Encumbrance),
    }),
    z.strictObject({
      kind: z.literal('GRANT'),
      id: Id,
      grantor: Uscc,
      grantee: Uscc,
      status: GrantStatus,
      right: Id,
      encumbrances: z.array(Encumbrance),
    }),
    z.strictObject({
      kind: z.literal('VOUCHER'),
      id: Id,
      verifier: Uscc,
      status: VoucherStatus,
      until: DateText,
    }),
  ])
  .meta({ id: 'EnforceableItem' });
export type EnforceableItem = z.infer<typeof EnforceableItem>;
export const EnforcementPage = pageOf(EnforceableItem)
  .extend({
    party: HolderId,
    /** Orders and controls on all that it holds. */
    orders: z.array(Hold),
    controls: z.array(Hold),
    asked: Asked,
  })
  .meta({ id: 'EnforcementPage' });
