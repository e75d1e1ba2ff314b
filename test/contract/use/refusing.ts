import { developmentRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { digestOf, RANKING, VERDICT } from '../../support/use-desk.js';
import { skip } from '../suite.js';
import type { UseUses } from '../use.suite.js';

export function refusing(desk: UseUses): void {
  it('is a VALID transaction that says why, by every link, and counts nothing', async () => {
    const parent = await desk().grant({ count: 10, prohibited: ['MARKETING'] });
    const child = await desk().subGrant(parent, { count: 4 });
    const input = desk().use(child, {
      purpose: 'LEAD_SCORING',
      fields: ['uscc', 'litigation_cnt'],
    });

    const { value, txId, block } = await desk().grants.commit('use:record', input, 'bank');

    expect(value).to.include({ outcome: 'REFUSED', code: 'PURPOSE_PROHIBITED' });
    expect(value).to.include({ distance: 'PROHIBITED' });
    const reasons = value.outcome === 'REFUSED' ? value.reasons : [];
    expect(reasons.map(({ code, link }) => `${code} ${link?.id ?? ''}`)).to.include.members([
      `PURPOSE_PROHIBITED ${parent.id}`,
      `PURPOSE_DRIFT ${child.id}`,
      `FIELD_NOT_GRANTED ${parent.id}`,
      `FIELD_NOT_GRANTED ${child.id}`,
    ]);
    expect(value.used.txId).to.equal(txId);
    expect(block > 0n).to.equal(true);
    expect(await desk().left(child)).to.equal(4);
    expect(await desk().stage.ask('use:read', { id: input.id }, 'judge')).to.deep.equal(value);
  });

  const outside = {
    'for a purpose beside the granted': [{ purpose: 'INCLUSIVE_FINANCE_RISK' }, 'PURPOSE_DRIFT'],
    'for a purpose broader than the granted': [{ purpose: 'CREDIT_SERVICE' }, 'PURPOSE_DRIFT'],
    'of another field': [{ fields: ['litigation_cnt'] }, 'FIELD_NOT_GRANTED'],
    'of another part': [{ parts: ['P-1'] }, 'PART_NOT_GRANTED'],
    'in the whole country': [{ territory: 'CN' }, 'TERRITORY_NOT_GRANTED'],
    'with another form of results': [{ outputType: RANKING }, 'PURPOSE_DRIFT'],
    'that does not say in which form': [{ outputType: undefined }, 'PURPOSE_DRIFT'],
    'with an algorithm that nobody registered': [{ algorithm: digestOf('x') }, 'PURPOSE_DRIFT'],
    'of more than is left': [{ units: 4 }, 'GRANT_EXHAUSTED'],
  } as const;
  for (const [what, [over, code]] of Object.entries(outside)) {
    it(`is refused ${what}`, async () => {
      const grant = await desk().grant({ count: 3, outputTypes: [VERDICT] });
      const said = JSON.parse(JSON.stringify({ outputType: VERDICT, ...over })) as object;
      const all = 'outputType' in over && over.outputType === undefined ? {} : said;

      expect(await desk().code(grant, all)).to.equal(code);
      expect(await desk().left(grant)).to.equal(3);
    });
  }

  it('is refused to whoever has another’s grant, one suspended, revoked or only offered', async () => {
    const grant = await desk().grant();
    const offered = desk().grants.rootOffer(desk().granted);
    await desk().grants.act('grant:offer', offered, 'holder-a');
    const said = { id: grant.id, reasons: '测试' };

    expect(await desk().code(grant, {}, 'bank')).to.equal('GRANT_NOT_HELD');
    expect(await desk().code(offered)).to.equal('GRANT_NOT_ACTIVE');
    await desk().grants.act('grant:suspend', said, 'holder-a');
    expect(await desk().code(grant)).to.equal('GRANT_SUSPENDED');
    await desk().grants.act('grant:resume', said, 'holder-a');
    expect(await desk().code(grant)).to.equal('OK');
    await desk().grants.act('grant:revoke', said, 'holder-a');
    expect(await desk().code(grant)).to.equal('GRANT_REVOKED');
  });

  it('is refused after the last day, though nobody cancelled anything', async function () {
    if (desk().stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const grant = await desk().grant({ term: desk().grants.term(2) });

    await desk().grants.later(4);

    expect(await desk().code(grant)).to.equal('GRANT_EXPIRED');
  });

  it('leaves nothing on record where nobody could tell what was tried', async () => {
    const { grants } = desk();
    const grant = await desk().grant();
    const known = await desk().record(grant);
    const code = (over: object): Promise<string> =>
      grants.refused('use:record', { ...desk().use(grant), ...over }, 'consumer-c');

    expect(await code({ purpose: 'NEVER_HEARD_OF' })).to.equal('PURPOSE_UNKNOWN');
    expect(await code({ grant: unique('none') })).to.equal('GRANT_NOT_FOUND');
    expect(await code({ id: known.id })).to.equal('RECORD_EXISTS');
    expect(await code({ id: 'tel-13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    const { stage } = desk();
    expect(await stage.code('use:read', { id: unique('none') }, 'bank')).to.equal(
      'RECORD_NOT_FOUND',
    );
    expect(await stage.code('use:quota', { grant: unique('none') }, 'bank')).to.equal(
      'GRANT_NOT_FOUND',
    );
  });

  it('waits for a list of purposes', async function () {
    const { openUnder } = desk().stage.bench;
    if (openUnder === undefined) skip(this, 'a channel without a list needs a ledger of its own');
    const bench = await openUnder(developmentRules(2033).filter(({ kind }) => kind !== 'PURPOSES'));
    try {
      const stage = desk().stage.on(bench);
      await stage.witness();

      const input = { id: unique('use'), grant: 'nothing', purpose: 'CREDIT_VERIFY' };
      expect(await stage.code('use:record', input, 'consumer-c')).to.equal('PROFILE_NOT_IN_FORCE');
    } finally {
      await bench.close();
    }
  });
}
