import { createHash } from 'node:crypto';
import { openPdf } from '@shuquan/gateway/certificate/read/open';
import { courtPdf } from '@shuquan/gateway/court/pdf';
import { paginate, space } from '@shuquan/gateway/court/lines';
import { ink } from '@shuquan/gateway/court/style';
import { type CourtInput, courtReport } from '@shuquan/verifier';
import { expect } from 'chai';
import { CHECKED, CourtGround, fileOf, hostile } from '../support/court-ground.js';

/** The text of every page, as another reader finds it. */
async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const document = await openPdf(bytes);
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  await document.destroy();
  return pages;
}

const print = (input: CourtInput): Promise<Uint8Array> =>
  courtPdf(courtReport(input), new Date(input.checkedAt));
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('a printed report for a court', function () {
  // The fonts alone take a second to load.
  this.timeout(120_000);
  let ground: CourtGround;
  before(async () => {
    ground = await CourtGround.open();
  });

  it('says what the page says, every sheet with the digest of what it is about', async () => {
    const input = ground.input();
    const pages = await pagesOf(await print(input));

    const all = pages.join('');
    for (const said of [
      '区块链存证核验报告',
      '有效',
      CHECKED,
      'EV-1',
      '上链前真实性',
      '不是法律结论',
    ]) {
      expect(all).to.contain(said);
    }
    expect(all).to.contain('Truth before the deposit');
    for (const [at, page] of pages.entries()) {
      expect(page).to.contain(`SHA-256 ${input.files[0]?.digests['SHA-256'] ?? '?'}`);
      expect(page).to.contain(`${String(at + 1)} / ${String(pages.length)}`);
    }
  });

  it('has the same bytes again', async () => {
    const input = ground.input();

    expect(digest(await print(input))).to.equal(digest(await print(input)));
  });

  it('is printed whatever anybody wrote, and names what leaves no mark', async () => {
    ground.under(`${hostile.custodian} 𓀀`);
    const input = ground.input({}, { source: { origin: 'OWN', statement: hostile.statement } });
    const files = [fileOf('ANSWER', hostile.name + 'W'.repeat(5_000), 'x')];

    const pages = await pagesOf(await print({ ...input, files }));

    const all = pages.join('');
    expect(all).to.contain('report[U+202E]fdp.exe[U+0000]').and.contain('[U+13000]');
    expect(all).to.contain('<script>document.title=');
    expect(pages.length).to.be.below(20);
  });

  it('leaves no heading alone at the end of a page, and goes on where all of it holds', () => {
    const line = (holds: boolean) => ({
      ...{ ...space(10), rule: ink.line },
      ...(holds ? { holds: true as const } : {}),
    });
    const [first, second] = paginate([line(false), line(true), line(true), line(false)], 30);

    expect([first?.length, second?.length]).to.deep.equal([1, 3]);
    expect(paginate([line(false), space(5), space(5)], 10), 'no page of nothing').to.have.length(1);
    expect(
      paginate([line(true), line(true), line(true)], 20).map((each) => each.length),
    ).to.deep.equal([2, 1]);
  });
});
