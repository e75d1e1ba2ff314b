import {
  AssetVoucher,
  Code,
  Consent,
  ConsentWithdrawal,
  Id,
  Instant,
  Nonce,
  ProvisionDiscard,
  Uscc,
  VoucherFeedback,
  VoucherProvision,
  VoucherReceipt,
  VoucherRevocation,
  VoucherTemplate,
  VoucherTombstone,
  VoucherUse,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { whole } from '../http/query.js';
import type { Route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members } from './carried.js';
import { written, type Writing } from './written.js';

const tag = 'vouchers';
const ById = z.strictObject({ id: Id });
const sameId = ({ id }: Members): Members => ({ id });
const asVoucher = ({ id }: Members): Members => ({ voucher: id });

/** `/v1/consents`, `/v1/vouchers`: 授权同意 and 公共数据资产凭证. */
export function vouchers(deps: Writing): Route[] {
  return [...consents(deps), ...templates(deps), ...making(deps), ...showing(deps), ...ends(deps)];
}

function consents(deps: Writing): Route[] {
  return [
    actRoute(deps, {
      ...{ name: 'consent:give', path: '/v1/consents', operationId: 'giveConsent', tag },
      description:
        'The subject signs with a key of its own, which never comes here; its words stay under the ' +
        'root of `terms`. A subject who is a person is known by the fingerprint of that key alone.',
      written: written(Consent, 'WrittenConsent'),
      location: ({ id }) => `/v1/consents/${String(id)}`,
    }),
    askRoute(deps, {
      ...{ name: 'consent:read', path: '/v1/consents/{id}', operationId: 'readConsent', tag },
      params: ById,
      query: z.strictObject({ asOf: Instant.optional() }),
    }),
    actRoute(deps, {
      ...{ name: 'consent:withdraw', path: '/v1/consents/{id}/withdrawal', tag },
      ...{ operationId: 'withdrawConsent', params: ById, inPath: ['id'], inputOf: sameId },
      written: written(ConsentWithdrawal, 'WrittenConsentWithdrawal'),
    }),
  ];
}

function templates(deps: Writing): Route[] {
  const TemplateParams = z.strictObject({ id: Code, version: whole(1, 1_000_000) });
  return [
    actRoute(deps, {
      ...{ name: 'voucher:publishTemplate', path: '/v1/voucher-templates', tag },
      operationId: 'publishVoucherTemplate',
      written: written(VoucherTemplate, 'WrittenVoucherTemplate'),
      location: ({ id, version }) =>
        `/v1/voucher-templates/${String(id)}/versions/${String(version)}`,
    }),
    askRoute(deps, {
      ...{ name: 'voucher:scenes', path: '/v1/voucher-scenes', tag },
      ...{ operationId: 'readVoucherScenes', query: z.strictObject({ asOf: Instant.optional() }) },
    }),
    askRoute(deps, {
      ...{ name: 'voucher:template', path: '/v1/voucher-templates/{id}/versions/{version}', tag },
      ...{ operationId: 'readVoucherTemplate', params: TemplateParams },
    }),
  ];
}

const onVoucher = { tag, params: ById, inPath: ['voucher'], inputOf: asVoucher } as const;

function making(deps: Writing): Route[] {
  return [
    actRoute(deps, {
      ...{ ...onVoucher, name: 'voucher:provide', path: '/v1/vouchers/{id}/provisions' },
      operationId: 'provideVoucherData',
      description:
        'The data goes into `private`: custodians keep it, and the ledger holds a root over its fields.',
      written: written(VoucherProvision, 'WrittenVoucherProvision'),
    }),
    actRoute(deps, {
      ...{ ...onVoucher, name: 'voucher:discard', path: '/v1/vouchers/{id}/discard' },
      operationId: 'discardVoucherData',
      written: written(ProvisionDiscard, 'WrittenProvisionDiscard'),
    }),
    actRoute(deps, {
      ...{ name: 'voucher:issue', path: '/v1/vouchers', operationId: 'issueVoucher', tag },
      written: written(AssetVoucher, 'WrittenAssetVoucher'),
      location: ({ id }) => `/v1/vouchers/${String(id)}`,
    }),
    askRoute(deps, {
      ...{ name: 'voucher:read', path: '/v1/vouchers/{id}', operationId: 'readVoucher', tag },
      params: ById,
      query: z.strictObject({ asOf: Instant.optional() }),
    }),
    attestRoute(deps, {
      ...{ name: 'voucher:read', path: '/v1/vouchers/{id}/attestation', tag },
      ...{ operationId: 'attestVoucher', params: ById },
      more: { audience: Uscc.optional(), nonce: Nonce.optional() },
    }),
    askRoute(deps, {
      ...{ ...onVoucher, name: 'voucher:open', path: '/v1/vouchers/{id}/fields' },
      operationId: 'openVoucher',
    }),
  ];
}

function showing(deps: Writing): Route[] {
  return [
    actRoute(deps, {
      ...{ ...onVoucher, name: 'voucher:acknowledge', path: '/v1/vouchers/{id}/receipt' },
      operationId: 'acknowledgeVoucher',
      written: written(VoucherReceipt, 'WrittenVoucherReceipt'),
    }),
    actRoute(deps, {
      ...{ ...onVoucher, name: 'voucher:consume', path: '/v1/vouchers/{id}/uses' },
      operationId: 'consumeVoucher',
      description:
        'With what the holder signed over a nonce of yours. Of many at once one is taken.',
      written: written(VoucherUse, 'WrittenVoucherUse'),
    }),
    actRoute(deps, {
      ...{ ...onVoucher, name: 'voucher:feedback', path: '/v1/vouchers/{id}/feedback' },
      operationId: 'giveVoucherFeedback',
      written: written(VoucherFeedback, 'WrittenVoucherFeedback'),
    }),
  ];
}

function ends(deps: Writing): Route[] {
  return [
    actRoute(deps, {
      ...{ ...onVoucher, name: 'voucher:revoke', path: '/v1/vouchers/{id}/revocation' },
      operationId: 'revokeVoucher',
      written: written(VoucherRevocation, 'WrittenVoucherRevocation'),
    }),
    actRoute(deps, {
      ...{ ...onVoucher, name: 'voucher:erase', path: '/v1/vouchers/{id}/erasure' },
      operationId: 'eraseVoucher',
      written: written(VoucherTombstone, 'WrittenVoucherTombstone'),
    }),
  ];
}
