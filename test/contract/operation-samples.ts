import type { Input, Name, operationCatalogue } from '@shuquan/chaincode/model';
import { agreementRecord } from '../support/operation-records.js';
import {
  agreementInput,
  deliveryInput,
  productInput,
  schemeInput,
  statementInput,
} from '../support/operating.js';
import { OPERATOR } from '../support/parties.js';

const hex = '0'.repeat(64);
const id = 'nothing';
const ofAgreement = { agreement: id };
const term = { from: '2026-01-01', to: '2028-12-31' };
const reasons = '测试';

/** An input that its schema takes, for every name of authorised operation. */
export const operationSamples: {
  readonly [N in keyof typeof operationCatalogue & Name]: Input<N>;
} = {
  'scheme:draft': schemeInput({ id }),
  'scheme:decide': { id, outcome: 'APPROVED', reasons },
  'scheme:file': { id, filingNo: 'B-1' },
  'scheme:read': { id },
  'scheme:select': {
    ...{ id, scheme: id, operator: OPERATOR, procedure: 'PUBLIC_TENDER' },
    ...{ evidence: id, evidenceDigest: hex },
  },
  'scheme:selection': { id },
  'agreement:draft': agreementInput({ scheme: id, selection: id }, term, { id }),
  'agreement:sign': { id, textDigest: hex, termsDigest: hex },
  'agreement:file': { id, filingNo: 'B-1' },
  'agreement:suspend': { id, reasons },
  'agreement:resume': { id, reasons },
  'agreement:terminate': { id, reasons },
  'agreement:planExit': { id, effectiveOn: '2040-01-01', planDigest: hex, reasons },
  'agreement:handOver': { id, archiveDigest: hex, files: 0 },
  'agreement:closeExit': { id },
  'agreement:read': { id },
  'operation:publishScope': {
    ...{ id, ...ofAgreement, objects: '对象', content: '内容', scope: '范围' },
    documentDigest: hex,
  },
  'operation:addProduct': productInput(id, { id }),
  'operation:publishProducts': {
    ...{ id, ...ofAgreement, products: [{ product: id, usage: '信用核验' }], documentDigest: hex },
  },
  'operation:deliver': deliveryInput(id, { id }),
  'operation:linkRegistration': { product: id, lookupCode: 'ZY-511-20260210-9F86D081884C' },
  'operation:evaluate': ofAgreement,
  'operation:recordAffiliate': {
    ...{ ...ofAgreement, affiliate: OPERATOR, state: 'AFFILIATED', basis: '持股' },
  },
  'operation:product': { id },
  'operation:disclosure': { id },
  'operation:delivery': { id },
  'operation:supervise': ofAgreement,
  'revenue:state': statementInput(agreementRecord({ id, term }), { id }),
  'revenue:sign': { id, digest: hex },
  'revenue:read': { id },
  'revenue:recompute': { id },
};
