import { addDays } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { OPERATOR } from '../support/parties.js';
import { Operating, revenueInputs, shares, statementInput } from '../support/operating.js';
import { actsOf } from './operation/acts.js';
import { foreignAgreement } from './operation/foreign.js';
import { periods } from './operation/periods.js';
import { contractSuite, covers, type OpenBench, type Use } from './suite.js';

/** 收益分配: reckoned here from its inputs, and signed by everybody who shares. */
export function revenueSuite(name: string, open: OpenBench): void {
  contractSuite(`revenue: ${name}`, open, (use) => {
    actsOf('revenue', use);
    describe('statement', () => {
      statements(use);
    });
    describe('days', () => {
      periods(use);
    });
    describe('signatures', () => {
      signatures(use);
    });
    covers('revenue', use);
  });
}

function statements(use: Use): void {
  it('is kept with inputs, rule and result, and can be reckoned again', async () => {
    const play = new Operating(use());
    const agreement = await play.active();
    const input = statementInput(agreement);

    const statement = await play.act('revenue:state', input, 'operator');

    expect(statement).to.deep.include({ state: 'STATED', signatures: [], inputs: revenueInputs });
    expect(statement.result.shares).to.deep.equal([
      { party: shares[0]?.party, fen: 266_640 },
      { party: OPERATOR, fen: 533_361 },
    ]);
    const recomputed = await use().ask('revenue:recompute', { id: input.id }, 'supervisor');
    expect(recomputed).to.deep.include({ holds: true, stored: input.result });
  });

  it('is refused where one fen is elsewhere, or one input is another', async () => {
    const play = new Operating(use());
    const agreement = await play.active();
    const { result } = statementInput(agreement);
    const [first, second] = result.shares;
    const moved = [
      { party: first?.party ?? '', fen: (first?.fen ?? 0) + 1 },
      { party: second?.party ?? '', fen: (second?.fen ?? 0) - 1 },
    ];
    const refuse = (over: object): Promise<string> =>
      play.refused('revenue:state', { ...statementInput(agreement), ...over }, 'operator');

    expect(await refuse({ result: { ...result, shares: moved } })).to.equal('REVENUE_MISMATCH');
    expect(await refuse({ inputs: { ...revenueInputs, costs: [] } })).to.equal('REVENUE_MISMATCH');
    expect(await refuse({ result: { ...result, inputsRoot: '0'.repeat(64) } })).to.equal(
      'REVENUE_MISMATCH',
    );
  });

  it('shares as agreed, in a period of the term, under an id that is free', async () => {
    const play = new Operating(use());
    const agreement = await play.active();
    const refuse = (over: object): Promise<string> =>
      play.refused('revenue:state', { ...statementInput(agreement), ...over }, 'operator');
    const even = shares.map(({ party }) => ({ party, basisPoints: 5_000 }));

    expect(await refuse({ inputs: { ...revenueInputs, shares: even } })).to.equal(
      'REVENUE_SHARES_DIFFER',
    );
    const period = { from: addDays(agreement.term.from, -1), to: agreement.term.from };
    expect(await refuse({ period })).to.equal('REVENUE_PERIOD_WRONG');
    expect(await refuse({ id: '13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    const { id } = await play.act('revenue:state', statementInput(agreement), 'implementer');
    expect(await refuse({ id })).to.equal('STATEMENT_EXISTS');
  });

  it('knows no fraction of a fen', async () => {
    const play = new Operating(use());
    const agreement = await play.active();
    const [income] = revenueInputs.income;
    const inputs = { ...revenueInputs, income: [{ ...income, fen: 0.5 }] };

    expect(
      await play.refused('revenue:state', { ...statementInput(agreement), inputs }, 'operator'),
    ).to.equal('INPUT_INVALID');
  });

  it('is stated by a party to the agreement', async () => {
    const play = new Operating(use());
    const agreement = await foreignAgreement(play);

    expect(await play.refused('revenue:state', statementInput(agreement), 'operator')).to.equal(
      'CALLER_FORBIDDEN',
    );
  });
}

function signatures(use: Use): void {
  it('are everybody’s who shares, each once, over the statement as it is', async () => {
    const play = new Operating(use());
    const agreement = await play.active();
    const { id, digest } = await play.act('revenue:state', statementInput(agreement), 'operator');
    const refuse = (as: string, over: object = {}): Promise<string> =>
      play.refused('revenue:sign', { id, digest, ...over }, as);

    expect(await refuse('operator', { digest: '0'.repeat(64) })).to.equal('ROOT_MISMATCH');
    expect(await refuse('holder-a')).to.equal('CALLER_FORBIDDEN');
    const first = await play.act('revenue:sign', { id, digest }, 'operator');
    expect(first.state).to.equal('STATED');
    expect(await refuse('operator')).to.equal('STATEMENT_SIGNED');
    const second = await play.act('revenue:sign', { id, digest }, 'implementer');
    expect(second.state).to.equal('SIGNED');
    expect(await use().ask('revenue:read', { id }, 'operator')).to.deep.equal(second);
    expect((await play.supervise(agreement.id)).entries.at(-1)).to.include({
      kind: 'REVENUE_SIGNED',
    });
  });

  it('and statements are shown to those who share, and to supervisors and courts for a purpose', async () => {
    const play = new Operating(use());
    const agreement = await play.active();
    const { id } = await play.act('revenue:state', statementInput(agreement), 'operator');
    const on = { kind: 'AGREEMENT' as const, id: agreement.id };

    for (const as of ['judge', 'supervisor2']) {
      expect((await use().opened('revenue:read', { id }, { on, as })).id, as).to.equal(id);
      const again = await use().opened('revenue:recompute', { id }, { on, as });
      expect(again.holds, as).to.equal(true);
    }

    expect(await use().code('revenue:read', { id }, 'holder-a')).to.equal('CALLER_FORBIDDEN');
    expect(await use().code('revenue:recompute', { id }, 'holder-a')).to.equal('CALLER_FORBIDDEN');
  });
}
