import { endOfDay, shanghaiDate } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { RegisterGateway } from '../integration/register.js';
import { type Ended, shuquanIn } from '../support/command.js';
import { BODY } from '../support/dispute-desk.js';
import { InfringementDesk } from '../support/infringement-desk.js';
import { ARBITRATION, HOLDER_A } from '../support/parties.js';
import { mlps, qualify } from '../support/platform-facts.js';

/** What a party sees of its disputes, its packs and the platforms, at a gateway elsewhere. */
describe('shuquan on disputes', function () {
  this.timeout(300_000);
  let opened: RegisterGateway;
  let right: string;
  let due: string;
  let until: string;

  before(async () => {
    opened = await RegisterGateway.open();
    const desk = new InfringementDesk(opened.gateway.stage());
    await desk.stage.witness();
    const granted = await desk.operated();
    ({ right } = granted);
    await desk.opened(granted, { id: 'DC-1' });
    const answerUntil = shanghaiDate(opened.now());
    due = endOfDay(answerUntil);
    await desk.serve('DC-1', HOLDER_A, { answerUntil });
    await desk.packed(right, { id: 'IP-1' });
    const facts = mlps(desk, 'PF-1', [-10, 10], { id: 'PQ-1' });
    until = endOfDay(facts.validTo ?? '');
    await qualify(desk, facts);
    await opened.taken();
  });
  after(() => opened.close());

  const shuquan = (as: string, ...args: string[]): Promise<Ended> => {
    const { url } = opened.gateway;
    return shuquanIn({ SHUQUAN_API_KEY: opened.gateway.keyOf(as) }, [...args, '--url', url]);
  };
  const out = async (as: string, ...args: string[]): Promise<string> => {
    const ended = await shuquan(as, ...args);
    expect(ended.code, `${args.join(' ')}: ${ended.err}`).to.equal(0);
    return ended.out.replaceAll(/ +/g, ' ').trimEnd();
  };

  it('lists to whom it concerns, and answers others that there is nothing', async () => {
    expect(await out('holder-a', 'dispute', 'list', '--status', 'EVIDENCE')).to.equal(
      `DC-1 ARBITRATION EVIDENCE ${ARBITRATION} ${due}`,
    );
    expect(await out('bank', 'dispute', 'list')).to.equal('There is nothing.');
    expect(await out('holder-a', 'infringement', 'list')).to.equal(
      `IP-1 OPEN ${right} ${HOLDER_A}`,
    );
    expect(await out('bank', 'platform', 'list', '--kind', 'MLPS')).to.equal(
      `PF-1 PQ-1 MLPS IN_FORCE ${until}`,
    );
  });

  it('leads a side to what it has to answer', async () => {
    expect(await out('holder-a', 'worklist')).to.match(/ANSWER_DISPUTE DC-1 ARBITRATION EVIDENCE$/);
  });

  it('reads the remarks beside a right, and the packs about it, from the ledger', async () => {
    const about = await out(BODY, 'dispute', 'about', '--kind', 'RIGHT', '--id', right, '--json');
    const packs = await out('holder-a', 'infringement', 'right', right, '--json');

    const idsOf = (text: string): string[] =>
      (JSON.parse(text) as { items: { id: string }[] }).items.map(({ id }) => id);
    expect(idsOf(about)).to.deep.equal(['DC-1']);
    expect(idsOf(packs)).to.deep.equal(['IP-1']);
  });
});
