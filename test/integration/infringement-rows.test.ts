import type { InfringementItem } from '@shuquan/gateway/index/infringements/infringements';
import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { InfringementDesk } from '../support/infringement-desk.js';
import { HOLDER_A, HOLDER_D, REG1, REG2 } from '../support/parties.js';
import { allRightsTo } from '../support/register-samples.js';
import { RegisterGateway } from './register.js';

const PAPER = '8'.repeat(64);

/** Lists of packs about suspected copies, held against what the ledger says of each. */
describe('rows of infringement packs', function () {
  this.timeout(180_000);
  let opened: RegisterGateway;
  let desk: InfringementDesk;
  let right: string;
  let then: string;
  const all = ['IP-OPEN', 'IP-CLOSED', 'IP-SUBMITTED', 'IP-LATE'];

  before(async () => {
    opened = await RegisterGateway.open();
    desk = new InfringementDesk(opened.gateway.stage());
    await desk.stage.witness();
    const granted = await desk.operated();
    ({ right } = granted);
    const other = await desk.operated();
    await desk.packed(right, { id: 'IP-OPEN' });
    await desk.packed(other.right, { id: 'IP-CLOSED' });
    await desk.packed(right, { id: 'IP-SUBMITTED' });
    await opened.advance(1_000);
    then = opened.now();
    await opened.advance(1_000);
    const theirs = await desk.operated({ allocation: allRightsTo(HOLDER_D) }, 'holder-d');
    await desk.packed(theirs.right, { id: 'IP-THEIRS' }, 'holder-d');
    const said = { statement: '在场见证取证过程', documentDigest: PAPER };
    await desk.act('infringement:attest', { id: 'IP-CLOSED', ...said }, 'notary');
    await desk.act('infringement:attest', { id: 'IP-THEIRS', ...said }, 'notary');
    await desk.act('infringement:close', { id: 'IP-CLOSED', reasons: '已和解' }, 'holder-a');
    const filing = { id: 'DC-1', against: [HOLDER_D] };
    const standing = { basis: 'HOLDER' as const, evidence: [] };
    await desk.opened(granted, { ...filing, standing }, 'holder-a');
    for (const submission of [unique('S'), unique('S')]) {
      const submitted = { id: 'DC-1', submission, pack: 'IP-SUBMITTED', purpose: '证明数据被复制' };
      await desk.act('dispute:submit', submitted, 'holder-a');
    }
    await desk.packed(right, { id: 'IP-LATE' });
    await opened.advance(1_000);
  });
  after(() => opened.close());

  const list = async (query = '', as = 'holder-a'): Promise<InfringementItem[]> => {
    await opened.taken();
    const { status, text } = await opened.get(`/v1/infringements?${query}`, as);
    expect(status, text).to.equal(200);
    return (JSON.parse(text) as { items: InfringementItem[] }).items;
  };
  const found = async (query: string, as?: string): Promise<string[]> =>
    (await list(query, as)).map(({ id }) => id);

  it('say of each what the ledger says, now and at an earlier instant', async () => {
    for (const at of [opened.now(), then]) {
      const items = await list(`asOf=${at}&knownAt=${at}`);
      expect(items).to.have.length(at === then ? 3 : 4);
      for (const { id, status, disputes, openedAt, registrar } of items) {
        const question = { id, asOf: at, knownAt: at };
        const view = await desk.stage.ask('infringement:read', question, 'holder-a');
        expect({ status, disputes }, id).to.deep.equal({
          ...{ status: view.status, disputes: view.disputes },
        });
        expect({ openedAt, registrar }).to.deep.equal({
          ...{ openedAt: view.pack.opened.at, registrar: REG1 },
        });
      }
    }
    expect((await list()).map(({ id, status }) => `${id} ${status}`)).to.deep.equal([
      ...['IP-OPEN OPEN', 'IP-CLOSED CLOSED', 'IP-SUBMITTED OPEN', 'IP-LATE OPEN'],
    ]);
  });

  it('are found by status, right and dispute, also together', async () => {
    const ofRight = ['IP-OPEN', 'IP-SUBMITTED', 'IP-LATE'];
    expect(await found('status=CLOSED')).to.deep.equal(['IP-CLOSED']);
    expect(await found(`status=CLOSED&asOf=${then}&knownAt=${then}`)).to.deep.equal([]);
    expect(await found(`right=${right}`)).to.deep.equal(ofRight);
    expect(await found('dispute=DC-1')).to.deep.equal(['IP-SUBMITTED']);
    expect(await found(`right=${right}&dispute=DC-1&status=OPEN`)).to.deep.equal(['IP-SUBMITTED']);
    expect(await found('dispute=DC-1&status=CLOSED')).to.deep.equal([]);
    expect(await found(`right=${right}`, 'registrar1')).to.deep.equal(ofRight);
  });

  it('are read as a holder’s by an office that recorded why', async () => {
    const named = await opened.asked(HOLDER_D, 'judge', 'LITIGATION');

    expect(await found(`holder=${HOLDER_D}&${named}`, 'judge')).to.deep.equal(['IP-THEIRS']);
    expect(await found(`holder=${HOLDER_D}`, 'judge')).to.deep.equal([]);
    const other = `/v1/infringements?holder=${HOLDER_A}&${named}`;
    expect((await opened.get(other, 'judge')).body.code).to.equal('QUERY_NOT_FOUND');
  });

  it('are shown to holder, registrar and witnesses, and to nobody else', async () => {
    const every = ['IP-OPEN', 'IP-CLOSED', 'IP-SUBMITTED', 'IP-THEIRS', 'IP-LATE'];
    const seen: Readonly<Record<string, readonly string[]>> = {
      ...{ 'holder-a': all, 'holder-d': ['IP-THEIRS'], registrar1: every },
      notary: ['IP-CLOSED', 'IP-THEIRS'],
      ...{ 'holder-b': [], registrar2: [], bank: [], judge: [], supervisor: [], arbitrator: [] },
      // A witness as well, and of nothing here.
      'registry-official': [],
    };
    for (const [as, expected] of Object.entries(seen)) {
      expect(await found('', as), as).to.deep.equal(expected);
    }
    for (const as of ['holder-b', 'holder-d', 'registrar2', 'judge', 'notary']) {
      expect(await found(`right=${right}`, as), as).to.deep.equal([]);
    }
  });

  it('come in pages that keep the order and lose nothing', async () => {
    const paged = async (query: string, as: string): Promise<string[]> =>
      (await opened.pages<InfringementItem>(`/v1/infringements?${query}`, as, 1))
        .flat()
        .map(({ id }) => id);

    expect(await paged('', 'holder-a')).to.deep.equal(all);
    // Rows that are another’s, or that a filter leaves out, lie between those of a page.
    expect(await paged('status=OPEN', 'holder-a')).to.deep.equal([
      ...['IP-OPEN', 'IP-SUBMITTED', 'IP-LATE'],
    ]);
    expect(await paged('', 'registrar2')).to.deep.equal([]);
    const { body } = await opened.get('/v1/infringements?limit=1', 'holder-a');
    const other = `/v1/infringements?cursor=${String(body['next'])}`;
    expect((await opened.get(other, 'notary')).body.code).to.equal('CURSOR_INVALID');
  });

  it('go to the registrar that took over the files', async () => {
    const far = new Date(opened.gateway.ground.clock.now().getTime() + 200 * 86_400_000);
    const effectiveOn = far.toISOString().slice(0, 10);
    await desk.act('exit:announce', { successor: REG2, effectiveOn }, 'registrar1');
    await desk.later(201);
    const complete = { registrar: REG1, archiveDigest: 'a'.repeat(64), files: 1 };
    await desk.act('exit:complete', complete, 'registrar2');

    expect(await found('', 'registrar1')).to.deep.equal([]);
    expect(await found('', 'registrar2')).to.have.length(5);
    expect(await found(`right=${right}&status=OPEN`, 'registrar2')).to.have.length(3);
  });
});
