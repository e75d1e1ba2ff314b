import type { Input, marketCatalogue, Name } from '@shuquan/chaincode/model';

const hex = '0'.repeat(64);
const id = 'nothing';
const [uscc, other] = ['91510100MA7DEM0166', '91510100MA7DEM032U'];
const subject = { kind: 'RIGHT', right: id } as const;
const term = { from: '2026-01-01', to: '2026-12-31' };
const terms = { subject, mode: 'NON_EXCLUSIVE', term, text: hex } as const;
const asking = {
  ...({ seller: uscc, venue: 'ON_EXCHANGE', terms, audience: other } as const),
  nonce: '0'.repeat(32),
};
const said = { id, reasons: '测试' };

/** An input that its schema takes, for every name of the market. */
export const marketSamples: { readonly [N in keyof typeof marketCatalogue & Name]: Input<N> } = {
  'check:evaluate': asking,
  'check:submit': asking,
  'check:read': { txId: hex },
  'listing:disclose': { id, subject, fields: [{ name: 'PRICE', digest: hex }] },
  'listing:acknowledge': { disclosure: id, digest: hex },
  'listing:apply': { id, exchange: other, terms },
  'listing:list': { id, check: hex, nonce: '0'.repeat(32) },
  'listing:suspend': said,
  'listing:resume': said,
  'listing:delist': said,
  'listing:read': { id },
  'listing:disclosure': { id },
  'admission:decide': {
    ...{ id, subject },
    groups: [
      {
        group: 'SOURCE_LAWFUL',
        checks: [
          {
            ...{ item: 'SOURCE', findings: '属实' },
            outcome: 'PASS',
            evidence: [{ kind: 'EVIDENCE', id }],
          },
        ],
      },
    ],
  },
  'admission:read': { id },
  'affiliate:declare': { first: uscc, second: other, relation: 'CONTROLS', documentDigest: hex },
  'affiliate:end': { first: uscc, second: other, documentDigest: hex },
  'affiliate:read': { first: uscc, second: other },
  'mandate:give': { id, broker: uscc, powers: ['LIST'], term, qualification: id },
  'mandate:end': said,
  'mandate:read': { id },
  'custody:entrust': {
    ...({ id, data: { asset: id, version: 1 }, custodian: uscc, qualification: id } as const),
    ...({ location: 'OFFLINE_MEDIA', term, answerDays: 5, commitments: [] } as const),
  },
  'custody:take': { id, digests: { 'SHA-256': hex, SM3: hex } },
  'custody:challenge': { id, nonce: hex },
  'custody:prove': { id, number: 1, answer: hex },
  'custody:release': { id, ending: 'RETURNED', reasons: '测试', documentDigest: hex },
  'custody:read': { id },
  'custody:own': { limit: 1 },
  'deal:propose': { id, buyer: uscc, terms, order: hex, amount: hex, contract: hex },
  'deal:accept': { id, disclosure: hex },
  'deal:settle': { id, order: hex, amount: hex, receipt: hex, delivery: id },
  'deal:read': { id },
  'foreign:present': { id, realm: 'CQ', right: id, envelope: 'AAAA' },
  'foreign:read': { id },
};
