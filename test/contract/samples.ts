import type { Input, Name } from '@shuquan/chaincode/model';
import { foundingDocument } from '@shuquan/gateway/founding/document';
import { loadPeople } from '@shuquan/network/people';
import { depositInput, members } from '../support/founded.js';
import { answerSamples } from './answer-samples.js';
import { deliverySamples } from './delivery-samples.js';
import { disputeSamples } from './dispute-samples.js';
import { grantSamples } from './grant-samples.js';
import { emergencySamples } from './emergency-samples.js';
import { marketSamples } from './market-samples.js';
import { pactSamples } from './pact-samples.js';
import { publicSamples } from './public-samples.js';
import { orderSamples } from './order-samples.js';
import { lineageSamples } from './lineage-samples.js';
import { operationSamples } from './operation-samples.js';
import { registerSamples } from './register-samples.js';
import { resourceSamples } from './resource-samples.js';
import { useSamples } from './use-samples.js';
import { voucherSamples } from './voucher-samples.js';

const hex = '0'.repeat(64);
const uscc = '91510100MA7DEM0166';
const instant = '2026-03-02T01:00:00.000Z';
const page = { limit: 1 };

/** For every name an input that its schema takes: what is refused then is the caller. */
export const samples: { readonly [N in Name]: Input<N> } = {
  'evidence:deposit': depositInput(),
  'evidence:read': { id: 'nothing' },
  'evidence:findByDigest': { algorithm: 'SM3', hex, ...page },
  'evidence:history': { id: 'nothing', ...page },
  'evidence:erase': { id: 'nothing', reason: 'UNLAWFUL', legalBasis: 'PIPL 47' },
  'evidence:payload': { id: 'nothing' },
  'party:register': { uscc, type: 'LEGAL_PERSON', name: '示例' },
  'party:verify': { uscc, credentialCommitment: hex },
  'party:suspend': { uscc, reason: '测试' },
  'party:exit': { uscc, reason: '测试' },
  'party:read': { uscc },
  'party:history': { uscc, ...page },
  'party:qualify': {
    ...{ uscc, id: 'nothing', code: 'DATA_MERCHANT', documentDigest: hex },
    ...{ validFrom: instant, validTo: '2027-03-02T01:00:00.000Z' },
  },
  'party:withdrawQualification': { uscc, id: 'nothing', reason: '测试' },
  'party:qualifications': { uscc, asOf: instant, ...page },
  'party:registrar': { uscc },
  'beacon:propose': { number: 1, time: instant, height: 1, headerHash: hex },
  'beacon:confirm': { number: 1, proposer: 'RegistryMSP', digest: hex },
  'beacon:read': { number: 1 },
  'beacon:latest': {},
  'beacon:covering': { height: 1 },
  'governance:found': foundingDocument(loadPeople(), members, {
    channel: 'shuquan',
    purpose: 'TEST',
  }),
  'governance:ratify': { digest: hex },
  'governance:propose': {
    id: 'nothing',
    change: { kind: 'ROLE', value: { role: 'court', msps: ['CourtMSP'] } },
    reason: '测试',
  },
  'governance:approve': { id: 'nothing', digest: hex },
  'governance:reject': { id: 'nothing' },
  'governance:proposal': { id: 'nothing' },
  'governance:settings': { kind: 'ROLE', ...page },
  'codelist:publish': {
    document: {
      ...{ kind: 'CODES', listId: 'LIST', version: 1, basis: '测试', retired: [] },
      entries: [{ code: 'AA', zh: '甲', en: 'First' }],
    },
    signature: 'A'.repeat(96),
  },
  'codelist:read': { listId: 'LIST', version: 1 },
  'codelist:versions': { listId: 'LIST', ...page },
  ...orderSamples,
  ...emergencySamples,
  'public:digest': { algorithm: 'SM3', hex },
  'public:certificate': { no: 'SJ5112027030001' },
  ...registerSamples,
  ...publicSamples,
  ...resourceSamples,
  ...voucherSamples,
  ...operationSamples,
  ...lineageSamples,
  ...deliverySamples,
  ...useSamples,
  ...grantSamples,
  ...disputeSamples,
  ...pactSamples,
  ...answerSamples,
  ...marketSamples,
};
