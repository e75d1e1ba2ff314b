import type { fusionCatalogue, Input, Name, pactCatalogue } from '@shuquan/chaincode/model';

const hex = '0'.repeat(64);
const id = 'nothing';
const seen = { terms: hex, textDigest: hex };
const [one, other] = ['91510100MA7DEM0166', '91510700MA7DEM059J'];
const data = { asset: 'nothing', version: 1 };

/** An input that its schema takes, for every name of pacts and of fusion projects. */
export const pactSamples: {
  readonly [N in keyof (typeof pactCatalogue & typeof fusionCatalogue) & Name]: Input<N>;
} = {
  'pact:propose': { id, first: id, second: id, ...seen },
  'pact:agree': { id, ...seen },
  'pact:decline': { id, reasons: '测试' },
  'pact:terms': { first: id, second: id },
  'pact:read': { id },
  'fusion:propose': {
    ...{ id, name: '融合', participants: [one, other], agreed: [] },
    inputs: [
      { participant: one, data },
      { participant: other, data },
    ],
  },
  'fusion:agree': { id, digest: hex },
  'fusion:decline': { id, reasons: '测试' },
  'fusion:read': { id },
};
