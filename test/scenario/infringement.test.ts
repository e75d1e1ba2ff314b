import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DigestedFile } from '@shuquan/gateway/cli/digest';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { infringementFile } from '@shuquan/gateway/dispute/export';
import { fingerprintOf } from '@shuquan/gateway/fingerprint/fingerprint';
import { answerText } from '@shuquan/gateway/ledger/answer';
import type { Fingerprint } from '@shuquan/chaincode/model';
import {
  courtHtml,
  courtReport,
  type DisputeReport,
  explainDispute,
  verifyDispute,
} from '@shuquan/verifier';
import { expect } from 'chai';
import { type Bench, embeddedBench } from '../support/bench.js';
import { type Ended, shuquanIn } from '../support/command.js';
import { fileOf } from '../support/court-ground.js';
import { members } from '../support/founded.js';
import { InfringementDesk } from '../support/infringement-desk.js';
import { Stage } from '../support/stage.js';

const HEAD = 'id,name,grade';
const row = (n: number): string => `${String(n)},企业${String(n)},${'ABC'[n % 3] ?? ''}`;
const ROWS = Array.from({ length: 600 }, (_, n) => row(n));
/** Shuffled by halves, a tenth left out, and some rows of the copier’s own. */
const COPIED = [...ROWS.slice(300), ...ROWS.slice(60, 300), row(9001), row(9002)];

describe('evidence of a suspected copy', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'shuquan-copy-'));
  const original = join(folder, 'original.csv');
  const suspected = join(folder, 'suspected.csv');
  const key = { keyId: 'KEY_1', secret: randomBytes(32) };
  let bench: Bench;
  let file = '';
  const read = (path: string): Promise<Fingerprint> =>
    fingerprintOf(new DigestedFile(path, () => undefined), 'csv', { key });
  const verify = (text = file): DisputeReport => {
    if (bench.anchors === undefined) throw new TypeError('The anchors are not known.');
    return verifyDispute({ file: text, anchors: bench.anchors(), minOrganizations: 3 }, nodeCrypto);
  };

  before('a holder finds a file that is much like its own', async () => {
    writeFileSync(original, `${[HEAD, ...ROWS].join('\n')}\n`);
    writeFileSync(suspected, `${[HEAD, ...COPIED].join('\n')}\n`);
    bench = await embeddedBench();
    const stage = new Stage(bench);
    await stage.timely();
    const desk = new InfringementDesk(stage);
    const own = await read(original);
    const { right } = await desk.sketchedAs(own);
    const found = await read(suspected);
    const { id } = await desk.packed(right, { digests: found.fileDigests });
    await desk.act('infringement:compare', { id, fingerprint: found }, 'registrar1');
    const statement = { id, statement: '下载过程经公证', documentDigest: '8'.repeat(64) };
    await desk.act('infringement:attest', statement, 'notary');
    file = await infringementFile(
      async (query, input) =>
        answerText(
          (await bench.ledger.attest(query, input as never, bench.as('holder-a'), members))
            .envelope,
        ),
      { id },
    );
  });
  after(async () => {
    await bench.close();
    rmSync(folder, { recursive: true });
  });

  it('is checked offline as one file, claim by claim', () => {
    const report = verify();

    expect(report.fault).to.equal(undefined);
    expect(report.verdict).to.equal('VALID');
    const lines = explainDispute(report);
    expect(lines.join('\n')).to.match(/^Infringement pack IP-\S+ was OPEN/m);
    const told = (name: string): string => lines.find((line) => line.includes(name)) ?? '';
    expect(told('相似性')).to.match(/^STATED .*SIMILAR_ROWS: 542 rows, about \d\d\.\d\d %/);
    expect(told('取证过程')).to.match(/^STATED .*witnessed by/);
    expect(told('字节相同')).to.match(/^NOT_PROVEN/);
    expect(told('是否侵权')).to.match(/^NOT_PROVEN .*no finding of infringement/);
    expect(told('上链前真实性')).to.match(/^NOT_PROVEN/);
  });

  it('is a report that calls nothing an infringement, and shows no row of either table', () => {
    const report = verify();
    if (bench.anchors === undefined) throw new TypeError('The anchors are not known.');
    const page = courtHtml(
      courtReport({
        ...{ language: 'both', checkedAt: '2026-11-26T08:00:00.000Z', pinned: true },
        ...{ anchors: bench.anchors(), report, verdict: report.verdict },
        files: [fileOf('BUNDLE', 'pack.json', file)],
      }),
    );

    const [, notProven = ''] = page.split('class="grade not-proven"');
    expect(notProven)
      .to.match(/取证包 IP-\S+：是否侵权/)
      .and.contain('no finding of infringement');
    expect(page)
      .to.contain('涉嫌侵权取证包')
      .and.match(/取证包 IP-\S+：相似性/);
    for (const text of ['企业17', '企业9001']) expect(page).not.to.contain(text);
  });

  it('holds no row of either table', () => {
    for (const text of ['企业17', '企业9001']) expect(file).not.to.contain(text);
    const bytes = Buffer.from(file);
    expect(bytes.includes(readFileSync(suspected))).to.equal(false);
  });

  it('names the part that was altered, and is incomplete without its last', () => {
    const whole = JSON.parse(file) as { parts: { answer: string }[] };
    const parts = whole.parts.map((part, at) =>
      at === 0 ? { ...part, answer: part.answer.replace('"v":1', '"v":2') } : part,
    );

    expect(verify(JSON.stringify({ ...whole, parts })).fault?.part).to.equal(0);
    const short = JSON.stringify({ ...whole, parts: whole.parts.slice(0, -1) });
    expect(verify(short).verdict).to.equal('INCOMPLETE');
    const renamed = file.replace('shuquan.infringement-file', 'shuquan.dispute-file');
    expect(verify(renamed)).to.deep.include({ verdict: 'INVALID' });
    expect(verify(file.replace('infringement-file', 'other')).fault?.part).to.equal('file');
  });

  describe('shuquan infringement similarity', () => {
    const shuquan = (...args: string[]): Promise<Ended> =>
      shuquanIn({ DATA_DIR: join(folder, 'nothing-here') }, ['infringement', ...args]);

    it('compares two files where they lie, with no ledger and no key', async () => {
      const { code, out } = await shuquan('similarity', original, suspected, '--json');

      expect(code).to.equal(0);
      const found = JSON.parse(out) as Record<string, unknown>;
      expect(found).to.include({ sameFile: false, sameRows: false, sameSchema: true });
      expect(found['rows']).to.deep.equal([600, 542]);
      expect(found['similarity']).to.be.within(8_000, 9_700);
      const told = await shuquan('similarity', original, original);
      expect(told.out).to.match(/^same file {4}yes$/m);
      expect(told.out).to.match(/^similarity {3}100\.00 %/m);
      expect(told.out).to.contain('no finding of infringement');
    });

    it('says what is wrong with a file that is none', async () => {
      const other = join(folder, 'other.bin');
      writeFileSync(other, 'x');

      expect((await shuquan('similarity', original, other)).code).to.equal(64);
      const gone = await shuquan('similarity', original, resolve(folder, 'gone.csv'));
      expect(gone.code).to.equal(66);
    });
  });
});
