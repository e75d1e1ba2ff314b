import type { emergencyCatalogue, Input, Name } from '@shuquan/chaincode/model';

const documentDigest = '0'.repeat(64);
const id = 'nothing';
const on = { kind: 'RIGHT' as const, id };

/** An input that its schema takes, for every name of emergencies and of the shared feed. */
export const emergencySamples: {
  readonly [N in keyof typeof emergencyCatalogue & Name]: Input<N>;
} = {
  'emergency:suspend': {
    ...{ id, on, incident: id, reason: 'DATA_LEAK', documentDigest, qualification: id },
    until: '2030-03-02T01:00:00.000Z',
  },
  'emergency:cosign': { id, documentDigest, qualification: id },
  'emergency:lift': { id, documentDigest, reasons: '已处置' },
  'emergency:on': { on },
  'emergency:file': { id },
  'supervision:publish': { of: on, cause: 'REVOKED', documentDigest },
  'supervision:feed': { from: 1, limit: 1 },
};
