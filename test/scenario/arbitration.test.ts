import { dispute } from '@shuquan/gateway/demo/dispute';
import { differenceOf } from '@shuquan/gateway/demo/scenario';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { disputeFile } from '@shuquan/gateway/dispute/export';
import { logBatch } from '@shuquan/gateway/dispute/log-batch';
import { answerText } from '@shuquan/gateway/ledger/answer';
import {
  type Delivery,
  type Grant,
  type Output,
  parseJson,
  type PermitsAnswer,
  verifyPath,
} from '@shuquan/chaincode/model';
import { type DisputeReport, explainDispute, verifyDispute } from '@shuquan/verifier';
import { expect } from 'chai';
import { type Bench, embeddedBench } from '../support/bench.js';
import { range, ROOT } from '../support/deliveries.js';
import { DeliveryDesk, RECEIVER, SENDER } from '../support/delivery-desk.js';
import { BODY, DisputeDesk } from '../support/dispute-desk.js';
import { members, unique } from '../support/founded.js';
import { ARBITRATION, CONSUMER_C } from '../support/parties.js';
import { PlayedScenario } from '../support/played-scenario.js';
import { FIRST, shanghai } from '../support/registrar.js';
import { Stage } from '../support/stage.js';

describe('scenario dispute on the embedded ledger', function () {
  this.timeout(180_000);
  const played = PlayedScenario.inSuite(dispute);

  it('holds in every step', () => {
    played.holds();
  });

  it('gives the verdicts and codes that it must', () => {
    expect(played.step('answer')).to.include({ verdict: 'VALID' });
    expect(played.step('altered')).to.include({ altered: 'INVALID', short: 'INCOMPLETE' });
    expect(played.step('permitted')?.['codes']).to.deep.equal(['ALLOWED', 'GRANT_NOT_ACTIVE']);
  });

  it('plays again on the same ledger, step for step', async () => {
    expect(differenceOf(played.results, await played.again())).to.equal(undefined);
  });
});

const NOON = shanghai('2026-11-10 12:00');
const AFTER = shanghai('2026-11-12 12:00');

/** From the grant to the award, under a clock that is set to each day. */
describe('scenario 5 whole: a grant that ended, arbitrated on one file', function () {
  this.timeout(240_000);
  let bench: Bench;
  let desk: DeliveryDesk;
  let body: DisputeDesk;
  let grant: Grant;
  let [id, file, certificate] = ['', '', ''];
  const made = new Map<string, Delivery>();
  const order = unique('AW');
  const lines = ['11-11 09:00 GET /score', '11-11 09:05 GET /score', '11-12 08:59 GET /score'];
  const batch = logBatch(lines);
  const verify = (text = file): DisputeReport => {
    if (bench.anchors === undefined) throw new TypeError('The anchors are not known.');
    return verifyDispute({ file: text, anchors: bench.anchors(), minOrganizations: 3 }, nodeCrypto);
  };

  before('the platform is qualified, and G-1 granted', async () => {
    bench = await embeddedBench({ start: shanghai('2026-10-12 09:00') });
    const stage = new Stage(bench);
    await stage.witness();
    desk = await DeliveryDesk.open(stage);
    body = new DisputeDesk(stage);
    await desk.goTo(shanghai('2026-10-20 09:00'));
    const facts = {
      ...{ id: 'PQ-1', platform: 'shuquan', kind: 'MLPS' as const, mlpsLevel: 3 },
      ...{ filingNo: '51010000000-00001', documentDigest: '5'.repeat(64), evidence: [] },
      ...{ validFrom: '2026-01-01', validTo: '2026-12-31' },
    };
    await desk.act('platform:publish', { facts }, FIRST.by);
    const confirmation = { id: facts.id, documentDigest: facts.documentDigest };
    await desk.act('platform:confirm', confirmation, 'supervisor');
    const term = { from: '2026-10-20', to: '2026-11-10' };
    grant = await desk.grantFor({ purposes: ['CREDIT_VERIFY'], count: 12, depth: 0, term });
  });
  after(async () => {
    await bench.close();
  });

  it('1: D-1 is received whole, D-2 without chunk 3', async () => {
    await desk.goTo(shanghai('2026-10-21 10:00'));
    const first = await desk.delivered({}, grant);
    await desk.receive(first, [range(1, 3)], []);
    await desk.goTo(shanghai('2026-10-28 10:00'));
    const second = await desk.delivered({}, grant);
    await desk.receive(second, [range(1, 2)], [range(3)]);
    await desk.dispute(second, { evidence: [await desk.log()] });
    made.set('D-1', first).set('D-2', second);

    expect(first.content.root).to.equal(ROOT);
    expect((await desk.read(first.id)).status).to.equal('ACCEPTED');
    expect((await desk.read(second.id)).status).to.equal('DISPUTED');
  });

  it('2: D-3 after the last day is refused, and the refusal stands on record', async () => {
    await desk.goTo('2026-11-10T16:00:00.000Z');

    const third = await desk.dispatch(await desk.dispatchInput({}, grant));

    expect(third).to.include({ outcome: 'REFUSED', code: 'GRANT_EXPIRED' });
  });

  it('3: the log of the calls that went on is deposited, one line to be shown by itself', async () => {
    await desk.goTo(shanghai('2026-11-13 10:00'));
    const log = await body.evidence(SENDER, {
      ...{ kind: 'LOG', digests: batch.digests, size: batch.text.length },
    });

    const line = batch.open(2);
    expect(verifyPath(line, batch.root)).to.equal(true);
    expect(verifyPath({ ...line, leaf: lines[1] ?? '' }, batch.root)).to.equal(false);
    expect(() => logBatch([])).to.throw(TypeError);
    expect(() => batch.open(3)).to.throw(TypeError);
    const filing = body.filing('', {
      subjects: [{ kind: 'GRANT', id: grant.id }],
      standing: { basis: 'CONTRACT_PARTY', evidence: [log] },
    });
    const filed = await body.act('dispute:file', filing, SENDER);
    expect(filed).to.deep.include({ body: ARBITRATION, respondents: [CONSUMER_C], rights: [] });
    ({ id } = filed);
    await body.act('dispute:accept', { id }, BODY);
  });

  it('4: both sides submit, and are heard', async () => {
    await body.serve(id, CONSUMER_C);
    await body.answer(id, RECEIVER);
    for (const as of [SENDER, RECEIVER]) {
      const evidence = await body.evidence(as, { kind: 'LOG' });
      const submission = { id, submission: unique('S'), evidence, purpose: '日志' };
      await body.act('dispute:submit', submission, as);
    }
    await body.act('dispute:hear', { id, on: desk.today }, BODY);

    const { submissions, status } = await body.dispute(id);
    expect(submissions).to.have.length(2);
    expect(status).to.equal('HEARING');
  });

  it('5: the file holds offline, with the grant, D-1, D-2, the refusal, the platform, the calendar', async () => {
    const question = { grant: grant.id, by: CONSUMER_C, purpose: 'CREDIT_VERIFY' };
    const permits = [NOON, AFTER].map((asOf) => ({ ...question, asOf }));
    file = await disputeFile(
      async (query, input) =>
        answerText(
          (await bench.ledger.attest(query, input as never, bench.as(BODY), members)).envelope,
        ),
      { id, permits },
    );

    const report = verify();

    expect(report.fault).to.equal(undefined);
    expect(report.verdict).to.equal('VALID');
    const asked = (report.manifest?.parts ?? []).map(
      ({ transaction, input }) =>
        `${transaction} ${String((parseJson(input) as { id?: string }).id)}`,
    );
    expect(asked).to.include.members([
      `grant:read ${grant.id}`,
      ...[...made.values()].map((delivery) => `delivery:read ${delivery.id}`),
      `dispute:read ${id}`,
    ]);
    const transactions = report.parts.map(({ transaction }) => transaction);
    expect(transactions).to.include.members([
      ...['delivery:refusals', 'evidence:read', 'platform:at', 'codelist:read', 'register:right'],
    ]);
    const refusals = report.parts.find(({ transaction }) => transaction === 'delivery:refusals');
    const page = parseJson(refusals?.value ?? '') as Output<'delivery:refusals'>;
    expect(page.items.map(({ code }) => code)).to.deep.equal(['GRANT_EXPIRED']);
    const printed = report.parts.find(({ transaction }) => transaction === 'register:certificate');
    certificate = (parseJson(printed?.value ?? '') as Output<'register:certificate'>).certificate
      .no;
    const facts = explainDispute(report).join('\n');
    // The number and the level, from when to when, and who confirmed it.
    expect(facts).to.match(
      /^PROVEN 17 等保.*等保第3级 51010000000-00001, valid 2026-01-01 to 2026-12-31/m,
    );
    expect(facts).to.match(/^NOT_PROVEN 17 密评.*None is on record/m);
    expect(facts).to.match(/^NOT_PROVEN 18 上链前真实性/m);
  });

  it('6: as of noon on 11-10 the use was allowed; on 11-12 it was not: GRANT_EXPIRED', () => {
    const answers = verify().parts.flatMap(({ transaction, value }) =>
      transaction === 'grant:permits' ? [parseJson(value ?? '') as PermitsAnswer] : [],
    );

    expect(answers.map(({ decision }) => decision.permitted)).to.deep.equal([true, false]);
    const [, after] = answers;
    const reasons = after?.decision.permitted === false ? after.decision.reasons : [];
    expect(reasons.map(({ code }) => code)).to.deep.equal(['GRANT_EXPIRED']);
  });

  it('7: the award stands as an order, and on neither side’s certificate', async () => {
    const { source } = grant;
    const right = source.kind === 'RIGHT' ? source.right : '';
    const asked = { kind: 'CERTIFICATE' as const, id: certificate, limit: 5 };
    const seen = async (): Promise<unknown> => {
      const { state, encumbrances } = await desk.stage.ask('register:right', { id: right }, 'bank');
      const view = await desk.stage.ask('register:certificate', { no: certificate }, 'bank');
      const { items } = await desk.stage.ask('dispute:about', asked, 'bank');
      expect(items).to.deep.equal([]);
      return { state, encumbrances, status: view.status, with: view.encumbrances };
    };
    const before = await seen();

    await body.award(id, { order, outcome: 'PARTLY_UPHELD' });

    const recorded = await desk.stage.ask('order:read', { id: order }, RECEIVER);
    expect(recorded.order).to.deep.include({ kind: 'AWARD', dispute: id, rights: [] });
    expect(await body.statusOf(id)).to.equal('AWARD');
    expect(await seen()).to.deep.equal(before);
  });
});
