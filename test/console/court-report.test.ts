import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { courtHtml, type CourtInput, courtReport } from '@shuquan/verifier';
import { expect } from 'chai';
import {
  CourtGround,
  fileOf,
  hostile,
  mlps,
  platformAt,
  standing,
} from '../support/court-ground.js';
import { Desk, TestBrowser } from './browser.js';

/** What somebody opens who was handed the file, and what it must not do then. */
describe('a report for a court, opened in a browser', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'shuquan-court-'));
  let ground: CourtGround;
  let browser: TestBrowser;
  before(async () => {
    ground = await CourtGround.open();
    // Nothing serves it: a file is all there is.
    browser = await TestBrowser.open('http://127.0.0.1:9');
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  const opened = async (input: CourtInput, width = 1024): Promise<Desk> => {
    const path = join(folder, 'report.html');
    writeFileSync(path, courtHtml(courtReport(input)));
    const page = await browser.browser.newPage();
    await page.setViewportSize({ width, height: 900 });
    const desk = new Desk(page);
    await desk.watch();
    await page.goto(pathToFileURL(path).href);
    return desk;
  };
  const everything = (): CourtInput => {
    ground.under(hostile.custodian);
    const input = ground.input({}, { source: { origin: 'OWN', statement: hostile.statement } });
    const beside = [ground.answer('platform:at', platformAt([standing(mlps())]))];
    const files = [fileOf('ANSWER', hostile.name + 'W'.repeat(5_000), 'x'), ...input.files];
    return { ...input, beside, files };
  };

  it('runs nothing, asks for nothing, and shows what anybody wrote as text', async () => {
    const before = browser.relay.sent.length;
    const desk = await opened(everything());

    const text = await desk.page.locator('main').innerText();
    expect(await desk.page.title()).to.equal('区块链存证核验报告');
    expect(text).to.contain('<script>document.title="owned"</script>');
    expect(text).to.contain('report[U+202E]fdp.exe');
    expect(await desk.page.locator('script, img, svg, a, iframe, form').count()).to.equal(0);
    expect(desk.faults).to.deep.equal([]);
    const sent = browser.relay.sent.slice(before).filter(({ url }) => url.includes('evil'));
    expect(sent).to.deep.equal([]);
    await desk.page.close();
  });

  it('has its style, by a policy under which no other would count', async () => {
    const desk = await opened(everything());
    const color = (): Promise<string> =>
      desk.page.evaluate<string>('getComputedStyle(document.querySelector("h1")).color');
    const styled = await color();
    await desk.page.evaluate(`document.body.append(Object.assign(
      document.createElement('style'), { textContent: 'h1 { color: rgb(1, 2, 3) }' }))`);
    const still = await color();

    expect([styled, still]).to.deep.equal(['rgb(138, 28, 28)', 'rgb(138, 28, 28)']);
    expect(desk.faults.join()).to.contain('csp style-src');
    await desk.page.close();
  });

  for (const width of [1024, 375]) {
    it(`is no wider than a screen of ${String(width)}, and usable by everybody`, async () => {
      const desk = await opened(everything(), width);

      const wide = await desk.page.evaluate<number>('document.documentElement.scrollWidth');
      expect(wide).to.be.at.most(width);
      expect(await desk.axe()).to.deep.equal([]);
      await desk.page.close();
    });
  }
});
