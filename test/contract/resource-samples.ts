import type { Input, Name, resourceCatalogue } from '@shuquan/chaincode/model';

const hex = '0'.repeat(64);
const data = { asset: 'nothing', version: 1 };
const lookupCode = 'ZY-511-20260210-000000000000';

/** An input that its schema takes, for every name of the register of public data resources. */
export const resourceSamples: { readonly [N in keyof typeof resourceCatalogue & Name]: Input<N> } =
  {
    'resource:assignCode': { case: 'nothing' },
    'resource:update': { case: 'nothing' },
    'resource:read': { lookupCode },
    'consistency:refer': {
      ...{ id: 'nothing', data, kind: 'PLEDGE', number: '0'.repeat(20), documentDigest: hex },
    },
    'consistency:end': { id: 'nothing', documentDigest: hex },
    'consistency:answer': { lookupCode },
    'consistency:check': { id: 'nothing', lookupCode },
    'consistency:read': { id: 'nothing' },
    'resource:of': { data, limit: 1 },
  };
