import type { EnforceableItem, Input } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { DOCUMENT, onParty, onRight } from '../../support/court-desk.js';
import { unique } from '../../support/founded.js';
import { BANK2, CONSUMER_C, HOLDER_D } from '../../support/parties.js';
import type { UseCourt } from '../order.suite.js';

type List = Input<'encumbrance:ofParty'>['list'];

/** 被执行人: what enforcement asks about a party. */
export function enforcement(use: UseCourt): void {
  async function found(party: string, list: List, as = 'judge'): Promise<EnforceableItem[]> {
    const all: EnforceableItem[] = [];
    const named = await use().stage.asked({ kind: 'PARTY', id: party }, as, 'ENFORCEMENT');
    let cursor: string | undefined;
    do {
      const page = await use().stage.ask(
        'encumbrance:ofParty',
        { party, list, limit: 2, ...named, ...(cursor === undefined ? {} : { cursor }) },
        as,
      );
      all.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    return all;
  }

  it('finds every right, grant and pledge of a party, with what stands against it', async () => {
    const desk = use();
    const { asset, right, rights } = await desk.held('holder-d');
    const frozen = await desk.freeze(onRight(right), { blocks: ['DISPOSE'] });
    const pledge = {
      ...{ id: unique('PL'), right: rights[0] ?? '', pledgee: BANK2, registerNo: 'ZDW-9' },
      ...{ documentDigest: DOCUMENT, blocks: [] },
    };
    await desk.act('pledge:propose', pledge, 'holder-d');
    const grant = await desk.granted(desk.rootOffer({ asset, right }), 'holder-d', 'consumer-c');

    const all = await found(HOLDER_D, 'RIGHTS');
    const own = all.filter((item) => item.kind === 'RIGHT');
    expect(own.map((item) => item.right.id)).to.include.members([...rights]);
    const hit = own.find((item) => item.right.id === right);
    expect(hit?.encumbrances.map(({ id }) => id)).to.deep.equal([frozen]);
    for (const [party, list] of [
      [HOLDER_D, 'GRANTS_GIVEN'],
      [CONSUMER_C, 'GRANTS_HELD'],
    ] as const) {
      const grants = (await found(party, list)).filter((item) => item.kind === 'GRANT');
      const same = grants.find((item) => item.id === grant.id);
      expect(same).to.include({ right, status: 'ACTIVE', grantor: HOLDER_D, grantee: CONSUMER_C });
      expect(same?.encumbrances.map(({ id }) => id)).to.deep.equal([frozen]);
    }
    const secured = (await found(BANK2, 'PLEDGES')).filter((item) => item.kind === 'PLEDGE');
    expect(secured.map((item) => item.pledge.id)).to.include(pledge.id);
  });

  it('shows the orders upon the party itself', async () => {
    const desk = use();
    const id = await desk.freeze(onParty(CONSUMER_C));

    const page = await desk.stage.opened(
      'encumbrance:ofParty',
      { party: CONSUMER_C, list: 'RIGHTS', limit: 1 },
      { on: { kind: 'PARTY', id: CONSUMER_C }, as: 'judge' },
    );

    expect(page.orders.map((each) => each.id)).to.deep.equal([id]);
    const on = onParty(CONSUMER_C);
    const { orders } = await desk.stage.ask('encumbrance:orders', { on }, 'bank');
    expect(orders).to.deep.equal(page.orders);
    await desk.unfreeze(id, onParty(CONSUMER_C));
  });

  it('is for courts alone', async () => {
    const ask = { party: HOLDER_D, list: 'RIGHTS', limit: 1 };
    for (const as of ['registrar1', 'holder-d', 'bank', 'arbitrator', 'authority-official']) {
      expect(await use().stage.code('encumbrance:ofParty', ask, as), as).to.equal('ROLE_MISSING');
    }
  });

  it('asks for no instant that no beacon has reached, and for nothing that is not there', async () => {
    const desk = use();
    const { right } = await desk.held();
    const asOf = desk.in(400);
    const named = await desk.stage.asked({ kind: 'PARTY', id: HOLDER_D }, 'judge');
    const party = { party: HOLDER_D, list: 'RIGHTS', limit: 1, ...named };
    for (const [name, input, as] of [
      ['encumbrance:ofRight', { right }, 'bank'],
      ['encumbrance:orders', { on: onRight(right) }, 'bank'],
      ['encumbrance:ofParty', party, 'judge'],
    ] as const) {
      expect(await desk.stage.code(name, { ...input, asOf }, as), name).to.equal('AS_OF_TOO_LATE');
    }
    const cursor = 'none of ours';
    expect(await desk.stage.code('encumbrance:ofParty', { ...party, cursor }, 'judge')).to.equal(
      'CURSOR_INVALID',
    );
    expect(await desk.stage.code('encumbrance:ofRight', { right: 'nothing' }, 'bank')).to.equal(
      'RIGHT_NOT_FOUND',
    );
  });
}
