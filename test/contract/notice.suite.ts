import type { Input, Output } from '@shuquan/chaincode/model';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { Tracing } from '../support/lineage.js';
import { BANK, CONSUMER_C, HOLDER_A, REG1 } from '../support/parties.js';
import { lineageSamples } from './lineage-samples.js';
import { actsOf } from './operation/acts.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

type Send = Input<'notice:send'>;

/** 影响通知与回执. */
export function noticeSuite(name: string, open: OpenBench): void {
  contractSuite(`notice: ${name}`, open, (use) => {
    actsOf('notice', use);
    describe('notice', () => {
      sending(use);
    });
    describe('receipt', () => {
      acknowledging(use);
    });
    describe('due day', () => {
      duties(use);
    });
    covers('notice', use);
  });
}

/** A right, a grant of it and a sub-grant, and a notice of the sub-grant to its grantee. */
async function affectedGrant(play: Tracing): Promise<{ send: Send; right: string; grant: string }> {
  const { asset, rights } = await play.certified();
  const source = { kind: 'RIGHT', right: rights.USE } as const;
  const grant = await play.granted(source, asset, { grantee: CONSUMER_C });
  const sub = await play.granted({ kind: 'GRANT', grant }, asset, { grantee: BANK });
  const of = { kind: 'RIGHT', id: rights.USE } as const;
  const [page] = await play.affected(of);
  if (page === undefined) throw new TypeError('There is a page.');
  const affected = { kind: 'GRANT', id: sub } as const;
  const path = [of, { kind: 'GRANT' as const, id: grant }, affected];
  const send: Send = {
    ...{ id: unique('nt'), of, cause: 'REVOKED', affected, path, to: BANK },
    page: page.after,
  };
  return { send, right: rights.USE, grant };
}

function sending(use: Use): void {
  it('tells a party of what is affected that the record it rests on fell', async () => {
    const play = new Tracing(use());
    const { send } = await affectedGrant(play);

    const notice = await play.act('notice:send', send, 'registrar1');

    expect(notice).to.deep.include(send);
    expect(notice.sent).to.include({ uscc: REG1, role: 'registrar' });
    expect(await play.refused('notice:send', send, 'registrar1')).to.equal(
      'AFFECTED_NOTICE_EXISTS',
    );
    const view = await use().ask('notice:read', { id: send.id }, 'bank');
    expect(view.notice).to.deep.equal(notice);
    expect(view.receipt).to.equal(undefined);
  });

  it('comes from whoever caused the change, or from a supervisor', async () => {
    const play = new Tracing(use());
    const { send, grant } = await affectedGrant(play);
    const again = (over: Partial<Send>): Send => ({ ...send, id: unique('nt'), ...over });
    const ofGrant = { of: { kind: 'GRANT' as const, id: grant }, path: send.path.slice(1) };

    expect(await play.refused('notice:send', again({}), 'registrar2')).to.equal('CALLER_FORBIDDEN');
    expect(await play.refused('notice:send', again({}), 'holder-a')).to.equal('CALLER_FORBIDDEN');
    await play.act('notice:send', again({}), 'supervisor');
    await play.act('notice:send', again(ofGrant), 'holder-a');
    expect(await play.refused('notice:send', again(ofGrant), 'registrar1')).to.equal(
      'CALLER_FORBIDDEN',
    );
  });

  it('is of what really rests on it, and to a party of that', async () => {
    const play = new Tracing(use());
    const { send } = await affectedGrant(play);
    const { send: other } = await affectedGrant(play);
    const [of, , last] = send.path;
    const refuse = (over: Partial<Send>): Promise<string> =>
      play.refused('notice:send', { ...send, ...over }, 'registrar1');
    if (of === undefined || last === undefined) throw new TypeError('A path has two ends.');

    expect(await refuse({ path: [of, last] })).to.equal('NOT_AFFECTED');
    const astray = [of, other.path[1] ?? of, last];
    expect(await refuse({ path: astray })).to.equal('NOT_AFFECTED');
    expect(await refuse({ path: other.path })).to.equal('INPUT_INVALID');
    expect(await refuse({ to: HOLDER_A })).to.equal('NOTICE_PARTY_WRONG');
    expect(await refuse({ note: '联系 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    await play.act('notice:send', send, 'registrar1');
  });
}

function acknowledging(use: Use): void {
  const sent = async (play: Tracing): Promise<Output<'notice:read'>> => {
    const { send } = await affectedGrant(play);
    await play.act('notice:send', send, 'registrar1');
    return use().ask('notice:read', { id: send.id }, 'registrar1');
  };

  it('is signed by whoever was told, over exactly what was said, once', async () => {
    const play = new Tracing(use());
    const { notice, digest } = await sent(play);
    const input = { id: notice.id, digest };
    const refuse = (over: object, as = 'bank'): Promise<string> =>
      play.refused('notice:acknowledge', { ...input, ...over }, as);

    expect(await refuse({}, 'consumer-c')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse({ digest: '0'.repeat(64) })).to.equal('ROOT_MISMATCH');
    const receipt = await play.act('notice:acknowledge', input, 'bank');

    expect(receipt.acknowledged).to.include({ uscc: BANK });
    expect(await refuse({})).to.equal('AFFECTED_NOTICE_ACKNOWLEDGED');
    const view = await use().ask('notice:read', { id: notice.id }, 'registrar1');
    expect(view.receipt).to.deep.equal(receipt);
  });

  it('is read by its two sides, and by supervisors and courts for a purpose', async () => {
    const play = new Tracing(use());
    const { notice } = await sent(play);
    const read = (as: string): Promise<string> => use().code('notice:read', { id: notice.id }, as);

    expect(await read('consumer-c')).to.equal('CALLER_FORBIDDEN');
    for (const as of ['registrar1', 'bank']) {
      expect((await use().ask('notice:read', { id: notice.id }, as)).notice).to.deep.equal(notice);
    }
    const on = { kind: 'NOTICE' as const, id: notice.id };
    for (const as of ['supervisor', 'judge']) {
      const view = await use().opened('notice:read', { id: notice.id }, { on, as });
      expect(view.notice, as).to.deep.equal(notice);
    }
  });
}

function duties(use: Use): void {
  it('follows from the rules of duties, by working days', async () => {
    const play = new Tracing(use());
    const { send } = await affectedGrant(play);

    const { due, sent } = await play.act('notice:send', send, 'registrar1');

    expect(due).to.include({ clock: 'AFFECTED_NOTICE' });
    expect(due?.dueAt).to.satisfy((at: string) => at > sent.at);
  });

  it('rests on duties and calendars that are in force', async function () {
    const { openUnder } = use().bench;
    if (openUnder === undefined) skip(this, 'rules of its own need a channel of its own');
    const kinds = { PROFILE_NOT_IN_FORCE: [], CALENDAR_MISSING: ['DUTIES'] };
    for (const [code, only] of Object.entries(kinds)) {
      const rules = developmentRules(2027).filter(({ kind }) =>
        (only as readonly string[]).includes(kind),
      );
      const bench = await openUnder(rules);
      try {
        const stage = use().on(bench);
        await stage.witness();
        expect(
          await stage.code('notice:send', lineageSamples['notice:send'], 'supervisor'),
        ).to.equal(code);
      } finally {
        await bench.close();
      }
    }
  });
}
