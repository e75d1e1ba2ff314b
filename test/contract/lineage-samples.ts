import type { Input, lineageCatalogue, Name } from '@shuquan/chaincode/model';
import { stepInput } from '../support/operating.js';
import { HOLDER_B } from '../support/parties.js';

const hex = '0'.repeat(64);
const id = 'nothing';
const version = { asset: id, version: 1 };
const trace = { version, depth: 1, limit: 1 };
const of = { kind: 'RIGHT', id } as const;
const affected = { kind: 'GRANT', id } as const;

/** An input that its schema takes, for every name of lineage and notices. */
export const lineageSamples: { readonly [N in keyof typeof lineageCatalogue & Name]: Input<N> } = {
  'lineage:record': stepInput({ id }),
  'lineage:derive': {
    ...{ target: version, sources: [{ version: { asset: 'other', version: 1 } }], steps: [] },
    basis: { kind: 'OWN_DATA', reference: 'own' },
  },
  'lineage:step': { id },
  'lineage:traceUp': trace,
  'lineage:traceDown': trace,
  'lineage:prov': { version, depth: 1, direction: 'UP' },
  'lineage:affected': { of, limit: 1 },
  'notice:send': {
    ...{ id, of, affected, path: [of, affected], cause: 'REVOKED', to: HOLDER_B },
    page: { count: 1, digest: hex },
  },
  'notice:acknowledge': { id, digest: hex },
  'notice:read': { id },
};
