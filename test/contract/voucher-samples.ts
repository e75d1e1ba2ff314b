import type { Input, Name, voucherCatalogue } from '@shuquan/chaincode/model';
import { Holder } from '@shuquan/gateway/voucher/holder';
import { BANK } from '../support/parties.js';

const hex = '0'.repeat(64);
const uscc = BANK;
const signedAt = '2026-11-03T01:00:00.000Z';
/** Of the right form, and of nobody. */
export const anySignature = '3006020101020101';
const template = { id: 'POWER_USE', version: 1 };
const ofVoucher = { voucher: 'nothing' };

/** An input that its schema takes, for every name of consents and vouchers. */
export const voucherSamples: { readonly [N in keyof typeof voucherCatalogue & Name]: Input<N> } = {
  'consent:give': {
    id: 'nothing',
    subject: { key: Holder.fresh('shuquan').key },
    purpose: 'LOAN_APPLICATION',
    scenes: ['LOAN'],
    items: ['POWER_MONTHLY'],
    verifiers: [uscc],
    until: '2026-12-31',
    terms: { root: hex, count: 1 },
    signature: anySignature,
  },
  'consent:withdraw': { id: 'nothing', signedAt, signature: anySignature },
  'consent:read': { id: 'nothing' },
  'voucher:publishTemplate': {
    ...{ ...template, name: '用电凭证', basis: '测试', scenes: ['LOAN'] },
    items: [{ code: 'POWER_MONTHLY', label: '月用电量', fields: ['kwh'] }],
    ...{ frame: [], issuers: [uscc], maxUses: 1 },
  },
  'voucher:template': template,
  'voucher:provide': { ...ofVoucher, consent: 'nothing', template, items: ['POWER_MONTHLY'] },
  'voucher:discard': ofVoucher,
  'voucher:issue': {
    ...{ id: 'nothing', consent: 'nothing', template, sources: [uscc], verifier: uscc },
    ...{ purpose: 'LOAN_APPLICATION', scene: 'LOAN', uses: 1, until: '2026-12-31' },
  },
  'voucher:acknowledge': { ...ofVoucher, signedAt, signature: anySignature },
  'voucher:consume': {
    ...ofVoucher,
    presentation: {
      ...{ v: 1, kind: 'shuquan.voucher-presentation', channel: 'shuquan', ...ofVoucher },
      ...{ digest: hex, verifier: uscc, nonce: '0'.repeat(32), signedAt },
      signature: anySignature,
    },
  },
  'voucher:feedback': { ...ofVoucher, use: 1, outcome: 'GRANTED' },
  'voucher:revoke': { ...ofVoucher, reasons: '测试' },
  'voucher:erase': { ...ofVoucher, reason: 'UNLAWFUL', legalBasis: 'PIPL 47' },
  'voucher:scenes': {},
  'voucher:read': { id: 'nothing' },
  'voucher:open': ofVoucher,
};
