import { expect } from 'chai';
import { depositInput, unique } from '../../support/founded.js';
import { codeOf, rejected } from '../../support/rejected.js';
import type { Use } from '../ledger.suite.js';

/** What is read is what was committed, and what failed was never there. */
export function commits(use: Use): void {
  it('reads back what it committed, with transaction and block', async () => {
    const ground = use();
    const { ledger } = ground;
    const input = depositInput();

    const { value, txId, block } = await ledger.submit(
      'evidence:deposit',
      input,
      ground.as('holder-a'),
    );

    const { record } = await ledger.evaluate('evidence:read', { id: input.id }, ground.as('judge'));
    expect(record).to.deep.equal(value);
    expect(record).to.include({ id: input.id, txId });
    expect((await ledger.info()).height > block).to.equal(true);
  });

  it('reads committed state only: an endorsed transaction shows nothing yet', async () => {
    const ground = use();
    const { id, ...rest } = depositInput();
    const read = () => ground.ledger.evaluate('evidence:read', { id }, ground.as('holder-a'));
    const input = JSON.stringify({ id, ...rest });
    const endorsed = await ground.endorse(
      'holder-a',
      ground.propose('holder-a', ['evidence:deposit', input]),
    );

    expect(await codeOf(read())).to.equal('EVIDENCE_NOT_FOUND');

    await ground.commit('holder-a', endorsed);
    expect((await read()).record.id).to.equal(id);
  });

  it('answers a read after a write in one transaction with what was there before', async () => {
    const ground = use();
    const key = unique('key');
    await ground.commit('holder-a', await ground.probe('put', key, 'first'));

    const endorsed = await ground.probe('overwrite', key, 'second');

    expect(endorsed.value).to.equal('first');
    await ground.commit('holder-a', endorsed);
    expect((await ground.probe('get', key)).value).to.equal('second');
  });

  it('carries a refusal across with its code and params', async () => {
    const ground = use();
    const { ledger } = ground;

    const err = await rejected(
      ledger.evaluate('evidence:read', { id: 'nothing-here' }, ground.as('judge')),
    );

    expect(err).to.deep.include({ code: 'EVIDENCE_NOT_FOUND', params: { key: ['nothing-here'] } });
  });

  it('carries the pointers of a wrong input across', async () => {
    const ground = use();
    const { ledger } = ground;
    const input = { ...depositInput(), size: -1 };

    const err = await rejected(ledger.submit('evidence:deposit', input, ground.as('holder-a')));

    expect(err.code).to.equal('INPUT_INVALID');
    expect(err.params['issues']).to.have.nested.property('[0].pointer', '/size');
  });

  it('changes nothing when a contract refuses', async () => {
    const ground = use();
    const { ledger } = ground;
    const input = depositInput();
    await ledger.submit('evidence:deposit', input, ground.as('holder-a'));
    const before = await ledger.info();

    const again = ledger.submit('evidence:deposit', { ...input, size: 7 }, ground.as('holder-a'));

    expect(await codeOf(again)).to.equal('EVIDENCE_EXISTS');
    expect((await ledger.info()).height).to.equal(before.height);
    const view = await ledger.evaluate('evidence:read', { id: input.id }, ground.as('holder-a'));
    expect(view.record.size).to.equal(input.size);
  });

  it('changes nothing when a contract fails after it wrote', async () => {
    const ground = use();
    const key = unique('key');

    const err = await rejected(ground.probe('fail', key));

    expect(err).to.deep.include({ code: 'CALLER_FORBIDDEN', params: { key } });
    const before = await ground.ledger.info();
    await ground.commit('holder-a', await ground.probe('put', unique('other'), '1'));
    expect((await ground.ledger.info()).height).to.equal(before.height + 1n);
  });

  it('refuses a page in a transaction that writes', async () => {
    const start = unique('range');

    await rejected(use().probe('pageAndPut', start, `${start}~`));
  });

  it('refuses a transaction that the contracts do not have', async () => {
    const ground = use();
    const proposal = ground.propose('holder-a', ['evidence:forge', '{}']);

    await rejected(ground.endorse('holder-a', proposal));
  });

  it('gives every concurrent writer of its own record a block', async () => {
    const ground = use();
    const { ledger } = ground;
    const inputs = Array.from({ length: 20 }, () => depositInput());

    const done = await Promise.all(
      inputs.map((input) => ledger.submit('evidence:deposit', input, ground.as('holder-a'))),
    );

    expect(done.map(({ value }) => value.id)).to.deep.equal(inputs.map(({ id }) => id));
    expect(new Set(done.map(({ txId }) => txId)).size).to.equal(20);
  });
}
