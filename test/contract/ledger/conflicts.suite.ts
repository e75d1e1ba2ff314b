import { recordDigest, type TimePolicy } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { depositInput, members, unique } from '../../support/founded.js';
import { codeOf, rejected } from '../../support/rejected.js';
import type { Use } from '../ledger.suite.js';

/** Fabric’s MVCC: what was read must be as it was when the transaction’s turn comes. */
export function conflicts(use: Use): void {
  const deposit = (id: string, size: number) => {
    const input = { ...depositInput({ id }), size };
    return use().propose('holder-a', ['evidence:deposit', JSON.stringify(input)]);
  };

  it('lets one of two writers of one key win', async () => {
    const ground = use();
    const id = unique('ev');
    const first = await ground.endorse('holder-a', deposit(id, 1));
    const second = await ground.endorse('holder-a', deposit(id, 2));

    await ground.commit('holder-a', first);
    const err = await rejected(ground.commit('holder-a', second));

    expect(err.code).to.equal('LEDGER_CONFLICT');
    expect(err.params).to.include({ txId: second.txId, validationCode: 11 });
    const { record } = await ground.ledger.evaluate('evidence:read', { id }, ground.as('judge'));
    expect(record.size).to.equal(1);
  });

  it('takes exactly one of many who want the same id at once', async () => {
    const ground = use();
    const input = depositInput();

    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        ground.ledger.submit('evidence:deposit', input, ground.as('holder-a')),
      ),
    );

    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.length).to.equal(5);
    for (const { reason } of refused) expect(reason).to.have.property('code', 'EVIDENCE_EXISTS');
  });

  it('tries again for a loser who can still succeed', async () => {
    const ground = use();
    const { ledger } = ground;
    const id = unique('change');
    const { items } = await ledger.evaluate(
      'governance:settings',
      { kind: 'TIME', limit: 1 },
      ground.as('judge'),
    );
    const value = items[0]?.value as TimePolicy;
    const change = { kind: 'TIME' as const, value };
    const input = { id, change, reason: '测试' };
    await ledger.submit('governance:propose', input, ground.as('registry-official'));
    const vote = { id, digest: recordDigest(change) };

    await Promise.all(
      ['authority-official', 'court-official'].map((official) =>
        ledger.submit('governance:approve', vote, ground.as(official)),
      ),
    );

    const proposal = await ledger.evaluate('governance:proposal', { id }, ground.as('judge'));
    expect(proposal.state).to.equal('ADOPTED');
    expect(proposal.votes.map(({ mspId }) => mspId)).to.have.members(members);
  });

  it('finds a key that appeared in a range that was read', async () => {
    const ground = use();
    const range = unique('range');
    const count = await ground.probe('count', `${range}-`, `${range}-~`, `${range}=`);
    const added = await ground.probe('put', `${range}-new`, '1');

    await ground.commit('holder-a', added);
    const err = await rejected(ground.commit('holder-a', count));

    expect(err.code).to.equal('LEDGER_CONFLICT');
    expect(err.params).to.include({ txId: count.txId, validationCode: 12 });
  });

  it('finds a key that vanished from a range that was read', async () => {
    const ground = use();
    const range = unique('range');
    await ground.commit('holder-a', await ground.probe('put', `${range}-old`, '1'));
    const count = await ground.probe('count', `${range}-`, `${range}-~`, `${range}=`);

    await ground.commit('holder-a', await ground.probe('remove', `${range}-old`));

    expect(await codeOf(ground.commit('holder-a', count))).to.equal('LEDGER_CONFLICT');
  });

  it('commits a range read that nobody disturbed', async () => {
    const ground = use();
    const range = unique('range');
    await ground.commit('holder-a', await ground.probe('put', `${range}-1`, '1'));

    const count = await ground.probe('count', `${range}-`, `${range}-~`, `${range}=`);

    expect((await ground.commit('holder-a', count)).value).to.equal(1);
  });

  it('takes a transaction once: endorsed or sent again it is a duplicate', async () => {
    const ground = use();
    const proposal = deposit(unique('ev'), 1);
    const endorsed = await ground.endorse('holder-a', proposal);
    await ground.commit('holder-a', endorsed);

    expect(await codeOf(ground.commit('holder-a', endorsed))).to.equal('TRANSACTION_DUPLICATE');
    expect(await codeOf(ground.endorse('holder-a', proposal))).to.equal('TRANSACTION_DUPLICATE');
  });
}
