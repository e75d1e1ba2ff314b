import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Input, Output } from '@shuquan/chaincode/model';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { answerText } from '@shuquan/gateway/ledger/answer';
import { type ReliedWanted, Verifier, verifyRelied } from '@shuquan/verifier';
import { expect } from 'chai';
import { askedBy } from '../support/answers.js';
import { type Bench, embeddedBench } from '../support/bench.js';
import { shuquanIn } from '../support/command.js';
import { embedded } from '../support/embedded.js';
import { members } from '../support/founded.js';
import { MarketDesk } from '../support/market-desk.js';
import { BANK, EXCHANGE } from '../support/parties.js';
import { Stage } from '../support/stage.js';

const DAY = 86_400_000;

/** Everything a reader has who is nowhere near the ledger: texts, bytes and roots. */
describe('answers that others rely on', function () {
  this.timeout(120_000);
  let bench: Bench;
  let verifier: Verifier;
  let check: Output<'check:submit'>;
  let asked: Input<'check:evaluate'>;
  let quick: string;
  let submitted: string;
  let absent: string;
  let block: Uint8Array;
  let otherBlock: Uint8Array;
  let nowAt: Date;

  const attested = async (
    name: 'check:evaluate' | 'check:read' | 'absence:read' | 'beacon:latest',
    input: object,
  ): Promise<string> => {
    const { envelope } = await bench.ledger.attest(
      name,
      input as never,
      bench.as('exchange'),
      members,
    );
    return answerText(envelope);
  };

  const blockOf = async (number: bigint): Promise<Uint8Array> => {
    for await (const { bytes } of bench.ledger.blocks(number, new AbortController().signal)) {
      return bytes;
    }
    throw new TypeError('There is no such block.');
  };

  before(async () => {
    bench = await embeddedBench();
    const desk = new MarketDesk(new Stage(bench));
    await desk.time();
    await desk.exchanges();
    const terms = await desk.terms(await desk.operated());
    asked = desk.asking(terms);
    const committed = await bench.ledger.submit('check:submit', asked, bench.as('exchange'));
    check = committed.value;
    quick = await attested('check:evaluate', asked);
    submitted = await attested('check:read', { txId: check.txId });
    absent = await attested(
      'absence:read',
      askedBy({ of: 'RECORD', digest: { tier: 'EXACT', hex: 'ab'.repeat(32) } }),
    );
    block = await blockOf(committed.block);
    otherBlock = await blockOf(committed.block - 1n);
    nowAt = bench.now();
    const { anchors } = bench;
    if (anchors === undefined) throw new TypeError('This ledger has anchors.');
    verifier = new Verifier(anchors(), nodeCrypto);
  });
  after(() => bench.close());

  const verdict = (answer: string, wanted: ReliedWanted): string =>
    verifyRelied(answer, verifier, wanted).verdict;

  it('are for one audience and one nonce', () => {
    const { nonce } = asked;

    for (const answer of [quick, submitted]) {
      expect(verdict(answer, { audience: EXCHANGE, nonce })).to.equal('VALID');
      expect(verdict(answer, { audience: BANK, nonce })).to.equal('INVALID');
      expect(verdict(answer, { audience: EXCHANGE, nonce: '0'.repeat(32) })).to.equal('STALE');
    }
    expect(verdict(absent, { audience: BANK })).to.equal('VALID');
    expect(verdict(absent, { audience: EXCHANGE })).to.equal('INVALID');
  });

  it('say what was found, for whom, and as of when', () => {
    const { says } = verifyRelied(submitted, verifier, { audience: EXCHANGE });

    expect(says).to.deep.equal({
      ...{ kind: 'RIGHTS', verdict: 'CLEAR', audience: EXCHANGE, nonce: asked.nonce },
      ...{ at: check.at, beacon: check.beacon, validUntil: check.validUntil, txId: check.txId },
    });
    expect(verifyRelied(absent, verifier, {}).says).to.include({
      kind: 'ABSENCE',
      verdict: 'NONE',
    });
  });

  it('end with their time', () => {
    for (const answer of [quick, submitted, absent]) {
      expect(verdict(answer, { now: nowAt })).to.equal('VALID');
      expect(verdict(answer, { now: new Date(nowAt.getTime() + 2 * DAY) })).to.equal('STALE');
    }
  });

  it('are as young and as far along the chain as their reader wants', () => {
    const later = new Date(nowAt.getTime() + 600_000);

    expect(verdict(submitted, { now: later, maxAgeSeconds: 900 })).to.equal('VALID');
    expect(verdict(submitted, { now: later, maxAgeSeconds: 300 })).to.equal('STALE');
    expect(verdict(submitted, { minBeacon: check.beacon })).to.equal('VALID');
    expect(verdict(submitted, { minBeacon: check.beacon + 1 })).to.equal('STALE');
  });

  it('are shown to be committed by the block, and by no other', () => {
    const report = verifyRelied(submitted, verifier, { block });

    expect(report.verdict).to.equal('VALID');
    expect(report.committedIn).to.match(/^\d+$/);
    expect(report.orderedBy).to.have.length(1);
    expect(report.orderedBy?.[0]).to.match(/orderer/);
    expect(verdict(submitted, { block: otherBlock })).to.equal('INVALID');
    expect(verdict(submitted, { block: new Uint8Array(0) })).to.equal('INVALID');
    expect(verdict(quick, { block })).to.equal('INVALID');
    expect(verifyRelied(quick, verifier, { block })).not.to.have.property('committedIn');
  });

  it('hold at no changed byte, of the answer or of the block', () => {
    const { envelope } = JSON.parse(submitted) as { envelope: string };
    for (const at of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      const bytes = Buffer.from(envelope, 'base64');
      const place = Math.floor(bytes.length * at);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      const changed = JSON.stringify({
        ...JSON.parse(submitted),
        envelope: bytes.toString('base64'),
      });
      const report = verifyRelied(changed, verifier, { audience: EXCHANGE });
      expect(report.verdict, String(place)).not.to.equal('VALID');
      expect(report).not.to.have.property('value');

      const turned = Buffer.from(block);
      const spot = Math.floor(turned.length * at);
      turned[spot] = (turned[spot] ?? 0) ^ 1;
      expect(verdict(submitted, { block: turned }), `block ${String(spot)}`).not.to.equal('VALID');
    }
  });

  it('are no answers to other questions', async () => {
    const beacon = await attested('beacon:latest', {});

    expect(verdict(beacon, { audience: EXCHANGE })).to.equal('INVALID');
    expect(verdict('{}', { audience: EXCHANGE })).to.equal('INVALID');
    expect(verdict('no', {})).to.equal('INVALID');
  });

  it('are checked on the command line by the same switches', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'shuquan-relied-'));
    try {
      const place = (name: string): string => join(dir, name);
      writeFileSync(place('answer.json'), submitted);
      writeFileSync(place('block.bin'), block);
      writeFileSync(place('anchors.json'), anchorsText(bench));
      const verify = [
        'verify',
        '--answer',
        place('answer.json'),
        '--anchors',
        place('anchors.json'),
      ];
      const run = (...more: string[]) => shuquanIn({}, [...verify, ...more]);

      const [good, other, far, nowhere] = await Promise.all([
        run('--audience', EXCHANGE, '--nonce', asked.nonce, '--block', place('block.bin')),
        run('--audience', BANK),
        run('--audience', EXCHANGE, '--as-of-beacon', '999'),
        run('--block', place('none.bin')),
      ]);

      expect(good.out).to.include('CLEAR').and.include('was committed in block');
      expect(good.code).to.equal(0);
      expect(other.code).to.equal(1);
      expect(far.code).to.equal(4);
      expect(nowhere.code).to.equal(66);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});

const anchorsText = ({ ledger }: Bench): string => JSON.stringify(embedded(ledger).anchors());
