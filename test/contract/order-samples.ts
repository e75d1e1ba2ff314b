import type { encumbranceCatalogue, Input, Name, orderCatalogue } from '@shuquan/chaincode/model';
import { COURT, HOLDER_A, HOLDER_B } from '../support/parties.js';

const documentDigest = '0'.repeat(64);
const document = { caseNo: '（2026）川01执保1号', documentDigest };
const onRight = { kind: 'RIGHT' as const, id: 'nothing' };
const ofOrder = { id: 'nothing', on: [onRight], ...document };
const until = '2030-03-02T01:00:00.000Z';
const page = { limit: 1 };

/** An input that its schema takes, for every name about orders and encumbrances. */
export const orderSamples: {
  readonly [N in keyof (typeof orderCatalogue & typeof encumbranceCatalogue) & Name]: Input<N>;
} = {
  'order:freeze': { ...ofOrder, blocks: ['DISPOSE'], until },
  'order:unfreeze': ofOrder,
  'order:renew': { ...ofOrder, until },
  'order:handOver': { ...ofOrder, to: COURT },
  'order:cancel': { id: 'nothing', rights: ['nothing'], ...document },
  'order:transfer': { id: 'nothing', rights: ['nothing'], to: HOLDER_B, ...document },
  'order:award': { id: 'nothing', rights: [], demands: [], findings: '测试', ...document },
  'order:execute': { id: 'nothing', by: { kind: 'CASE', id: 'nothing' } },
  'order:read': { id: 'nothing' },
  'control:impose': { ...ofOrder, blocks: ['USE'], until },
  'control:lift': ofOrder,
  'control:renew': { ...ofOrder, until },
  'pledge:propose': {
    ...{ id: 'nothing', right: 'nothing', pledgee: HOLDER_B, registerNo: 'ZDW-1' },
    ...{ documentDigest, blocks: [] },
  },
  'pledge:confirm': { id: 'nothing', right: 'nothing', documentDigest },
  'pledge:release': { id: 'nothing', right: 'nothing', documentDigest },
  'encumbrance:ofRight': { right: 'nothing' },
  'encumbrance:orders': { on: onRight },
  'encumbrance:ofParty': { party: HOLDER_A, list: 'RIGHTS', ...page },
};
