import type { Input, Name, useCatalogue } from '@shuquan/chaincode/model';

const hex = '0'.repeat(64);
const id = 'nothing';
const said = { id, grant: id, purpose: 'CREDIT_VERIFY' };

/** An input that its schema takes, for every name of uses and runs. */
export const useSamples: { readonly [N in keyof typeof useCatalogue & Name]: Input<N> } = {
  'use:record': said,
  'use:read': { id },
  'use:quota': { grant: id },
  'use:drift': { grantee: '91510107MA7DEM0839', from: '2026-01-05', weeks: 1 },
  'compute:register': { digest: hex, name: '示例算法', outputTypes: ['CREDIT_VERDICT'] },
  'compute:algorithm': { digest: hex },
  'compute:run': {
    ...{ ...said, inputs: [{ asset: id, version: 1 }], algorithm: hex, policyDigest: hex },
    output: { digest: hex, type: 'CREDIT_VERDICT' },
  },
  'compute:read': { id },
  'compute:review': { run: id, digest: hex, verdict: 'APPROVED', findings: '符合' },
  'compute:release': { run: id },
};
