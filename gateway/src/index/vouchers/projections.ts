import type { AssetVoucher } from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import { keep, type Write } from '../keep.js';
import { ANY, keyOf, place } from '../key.js';

/** Lists of vouchers in the order of issue: of those whom a voucher names, and of one holder’s key. */
export const voucherList = (party: string | undefined, holder: string | undefined): string =>
  keyOf('voucher-list', party ?? ANY, holder ?? ANY);

/** Whoever a voucher names: its issuer, its verifier, its subject if that is a party, its sources. */
export const partiesTo = ({ issuer, verifier, subject, elements }: AssetVoucher): string[] => [
  ...new Set([
    ...[issuer, verifier, ...elements.map(({ source }) => source)],
    ...(subject === undefined ? [] : [subject]),
  ]),
];

/** A voucher is written once, with its place in the lists of everybody whom it names. */
function voucher(draft: Draft, { value, at }: Write): void {
  const record = value as AssetVoucher;
  const { id, holder } = record;
  draft.put(keyOf('voucher', id), record);
  const position = [place(at.block), place(at.index), id];
  for (const party of [...partiesTo(record), undefined]) {
    for (const key of [holder, undefined]) {
      draft.put(keyOf(voucherList(party, key), ...position), id);
    }
  }
}

/** Vouchers, and everything that their status depends on, by type of the composite key. */
export const voucherProjections = {
  voucher,
  consent: keep('consent'),
  'consent-withdrawal': keep('consent-withdrawal'),
  'voucher-use': keep('voucher-use'),
  'voucher-revocation': keep('voucher-revocation'),
  'voucher-tombstone': keep('voucher-tombstone'),
} as const;
