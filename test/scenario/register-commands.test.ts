import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { RegisterGateway } from '../integration/register.js';
import { edited, redraw } from '../support/certificate.js';
import { type Ended, shuquanIn } from '../support/command.js';
import { REG1 } from '../support/parties.js';
import { IDENTITY } from '../support/persons.js';
import { allRightsTo, CONTACT, initialForm } from '../support/register-samples.js';
import { PAPERS } from '../support/registrar.js';

const run = (args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> =>
  shuquanIn(env, args);

describe('shuquan on the register', function () {
  this.timeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), 'shuquan-register-'));
  const file = (name: string): string => join(folder, name);
  after(() => {
    rmSync(folder, { recursive: true });
  });

  describe('with the ledger here', () => {
    const shuquan = (...args: string[]): Promise<Ended> => run(args, { DATA_DIR: file('data') });
    const done = async (...args: string[]): Promise<Ended> => {
      const ended = await shuquan(...args);
      expect(ended.code, `${args.join(' ')}: ${ended.err}`).to.equal(0);
      return ended;
    };
    const json = (value: object): string => JSON.stringify(value);
    let no: string;

    before(async () => {
      const form = initialForm('DS-1', { withholdNotice: '评价方法未公开' });
      const input = { id: 'RC-1', registrar: REG1, profile: 'LOCAL_SZ_2023' };
      const { 'SHA-256': sha, SM3 } = form.digests;
      await done(
        ...['transaction', 'evidence:deposit', '--as', 'holder-a', '--input'],
        json({
          ...{ id: 'EV-1', kind: 'FILE', size: 1, digests: { 'SHA-256': sha, SM3 } },
          source: { origin: 'OWN', statement: '自采' },
          environment: {
            ...{ tool: 't', toolVersion: '1', system: 's' },
            cleanlinessCheck: { performed: false },
          },
        }),
      );
      writeFileSync(file('form.json'), json({ ...input, form: { ...form, evidence: 'EV-1' } }));
      writeFileSync(file('contact.json'), json({ contact: CONTACT }));
      await done(
        ...['case', 'apply', '--input', `@${file('form.json')}`],
        ...['--private', `@${file('contact.json')}`],
      );
    });

    it('is led from the application to the paper by the worklist', async () => {
      const todo = async (): Promise<string> => {
        const { out } = await done('worklist', '--json');
        const { items } = JSON.parse(out) as { items: { action: string }[] };
        return items.map(({ action }) => action).join();
      };
      const found = ['DESCRIPTION', 'SOURCE', 'RIGHTS'].map((matter) => ({
        ...{ matter, outcome: 'SATISFIED', note: '属实' },
      }));
      const first = await done('worklist');
      await done('case', 'accept', 'RC-1');
      await done('case', 'review', 'RC-1', '--input', json({ findings: found }));
      await done('case', 'withhold', 'RC-1', '--input', json({ reasons: '理由成立' }));
      const withheld = await todo();
      const decision = { outcome: 'APPROVED', reasons: '符合规定' };
      await done('case', 'decide', 'RC-1', '--input', json(decision));
      await done('case', 'deposit', 'RC-1');
      const deposited = await todo();
      const issued = await done('certificate', 'issue', '--input', json({ cases: ['RC-1'] }));
      no = issued.out.split('\n')[0] ?? '';

      expect(first.out).to.match(/ACCEPT +RC-1 +INITIAL +SUBMITTED +LOCAL_SZ_2023/);
      expect([withheld, deposited, await todo()]).to.deep.equal(['DECIDE', 'CERTIFY', '']);
      expect(no).to.match(/^SJ\d{13}$/);
      const list = await done('case', 'list', '--status', 'CERTIFIED');
      expect(list.out).to.contain('RC-1');
    });

    it('prints the certificate, and checks what was printed', async () => {
      const pdf = file('certificate.pdf');
      await done('certificate', 'print', no, '--out', pdf);
      const same = await shuquan('certificate', 'check', pdf);
      const again = await shuquan('certificate', 'print', no, '--out', pdf);
      const painted = await edited(readFileSync(pdf), (document) => {
        redraw(document, 0, (text) => `${text}\n1 0 0 rg 200 300 90 90 re f`);
      });
      writeFileSync(file('painted.pdf'), painted);
      writeFileSync(file('saved.pdf'), await edited(readFileSync(pdf)));
      const differs = await shuquan('certificate', 'check', file('painted.pdf'));
      const rewritten = await shuquan('certificate', 'check', file('saved.pdf'));

      expect(same).to.include({ code: 0, out: `Verdict: SAME (${no})\n${SAME}\n` });
      expect(again.code).to.equal(74);
      expect(differs.code).to.equal(1);
      expect(differs.out).to.contain('is drawn otherwise than it was issued');
      expect(rewritten.code).to.equal(2);
    });

    it('says in one line and an exit code what is wrong', async () => {
      writeFileSync(file('no.pdf'), 'not a PDF');
      const cases: readonly (readonly [string[], number, string])[] = [
        [['certificate', 'check', file('no.pdf')], 65, 'CERTIFICATE_FILE_MALFORMED'],
        [['certificate', 'check', file('none.pdf')], 66, 'FILE_UNREADABLE'],
        [
          ['certificate', 'print', 'SJ5112027030099', '--out', file('x')],
          65,
          'CERTIFICATE_NOT_FOUND',
        ],
        [['case', 'accept', 'RC-1'], 65, 'CASE_STATE_FORBIDS'],
        [['case', 'accept', 'RC-1', '--as', 'holder-a'], 65, 'SCOPE|ROLE_MISSING'],
        [['case', 'accept', 'RC-1', '--input', '[]'], 64, 'USAGE'],
        [['case', 'read', 'RC-9'], 65, 'CASE_NOT_FOUND'],
        [['worklist', '--as', 'nobody'], 65, 'CALLER_FORBIDDEN'],
        [['case', 'frobnicate'], 64, ''],
      ];
      for (const [args, code, word] of cases) {
        const ended = await shuquan(...args);
        expect(ended.code, args.join(' ')).to.equal(code);
        expect(ended.err, args.join(' ')).to.match(new RegExp(word));
        expect(ended.err, args.join(' ')).not.to.match(/\n\s+at /);
      }
    });
  });

  describe('with a gateway elsewhere', () => {
    let desk: RegisterGateway;
    let no: string;
    before(async () => {
      desk = await RegisterGateway.open();
      no = await desk.certified('RC-1', initialForm('DS-1'));
    });
    after(() => desk.close());
    const shuquan = (as: string, ...args: string[]): Promise<Ended> =>
      run([...args, '--url', desk.gateway.url], { SHUQUAN_API_KEY: desk.gateway.keyOf(as) });

    it('acts and asks in the name of the key’s principal', async () => {
      await desk.apply('RC-2', initialForm('DS-2'));
      const holder = await shuquan('holder-a', 'case', 'accept', 'RC-2');
      const accepted = await shuquan('registrar1', 'case', 'accept', 'RC-2');
      const listed = await shuquan('registrar1', 'case', 'list', '--limit', '1');
      const list = await shuquan('holder-b', 'case', 'list');
      const read = await shuquan('registrar1', 'case', 'read', 'RC-2', '--json');

      expect(holder).to.include({ code: 65 });
      expect(accepted).to.include({ code: 0 });
      expect(listed.out).to.match(/RC-1 .*\nThere is more: --cursor \S+\n$/);
      expect(list.out).to.equal('There is nothing.\n');
      expect(JSON.parse(read.out)).to.have.nested.property('state.status', 'ACCEPTED');
    });

    it('brings what a natural person asks for, signed with a key that stays here', async () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      writeFileSync(file('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
      const key = ['--key', file('key.pem')];
      const secret = ['--private', `@${file('person.json')}`];
      const papers = ['--papers', PAPERS];
      const told = JSON.stringify({ contact: IDENTITY });
      const out = ['--out', file('person.json')];
      const made = await run(['person', 'new', '--private', told, ...out, ...key], {});
      const { id } = JSON.parse(made.out) as { id: string };
      const form = initialForm('DS-NP', { allocation: allRightsTo(id) });
      const input = { id: 'RC-NP', registrar: REG1, profile: 'NATIONAL_2026', form };
      const bring = (act: string, asked: object, ...more: string[]): Promise<Ended> =>
        run(
          [
            ...['person', 'bring', act, '--input', JSON.stringify(asked)],
            ...[...secret, ...papers, ...more],
          ],
          {},
        );
      const application = await bring('registration:apply', input, ...key);
      await desk.time();
      const applied = await shuquan(
        ...(['registrar1', 'case', 'apply', '--input', application.out, ...secret] as const),
      );
      const asked = ['registration:withdraw', { reasons: '不再申请' }, '--case', 'RC-NP'] as const;
      const unsigned = await bring(...asked);
      const refused = await shuquan(
        ...(['registrar1', 'case', 'withdraw', 'RC-NP', '--input', unsigned.out] as const),
      );
      const gone = await bring(...asked, ...key);
      const withdrawn = await shuquan(
        ...(['registrar1', 'case', 'withdraw', 'RC-NP', '--input', gone.out, '--json'] as const),
      );
      const nonsense = await bring('review:decide', {});

      expect(id).to.match(/^NP-[0-9a-f]{32}$/);
      expect(made.out).to.not.include(IDENTITY.name);
      expect([refused.code, refused.err]).to.satisfy(([code, err]: [number, string]) => {
        return code === 65 && err.includes('CALLER_FORBIDDEN');
      });
      expect(applied, applied.err).to.include({ code: 0 });
      expect(withdrawn, withdrawn.err).to.include({ code: 0 });
      expect(withdrawn.out).to.include('SIGNED_BY_PERSON');
      expect(nonsense.code).to.equal(64);
    });

    it('prints and checks what the other side has', async () => {
      const pdf = file('remote.pdf');
      const printed = await shuquan('bank', 'certificate', 'print', no, '--out', pdf);
      const same = await shuquan('bank', 'certificate', 'check', pdf, '--json');
      const elsewhere = await run(['certificate', 'check', pdf], { DATA_DIR: file('empty') });

      expect(printed).to.include({ code: 0 });
      expect(JSON.parse(same.out)).to.include({ verdict: 'SAME', certificateNo: no });
      expect(elsewhere).to.include({ code: 5 });
    });
  });
});

const SAME = 'This is the certificate as the ledger’s record prints it, byte for byte.';
