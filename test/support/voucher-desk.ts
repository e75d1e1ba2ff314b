import { randomBytes } from 'node:crypto';
import {
  type AssetVoucher,
  type Input,
  type Name,
  type Output,
  type QueryName,
  specOf,
  type TransactionName,
  type VoucherPresentation,
} from '@shuquan/chaincode/model';
import { codeOf } from '@shuquan/gateway/demo/registration-desk';
import type { SubmitOptions } from '@shuquan/gateway/ledger/port';
import { type ConsentTerms, Holder } from '@shuquan/gateway/voucher/holder';
import { unique } from './founded.js';
import { BANK, IMPLEMENTING_BODY, UTILITY } from './parties.js';
import type { Stage } from './stage.js';

export const ISSUER = IMPLEMENTING_BODY;
export const SOURCE = UTILITY;

/** Of 32 bytes: as a seed is, and as a digest. */
const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
export const nonce = (): string => hex(16);

export const POWER = { arrears: false, kwh: [41_230, 39_880], period: '2025-10/2026-09' };
export const privateData = (data: unknown): { transient: Record<string, Uint8Array> } => ({
  transient: { payload: Buffer.from(JSON.stringify(data)), seed: randomBytes(32) },
});

/** Submits or asks, whatever the name is. */
export const outcome = (
  stage: Stage,
  name: Name,
  input: unknown,
  as: string,
  options?: SubmitOptions,
): Promise<string> =>
  codeOf(
    specOf(name).kind === 'submit'
      ? stage.submit(name as TransactionName, input as never, as, options)
      : stage.ask(name as QueryName, input as never, as),
  );

const dayAfter = (now: Date, days: number): string =>
  new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** Makes consents and vouchers of its own for each test, in the names of the demo’s people. */
export class VoucherDesk {
  readonly stage: Stage;
  readonly holder = Holder.fresh('shuquan');
  readonly template = { id: `T_${hex(6).toUpperCase()}`, version: 1 };

  constructor(stage: Stage) {
    this.stage = stage;
  }

  get now(): string {
    return this.stage.bench.now().toISOString();
  }

  day(days: number): string {
    return dayAfter(this.stage.bench.now(), days);
  }

  templateInput(
    over: Partial<Input<'voucher:publishTemplate'>> = {},
  ): Input<'voucher:publishTemplate'> {
    return {
      ...this.template,
      name: '用电凭证',
      basis: '公共数据资产凭证管理办法（示例）',
      scenes: ['LOAN', 'TENDER'],
      items: [
        { code: 'POWER_MONTHLY', label: '月用电量', fields: ['kwh'] },
        { code: 'ARREARS_FLAG', label: '是否欠费', fields: ['arrears'] },
        { code: 'INSURED_MONTHS', label: '参保月数', fields: ['months'] },
      ],
      frame: ['period', 'holder', 'source'],
      issuers: [ISSUER],
      maxUses: 20,
      ...over,
    };
  }

  publish(): Promise<unknown> {
    return this.stage.submit('voucher:publishTemplate', this.templateInput(), 'authority-official');
  }

  terms(over: Partial<ConsentTerms> = {}): ConsentTerms {
    return {
      id: unique('consent'),
      purpose: 'LOAN_APPLICATION',
      scenes: ['LOAN'],
      items: ['POWER_MONTHLY', 'ARREARS_FLAG', 'INSURED_MONTHS'],
      verifiers: [BANK],
      until: this.day(60),
      terms: { root: hex(32), count: 3 },
      ...over,
    };
  }

  /** A person’s consent, carried by the source unit; only the key says who it is. */
  async consent(over: Partial<ConsentTerms> = {}): Promise<string> {
    const terms = this.terms(over);
    await this.stage.submit('consent:give', this.holder.consent(terms), 'utility');
    return terms.id;
  }

  provision(
    voucher: string,
    consent: string,
    over: Partial<Input<'voucher:provide'>> = {},
  ): Input<'voucher:provide'> {
    const items = ['POWER_MONTHLY', 'ARREARS_FLAG'];
    return { voucher, consent, template: this.template, items, ...over };
  }

  provide(voucher: string, consent: string): Promise<Output<'voucher:provide'>> {
    const input = this.provision(voucher, consent);
    return this.stage.submit('voucher:provide', input, 'utility', privateData(POWER));
  }

  issuance(
    id: string,
    consent: string,
    over: Partial<Input<'voucher:issue'>> = {},
  ): Input<'voucher:issue'> {
    return {
      ...{ id, consent, template: this.template, sources: [SOURCE] },
      ...{ purpose: 'LOAN_APPLICATION', scene: 'LOAN', verifier: BANK, uses: 1 },
      until: this.day(30),
      ...over,
    };
  }

  /** A voucher as it is shown to the bank. */
  async issued(
    over: Partial<Input<'voucher:issue'>> = {},
    consented: Partial<ConsentTerms> = {},
  ): Promise<AssetVoucher> {
    await this.stage.timely();
    const [id, consent] = [unique('V'), await this.consent(consented)];
    await this.provide(id, consent);
    return this.stage.submit('voucher:issue', this.issuance(id, consent, over), 'implementer');
  }

  present(
    voucher: AssetVoucher,
    over: Partial<Pick<VoucherPresentation, 'verifier' | 'nonce'>> = {},
  ): VoucherPresentation {
    const to = { verifier: BANK, nonce: nonce(), signedAt: this.now, ...over };
    return this.holder.present(voucher, to);
  }

  consumption(
    voucher: AssetVoucher,
    presentation = this.present(voucher),
  ): Input<'voucher:consume'> {
    return { voucher: voucher.id, presentation };
  }

  consume(voucher: AssetVoucher): Promise<Output<'voucher:consume'>> {
    return this.stage.submit('voucher:consume', this.consumption(voucher), 'bank');
  }

  refusedUse(
    voucher: AssetVoucher,
    presentation = this.present(voucher),
    as = 'bank',
  ): Promise<string> {
    return outcome(this.stage, 'voucher:consume', this.consumption(voucher, presentation), as);
  }

  async withdraw({ consent }: Pick<AssetVoucher, 'consent'>): Promise<void> {
    const signed = this.holder.withdrawal(consent, this.now);
    await this.stage.submit('consent:withdraw', { id: consent, ...signed }, 'bank2');
  }
}
