import {
  type CertificateView,
  type Encumbrance,
  publicCertificate,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';

const from = '2027-03-01T01:00:00.000Z';
const order = (id: string, over: Partial<Encumbrance> = {}): Encumbrance => ({
  ...{ kind: 'FREEZE', id, right: 'R1', on: { kind: 'PARTY', id: '91510100MA7DEM0166' } },
  ...{ status: 'ATTACHED', blocks: ['DISPOSE'], from, by: '11510000MB1DEM0C1A' },
  ...over,
});

describe('what the public sees of encumbrances', () => {
  const shown = (encumbrances: readonly Encumbrance[]): object => {
    // The rest of a view does not bear on them.
    const view = {
      ...{ certificate: {}, description: { description: {} }, rights: [], status: 'FROZEN' },
      ...{ lastValidDay: '2032-03-01', encumbrances },
    } as unknown as CertificateView;
    return publicCertificate(view, { names: new Map(), withheld: true }).encumbrances;
  };

  it('is kind and time of what binds now, and neither whose it is nor its case', () => {
    const until = '2028-03-01T01:00:00.000Z';

    expect(shown([order('O-1', { until, caseNo: '（2027）川01财保1号' })])).to.deep.equal([
      { kind: 'FREEZE', from, until },
    ]);
  });

  it('is nothing of what waits, missed or ended', () => {
    const over = (['QUEUED', 'MISSED', 'EXPIRED', 'LIFTED'] as const).map((status) =>
      order(status, { status }),
    );

    expect(shown(over)).to.deep.equal([]);
  });

  it('says once what stands against several rights', () => {
    expect(shown([order('O-1'), order('O-1', { right: 'R2' }), order('O-2')])).to.have.length(2);
  });
});
