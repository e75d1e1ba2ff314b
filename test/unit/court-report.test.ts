import { createHash } from 'node:crypto';
import {
  type AnswerReport,
  courtHtml,
  type CourtInput,
  type CourtReport,
  courtReport,
  fingerprintText,
  saidOf,
  type Text,
  VERIFIER_VERSION,
  visible,
} from '@shuquan/verifier';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import {
  beacon,
  CHECKED,
  cited,
  CourtGround,
  DEPOSITED,
  fileOf,
  hex,
  hostile,
  mlps,
  platformAt,
  standing,
} from '../support/court-ground.js';
import { REG1 } from '../support/parties.js';

const inChinese = (text: Text): string => saidOf(text, 'zh-CN')[0]?.text ?? '';

/** What stands under a heading, as one text. */
function under(report: CourtReport, title: string): string {
  const section = report.sections.find((each) => inChinese(each.title) === title);
  if (section === undefined) throw new TypeError(`There is no section ${title}.`);
  return section.blocks
    .flatMap((block) => {
      if (block.kind === 'text') return [block.text];
      if (block.kind === 'findings') {
        return [block.grade, ...block.findings.flatMap(({ name, detail }) => [name, detail])];
      }
      return [block.title ?? '', ...block.rows.flatMap(({ label, values }) => [label, ...values])];
    })
    .map(inChinese)
    .join('\n');
}

/** The names of one grade. */
function graded(report: CourtReport, grade: string): string[] {
  return report.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'findings' && block.grade === grade
        ? block.findings.map(({ name }) => inChinese(name))
        : [],
    ),
  );
}

describe('a report for a court', () => {
  let ground: CourtGround;
  before(async () => {
    ground = await CourtGround.open();
  });
  beforeEach(() => {
    ground.under(undefined);
  });

  const made = (over: Partial<CourtInput> = {}, record: object = {}): CourtReport =>
    courtReport(ground.input(over, record));

  it('has the verdict first, then always the same sections', () => {
    const report = made();

    expect(inChinese(report.verdict)).to.equal('有效');
    expect(report.tone).to.equal('good');
    expect(report.sections.map(({ title }) => inChinese(title))).to.deep.equal([
      ...['核验对象', '已证明、仅为陈述、未证明', '上链前真实性', '存证过程', '存证时平台的资质'],
      ...['签署单位', '信任锚与根证书指纹', '逐项检查', '声明'],
    ]);
    expect(under(report, '声明'))
      .to.match(/不是法律结论/)
      .and.contain(VERIFIER_VERSION);
  });

  it('says of a bare hash that its truth before the deposit is not proven', () => {
    const report = made();

    expect(graded(report, 'PROVEN')).to.deep.equal(['内容', '第16条 存证 EV-1 上链后未篡改']);
    expect(graded(report, 'STATED')).to.include('第17条 存证 EV-1 的存证时间');
    expect(graded(report, 'NOT_PROVEN')).to.include('第18条 存证 EV-1 上链前真实性');
    expect(under(report, '上链前真实性'))
      .to.match(/^未证明/)
      .and.contain('自有日志');
  });

  it('shows nothing of an answer that does not hold, and still the standing section', () => {
    const broken = ground.answer('evidence:read', { anything: 1 });
    const report = made({ report: { ...broken, verdict: 'INVALID' }, verdict: 'INVALID' });
    const page = courtHtml(report);

    expect(report.tone).to.equal('bad');
    expect(graded(report, 'PROVEN')).to.deep.equal(['无']);
    expect(graded(report, 'STATED')).to.deep.equal(['担保单位']);
    expect(page).not.to.contain('EV-1');
    expect(under(report, '上链前真实性')).to.match(/^未证明/);
    expect(under(report, '存证过程')).to.match(/^核验没有通过/);
  });

  it('shows who deposited, who signed, and what bounds the time', () => {
    const without = under(made(), '存证过程');
    const unread = under(made({}, cited), '存证过程');
    const beside = [ground.answer('beacon:read', beacon)];
    const bounded = under(made({ beside }, cited), '存证过程');

    expect(without).to.contain('没有引用时间信标').and.contain('密钥由存证人自持');
    expect(without).to.contain('RegistryMSP、CourtMSP').and.contain('未给出区块');
    expect(unread).to.match(/不早于时间信标 7（摘要 [0-9a-f]{64}）；其时刻不在/);
    expect(bounded).to.contain('不早于 2026-06-01T01:59:00.000Z').and.contain('CourtMSP 共同见证');
    const other = { ...beacon, statement: { ...beacon.statement, height: 41 } };
    const forged = made({ beside: [ground.answer('beacon:read', other)] }, cited);
    expect(under(forged, '存证过程'), 'a beacon of another digest').to.contain('其时刻不在');
  });

  it('shows who ordered where a block was given, and what is relied on until when', () => {
    const input = ground.input();
    const says = {
      ...({ kind: 'RIGHTS', verdict: 'CLEAR' } as const),
      ...{ audience: REG1, nonce: 'n', at: DEPOSITED, beacon: 7, validUntil: CHECKED },
    };
    const committed = { committedIn: '12', orderedBy: ['CN=orderer1', 'CN=orderer2'] };
    const report = { ...(input.report as AnswerReport), says, ...committed };
    const relied = courtReport({ ...input, report });

    expect(under(relied, '存证过程')).to.contain('区块\n12\n签署区块的排序节点\nCN=orderer1、');
    expect(relied.says.map(inChinese).join()).to.contain(`可采信至 ${CHECKED}`);
    const stale = courtReport({
      ...input,
      report: { ...report, verdict: 'STALE' },
      verdict: 'STALE',
    });
    expect(stale.says).to.have.length(1);
    expect(stale.tone).to.equal('caution');
  });

  it('shows what the platform was qualified by at the deposit, and that nobody was asked', () => {
    const beside = [ground.answer('platform:at', platformAt([standing(mlps())]))];
    const asked = made({ beside });

    expect(under(asked, '存证时平台的资质')).to.match(
      /等保第3级 51010000000-00001\n有效期 2026-01-01 至 2026-12-31：有效/,
    );
    expect(graded(asked, 'PROVEN')).to.include('第17条 存证 EV-1 时平台的等保');
    expect(graded(asked, 'NOT_PROVEN')).to.include('第17条 存证 EV-1 时平台的备案');
    expect(under(made(), '存证时平台的资质')).to.match(/^未证明/);
    const lapsed = standing(mlps(), { status: 'EXPIRED' });
    const late = made({ beside: [ground.answer('platform:at', platformAt([lapsed]))] });
    expect(graded(late, 'NOT_PROVEN')).to.include('第17条 存证 EV-1 时平台的等保');
  });

  it('shows the roots by the fingerprints that other tools print', () => {
    const report = made();

    const shown = under(report, '信任锚与根证书指纹');
    for (const { roots } of ground.anchors.organizations.values()) {
      for (const { der } of roots) {
        const digest = createHash('sha256').update(der).digest('hex').toUpperCase();
        expect(shown).to.contain(digest.match(/../g)?.join(':'));
      }
    }
    expect(fingerprintText('0a1b')).to.equal('0A:1B');
    expect(graded(made({ pinned: false }), 'NOT_PROVEN')).to.include('信任锚的来源');
    expect(graded(report, 'NOT_PROVEN')).not.to.include('信任锚的来源');
  });

  it('speaks of the deposits of the file alone that was asked about', () => {
    const asked = { ...fileOf('ASKED_ABOUT', 'a.csv', 'a') };
    const same = { ...asked, digests: { 'SHA-256': hex('1'), SM3: hex('2') } };

    expect(under(made({ files: [asked] }), '存证过程')).not.to.contain('EV-1');
    expect(under(made({ files: [same] }), '存证过程')).to.contain('存证 EV-1');
    const none = made({ files: [asked], verdict: 'NOT_FOUND' });
    expect(inChinese(none.verdict)).to.equal('没有找到');
    expect(under(none, '存证过程')).to.match(/^没有存证/);
  });

  it('is the same again, but for one line', () => {
    const input = ground.input();
    const [first, again] = [courtHtml(courtReport(input)), courtHtml(courtReport(input))];
    const later = courtHtml(courtReport({ ...input, checkedAt: '2027-01-01T00:00:00.000Z' }));

    expect(again).to.equal(first);
    const lines = later.split('\n');
    const differing = first.split('\n').filter((line, at) => line !== lines[at]);
    expect(differing).to.have.length(1);
    expect(differing[0]).to.contain(CHECKED);
  });

  it('holds nobody’s text as anything but text', () => {
    ground.under(hostile.custodian);
    const input = ground.input({}, { source: { origin: 'OWN', statement: hostile.statement } });
    const files = [fileOf('ANSWER', hostile.name, 'x'), ...input.files];
    const page = courtHtml(courtReport({ ...input, files }));

    expect(input.verdict, 'it is really signed').to.equal('VALID');
    expect(page).to.contain('&lt;script&gt;document.title=&quot;owned&quot;&lt;/script&gt;');
    expect(page).to.contain('&quot;&gt;&lt;svg onload');
    expect(page).to.contain('report[U+202E]fdp.exe[U+0000][U+200B]&lt;/title&gt;');
    expect(page).not.to.match(/<(?:script|img|svg|a|iframe|link|object|form|base)\b/i);
    expect(page.match(/<title>/g)).to.have.length(1);
    expect(page).not.to.match(/[\p{Cf}\p{Co}]|[^\P{Cc}\n]/u);
  });

  it('is not longer for what is very long', () => {
    const input = ground.input();
    const files = [fileOf('ANSWER', '长'.repeat(1_000_000), 'x')];
    const page = courtHtml(courtReport({ ...input, files }));

    expect(page.length).to.be.below(60_000);
    expect(page).to.contain('从略，全长 1000000');
    expect(saidOf('𝌆'.repeat(2_000), 'en')[0]?.text).to.equal('𝌆'.repeat(2_000));
    expect(saidOf('𝌆'.repeat(2_001), 'en')[0]?.text).to.match(/𝌆… \(cut; 4002 in all\)$/u);
  });

  it('names every character that nobody sees', () => {
    expect(visible('a\u00ADb\u2066c\u3164\uD800\uE000')).to.equal(
      'a[U+00AD]b[U+2066]c[U+3164][U+D800][U+E000]',
    );
    expect(visible('中文 – é “x”')).to.equal('中文 – é “x”');
  });

  it('allows its own style and nothing else', () => {
    const page = courtHtml(made());

    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(page) ?? [];
    const digest = createHash('sha256').update(style).digest('base64');
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    expect(policy.replaceAll('&#39;', "'").split('; ')).to.deep.equal([
      ...["default-src 'none'", `style-src 'sha256-${digest}'`],
      ...["base-uri 'none'", "form-action 'none'"],
    ]);
    expect(page.indexOf('Content-Security-Policy')).to.be.below(page.indexOf('<style>'));
    expect(page).not.to.match(/\s(?:style|src|href|on\w+)=/i);
    expect(style).not.to.match(/url\(|@import/i);
  });

  it('is in Chinese with English below it, or in one of them', () => {
    const [both, zh, en] = (['both', 'zh-CN', 'en'] as const).map((language) =>
      courtHtml(made({ language })),
    );

    expect(both).to.match(/区块链存证核验报告[^]*Report on the verification/);
    expect(zh).to.contain('上链前真实性').and.not.contain('lang="en"');
    expect(en).to.contain('<html lang="en">').and.contain('Truth before the deposit');
    expect(en).not.to.contain('lang="zh-CN"');
  });

  it('is of the version that the package has', () => {
    const file = resolve(import.meta.dirname, '../../../verifier/package.json');
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };

    expect(VERIFIER_VERSION).to.equal(version);
  });
});
