import { z } from 'zod';
import { LedgerError } from '../errors.js';
import type { PayloadCustody } from '../governance.js';
import type { Actor } from '../access.js';
import { citedQuery } from '../registration/cited-query.js';
import { OpenedField, opens } from '../registration/fields.js';
import { Id, Uscc } from '../schema.js';
import type { AssetVoucher } from './voucher.js';

/** A field of a voucher, with what it takes to hold it against the root of its element. */
export const OpenedVoucherField = z
  .strictObject({ source: Uscc, opened: OpenedField })
  .meta({ id: 'OpenedVoucherField' });
export type OpenedVoucherField = z.infer<typeof OpenedVoucherField>;

export const OpenVoucherInput = z
  .strictObject({ voucher: Id, ...citedQuery })
  .meta({ id: 'OpenVoucherInput' });
export const OpenedVoucher = z
  .strictObject({ voucher: Id, fields: z.array(OpenedVoucherField).max(40_960) })
  .meta({ id: 'OpenedVoucher', description: 'Hand on the fields that the verifier is to see' });

/** Whether an opened field belongs to the voucher. */
export function opensVoucher(
  voucher: Pick<AssetVoucher, 'elements'>,
  { source, opened }: OpenedVoucherField,
): boolean {
  const element = voucher.elements.find((each) => each.source === source);
  return element !== undefined && opens(element.commitment, opened);
}

/**
 * Who may see the values: the subject and the court; issuer and source unit while the consent stands.
 * Peers serve them to organisations that keep them only (ledger rule 20).
 *
 * @throws LedgerError CALLER_FORBIDDEN, CONSENT_WITHDRAWN
 */
export function requireVoucherReader(
  voucher: AssetVoucher,
  { role, uscc, mspId }: Actor,
  { custodians, court }: PayloadCustody,
  isWithdrawn: boolean,
): void {
  const { id } = voucher;
  const own = role === 'court' || voucher.subject === uscc;
  const makers = [voucher.issuer, ...voucher.elements.map(({ source }) => source)];
  const isMaker = makers.includes(uscc);
  if ((!own && !isMaker) || ![...custodians, court].includes(mspId)) {
    throw new LedgerError(
      'CALLER_FORBIDDEN',
      `The data of ${id} is open to its subject, issuer and sources, and to the court.`,
      { voucher: id },
    );
  }
  if (own || !isWithdrawn) return;
  throw new LedgerError('CONSENT_WITHDRAWN', `The consent that ${id} rests on was withdrawn.`, {
    voucher: id,
    article: 'PIPL/15',
  });
}
