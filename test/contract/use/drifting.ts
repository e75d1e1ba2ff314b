import { addDays } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { BANK, HOLDER_A } from '../../support/parties.js';
import { skip } from '../suite.js';
import type { UseUses } from '../use.suite.js';

const DAY = 86_400_000;

export function drifting(desk: UseUses): void {
  it('counts attempts by week, purpose and distance, refused ones too', async () => {
    const parent = await desk().grant({ prohibited: ['MARKETING'] });
    const { id: grant } = await desk().subGrant(parent);
    const declared = ['CREDIT_VERIFY', 'CREDIT_VERIFY', 'CREDIT_VERIFY_LOAN'];
    const drifted = ['INCLUSIVE_FINANCE_RISK', 'URBAN_PLANNING', 'MARKETING'];
    for (const purpose of [...declared, ...drifted]) {
      await desk().code({ id: grant }, { purpose }, 'bank');
    }

    const { counts, attempts, complete, notObservable } = await desk().drift('bank', { grant });

    expect({ attempts, complete }).to.deep.equal({ attempts: 6, complete: true });
    expect(
      counts.map(({ purpose, distance, code = '', count }) =>
        [purpose, distance, code, count].join(' '),
      ),
    ).to.deep.equal([
      'CREDIT_VERIFY SAME  2',
      'CREDIT_VERIFY_LOAN NARROWER  1',
      'INCLUSIVE_FINANCE_RISK SIBLING PURPOSE_DRIFT 1',
      'MARKETING PROHIBITED PURPOSE_PROHIBITED 1',
      'URBAN_PLANNING OUTSIDE PURPOSE_DRIFT 1',
    ]);
    expect(notObservable).to.match(/not observable/);
  });

  it('shows the grantee everything, a supervisor too for a purpose, and whoever granted what is theirs', async () => {
    const parent = await desk().grant();
    const { id: grant } = await desk().subGrant(parent);
    await desk().code({ id: grant }, {}, 'bank');
    const seen = async (as: string): Promise<unknown> => {
      const report = await desk().drift(as, { grant });
      return [report.seen, report.attempts];
    };

    const on = { kind: 'PARTY' as const, id: BANK };
    const asked = { grantee: BANK, from: desk().grants.today, weeks: 1, grant };
    const all = await desk().stage.opened('use:drift', asked, { on, as: 'supervisor' });
    expect([all.seen, all.attempts]).to.deep.equal(['ALL', 1]);
    expect(await seen('bank')).to.deep.equal(['ALL', 1]);
    expect(await seen('consumer-c')).to.deep.equal(['OWN_GRANTS', 1]);
    expect(await seen('holder-a')).to.deep.equal(['OWN_GRANTS', 1]);
    expect(await seen('holder-b')).to.deep.equal(['OWN_GRANTS', 0]);
  });

  it('follows eight weeks in which the declared purpose moves', async function () {
    const { advance } = desk().stage.bench;
    if (advance === undefined) skip(this, 'the clock can not be set here');
    const parent = await desk().grant();
    const { id: grant } = await desk().subGrant(parent);
    const from = desk().grants.today;
    for (let week = 0; week < 8; week += 1) {
      for (let use = 0; use < 4; use += 1) {
        const purpose = use < week - 3 ? 'INCLUSIVE_FINANCE_RISK' : 'CREDIT_VERIFY';
        await desk().code({ id: grant }, { purpose }, 'bank');
      }
      advance(7 * DAY);
      await desk().stage.witness();
    }

    const { counts, from: monday } = await desk().drift('holder-a', { grant, from, weeks: 8 });

    const refused = counts.filter(({ outcome }) => outcome === 'REFUSED');
    expect(refused.map(({ week, count }) => [week, count])).to.deep.equal(
      [4, 5, 6, 7].map((week) => [addDays(monday, 7 * week), week - 3]),
    );
    expect(new Set(refused.map(({ distance }) => distance))).to.deep.equal(new Set(['SIBLING']));
  });

  it('answers for an instant, repeats what the asker wants repeated, and knows no future', async () => {
    const { stage } = desk();
    const asked = { grantee: BANK, from: desk().grants.today, weeks: 1 };
    const more = { audience: HOLDER_A, nonce: 'a'.repeat(32) };

    const report = await stage.ask('use:drift', { ...asked, ...more }, 'bank');
    expect(report).to.include(more);
    expect(report.beacon).to.be.greaterThan(0);
    const asOf = '2099-01-01T00:00:00.000Z';
    expect(await stage.code('use:drift', { ...asked, asOf }, 'bank')).to.equal('AS_OF_TOO_LATE');
  });
}
