import {
  type Actor,
  type AssetVoucher,
  catalogue,
  type Consent,
  type ConsentWithdrawal,
  rightsBehind,
  type Role,
  voucherChangesAt,
  type VoucherClosure,
  type VoucherRevocation,
  voucherStatus,
  type VoucherStatus,
  type VoucherTombstone,
  type VoucherUse,
} from '@shuquan/chaincode/model';
import type { Certificate } from '../../ledger/port.js';
import { under } from '../key.js';
import { Closures } from '../grants/closures.js';
import { actorOf } from '../register/actor.js';
import { Rows } from '../register/rows.js';
import type { Database } from '../store.js';
import { voucherList } from './projections.js';

/** A voucher in a list. */
export interface VoucherItem {
  readonly id: string;
  readonly status: VoucherStatus;
  /** Fingerprint of the holder’s key. */
  readonly holder: string;
  readonly issuer: string;
  readonly verifier: string;
  readonly purpose: string;
  readonly scene: string;
  readonly issuedAt: string;
  readonly until: string;
  /** How many uses are left. */
  readonly left: number;
  /** When the status is another next; `null`: never. */
  readonly nextChangeAt: string | null;
}

export interface VoucherFilter {
  readonly holder?: string | undefined;
  readonly verifier?: string | undefined;
  readonly issuer?: string | undefined;
  readonly status?: VoucherStatus | undefined;
  readonly asOf: string;
}

/** Whoever may be named by a voucher, and the court. */
const READERS = catalogue['voucher:open'].access as readonly Role[];
/** As many as a voucher may allow. */
const MAX_USES = 100;

/** Questions to the rows of 公共数据资产凭证. */
export class VoucherRows {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  /** @throws LedgerError as `actorOf` does */
  reader(certificate: Certificate): Promise<Actor> {
    return actorOf(this.#rows, certificate, READERS);
  }

  /** In the order of issue: whatever names the reader, and to a court what names its filter. */
  list(
    { role, uscc }: Pick<Actor, 'role' | 'uscc'>,
    { holder, status, asOf, ...wanted }: VoucherFilter,
    request: { readonly limit: number; readonly after: string | undefined },
  ): Promise<{ readonly items: VoucherItem[]; readonly next: string | undefined }> {
    const party = role === 'court' ? (wanted.verifier ?? wanted.issuer) : uscc;
    const { gt, lt } = under(voucherList(party, holder));
    return this.#rows.page({ gt: request.after ?? gt, lt }, request.limit, async (id) => {
      const voucher = await this.#rows.get<AssetVoucher>('voucher', id as string);
      if (voucher === undefined || !fits(voucher, wanted) || voucher.issuedAt > asOf) {
        return undefined;
      }
      const item = await this.#item(voucher, asOf);
      return status === undefined || item?.status === status ? item : undefined;
    });
  }

  async #item(voucher: AssetVoucher, asOf: string): Promise<VoucherItem | undefined> {
    const closure = await this.#closure(voucher, asOf);
    if (closure === undefined) return undefined;
    const { id, holder, issuer, verifier, purpose, scene, issuedAt, until } = voucher;
    const used = closure.uses.filter(({ at }) => at <= asOf).length;
    return {
      ...{ id, status: voucherStatus(closure, asOf), holder, issuer, verifier, purpose, scene },
      ...{ issuedAt, until, left: voucher.uses - used },
      nextChangeAt: voucherChangesAt(closure, asOf) ?? null,
    };
  }

  async #closure(voucher: AssetVoucher, asOf: string): Promise<VoucherClosure | undefined> {
    const { id } = voucher;
    const consent = await this.#rows.get<Consent>('consent', voucher.consent);
    if (consent === undefined) return undefined;
    return {
      ...{ voucher, consent },
      withdrawal: await this.#rows.get<ConsentWithdrawal>('consent-withdrawal', voucher.consent),
      uses: await this.#rows.values<VoucherUse>(MAX_USES, 'voucher-use', id),
      revocation: await this.#rows.get<VoucherRevocation>('voucher-revocation', id),
      tombstone: await this.#rows.get<VoucherTombstone>('voucher-tombstone', id),
      grounds: await this.#grounds(voucher, asOf),
    };
  }

  async #grounds(voucher: AssetVoucher, asOf: string): Promise<VoucherClosure['grounds']> {
    const closures = new Closures(this.#rows, asOf);
    const all = await Promise.all(rightsBehind(voucher).map((right) => closures.ground(right)));
    return all.filter((ground) => ground !== undefined);
  }
}

const fits = (
  { verifier, issuer }: AssetVoucher,
  wanted: Pick<VoucherFilter, 'verifier' | 'issuer'>,
): boolean =>
  (wanted.verifier === undefined || wanted.verifier === verifier) &&
  (wanted.issuer === undefined || wanted.issuer === issuer);
