import type { grantCatalogue, Input, Name } from '@shuquan/chaincode/model';
import { scopeOf } from '../support/grant-desk.js';

const hex = '0'.repeat(64);
const id = 'nothing';
const said = { id, reasons: '测试' };
const end = { id, effectiveOn: '2027-01-01', textDigest: hex };

/** An input that its schema takes, for every name of grants. */
export const grantSamples: { readonly [N in keyof typeof grantCatalogue & Name]: Input<N> } = {
  'grant:offer': {
    ...{ id, grantee: '91510107MA7DEM0839', source: { kind: 'RIGHT', right: id } },
    ...{ scope: scopeOf('nothing'), textDigest: hex },
  },
  'grant:accept': { id, textDigest: hex, termsDigest: hex },
  'grant:decline': said,
  'grant:suspend': said,
  'grant:resume': said,
  'grant:narrow': { ...said, scope: scopeOf('nothing') },
  'grant:revoke': said,
  'grant:renounce': said,
  'grant:proposeTermination': { ...end, reasons: '测试' },
  'grant:confirmTermination': end,
  'grant:prove': { id, qualifications: ['nothing'] },
  'grant:read': { id },
  'grant:permits': { grant: id, by: '91510107MA7DEM0839', purpose: 'CREDIT_VERIFY' },
};
