import { randomBytes } from 'node:crypto';
import type { AssetVoucher, Input, Output, VoucherPresentation } from '@shuquan/chaincode/model';
import { parseAnchors } from '@shuquan/verifier';
import { type ConsentTerms, Holder } from '../voucher/holder.js';
import { act, usccOf } from './registration-desk.js';
import { demoFile, person, type Stage } from './stage.js';

/** What the steps of one play share: subjects with keys that no ledger and no gateway ever sees. */
export interface VoucherPlay {
  readonly company: Holder;
  readonly citizen: Holder;
  readonly vouchers: Map<string, AssetVoucher>;
  readonly blocks: Map<string, bigint>;
}

const plays = new WeakMap<Stage, VoucherPlay>();

/** Of this play; a scenario that is played again has subjects of its own. */
export function playOf(stage: Stage): VoucherPlay {
  const known = plays.get(stage);
  if (known !== undefined) return known;
  const { channel } = parseAnchors(stage.anchors);
  const play = {
    ...{ company: Holder.fresh(channel), citizen: Holder.fresh(channel) },
    ...{ vouchers: new Map<string, AssetVoucher>(), blocks: new Map<string, bigint>() },
  };
  plays.set(stage, play);
  return play;
}

export const TEMPLATE = 'POWER_USE';
export const DATA = 'voucher_power.json';
/** 2026-12-31, or the end of whichever year this is played in. */
export const lastDay = (): string => `${new Date().toISOString().slice(0, 4)}-12-31`;

export const templateRef = ({ run }: Stage): { id: string; version: number } => ({
  id: `${TEMPLATE}_${run}`,
  version: 1,
});
export const voucherId = ({ run }: Stage, number: string): string => `V-${run}-${number}`;
export const consentId = ({ run }: Stage, name: string): string => `consent-${run}-${name}`;
export const nonce = (): string => randomBytes(16).toString('hex');
export const now = (): string => new Date().toISOString();

export function voucher(stage: Stage, number: string): AssetVoucher {
  const found = playOf(stage).vouchers.get(number);
  if (found !== undefined) return found;
  throw new TypeError(`An earlier step had to issue ${number}`);
}

export const template = (stage: Stage): Input<'voucher:publishTemplate'> => ({
  ...templateRef(stage),
  name: '用电数据凭证',
  basis: '公共数据资产凭证（示例）',
  scenes: ['LOAN', 'TENDER', 'LEASE', 'SUBSIDY'],
  items: [
    { code: 'POWER_MONTHLY', label: '月用电量', fields: ['kwh'] },
    { code: 'ARREARS_FLAG', label: '是否欠费', fields: ['arrears'] },
  ],
  frame: ['holder', 'period', 'source'],
  issuers: [usccOf(stage, 'implementer')],
  maxUses: 10,
});

/** Purpose, items, verifier and term of the scenario; `terms` is the root over the words. */
export const terms = (stage: Stage, name: string, root: ConsentTerms['terms']): ConsentTerms => ({
  id: consentId(stage, name),
  purpose: 'LOAN_APPLICATION',
  scenes: ['LOAN'],
  items: ['POWER_MONTHLY', 'ARREARS_FLAG'],
  verifiers: [usccOf(stage, 'bank')],
  until: lastDay(),
  terms: root,
});

/** Provided by the source unit and issued by the platform; the data itself stays with its custodians. */
export async function issue(
  stage: Stage,
  number: string,
  { consent, data }: { readonly consent: string; readonly data: Uint8Array },
): Promise<AssetVoucher> {
  const [id, ref] = [voucherId(stage, number), templateRef(stage)];
  const items = ['POWER_MONTHLY', 'ARREARS_FLAG'];
  const transient = { payload: data, seed: randomBytes(32) };
  const provision = { voucher: id, consent, template: ref, items };
  const { identity } = person(stage, 'utility');
  await stage.ledger.submit('voucher:provide', provision, identity, { transient });
  const issuance: Input<'voucher:issue'> = {
    ...{ id, consent, template: ref, sources: [usccOf(stage, 'utility')] },
    ...{ purpose: 'LOAN_APPLICATION', scene: 'LOAN', uses: 1, until: lastDay() },
    verifier: usccOf(stage, 'bank'),
  };
  const { value, block } = await act(stage, 'voucher:issue', issuance, 'implementer');
  const play = playOf(stage);
  play.vouchers.set(number, value);
  play.blocks.set(number, block);
  return value;
}

export const powerData = (): Promise<Buffer> => demoFile(DATA);

export const present = (
  stage: Stage,
  number: string,
  to: Partial<Pick<VoucherPresentation, 'verifier' | 'nonce'>> = {},
): VoucherPresentation =>
  playOf(stage).company.present(voucher(stage, number), {
    ...{ verifier: usccOf(stage, 'bank'), nonce: nonce(), signedAt: now() },
    ...to,
  });

export const status = (
  stage: Stage,
  number: string,
  asOf?: string,
): Promise<Output<'voucher:read'>> =>
  stage.ledger.evaluate(
    'voucher:read',
    { id: voucher(stage, number).id, ...(asOf === undefined ? {} : { asOf }) },
    person(stage, 'bank').identity,
  );
