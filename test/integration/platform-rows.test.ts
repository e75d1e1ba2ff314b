import { addDays, endOfDay, startOfDay, type QualificationFacts } from '@shuquan/chaincode/model';
import type { PlatformItem } from '@shuquan/gateway/index/platforms/platforms';
import { expect } from 'chai';
import { GrantDesk } from '../support/grant-desk.js';
import { mlps, PAPER, qualify } from '../support/platform-facts.js';
import { RegisterGateway } from './register.js';

const [FIRST, SECOND] = ['PF-1', 'PF-2'];

/** Lists of what platforms are qualified by, held against what the ledger says at the same instant. */
describe('rows of platform qualifications', function () {
  this.timeout(120_000);
  let opened: RegisterGateway;
  let desk: GrantDesk;
  let then: string;

  const filing = (id: string): QualificationFacts => ({
    ...{ id, platform: SECOND, kind: 'FILING', filingNo: '蜀网信备51010026000000000001号' },
    ...{ documentDigest: PAPER, evidence: [], validFrom: addDays(desk.today, -20) },
  });

  before(async () => {
    opened = await RegisterGateway.open();
    desk = new GrantDesk(opened.gateway.stage());
    await desk.stage.witness();
    await qualify(desk, mlps(desk, FIRST, [-30, -20], { id: 'PQ-A-OLD' }));
    await qualify(desk, mlps(desk, FIRST, [-10, 10], { id: 'PQ-B-NOW' }));
    await qualify(desk, mlps(desk, FIRST, [15, 40], { id: 'PQ-C-NEXT' }));
    await desk.act('platform:publish', { facts: filing('PQ-D-SAID') }, 'operator');
    await qualify(desk, filing('PQ-E-FILED'), 'operator');
    await opened.advance(1_000);
    then = opened.now();
    await opened.advance(1_000);
    const withdrawal = { id: 'PQ-E-FILED', reasons: '备案注销' };
    await desk.act('platform:withdraw', withdrawal, 'operator');
    await opened.advance(1_000);
    await opened.taken();
  });
  after(() => opened.close());

  const list = async (query = '', as = 'bank'): Promise<PlatformItem[]> => {
    const { status, text } = await opened.get(`/v1/platforms?${query}`, as);
    expect(status, text).to.equal(200);
    return (JSON.parse(text) as { items: PlatformItem[] }).items;
  };
  const ids = (items: readonly PlatformItem[]): string[] =>
    items.map(({ qualification }) => qualification.facts.id);
  const found = async (query: string): Promise<string[]> => ids(await list(query));
  const day = (days: number): string => startOfDay(addDays(desk.today, days));

  it('say what the ledger says, in its order, at every instant', async () => {
    for (const at of [opened.now(), then, day(-15), day(-25)]) {
      for (const known of [opened.now(), then]) {
        const standings = (await list(`asOf=${at}&knownAt=${known}`)).map(
          ({ qualification, status, onRecordThen }) => ({ qualification, status, onRecordThen }),
        );
        const answer = await desk.stage.ask('platform:at', { at, knownAt: known }, 'judge');
        expect(standings, `${at} ${known}`).to.deep.equal(answer.standings);
        expect(standings).to.have.length(5);
      }
    }
  });

  it('give what was valid then, and when time alone changes it', async () => {
    const changes = (await list()).map(({ qualification: { facts }, status, nextChangeAt }) => [
      ...[facts.id, status, nextChangeAt],
    ]);

    expect(changes).to.deep.equal([
      ['PQ-A-OLD', 'EXPIRED', null],
      ['PQ-B-NOW', 'IN_FORCE', endOfDay(addDays(desk.today, 10))],
      ['PQ-C-NEXT', 'NOT_YET_VALID', day(15)],
      ['PQ-D-SAID', 'UNCONFIRMED', null],
      ['PQ-E-FILED', 'WITHDRAWN', null],
    ]);
    expect(await found('status=IN_FORCE')).to.deep.equal(['PQ-B-NOW']);
    expect(await found(`status=IN_FORCE&asOf=${day(-25)}`)).to.deep.equal(['PQ-A-OLD']);
    // What is known now of then: it was withdrawn later.
    const [filed] = await list(`status=IN_FORCE&asOf=${then}&platform=${SECOND}`);
    expect(filed?.nextChangeAt).to.equal(filed?.qualification.withdrawn?.by.at);
  });

  it('are found by platform, kind and end, also together', async () => {
    expect(await found(`platform=${SECOND}`)).to.deep.equal(['PQ-D-SAID', 'PQ-E-FILED']);
    expect(await found('kind=MLPS')).to.deep.equal(['PQ-A-OLD', 'PQ-B-NOW', 'PQ-C-NEXT']);
    expect(await found(`kind=MLPS&endsBefore=${day(30)}`)).to.deep.equal(['PQ-A-OLD', 'PQ-B-NOW']);
    expect(await found(`kind=MLPS&endsBefore=${day(30)}&status=IN_FORCE`)).to.deep.equal([
      'PQ-B-NOW',
    ]);
    expect(await found(`endsBefore=${day(-18)}`)).to.deep.equal(['PQ-A-OLD']);
    // What has no last day ends by being withdrawn alone, and not before anybody knew.
    expect(await found(`kind=FILING&endsBefore=${day(1)}`)).to.deep.equal(['PQ-E-FILED']);
    expect(await found(`kind=FILING&endsBefore=${day(1)}&knownAt=${then}`)).to.deep.equal([]);
    expect(await found(`platform=${FIRST}&kind=FILING`)).to.deep.equal([]);
    expect(await found('platform=PF-')).to.deep.equal([]);
  });

  it('come in pages that keep the order and lose nothing', async () => {
    const pages = (await opened.pages<PlatformItem>('/v1/platforms', 'bank', 2)).map(ids);

    expect(pages).to.deep.equal([
      ['PQ-A-OLD', 'PQ-B-NOW'],
      ['PQ-C-NEXT', 'PQ-D-SAID'],
      ['PQ-E-FILED'],
    ]);
    const { body } = await opened.get('/v1/platforms?limit=2', 'bank');
    const other = `/v1/platforms?kind=MLPS&cursor=${String(body['next'])}`;
    expect((await opened.get(other, 'bank')).body.code).to.equal('CURSOR_INVALID');
  });
});
