import type { deliveryCatalogue, Input, Name } from '@shuquan/chaincode/model';
import { dispatchTerms, freshEnds, range, ROOT } from '../support/deliveries.js';

const hex = '0'.repeat(64);
/** Of the right form, and of nobody. */
const signature = '3006020101020101';
const signed = { key: freshEnds().sender.key, signedAt: '2026-11-03T01:00:00.000Z', signature };
const about = { delivery: 'nothing', dispatch: hex, ...signed };

/** An input that its schema takes, for every name of deliveries. */
export const deliverySamples: { readonly [N in keyof typeof deliveryCatalogue & Name]: Input<N> } =
  {
    'delivery:bindKey': signed,
    'delivery:dropKey': { holder: hex },
    'delivery:dispatch': { ...dispatchTerms({ id: 'nothing', grant: 'nothing' }), ...signed },
    'delivery:arrive': about,
    'delivery:acknowledge': {
      ...about,
      ...{ root: ROOT, chunks: 3, accepted: [range(1, 3)], missing: [] },
    },
    'delivery:dispute': { ...about, chunk: 1, claim: 'NOT_RECEIVED', evidence: [] },
    'delivery:answer': { ...about, dispute: 1, answer: 'CONTESTED', evidence: [] },
    'delivery:read': { id: 'nothing' },
    'delivery:refusals': { grant: 'nothing', limit: 1 },
  };
