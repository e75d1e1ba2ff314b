import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { delivery } from '@shuquan/gateway/demo/delivery';
import { differenceOf } from '@shuquan/gateway/demo/scenario';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { answerText } from '@shuquan/gateway/ledger/answer';
import type { Delivery, DeliveryView, Grant } from '@shuquan/chaincode/model';
import {
  type AnswerReport,
  type DeliveryQuestion,
  type DeliveryReport,
  nobleCrypto,
  verifyDelivered,
  verifyDelivery,
} from '@shuquan/verifier';
import { expect } from 'chai';
import { type Bench, embeddedBench } from '../support/bench.js';
import { openingOf, range, ROOT } from '../support/deliveries.js';
import { DeliveryDesk, SENDER } from '../support/delivery-desk.js';
import { members } from '../support/founded.js';
import { CONSUMER_C } from '../support/parties.js';
import { PlayedScenario } from '../support/played-scenario.js';
import { shanghai } from '../support/registrar.js';
import { Stage } from '../support/stage.js';

describe('scenario delivery on the embedded ledger', function () {
  this.timeout(180_000);
  const played = PlayedScenario.inSuite(delivery);

  it('holds in every step', () => {
    played.holds();
  });

  it('gives the root, the counter and the codes that it must', () => {
    expect(played.step('whole')).to.include({ status: 'ACCEPTED', root: ROOT, used: 1 });
    expect(played.step('disputed')).to.include({
      ...{ status: 'DISPUTED', committed: 'PROVEN', received: 'NOT_PROVEN' },
    });
    expect(played.step('expired')).to.include({
      ...{ code: 'GRANT_NOT_ACTIVE', clock: 'CLIENT_TIME_OUT_OF_WINDOW' },
    });
    expect(played.step('facts')).to.include({ verdict: 'VALID', other: 'CHUNK_MISMATCH' });
  });

  it('plays again on the same ledger, step for step', async () => {
    expect(differenceOf(played.results, await played.again())).to.equal(undefined);
  });
});

/** The days of the scenario, under a clock that is set to each of them. */
describe('scenario 5 on its own days', function () {
  this.timeout(180_000);
  let bench: Bench;
  let desk: DeliveryDesk;
  let grant: Grant;
  const deliveries = new Map<string, Delivery>();
  const made = (name: string): Delivery => {
    const found = deliveries.get(name);
    if (found === undefined) throw new TypeError(`${name} was not delivered.`);
    return found;
  };
  const attested = async (id: string): Promise<string> => {
    const as = bench.as('arbitrator');
    const named = await desk.stage.asked({ kind: 'DELIVERY', id }, 'arbitrator', 'ARBITRATION');
    const input = { id, ...named };
    return answerText((await bench.ledger.attest('delivery:read', input, as, members)).envelope);
  };

  before(async () => {
    bench = await embeddedBench({ start: shanghai('2026-10-12 09:00') });
    const stage = new Stage(bench);
    await stage.witness();
    desk = await DeliveryDesk.open(stage);
    await desk.goTo(shanghai('2026-10-20 09:00'));
    const term = { from: '2026-10-20', to: '2026-11-10' };
    grant = await desk.grantFor({ purposes: ['CREDIT_VERIFY'], count: 12, depth: 0, term });
  });
  after(async () => {
    await bench.close();
  });

  it('1: three chunks on 10-21, all acknowledged: ACCEPTED, counter 1/12', async () => {
    await desk.goTo(shanghai('2026-10-21 10:00'));
    const first = await desk.delivered({}, grant);
    deliveries.set('D-1', first);

    await desk.receive(first, [range(1, 3)], []);

    expect((await desk.read(first.id)).status).to.equal('ACCEPTED');
    expect(12 - ((await desk.left(grant)) ?? 0)).to.equal(1);
  });

  it('2: chunk 3 missing on 10-28, opened by the sender: DISPUTED', async () => {
    await desk.goTo(shanghai('2026-10-28 10:00'));
    const second = await desk.delivered({}, grant);
    deliveries.set('D-2', second);
    await desk.receive(second, [range(1, 2)], [range(3)]);

    await desk.dispute(second, { evidence: [await desk.log()] });

    const view = await desk.read(second.id);
    expect(view.status).to.equal('DISPUTED');
    expect(view.facts.at(-1)).to.include({
      ...{ first: 3, committed: 'PROVEN', leaf: openingOf(3).leaf, received: 'NOT_PROVEN' },
    });
  });

  it('3: the last second of 11-10 is within, midnight is not, a clock set back neither', async () => {
    await desk.goTo('2026-11-10T15:59:59.000Z');
    await desk.delivered({}, grant);
    await desk.goTo('2026-11-10T16:00:00.000Z');

    const third = await desk.dispatch(await desk.dispatchInput({}, grant));

    expect(third).to.include({ outcome: 'REFUSED', code: 'GRANT_EXPIRED' });
    const input = await desk.dispatchInput({}, grant);
    const back = desk.stage.off(-86_400_000, () =>
      desk.stage.code('delivery:dispatch', input, SENDER),
    );
    expect(await back).to.equal('CLIENT_TIME_OUT_OF_WINDOW');
    expect(await desk.left(grant)).to.equal(9);
  });

  it('4: use was allowed at noon of 11-10, and is not on 11-12', async () => {
    await desk.goTo(shanghai('2026-11-13 10:00'));
    const asked = async (asOf: string): Promise<string[]> => {
      const { decision } = await desk.permits(grant.id, CONSUMER_C, { asOf });
      return decision.permitted ? [] : decision.reasons.map(({ code }) => code);
    };

    expect(await asked(shanghai('2026-11-10 12:00'))).to.deep.equal([]);
    expect(await asked(shanghai('2026-11-12 12:00'))).to.deep.equal(['GRANT_EXPIRED']);
  });

  describe('the arbitrator, offline', () => {
    const fixture = (n: number): Buffer =>
      readFileSync(resolve(import.meta.dirname, `../../fixtures/chunk_${String(n)}.bin`));
    let question: DeliveryQuestion;
    const verify = (over: Partial<DeliveryQuestion> = {}, crypto = nodeCrypto): DeliveryReport =>
      verifyDelivery({ ...question, ...over }, crypto);
    const pinned = (): DeliveryQuestion['anchors'] => {
      if (bench.anchors === undefined) throw new TypeError('The anchors are not known.');
      return bench.anchors();
    };

    before(async () => {
      question = { answer: await attested(made('D-2').id), anchors: pinned(), minOrganizations: 3 };
    });

    it('finds VALID what both sides signed, and the facts that follow', () => {
      for (const crypto of [nodeCrypto, nobleCrypto]) {
        const report = verify({ chunk: { number: 3, bytes: fixture(3) } }, crypto);
        expect(report.code).to.equal(undefined);
        expect(report.verdict).to.equal('VALID');
        const facts = report.facts.map(({ fact, status }) => `${fact}: ${status}`);
        expect(facts).to.include.members([
          'root committed incl. chunk 3: PROVEN',
          'receipt of chunk 3: NOT_PROVEN',
          'receipt of chunks 1–2: PROVEN',
        ]);
      }
    });

    it('tells other bytes, a chunk that nobody opened, and an altered answer', () => {
      const shown = (number: number, n: number): string | undefined =>
        verify({ chunk: { number, bytes: fixture(n) } }).code;

      expect(shown(3, 2)).to.equal('CHUNK_MISMATCH');
      expect(shown(1, 1)).to.equal('CHUNK_NOT_OPENED');
      const { envelope } = JSON.parse(String(question.answer)) as { envelope: string };
      const bytes = Buffer.from(envelope, 'base64');
      const middle = Math.floor(bytes.length / 2);
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      const altered = answerText(bytes);
      expect(verify({ answer: altered })).to.include({
        verdict: 'INVALID',
        code: 'ANSWER_INVALID',
      });
      expect(verify({ audience: CONSUMER_C }).code).to.equal('ANSWER_AUDIENCE');
      expect(verify({ nonce: '0'.repeat(32) }).code).to.equal('ANSWER_NONCE');
    });

    it('believes no organisation what a party did not sign, each fault by its name', () => {
      const { answer } = verify();
      const view = JSON.parse(answer.value ?? '') as DeliveryView;
      const code = (over: object): string | undefined => {
        const value = JSON.stringify({ ...view, ...over });
        const forged: AnswerReport = { ...answer, value };
        return verifyDelivered(forged, question, nodeCrypto).code;
      };
      const { delivery: dispatch, receipt, disputes } = view;
      const [first] = disputes;

      expect(code({})).to.equal(undefined);
      expect(code({ delivery: { ...dispatch, purpose: 'MARKETING' } })).to.equal(
        'SIGNATURE_INVALID',
      );
      expect(code({ receipt: { ...receipt, accepted: [range(1, 3)], missing: [] } })).to.equal(
        'SIGNATURE_INVALID',
      );
      expect(code({ keys: [] })).to.equal('KEY_NOT_BOUND');
      expect(code({ status: 'ACCEPTED' })).to.equal('FACTS_DIFFER');
      expect(code({ facts: view.facts.slice(1) })).to.equal('FACTS_DIFFER');
      expect(code({ disputes: [] })).to.equal('FACTS_DIFFER');
      expect(code({ delivery: { ...dispatch, at: '2026-10-28T02:00:00.001Z' } })).to.equal(
        'DISPATCH_MISMATCH',
      );
      const opened = { ...first?.dispute, opening: openingOf(1) };
      expect(code({ disputes: [{ dispute: opened }] })).to.equal('SIGNATURE_INVALID');
    });

    it('is not misled by a true answer to another question', async () => {
      const as = bench.as('arbitrator');
      const asked = await bench.ledger.attest('grant:read', { id: grant.id }, as, members);

      const report = verify({ answer: answerText(asked.envelope) });

      expect(report.code).to.equal('ANSWER_INVALID');
      expect(report.verdict).to.equal('INVALID');
    });
  });
});
