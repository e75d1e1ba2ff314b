import { organizationCheckCharacter, usccCheckCharacter } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { depositInput, unique } from '../../support/founded.js';
import { codeOf } from '../../support/rejected.js';
import type { Use } from '../ledger.suite.js';

/** Lists come a page at a time, histories newest first. */
export function pages(use: Use): void {
  const digest = (): string =>
    Buffer.from(unique('digest').padEnd(32)).toString('hex').slice(0, 64);

  it('gives a list in pages that leave nothing out and repeat nothing', async () => {
    const ground = use();
    const { ledger } = ground;
    const digests = { 'SHA-256': digest(), SM3: digest() };
    const inputs = Array.from({ length: 5 }, () => depositInput({ digests }));
    await Promise.all(
      inputs.map((input) => ledger.submit('evidence:deposit', input, ground.as('holder-a'))),
    );
    const query = { algorithm: 'SM3' as const, hex: digests.SM3, limit: 2 };

    const found: string[][] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await ledger.evaluate(
        'evidence:findByDigest',
        { ...query, ...(cursor === undefined ? {} : { cursor }) },
        ground.as('judge'),
      );
      found.push(page.items.map(({ record }) => record.id));
      cursor = page.next;
    }

    expect(found.map((page) => page.length)).to.deep.equal([2, 2, 1]);
    expect(found.flat()).to.have.members(inputs.map(({ id }) => id));
  });

  it('answers a digest nobody deposited with an empty page', async () => {
    const ground = use();
    const query = { algorithm: 'SHA-256' as const, hex: digest(), limit: 10 };

    const page = await ground.ledger.evaluate('evidence:findByDigest', query, ground.as('judge'));

    expect(page).to.deep.equal({ items: [] });
  });

  it('refuses pages of no or too many records, and another query’s cursor', async () => {
    const ground = use();
    const ask = (more: object) =>
      ground.ledger.evaluate(
        'evidence:findByDigest',
        { algorithm: 'SM3', hex: digest(), limit: 1, ...more },
        ground.as('judge'),
      );
    const cursor = Buffer.from('\u0000evidence\u0000x\u0000').toString('base64url');

    expect(await codeOf(ask({ limit: 0 }))).to.equal('INPUT_INVALID');
    expect(await codeOf(ask({ limit: 101 }))).to.equal('INPUT_INVALID');
    expect(await codeOf(ask({ cursor }))).to.equal('CURSOR_INVALID');
  });

  it('tells a record’s events newest first', async () => {
    const ground = use();
    const { ledger } = ground;
    const first = depositInput();
    const second = depositInput({ previous: first.id });
    const one = await ledger.submit('evidence:deposit', first, ground.as('holder-a'));
    const two = await ledger.submit('evidence:deposit', second, ground.as('holder-a'));

    const { items } = await ledger.evaluate(
      'evidence:history',
      { id: first.id, limit: 10 },
      ground.as('judge'),
    );

    expect(items.map(({ event, txId }) => [event, txId])).to.deep.equal([
      ['SUPERSEDED', two.txId],
      ['DEPOSITED', one.txId],
    ]);
    const view = await ledger.evaluate('evidence:read', { id: first.id }, ground.as('judge'));
    expect(view).to.deep.include({ status: 'SUPERSEDED', supersededBy: [second.id] });
  });

  it('tells a key’s versions newest first, a page at a time', async () => {
    const ground = use();
    const { ledger } = ground;
    const registrar = ground.as('registrar1');
    const uscc = usccOf();
    const txIds: string[] = [];
    const party = { uscc, type: 'LEGAL_PERSON' as const, name: '测试有限公司' };
    const credentialCommitment = digest();
    txIds.unshift((await ledger.submit('party:register', party, registrar)).txId);
    const verify = { uscc, credentialCommitment };
    txIds.unshift((await ledger.submit('party:verify', verify, registrar)).txId);
    const suspend = { uscc, reason: '年检未通过' };
    txIds.unshift((await ledger.submit('party:suspend', suspend, registrar)).txId);

    const whole = await ledger.evaluate('party:history', { uscc, limit: 3 }, registrar);
    const start = await ledger.evaluate('party:history', { uscc, limit: 1 }, registrar);
    const rest = await ledger.evaluate(
      'party:history',
      { uscc, limit: 5, cursor: start.next ?? '' },
      registrar,
    );

    expect(whole.items.map(({ txId }) => txId)).to.deep.equal(txIds);
    expect(whole.items.map(({ party: { state } }) => state)).to.deep.equal([
      'SUSPENDED',
      'VERIFIED',
      'UNVERIFIED',
    ]);
    expect([...start.items, ...rest.items]).to.deep.equal(whole.items);
  });
}

/** A fresh code with right check characters, of an organisation made up for tests. */
function usccOf(): string {
  const body = String(Math.floor(Math.random() * 1e8)).padStart(8, '0');
  const first = `91510100${body}${organizationCheckCharacter(body)}`;
  return first + usccCheckCharacter(first);
}
