import type { Input, masterCatalogue, Name, personalInfoCatalogue } from '@shuquan/chaincode/model';
import { entryInput } from '../support/catalog-samples.js';
import { HOLDER_A, IMPLEMENTING_BODY } from '../support/parties.js';

const hex = '0'.repeat(64);
const ofId = { id: 'nothing' };
const ofMonth = { department: IMPLEMENTING_BODY, month: '202603' };
const page = { limit: 1 };
const term = { from: '2026-01-01', to: '2099-12-31' };
const use = { catalogNo: 'nothing', recipient: HOLDER_A, purpose: 'CREDIT_VERIFY' };
const reasons = '测试';

type Ours = keyof typeof masterCatalogue | keyof typeof personalInfoCatalogue;

/** An input that its schema takes, for every name of the master catalogue and around it. */
export const publicSamples: { readonly [N in Ours & Name]: Input<N> } = {
  'catalog:upsert': entryInput({ catalogNo: 'nothing' }),
  'catalog:retire': { catalogNo: 'nothing', reason: '测试' },
  'catalog:read': { catalogNo: 'nothing' },
  'catalog:history': { catalogNo: 'nothing', ...page },
  'catalog:version': { catalogNo: 'nothing', version: 1 },
  'catalogmonth:seal': ofMonth,
  'catalogmonth:propose': ofMonth,
  'catalogmonth:approve': { ...ofMonth, digest: hex },
  'catalogmonth:read': ofMonth,
  'catalogmonth:diff': { department: IMPLEMENTING_BODY, from: '202602', to: '202603', page: 1 },
  'catalogmonth:proof': { ...ofMonth, catalogNo: 'nothing' },
  'survey:open': { ...ofId, title: '政务数据调查', basis: '测试' },
  'survey:answer': { ...ofId, listDigest: hex, entries: 1 },
  'survey:close': ofId,
  'survey:read': ofId,
  'correction:file': { ...ofId, catalogNo: 'nothing', version: 1, description: '地址有误' },
  'correction:assign': ofId,
  'correction:correct': { ...ofId, version: 2 },
  'correction:reject': { ...ofId, reasons },
  'correction:close': ofId,
  'correction:read': ofId,
  'sharing:request': { ...ofId, catalogNo: 'nothing', purpose: 'CREDIT_VERIFY', term },
  'sharing:decide': { ...ofId, outcome: 'APPROVED', reasons },
  'sharing:record': { ...ofId, deliveryDigest: hex },
  'sharing:read': ofId,
  'sharing:consent': { ...ofId, ...use, term },
  'sharing:withdraw': { ...use, reason: '测试' },
  'sharing:consented': use,
  'backflow:request': {
    ...{ ...ofId, upstreamSystem: 'SYS-TAX', upstream: IMPLEMENTING_BODY, description: '测试' },
    ...{ purpose: '支撑基层用数', onwardUse: 'BANNED' },
  },
  'backflow:decide': { ...ofId, outcome: 'APPROVED', reasons },
  'backflow:deliver': { ...ofId, batchDigest: hex, rows: 1 },
  'backflow:ack': { ...ofId, receivedDigest: hex },
  'backflow:read': ofId,
  'opening:review': { ...ofId, catalogNo: 'nothing', outcome: 'APPROVED', reasons },
  'opening:publish': {
    ...{ ...ofId, review: 'nothing', category: 'ENTERPRISE', licence: 'OPEN_V1' },
    licenceDigest: hex,
  },
  'opening:grant': {
    ...{ ...ofId, kind: 'DIRECTED_OPEN', review: 'nothing', recipients: [HOLDER_A] },
    ...{ purposes: ['CREDIT_VERIFY'], term, licenceDigest: hex },
  },
  'opening:revoke': { ...ofId, reasons },
  'opening:deliver': {
    ...{ ...ofId, grant: 'nothing', recipient: HOLDER_A, purpose: 'CREDIT_VERIFY' },
    deliveryDigest: hex,
  },
  'opening:decision': ofId,
  'opening:set': ofId,
  'opening:granted': ofId,
  'opening:deliveries': { grant: 'nothing', ...page },
  'attestation:issue': {
    ...{ ...ofId, kind: 'COMPLIANCE', subject: 'nothing@1', qualification: 'nothing' },
    ...{ reportDigest: hex, conclusion: '合规', validFrom: '2026-01-01', validTo: '2099-12-31' },
  },
  'attestation:withdraw': { ...ofId, reason: '测试' },
  'attestation:read': ofId,
  'attestation:stages': { subject: 'nothing@1' },
  'attestation:list': { kind: 'COMPLIANCE', subject: 'nothing@1', ...page },
  'audit:require': { party: HOLDER_A, basis: '测试' },
  'audit:report': page,
  'complaint:file': { ...ofId, about: HOLDER_A, matter: '超范围收集', anonymous: hex },
  'complaint:investigate': ofId,
  'complaint:decide': { ...ofId, outcome: 'UPHELD', reasons },
  'complaint:read': ofId,
  'complaint:contact': ofId,
  'incident:report': {
    ...{ ...ofId, kind: 'LEAK', description: '测试', occurredOn: '2026-03-02', affected: 0 },
  },
  'incident:contain': { ...ofId, findings: '测试' },
  'incident:close': { ...ofId, findings: '测试' },
  'incident:read': { ...ofId, ...page },
};
