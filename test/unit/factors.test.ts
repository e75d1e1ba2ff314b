import { canonicalize, type QualificationFacts } from '@shuquan/chaincode/model';
import { factorsOf } from '@shuquan/verifier';
import { expect } from 'chai';
import { depositRecord, mlps, paper, platformAt, standing } from '../support/court-ground.js';
import { REG1 } from '../support/parties.js';

const crypto = (conclusion: 'CONFORMS' | 'DOES_NOT_CONFORM'): QualificationFacts => ({
  ...{ ...paper, id: 'PQ-3', kind: 'CRYPTO_EVALUATION', conclusion, reportNo: '密评2026-1' },
});
type Standing = Parameters<typeof platformAt>[0][number];

/** What is said of one kind of qualification at the deposit. */
function told(name: string, standings: readonly Standing[], truncated = false): string {
  const answers = [
    ['platform:at', platformAt(standings, truncated)],
    ['evidence:read', { record: depositRecord, status: 'DEPOSITED', supersededBy: [] }],
  ].map(([transaction, value]) => ({ transaction, value: canonicalize(value) }));
  const found = factorsOf(answers as never).find(({ fact }) => fact.includes(name));
  return `${found?.status ?? '?'} ${found?.detail ?? '?'}`;
}

describe('the platform at the time of a deposit', () => {
  it('is shown with its number, its level, its days, and who confirmed it', () => {
    expect(told('等保', [standing(mlps())])).to.equal(
      `PROVEN shuquan: 等保第3级 51010000000-00001, valid 2026-01-01 to 2026-12-31, confirmed by ${REG1}.`,
    );
    const { platform, documentDigest, evidence, validFrom } = paper;
    const open = {
      ...{ platform, documentDigest, evidence, validFrom },
      ...{ id: 'PQ-1', kind: 'FILING' as const, filingNo: '示例备1号' },
    };
    expect(told('备案', [standing(open)])).to.contain(
      '备案号 示例备1号, valid 2026-01-01 to no last',
    );
  });

  it('is stated where it was put on record afterwards, or nobody confirmed it', () => {
    const late = standing(mlps(), { onRecordThen: false });

    expect(told('等保', [late])).to.match(/^STATED .*after the deposit/);
    expect(told('等保', [late, standing(mlps({ id: 'PQ-4' }))]), 'the better one').to.match(
      /^PROVEN/,
    );
    const said = standing(mlps(), { status: 'UNCONFIRMED', onRecordThen: false });
    expect(told('等保', [said])).to.match(/^STATED .*nobody confirmed it/);
  });

  it('is not proven in a gap, which is named, nor by an evaluation that it failed', () => {
    expect(told('等保', [standing(mlps(), { status: 'EXPIRED' })])).to.match(
      /^NOT_PROVEN .*to 2026-12-31: EXPIRED\.$/,
    );
    expect(told('密评', [standing(crypto('CONFORMS'))])).to.match(/^PROVEN .*密评2026-1 CONFORMS/);
    expect(told('密评', [standing(crypto('DOES_NOT_CONFORM'))])).to.match(/^NOT_PROVEN/);
  });

  it('is not said to be absent where the answer could not name all', () => {
    expect(told('备案', [])).to.equal('NOT_PROVEN None is on record.');
    expect(told('备案', [], true)).to.match(/among those that the answer names/);
  });
});
