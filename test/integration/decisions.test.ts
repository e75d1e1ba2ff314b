import { addDays, endOfDay, type Output, type UseQuestion } from '@shuquan/chaincode/model';
import type { DecidedUse } from '@shuquan/gateway/index/grants/decisions';
import { expect } from 'chai';
import { EmergencyDesk } from '../support/emergency-desk.js';
import type { GrantDesk } from '../support/grant-desk.js';
import { BANK, CONSUMER_C, OPERATOR } from '../support/parties.js';
import { type PublicChain, publicChain } from '../support/public-grant.js';
import { probedContracts } from '../support/probe.js';
import type { Answer } from './gateway.js';
import { RegisterGateway } from './register.js';

describe('decisions out of the read model', function () {
  this.timeout(180_000);
  let opened: RegisterGateway;
  let chain: PublicChain;
  let desk: GrantDesk;

  before(async () => {
    opened = await RegisterGateway.open({ installed: probedContracts() });
    chain = await publicChain(opened.gateway.stage());
    desk = chain.desk;
  });
  after(() => opened.close());

  /** Acts go to the ledger beside the gateway, which is given time to hear of them. */
  async function decide(body: object): Promise<Answer> {
    const { gateway } = opened;
    await gateway.model.reach(Number((await gateway.ground.ledger.info()).height), 30_000);
    return gateway.send('POST', '/v1/decisions', { as: 'bank', body });
  }

  /** Every kind of question that a chain can be asked, for either grant. */
  function questions(): UseQuestion[] {
    const { g2, sg1 } = chain;
    const of = (grant: string, by: string): UseQuestion[] => {
      const base = { grant, by, purpose: 'CREDIT_VERIFY' };
      return [
        base,
        { ...base, by: BANK },
        { ...base, purpose: 'MARKETING' },
        { ...base, purpose: 'INCLUSIVE_FINANCE_RISK' },
        { ...base, fields: ['uscc', 'tel'], territory: 'CN-5101' },
        { ...base, territory: 'CN' },
        { ...base, units: 20_001 },
        { ...base, outputType: 'RANKED_CUSTOMER_LIST' },
      ];
    };
    return [...of(g2.id, CONSUMER_C), ...of(sg1.id, BANK)];
  }

  /** As the ledger decides them one by one, at the same instants. */
  async function byLedger(uses: readonly UseQuestion[], asOf: string): Promise<unknown[]> {
    const { ledger } = opened.gateway.ground;
    const found: Output<'grant:permits'>[] = [];
    for (const question of uses) {
      const asked = { ...question, asOf, knownAt: asOf };
      found.push(await ledger.evaluate('grant:permits', asked, ledger.identity('bank')));
    }
    return found.map(({ question, decision, chain: links }) => ({
      ...{ question, decision, chain: links },
    }));
  }

  /** The reasons of each decision. */
  const codesOf = ({ items }: Answer['body']): string[][] =>
    (items as unknown as readonly DecidedUse[]).map(({ decision }) =>
      decision.permitted ? [] : decision.reasons.map(({ code }) => code),
    );

  async function agree(when = opened.gateway.ground.clock.now().toISOString()): Promise<Answer> {
    await desk.time();
    const uses = questions();
    const answer = await decide({ uses, asOf: when, knownAt: when });
    expect(answer.status, answer.text).to.equal(200);
    expect(answer.body.items).to.deep.equal(await byLedger(uses, when));
    return answer;
  }

  it('are those of the ledger, whatever happened above a grant', async () => {
    const { g2, sg1 } = chain;
    const first = await agree();
    const spend = { id: 'use-decided', grant: sg1.id, purpose: 'CREDIT_VERIFY', units: 19_998 };
    await desk.stage.submit('use:record', spend, 'bank');
    await agree();
    await desk.act('grant:suspend', { id: g2.id, reasons: '核查' }, 'operator');
    await agree();
    await desk.act('grant:resume', { id: g2.id, reasons: '完成' }, 'operator');
    const scope = { ...g2.scope, purposes: ['CREDIT_VERIFY_LOAN'] };
    await desk.act('grant:narrow', { id: g2.id, scope, reasons: '收窄' }, 'operator');
    const last = await agree();

    expect(last.body.height).to.be.greaterThan(first.body.height);
    expect(last.body.items).not.to.deep.equal(first.body.items);
  });

  it('are those of the ledger, whatever supervisors suspend above it', async () => {
    const { right } = chain;
    const supervisors = new EmergencyDesk(opened.gateway.stage());
    const view = await supervisors.stage.ask('register:right', { id: right }, 'bank');
    const { asset } = view.right.data;
    const before = await agree();
    for (const on of [
      { kind: 'RIGHT' as const, id: right },
      { kind: 'VERSION' as const, id: `${asset}@1` },
      { kind: 'PARTY' as const, id: OPERATOR },
      { kind: 'PARTY' as const, id: CONSUMER_C },
    ]) {
      const id = await supervisors.suspend(on);
      if (on.kind === 'PARTY') await supervisors.cosign(id);
      const during = await agree();
      expect(during.body.items, on.kind).not.to.deep.equal(before.body.items);
      await supervisors.lift(id);
      const after = await agree();
      expect(codesOf(after.body)).to.deep.equal(codesOf(before.body));
    }
  });

  it('state the height that they take into account, and see what was written before', async () => {
    const { g2 } = chain;
    await desk.act('grant:revoke', { id: g2.id, reasons: '终止' }, 'operator');
    const [use] = questions();
    const { body } = await decide({ uses: [use] });

    const { height } = await opened.gateway.ground.ledger.info();
    expect(BigInt(body.height)).to.equal(height);
    expect(codesOf(body)[0]).to.include('GRANT_REVOKED');
  });

  it('refuse one use for what is unknown, and answer the others', async () => {
    const [use] = questions();
    const { status, body } = await decide({
      uses: [{ ...use, grant: 'g-nobody' }, { ...use, purpose: 'NO_SUCH_PURPOSE' }, use],
    });

    expect(status).to.equal(200);
    expect(codesOf(body).map(([first]) => first)).to.deep.equal([
      ...['GRANT_NOT_FOUND', 'PURPOSE_UNKNOWN', 'GRANT_REVOKED'],
    ]);
  });

  it('are given for no instant that the ledger has not reached, and for no empty question', async () => {
    const late = endOfDay(addDays(desk.today, 30));
    const [use] = questions();
    expect((await decide({ uses: [use], asOf: late })).body.code).to.equal('AS_OF_TOO_LATE');
    expect((await decide({ uses: [] })).body.code).to.equal('INPUT_INVALID');
  });
});
