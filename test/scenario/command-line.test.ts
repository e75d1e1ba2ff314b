import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Fingerprint } from '@shuquan/chaincode/model';
import { openPdf } from '@shuquan/gateway/certificate/read/open';
import { listenForControl } from '@shuquan/gateway/control/server';
import { openLedger } from '@shuquan/gateway/ledger/open';
import { expect } from 'chai';
import { type Ended, main, shuquanIn } from '../support/command.js';

const root = resolve(import.meta.dirname, '../../..');
const demo = (name: string): string => join(root, 'gateway/demo', name);

describe('shuquan', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shuquan-cli-'));
  const anchors = join(dataDir, 'ledger/anchors.json');
  const answer = join(dataDir, 'answer.json');
  const people = join(dataDir, 'ledger/organizations/RegistryMSP/people');

  const shuquan = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
    shuquanIn({ DATA_DIR: dataDir, ...env }, args);

  before(async () => {
    const { code } = await shuquan(['deposit', demo('ds_a_v1.csv'), '--id', 'known-1']);
    expect(code).to.equal(0);
    const kept = await shuquan(['verify', demo('ds_a_v1.csv'), '--out', answer]);
    expect(kept.code).to.equal(0);
  });
  after(() => {
    rmSync(dataDir, { recursive: true });
  });

  describe('verify', () => {
    it('says single custodian first, then the verdict', async () => {
      const { code, out } = await shuquan(['verify', demo('ds_a_v1.csv'), '--anchors', anchors]);

      const [first, second, third] = out.split('\n');
      expect(code).to.equal(0);
      expect(first).to.equal('SINGLE CUSTODIAN: 3 keys, independent custody NOT_PROVEN');
      expect(second).to.equal('Verdict: VALID');
      expect(third).to.match(/^Deposited as known-1 /);
    });

    it('is 5 for a file that nobody deposited', async () => {
      const { code, out } = await shuquan(['verify', demo('ds_a_v1_tampered.csv')]);

      expect(code).to.equal(5);
      expect(out).to.contain('Verdict: NOT_FOUND');
    });

    it('needs no ledger for an answer that was kept', async () => {
      const args = ['verify', '--answer', answer, '--anchors', anchors, '--json'];
      const { code, out } = await shuquan(args, { DATA_DIR: join(dataDir, 'nothing-here') });

      expect(code).to.equal(0);
      expect(JSON.parse(out)).to.include({ verdict: 'VALID', singleCustodian: true });
    });

    it('is 1 for an answer to another question', async () => {
      const { code } = await shuquan([
        ...['verify', demo('agr_1.txt')],
        ...['--answer', answer, '--anchors', anchors],
      ]);

      expect(code).to.equal(1);
    });

    it('is 1 for an altered answer', async () => {
      const { envelope } = JSON.parse(readFileSync(answer, 'utf8')) as { envelope: string };
      const bytes = Buffer.from(envelope, 'base64');
      bytes[200] = (bytes[200] ?? 0) ^ 1;
      const altered = join(dataDir, 'altered.json');
      const text = bytes.toString('base64');
      writeFileSync(altered, JSON.stringify({ v: 1, kind: 'shuquan.answer', envelope: text }));

      const { code } = await shuquan(['verify', '--answer', altered, '--anchors', anchors]);

      expect(code).to.equal(1);
    });

    const insist = {
      'more independence than there is': { option: '--min-independent', code: 3 },
      'more organisations than signed': { option: '--min-organizations', code: 6 },
    };
    for (const [what, { option, code }] of Object.entries(insist)) {
      it(`is ${code} for ${what}`, async () => {
        const args = ['verify', '--answer', answer, '--anchors', anchors, option, '4'];

        expect(await shuquan(args)).to.include({ code, err: '' });
      });
    }
  });

  describe('verify --report', () => {
    const report = (name: string): string => join(dataDir, name);
    const pinned = ['--anchors', anchors];
    const left = (): string[] => readdirSync(dataDir).filter((name) => /report|part/.test(name));

    it('asks for what a court asks, and writes one page', async () => {
      const args = ['verify', demo('ds_a_v1.csv'), ...pinned, '--report', report('report.html')];
      const { code, out } = await shuquan(args);

      const page = readFileSync(report('report.html'), 'utf8');
      expect(code).to.equal(0);
      expect(out).to.contain('Verdict: VALID');
      for (const said of [
        'known-1',
        '上链前真实性',
        'ds_a_v1.csv',
        'platform:at',
        '没有任何备案',
      ]) {
        expect(page).to.contain(said);
      }
      expect(left()).to.deep.equal(['report.html']);
    });

    it('prints it, offline, and the same again but for its time', async () => {
      const kept = ['verify', '--answer', answer, ...pinned];
      const nowhere = { DATA_DIR: join(dataDir, 'nothing-here') };
      const print = await shuquan([...kept, '--report', report('report.pdf')], nowhere);
      const names = ['report-1.html', 'report-2.html'];
      for (const name of names) await shuquan([...kept, '--report', report(name)], nowhere);

      expect(print.code).to.equal(0);
      const pdf = await openPdf(new Uint8Array(readFileSync(report('report.pdf'))));
      const { items } = await (await pdf.getPage(1)).getTextContent();
      await pdf.destroy();
      expect(items.map((item) => ('str' in item ? item.str : '')).join('')).to.contain(
        '区块链存证核验报告',
      );
      const [first = [], second = []] = names.map((name) =>
        readFileSync(report(name), 'utf8').split('\n'),
      );
      expect(first.filter((line, at) => line !== second[at])).to.have.length(1);
    });

    it('is written of an answer that does not hold, and says so', async () => {
      const altered = readFileSync(answer, 'utf8').replace('"v":1', '"v":2');
      writeFileSync(report('bad.json'), altered);
      const args = ['verify', '--answer', report('bad.json'), ...pinned];

      const { code } = await shuquan([
        ...args,
        '--report',
        report('report-bad.html'),
        '--lang',
        'en',
      ]);

      const page = readFileSync(report('report-bad.html'), 'utf8');
      expect(code).to.equal(1);
      expect(page).to.contain('INVALID').and.not.contain('known-1');
    });

    it('is of a file that nobody deposited', async () => {
      const args = ['verify', demo('ds_a_v1_tampered.csv'), '--report', report('report-none.html')];

      expect(await shuquan(args)).to.include({ code: 5 });
      const page = readFileSync(report('report-none.html'), 'utf8');
      expect(page).to.contain('没有找到').and.contain('信任锚的来源');
    });

    it('is refused before anything is asked or written', async () => {
      const before = left();
      writeFileSync(report('report-there.html'), 'evidence');
      const run = (name: string, ...more: string[]): Promise<Ended> =>
        shuquan(['verify', demo('ds_a_v1.csv'), '--report', report(name), ...more]);
      const out = join(dataDir, 'not-kept.json');

      const [other, none, taken, missing, language] = [
        await run('report.docx', '--out', out),
        await run('report', '--out', out),
        await run('report-there.html', '--out', out),
        await run('no-folder/report.html', '--json'),
        await run('report-lang.html', '--lang', 'fr'),
      ];

      for (const each of [other, none]) {
        expect(each).to.include({ code: 64, out: '' });
        expect(each.err).to.match(/^shuquan: USAGE: --report .* must end in \.html or \.pdf/);
      }
      expect(taken).to.include({ code: 74, out: '' });
      expect(taken.err).to.contain('FILE_UNWRITABLE');
      expect(readFileSync(report('report-there.html'), 'utf8')).to.equal('evidence');
      expect(missing).to.include({ code: 74, out: '' });
      expect(language.code).to.equal(64);
      expect(readdirSync(dataDir)).not.to.include('not-kept.json');
      expect(left()).to.deep.equal([...before, 'report-there.html'].sort());
    });
  });

  describe('errors', () => {
    const cases: Readonly<Record<string, { args: string[]; env?: object; code: number }>> = {
      'an unknown command': { args: ['frobnicate'], code: 64 },
      'an unknown option': { args: ['demo', '--fast'], code: 64 },
      'an unknown scenario': { args: ['demo', 'nothing'], code: 64 },
      'nothing to verify': { args: ['verify'], code: 64 },
      'an answer without roots': { args: ['verify', '--answer', 'x'], code: 64 },
      'a file that is not there': { args: ['deposit', '/none'], code: 66 },
      'a person who is not there': { args: ['deposit', main, '--as', 'nobody'], code: 65 },
      'a network that is not there': {
        args: ['demo', '--ledger', 'fabric'],
        env: { NETWORK_DIR: '/none' },
        code: 69,
      },
      'a gateway that is not there': {
        args: ['deposit', main, '--url', 'http://127.0.0.1:9', '--api-key', 'x'],
        code: 69,
      },
      'a setting that is wrong': { args: ['identity', 'list'], env: { PORT: 'x' }, code: 64 },
      'an id that is taken': { args: ['deposit', main, '--id', 'known-1'], code: 65 },
      'an unknown transaction': { args: ['transaction', 'a:b', '--input', '{}'], code: 64 },
      'an input with a key twice': {
        args: ['transaction', 'party:exit', '--input', '{"a":1,"a":2}', '--as', 'registrar1'],
        code: 64,
      },
      'an input with an unknown field': {
        args: ['transaction', 'party:exit', '--input', '{"a":1}', '--as', 'registrar1'],
        code: 65,
      },
      'half a key': { args: ['deposit', main, '--key', 'x'], code: 64 },
    };
    for (const [what, { args, env = {}, code }] of Object.entries(cases)) {
      it(`are one line and exit code ${code} for ${what}`, async () => {
        const ended = await shuquan(args, { ...env });

        expect(ended).to.include({ code });
        expect(ended.err.trimEnd().split('\n')).to.have.length(1);
        expect(ended.err).to.not.match(/\n\s+at /);
      });
    }

    it('name the lock of a folder in use', async () => {
      const busy = join(dataDir, 'busy');
      const { ledger } = await openLedger({
        ...{ ledger: 'embedded', dataDir: busy, networkDir: busy },
      });

      const { code, err } = await shuquan(['demo'], { DATA_DIR: busy });

      await ledger.close();
      expect(code).to.equal(69);
      expect(err).to.match(/^shuquan: LEDGER_LOCKED: /);
    });
  });

  describe('backup', () => {
    const copy = join(dataDir, 'copy');
    const elsewhere = join(dataDir, 'elsewhere');

    it('is restored and checked, block for block', async () => {
      const saved = await shuquan(['backup', copy, '--json']);
      const restored = await shuquan(['restore', copy, '--json'], { DATA_DIR: elsewhere });
      const checked = await shuquan(['fsck', '--json'], { DATA_DIR: elsewhere });

      const { height, hash } = JSON.parse(saved.out) as { height: number; hash: string };
      expect(JSON.parse(restored.out)).to.deep.equal({ height, hash });
      expect(JSON.parse(checked.out)).to.deep.include({ ok: true, blocks: height, hash });
    });

    it('is taken by the process that serves the folder', async () => {
      const served = join(dataDir, 'served');
      const folder = join(dataDir, 'served-copy');
      const opened = await openLedger({
        ...{ ledger: 'embedded', dataDir: served, networkDir: served },
      });
      const backup = opened.backup ?? (() => Promise.reject(new Error('not embedded')));
      const close = await listenForControl(served, { backup });

      const saved = await shuquan(['backup', folder], { DATA_DIR: served });
      const again = await shuquan(['backup', folder], { DATA_DIR: served });

      await close();
      await opened.ledger.close();
      expect(saved).to.include({ code: 0, err: '' });
      expect(again).to.include({ code: 65, out: '' });
      expect(again.err).to.match(/^shuquan: INPUT_INVALID: .* is not empty/);
    });

    it('goes into no folder that holds something, and comes from none but its own', async () => {
      expect(await shuquan(['restore', copy])).to.include({ code: 65 });
      const empty = { DATA_DIR: join(dataDir, 'empty') };
      expect(await shuquan(['restore', dataDir], empty)).to.include({ code: 69 });
    });
  });

  describe('fingerprint', () => {
    const key = join(dataDir, 'sketch-key.json');
    const rows = join(dataDir, 'a.rows');
    const kept = join(dataDir, 'fingerprint.json');

    it('gives the applicant’s rows and the registrar’s own reading one sketch', async () => {
      expect(await shuquan(['fingerprint', 'new-key', key, '--id', 'TEST_1'])).to.include({
        code: 0,
      });
      const own = ['fingerprint', demo('ds_a_v1.csv'), '--json', '--key', key, '--rows', rows];

      const whole = await shuquan(own);
      const keyed = await shuquan(['fingerprint', 'sketch', rows, '--key', key]);

      const { sketch, ...rest } = JSON.parse(whole.out) as Fingerprint;
      expect(rest).to.include({ rows: 5, columns: 7 });
      expect(JSON.parse(keyed.out)).to.deep.equal({ rows: 5, sketch });
      expect(sketch).to.include({ keyId: 'TEST_1', k: 256 });
      for (const file of [key, rows]) expect(statSync(file).mode & 0o777).to.equal(0o600);
      writeFileSync(kept, whole.out);
    });

    it('compares, and says what it does not know', async () => {
      const tampered = join(dataDir, 'tampered.json');
      const made = await shuquan(['fingerprint', demo('ds_a_v1_tampered.csv'), '--json']);
      writeFileSync(tampered, made.out);

      const same = await shuquan(['fingerprint', 'compare', kept, kept, '--json']);
      const other = await shuquan(['fingerprint', 'compare', kept, tampered]);

      expect(JSON.parse(same.out)).to.deep.equal({
        ...{ sameFile: true, sameRows: true, sameSchema: true },
        ...{ similarity: 10_000, containment: 10_000 },
      });
      expect(other.out).to.contain('same rows    no').and.to.contain('not known');
    });

    it('writes no rows of a file that it refuses, and none over a file that is there', async () => {
      const ragged = join(dataDir, 'ragged.csv');
      const out = join(dataDir, 'ragged.rows');
      writeFileSync(ragged, 'a,b\n1,2\n3\n');

      const refused = await shuquan(['fingerprint', ragged, '--rows', out]);
      const taken = await shuquan(['fingerprint', demo('ds_a_v1.csv'), '--rows', rows]);

      expect(refused).to.include({ code: 65, out: '' });
      expect(refused.err).to.match(/^shuquan: DATA_MALFORMED: Line 3 has another number of fields/);
      expect(taken).to.include({ code: 74, out: '' });
      const left = readdirSync(dataDir).filter((name) => /\.rows|\.part/.test(name));
      expect(left).to.deep.equal(['a.rows']);
    });

    it('takes no key that others may read, and no file it does not know', async () => {
      chmodSync(key, 0o644);
      const file = demo('ds_a_v1.csv');

      const exposed = await shuquan(['fingerprint', file, '--key', key]);

      expect(exposed).to.include({ code: 65, out: '' });
      expect(exposed.err).to.contain('SKETCH_KEY_UNUSABLE');
      expect(await shuquan(['fingerprint', kept])).to.include({ code: 64 });
      expect(await shuquan(['fingerprint', join(dataDir, 'none.csv')])).to.include({ code: 66 });
    });
  });

  it('finds a byte that changed on disk', async () => {
    const damaged = join(dataDir, 'damaged');
    const env = { DATA_DIR: damaged };
    // Opening it again moves what the first process wrote from the log into a table.
    for (const file of ['agr_1.txt', 'ds_a_v1.csv']) await shuquan(['deposit', demo(file)], env);
    const db = join(damaged, 'ledger/db');
    const table = join(db, readdirSync(db).find((each) => each.endsWith('.ldb')) ?? '');
    const bytes = readFileSync(table);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(table, bytes);

    const { code, out, err } = await shuquan(['fsck'], env);

    expect(code).to.be.oneOf([1, 69]);
    expect(out + err).to.match(/DIFFERENCE|DAMAGED/);
  });

  it('deposits with a key of the caller’s own', async () => {
    const folder = join(people, 'holder-b');
    const { code, out } = await shuquan([
      ...['deposit', demo('agr_1.txt'), '--json', '--msp', 'RegistryMSP'],
      ...['--key', join(folder, 'key.pem'), '--certificate', join(folder, 'cert.pem')],
    ]);

    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.include({ size: 414 });
  });

  it('refuses a key that is not the certificate’s', async () => {
    const { code, err } = await shuquan([
      ...['deposit', demo('agr_1.txt'), '--msp', 'RegistryMSP'],
      ...['--key', join(people, 'holder-a/key.pem')],
      ...['--certificate', join(people, 'holder-b/cert.pem')],
    ]);

    expect(code).to.equal(64);
    expect(err).to.contain('is not the key of');
  });

  it('keeps no answer over a file that is there', async () => {
    const { code } = await shuquan(['verify', demo('ds_a_v1.csv'), '--out', answer]);

    expect(code).to.equal(74);
  });

  it('says that a founded channel is founded', async () => {
    expect(await shuquan(['found'])).to.include({ code: 0 });
  });

  it('documents its exit codes', async () => {
    const { code, out } = await shuquan(['--help']);

    expect(code).to.equal(0);
    expect(out).to.contain('5  verify: NOT_FOUND');
  });
});
