import { expect } from 'chai';
import { parseJson } from '@shuquan/chaincode/model';
import { type Desk, TestBrowser } from './browser.js';
import { digestsOf, fixture, foreign, type Ground, openGround, signed } from './ground.js';

const dsA = { algorithm: 'SHA-256', hex: digestsOf('ds_a_v1.csv')['SHA-256'] } as const;

describe('the verification page', function () {
  this.timeout(120_000);
  let ground: Ground;
  let browser: TestBrowser;
  before(async () => {
    ground = await openGround();
    browser = await TestBrowser.open(ground.gateway.url);
  });
  afterEach(() => browser.leave());
  after(async () => {
    await browser.close();
    await ground.close();
  });

  const visit = (): Promise<Desk> => browser.visit();
  /** What went to the gateway since; what Chromium asks of its maker by itself is none of the page’s. */
  const since = (before: number): string[] =>
    browser.relay.sent
      .slice(before)
      .map(({ url }) => url)
      .filter((url) => url.startsWith(ground.gateway.url));
  const codes = (desk: Desk): Promise<string[]> =>
    desk.page.locator('.result .facts code').allTextContents();
  const text = (desk: Desk): Promise<string> => desk.page.locator('main').innerText();

  describe('given a file', () => {
    it('finds what was deposited, with both digests, and says what that proves', async () => {
      const desk = await visit();
      await desk.giveFile(fixture('ds_a_v1.csv'));
      const shown = await desk.shown();

      const digests = digestsOf('ds_a_v1.csv');
      expect(shown).to.include({ verdict: 'VALID', tone: 'good', title: '这个文件有记录' });
      expect(await codes(desk)).to.include.members([digests['SHA-256'], digests.SM3]);
      expect(shown.proven[0]).to.match(/RegistryMSP.*AuthorityMSP.*CourtMSP/);
      expect(shown.proven.join()).to.include('1 条存证、1 份登记凭证');
      expect(shown.stated.join()).to.include('存证人的时钟');
      expect(shown.notProven.join()).to.include('同一个进程').and.include('信任锚来自本服务器');
      expect(await text(desk)).to.include(ground.published);
      expect(desk.faults).to.deep.equal([]);
    });

    it('does not find one with a byte changed', async () => {
      const desk = await visit();
      await desk.giveFile(fixture('ds_a_v1_tampered.csv'));
      const shown = await desk.shown();

      const digests = digestsOf('ds_a_v1_tampered.csv');
      expect(shown).to.include({ verdict: 'NOT_FOUND', tone: 'caution' });
      expect(await codes(desk)).to.include.members([digests['SHA-256'], digests.SM3]);
      expect(shown.notProven.join()).to.include('不等于文件是假的');
    });

    it('takes one that is dropped, and only one at a time', async () => {
      const desk = await visit();
      const drop = async (names: readonly string[]): Promise<void> => {
        const files = names.map((name) => `transfer.items.add(new File(['x'], '${name}'));`);
        const data = await desk.page.evaluateHandle(
          `(() => { const transfer = new DataTransfer(); ${files.join('')} return transfer; })()`,
        );
        await desk.page.dispatchEvent('.drop', 'drop', { dataTransfer: data });
      };

      await drop(['a', 'b']);
      await desk.page.getByText('请一次只核验一个文件').waitFor();
      await drop(['a']);

      expect(await desk.shown()).to.include({ verdict: 'NOT_FOUND' });
    });

    it('hashes one without a byte', async () => {
      const desk = await visit();
      const nothing = { name: 'empty', mimeType: 'text/plain', buffer: Buffer.alloc(0) };
      await desk.page.locator('.card.first input[type=file]').setInputFiles(nothing);
      await desk.shown();

      expect(await codes(desk)).to.include.members([
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
      ]);
    });
  });

  describe('given a certificate’s number', () => {
    it('says that it is valid, with the fields of its notice', async () => {
      const desk = await visit();
      await desk.giveNumber(` ${ground.published.toLowerCase()} `);
      const shown = await desk.shown();

      expect(shown).to.include({ verdict: 'VALID', tone: 'good', title: '凭证有效' });
      expect(await text(desk)).to.include('2023年至2025年成都市企业信用评价指标数据集');
      expect(await text(desk)).to.include('不得转售');
    });

    it('keeps to itself what was not published', async () => {
      const desk = await visit();
      await desk.giveNumber(ground.quiet);
      const shown = await desk.shown();

      expect(shown).to.include({ verdict: 'VALID' });
      expect(await text(desk))
        .to.include('不公示')
        .and.not.include('成都市企业信用');
    });

    it('is not green about one that is disputed, and red about one that ended', async () => {
      const disputed = await visit();
      await disputed.giveNumber(ground.disputed);
      const ended = await visit();
      await ended.giveNumber(ground.cancelled);

      expect(await disputed.shown()).to.include({ verdict: 'VALID', tone: 'caution' });
      const gone = await ended.shown();
      expect(gone).to.include({ verdict: 'INVALID', tone: 'bad', title: '凭证已不再有效' });
      expect(gone.proven.join()).to.include('已注销');
    });

    it('says that there is none, signed', async () => {
      const desk = await visit();
      await desk.giveNumber('SJ5112027030999');
      const shown = await desk.shown();

      expect(shown).to.include({ verdict: 'NOT_FOUND', tone: 'caution' });
      expect(shown.proven.length).to.be.greaterThan(1);
    });

    it('holds the QR of a paper against the ledger', async () => {
      const qr = (tx: string): string =>
        `shuquan:cert:1?no=${ground.published}&tx=${tx}&block=9&face=${'a'.repeat(64)}`;
      const good = await visit();
      await good.giveNumber(qr(ground.depositTxId));
      const forged = await visit();
      await forged.giveNumber(qr('b'.repeat(64)));

      expect(await good.shown()).to.include({ verdict: 'VALID' });
      expect(await forged.shown()).to.include({ verdict: 'INVALID', title: '二维码与账本不符' });
    });

    it('takes one from the address, and a digest as well', async () => {
      const linked = await browser.visit({ path: `/#${ground.published}` });
      await linked.page.locator('.card:has(input[name=number]) button[type=submit]').click();
      const digest = await visit();
      await digest.page.locator('select').first().selectOption({ label: 'SM3' });
      await digest.giveNumber(digestsOf('agr_1.txt').SM3.toUpperCase());

      expect(await linked.shown()).to.include({ title: '凭证有效' });
      expect(await digest.shown()).to.include({ verdict: 'VALID', title: '这个摘要有记录' });
    });

    it('asks nothing with what is none', async () => {
      const desk = await visit();
      await desk.page.locator('.roots').waitFor();
      const before = browser.relay.sent.length;
      await desk.giveNumber('SJ51');

      await desk.page.locator('.fault').waitFor();
      const input = desk.page.locator('input[name=number]');
      expect(await input.getAttribute('aria-invalid')).to.equal('true');
      expect(await desk.page.locator('input[name=number]:focus').count()).to.equal(1);
      expect(since(before)).to.deep.equal([]);
    });
  });

  describe('given a signed answer', () => {
    it('checks it without asking anybody', async () => {
      const answer = await signed(ground.ledger, 'public:digest', dsA);
      const desk = await visit();
      await desk.page.locator('.roots').waitFor();
      const before = browser.relay.sent.length;
      await desk.giveAnswer(answer);
      const shown = await desk.shown();

      expect(shown).to.include({ verdict: 'VALID', tone: 'good' });
      expect(shown.notProven.join()).to.include('这份答复是带来的');
      expect(since(before)).to.deep.equal([]);
    });

    it('shows what any other query of the ledger said, and a signed “none”', async () => {
      const find = { ...dsA, limit: 100 };
      const evidence = await signed(ground.ledger, 'evidence:findByDigest', find);
      const hex = digestsOf('ds_a_v1_tampered.csv')['SHA-256'];
      const none = await signed(ground.ledger, 'evidence:findByDigest', { ...find, hex });
      const one = await visit();
      await one.giveAnswer(evidence);
      const other = await visit();
      await other.giveAnswer(none);

      expect(await one.shown()).to.include({ verdict: 'VALID', title: '答复是真的' });
      expect(await one.page.locator('pre').textContent()).to.include('EV-A');
      expect(await other.shown()).to.include({ verdict: 'NOT_FOUND', tone: 'caution' });
    });

    it('calls an altered one INVALID, and shows nothing of what it says', async () => {
      const answer = await signed(ground.ledger, 'public:digest', dsA);
      const { envelope } = parseJson(answer) as { envelope: string };
      const bytes = Buffer.from(envelope, 'base64');
      const at = bytes.indexOf('DEPOSITED');
      bytes.write('ERASED###', at);
      const desk = await visit();
      await desk.giveAnswer(
        JSON.stringify({ v: 1, kind: 'shuquan.answer', envelope: bytes.toString('base64') }),
      );
      const shown = await desk.shown();

      expect(at).to.be.greaterThan(0);
      expect(shown).to.include({ verdict: 'INVALID', tone: 'bad', title: '答复不成立' });
      expect(shown.proven).to.deep.equal([]);
      expect(await text(desk)).not.to.include(dsA.hex);
    });

    it('calls one of another channel INVALID, and one of other keys UNTRUSTED', async () => {
      const channel = await foreign('elsewhere');
      const keys = await foreign();
      const one = await visit();
      await one.giveAnswer(channel.answer);
      const other = await visit();
      await other.giveAnswer(keys.answer);

      expect(await one.shown()).to.include({ verdict: 'INVALID' });
      expect(await other.shown()).to.include({ verdict: 'UNTRUSTED', tone: 'caution' });
    });

    it('calls one of too few organisations POLICY_NOT_MET', async () => {
      const answer = await signed(ground.ledger, 'public:digest', dsA, ['RegistryMSP']);
      const desk = await visit();
      await desk.giveAnswer(answer);

      expect(await desk.shown()).to.include({ verdict: 'POLICY_NOT_MET', tone: 'caution' });
    });

    it('calls what is none INVALID, whatever it is', async () => {
      for (const text of ['{}', 'no JSON', '{"__proto__":1}', '[]', '{"v":1,"v":2}']) {
        const desk = await visit();
        await desk.giveAnswer(text);

        expect(await desk.shown(), text).to.include({ verdict: 'INVALID', tone: 'bad' });
        expect(desk.faults, text).to.deep.equal([]);
      }
    });
  });

  describe('whoever stands between', () => {
    it('can not answer with what was signed before: STALE', async () => {
      const old = await signed(ground.ledger, 'public:digest', {
        ...dsA,
        nonce: '0'.repeat(32),
      });
      const desk = await visit();
      await desk.page.route('**/v1/public/digests/**', (route) =>
        route.fulfill({ contentType: 'application/json', body: old }),
      );
      await desk.giveFile(fixture('ds_a_v1.csv'));

      expect(await desk.shown()).to.include({ verdict: 'STALE', tone: 'caution' });
    });

    it('can not answer for another file: INVALID', async () => {
      const hex = digestsOf('agr_1.txt')['SHA-256'];
      const desk = await visit();
      await desk.page.route('**/v1/public/digests/**', async (route) => {
        const nonce = new URL(route.request().url()).searchParams.get('nonce') ?? '';
        const body = await signed(ground.ledger, 'public:digest', { ...dsA, hex, nonce });
        await route.fulfill({ contentType: 'application/json', body });
      });
      await desk.giveFile(fixture('ds_a_v1.csv'));

      expect(await desk.shown()).to.include({ verdict: 'INVALID', tone: 'bad' });
    });

    it('can keep an answer back, which says nothing of the file: INCOMPLETE', async () => {
      const desk = await visit();
      await desk.page.route('**/v1/public/digests/**', (route) => route.abort());
      await desk.giveFile(fixture('ds_a_v1.csv'));
      const shown = await desk.shown();

      expect(shown).to.include({ verdict: 'INCOMPLETE', tone: 'caution' });
      expect(shown.title).to.equal('没有得到答复');
    });
  });

  describe('the reader’s own trust', () => {
    it('shows the server’s roots with their fingerprints, and where they come from', async () => {
      const desk = await visit();
      await desk.page.locator('.roots').waitFor();
      const panel = await desk.page.locator('.trust').innerText();

      expect(panel).to.include('来自本服务器').and.include('单机试用账本');
      expect(panel.match(/([0-9A-F]{2}:){31}[0-9A-F]{2}/g)).to.have.length(4);
    });

    it('takes the reader’s anchors in their place, and says whether the server names others', async () => {
      const own = JSON.stringify(ground.ledger.anchors());
      const same = await visit();
      await same.giveAnchors(own);
      await same.page.getByText('与您的文件一致').waitFor();
      await same.giveFile(fixture('ds_a_v1.csv'));
      const { anchors } = await foreign();
      const other = await visit();
      await other.giveAnchors(anchors);
      await other.page.getByText('与您的文件不一致').waitFor();
      await other.giveFile(fixture('ds_a_v1.csv'));

      const shown = await same.shown();
      expect(shown).to.include({ verdict: 'VALID' });
      expect(shown.notProven.join()).not.to.include('信任锚来自本服务器');
      expect(shown.notProven.join()).to.include('同一个进程');
      expect(await other.shown()).to.include({ verdict: 'UNTRUSTED' });
    });

    it('keeps the anchors it has when a file is none', async () => {
      const desk = await visit();
      await desk.giveAnchors('{"v":1}');

      await desk.page.getByText('不是可用的信任锚文件').waitFor();
      expect(await desk.page.locator('.trust').innerText()).to.include('来自本服务器');
    });

    it('may ask for independent organisations, which one process can not be', async () => {
      const desk = await visit();
      await desk.page.locator('.trust select').selectOption({ label: '2' });
      await desk.giveFile(fixture('ds_a_v1.csv'));

      expect(await desk.shown()).to.include({ verdict: 'UNTRUSTED', tone: 'caution' });
    });
  });
});
