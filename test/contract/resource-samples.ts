import type { Input, Name, resourceCatalogue } from '@shuquan/chaincode/model';

const lookupCode = 'ZY-511-20260210-000000000000';

/** An input that its schema takes, for every name of the register of public data resources. */
export const resourceSamples: { readonly [N in keyof typeof resourceCatalogue & Name]: Input<N> } =
  {
    'resource:assignCode': { case: 'nothing' },
    'resource:update': { case: 'nothing' },
    'resource:read': { lookupCode },
    'resource:of': { data: { asset: 'nothing', version: 1 }, limit: 1 },
  };
