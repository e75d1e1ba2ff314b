import { fileOf as disputeFileOf } from '@shuquan/gateway/dispute/file';
import { readAnswerValue } from '@shuquan/gateway/dispute/answer-value';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { answerText } from '@shuquan/gateway/ledger/answer';
import {
  type EvidenceView,
  type Input,
  parseJson,
  type PermitsAnswer,
  type DisputeManifest,
  type QueryName,
} from '@shuquan/chaincode/model';
import {
  type Anchors,
  courtHtml,
  courtReport,
  type DisputeFile,
  type DisputeReport,
  explainDispute,
  verifyDispute,
} from '@shuquan/verifier';
import { expect } from 'chai';
import { type Bench, embeddedBench } from '../support/bench.js';
import { fileOf } from '../support/court-ground.js';
import { BODY, DisputeDesk } from '../support/dispute-desk.js';
import { members, unique } from '../support/founded.js';
import { CONSUMER_C } from '../support/parties.js';
import { takes } from '../support/published-schema.js';
import { Stage } from '../support/stage.js';

const asks = <N extends QueryName>(bench: Bench, name: N, input: Input<N>): Promise<string> =>
  bench.ledger
    .attest(name, input, bench.as(BODY), members)
    .then(({ envelope }) => answerText(envelope));

/** Scenario 5, steps 4 and 5: what an arbitrator takes away and checks with no ledger at hand. */
describe('the file of a dispute', function () {
  this.timeout(120_000);
  let bench: Bench;
  let desk: DisputeDesk;
  let file: DisputeFile;
  let [id, grant, asset] = ['', '', ''];
  const anchors = (): Anchors => {
    const found = bench.anchors?.();
    if (found === undefined) throw new TypeError('The ledger has no anchors.');
    return found;
  };
  const verify = (changed: object = {}, over: object = {}): DisputeReport =>
    verifyDispute(
      { file: JSON.stringify({ ...file, ...changed }), anchors: anchors(), ...over },
      nodeCrypto,
    );

  before('an arbitration about a grant, on a deposited log', async () => {
    bench = await embeddedBench();
    const stage = new Stage(bench);
    await stage.timely();
    desk = new DisputeDesk(stage);
    const granted = await desk.operated();
    asset = granted.asset;
    const made = await desk.granted(desk.rootOffer(granted), 'holder-a', 'consumer-c');
    grant = made.id;
    id = await desk.opened(granted, {
      subjects: [
        { kind: 'RIGHT', id: granted.right },
        { kind: 'GRANT', id: grant },
      ],
    });
    const evidence = await desk.evidence('holder-a');
    const submission = { id, submission: unique('S'), evidence, purpose: '日志' };
    await desk.act('dispute:submit', submission, 'holder-a');
    const { dispute } = await desk.dispute(id);
    const question = { grant, by: CONSUMER_C, purpose: 'CREDIT_VERIFY' };
    const permits = [
      { ...question, asOf: dispute.filed.at },
      { ...question, asOf: '2020-01-01T00:00:00.000Z' },
    ];
    const manifest = await asks(bench, 'dispute:bundle', { id, permits, nonce: 'ab'.repeat(16) });
    const { parts } = parseJson(readAnswerValue(manifest)) as DisputeManifest;
    const answers: string[] = [];
    for (const { transaction, input } of parts) {
      answers.push(await asks(bench, transaction as QueryName, parseJson(input) as never));
    }
    file = JSON.parse(disputeFileOf('shuquan.dispute-file', manifest, answers)) as DisputeFile;
  });
  after(async () => {
    await bench.close();
  });

  it('holds, says what a court asks, and that the time before the deposit is not proven', () => {
    const report = verify();

    expect(report.fault).to.equal(undefined);
    expect(report.verdict).to.equal('VALID');
    expect(report.parts).to.have.length(file.count);
    const lines = explainDispute(report).join('\n');
    expect(lines).to.contain(`Dispute ${id} was EVIDENCE`);
    expect(lines).to.match(/^NOT_PROVEN 18 上链前真实性/m);
    expect(lines).to.match(/^NOT_PROVEN 17 等保/m);
    expect(asset).not.to.equal('');
  });

  it('answers as of a day on which the use was permitted, and one on which it was not', () => {
    const permitted = verify().parts.flatMap(({ transaction, value }) =>
      transaction === 'grant:permits' && value !== undefined
        ? [(parseJson(value) as PermitsAnswer).decision.permitted]
        : [],
    );

    expect(permitted).to.deep.equal([true, false]);
  });

  it('names the very part that was altered, put elsewhere, or added', () => {
    const [first, second, ...others] = file.parts;
    if (first === undefined || second === undefined) throw new TypeError('There are no parts.');
    const broken = { ...second, answer: second.answer.replace('"v":1', '"v":2') };

    expect(verify({ parts: [first, broken, ...others] })).to.deep.include({
      ...{ verdict: 'INVALID' },
      fault: { part: 1, why: 'Its digest is not that of the answer.' },
    });
    expect(verify({ parts: [second, first, ...others] }).fault?.part).to.equal(0);
    expect(verify({ parts: [second, first, ...others] }).verdict).to.equal('INVALID');
    expect(verify({ parts: [...file.parts, first] }).fault?.part).to.equal('manifest');
    expect(verify({ count: file.count - 1 }).fault?.part).to.equal('manifest');
  });

  it('is incomplete without its last part, and none at all without its list', () => {
    const short = verify({ parts: file.parts.slice(0, -1) });

    expect(short.verdict).to.equal('INCOMPLETE');
    expect(short.fault?.part).to.equal(file.count - 1);
    expect(short.facts).to.deep.equal([]);
    expect(verify({ manifest: file.parts[0]?.answer }).fault?.part).to.equal('manifest');
    expect(verify({ more: 1 }).fault?.part).to.equal('file');
  });

  it('is trusted under the roots alone, and fresh for the nonce that was given', () => {
    expect(verify({}, { minIndependent: members.length + 1 }).verdict).to.equal('UNTRUSTED');
    expect(verify({}, { nonce: 'other' }).verdict).to.equal('STALE');
    expect(verify({}, { audience: CONSUMER_C }).verdict).to.equal('INVALID');
  });

  it('is of the schema that is published for it, and nothing else is', () => {
    const isFile = takes('dispute-file');
    const isAnswer = takes('signed-answer');

    expect(isFile(file)).to.equal(true);
    for (const text of [file.manifest, ...file.parts.map(({ answer }) => answer)]) {
      expect(isAnswer(JSON.parse(text))).to.equal(true);
    }
    expect(isFile({ ...file, kind: 'shuquan.answer' })).to.equal(false);
    expect(isFile({ ...file, parts: file.parts.map(({ answer }) => answer) })).to.equal(false);
    expect(isFile({ ...file, manifest: JSON.parse(file.manifest) as unknown })).to.equal(false);
  });

  it('is a report that names its case, its parts, and every deposit with its platform', () => {
    const text = JSON.stringify(file);
    const input = {
      ...({ language: 'both', checkedAt: '2026-11-26T08:00:00.000Z', pinned: true } as const),
      ...{ anchors: anchors(), files: [fileOf('BUNDLE', 'case.json', text)] },
    };
    const report = verify();
    const page = courtHtml(courtReport({ ...input, report, verdict: report.verdict }));
    const broken = verify({ parts: file.parts.slice(0, -1) });
    const short = courtHtml(courtReport({ ...input, report: broken, verdict: broken.verdict }));

    expect(page).to.contain(`目录列 ${String(file.count)} 份，已读 ${String(file.count)} 份`);
    for (const { transaction, value } of report.parts) {
      expect(page).to.contain(transaction);
      if (transaction !== 'evidence:read' || value === undefined) continue;
      expect(page).to.contain((parseJson(value) as EvidenceView).record.id);
    }
    expect(page).to.contain('没有任何备案、等保或密评记录').and.contain(id);
    expect(short)
      .to.contain('INCOMPLETE')
      .and.contain(`第 ${String(file.count - 1)} 部分`);
    expect(short).to.contain('没有任何内容得到证明');
  });

  it('is recorded as an award, and leaves the certificates to the rules', async () => {
    const { dispute } = await desk.dispute(id);
    for (const side of dispute.respondents) await desk.serve(id, side);
    for (const side of ['holder-a', 'consumer-c']) await desk.answer(id, side);
    await desk.act('dispute:hear', { id, on: desk.today }, BODY);
    await desk.award(id);

    expect(await desk.statusOf(id)).to.equal('AWARD');
  });
});
