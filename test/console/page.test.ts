import { randomBytes } from 'node:crypto';
import {
  mkdtempSync,
  openSync,
  closeSync,
  ftruncateSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Desk, type Lang, TestBrowser } from './browser.js';
import { digestsOf, fixture, type Ground, openGround } from './ground.js';
import type { Sent } from './relay.js';

const MiB = 1024 * 1024;

/** Everything that may ever be asked for; nothing in it but a digest, a number and a nonce varies. */
const allowed = [
  /^\/$/,
  /^\/assets\/[\w-]+\.(js|css|svg)$/,
  /^\/v1\/public\/anchors$/,
  /^\/v1\/public\/digests\/SHA-256\/[0-9a-f]{64}\?nonce=[0-9a-f]{32}$/,
];

describe('the verification page, whatever it is given', function () {
  this.timeout(180_000);
  let ground: Ground;
  let browser: TestBrowser;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shuquan-page-'));
    ground = await openGround();
    browser = await TestBrowser.open(ground.gateway.url);
  });
  afterEach(() => browser.leave());
  after(async () => {
    await browser.close();
    await ground.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, bytes: Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const sparse = (name: string, size: number): string => {
    const path = join(folder, name);
    const handle = openSync(path, 'w');
    ftruncateSync(handle, size);
    closeSync(handle);
    return path;
  };

  describe('the file', () => {
    it('is in no request: not whole, not in part, not its name', async () => {
      const secret = randomBytes(3 * MiB);
      const path = file('geheim-机密.bin', secret);
      const desk = await browser.visit();
      const requested: string[] = [];
      desk.page.on('request', (request) => requested.push(request.url()));
      desk.page.on('websocket', (socket) => requested.push(socket.url()));
      const isOwn = (url: string): boolean => url.startsWith(`${ground.gateway.url}/`);
      await desk.giveFile(path);
      await desk.shown();
      await desk.page.getByRole('button', { name: '再核验一项' }).click();
      await desk.giveFile(fixture('ds_a_v1.csv'));
      await desk.shown();

      for (const request of browser.relay.sent) holdsNothing(request, secret);
      // What Chromium asks of its maker by itself is refused, and is none of the page’s.
      const sent = browser.relay.sent.filter(({ url }) => isOwn(url));
      for (const request of sent) isAllowed(request);
      expect(requested.filter((url) => !isOwn(url))).to.deep.equal([]);
      const asked = sent.filter(({ url }) => url.includes('/digests/'));
      expect(asked).to.have.length(2);
      expect(asked[1]?.url).to.include(digestsOf('ds_a_v1.csv')['SHA-256']);
      const bytes = sent.reduce((sum, { url, headers }) => sum + url.length + headers.length, 0);
      expect(bytes).to.be.lessThan(32 * 1024);
    });

    it('is read by a worker that can reach nothing, not even the gateway', async () => {
      const desk = await browser.visit();
      await desk.giveFile(sparse('reach.bin', 512 * MiB));
      const worker = desk.page.workers()[0] ?? (await desk.page.waitForEvent('worker'));
      const before = browser.relay.sent.length;

      const reached = await worker.evaluate<string>(
        `fetch('/livez').then(() => 'reached', (err) => err.name)`,
      );
      const socket = await worker.evaluate<string>(
        `(() => { try { new WebSocket('ws://127.0.0.1:9/'); return 'made'; } catch (err) { return err.name; } })()`,
      );
      const ended = worker.waitForEvent('close');
      await desk.page.getByRole('button', { name: '取消' }).click();
      await ended;

      expect(reached).to.equal('TypeError');
      expect(socket).to.be.oneOf(['made', 'SecurityError']);
      const sent = browser.relay.sent.slice(before).map(({ url }) => url);
      expect(sent.filter((url) => /livez|127\.0\.0\.1:9/.test(url))).to.deep.equal([]);
    });

    it('may be large: progress is seen, memory stays, and it can be stopped', async () => {
      const path = sparse('large.bin', 400 * MiB);
      const desk = await browser.visit();
      const before = await peakOf(browser);
      await desk.giveFile(path);
      const seen = await watched(desk);
      const shown = await desk.shown();
      const after = await peakOf(browser);
      const codes = await desk.page.locator('.facts code').allTextContents();
      await desk.page.getByRole('button', { name: '再核验一项' }).click();
      await desk.giveFile(path);
      await desk.page.getByRole('button', { name: '取消' }).click();

      expect(shown).to.include({ verdict: 'NOT_FOUND' });
      expect(seen.length).to.be.greaterThan(3);
      expect(seen).to.deep.equal([...seen].sort((a, b) => a - b));
      expect(after - before, 'MiB more at the peak').to.be.lessThan(160);
      await desk.page.getByText('已取消').waitFor();
      // SHA-256 of 400 MiB of zeros, from sha256sum.
      expect(codes).to.include('6ed5e85372e488807486f4446e2a3a501d319be812e969e3de426db798cc5704');
    });
  });

  describe('the policy', () => {
    it('lets no inline script, handler or style run, and nothing from elsewhere', async () => {
      const desk = await browser.visit();
      const before = browser.relay.sent.length;
      const ran = await desk.page.evaluate<object>(`(async () => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
        const div = document.createElement('div');
        div.innerHTML = '<img src="/none" onerror="window.ran = true"><p style="color: red">x</p>';
        document.body.append(div);
        const away = document.createElement('img');
        away.src = 'http://other.example/pixel';
        document.body.append(away);
        await fetch('http://other.example/').catch(() => undefined);
        navigator.sendBeacon('http://other.example/', 'x');
        await new Promise((resolve) => setTimeout(resolve, 300));
        return { ran: window.ran === true, colour: div.lastChild.style.color };
      })()`);

      expect(ran).to.deep.equal({ ran: false, colour: '' });
      const kinds = desk.faults.filter((f) => f.startsWith('csp')).map((f) => f.split(' ')[1]);
      expect(kinds).to.include.members([
        ...['script-src-elem', 'script-src-attr', 'style-src-attr', 'img-src', 'connect-src'],
      ]);
      const hosts = browser.relay.sent.slice(before).map(({ url }) => url);
      expect(hosts.filter((url) => url.includes('other.example'))).to.deep.equal([]);
    });

    it('is not broken by the page itself in any verdict', async () => {
      const desk = await browser.visit();
      await desk.giveFile(fixture('ds_a_v1.csv'));
      await desk.shown();
      await desk.page.locator('summary').click();
      await desk.page.getByRole('button', { name: '再核验一项' }).click();
      await desk.giveNumber(ground.cancelled);
      await desk.shown();

      expect(desk.faults).to.deep.equal([]);
    });
  });

  describe('everybody', () => {
    for (const lang of ['zh-CN', 'en'] as const) {
      for (const width of [390, 1024]) {
        it(`can use it in ${lang} at ${String(width)} pixels: axe finds nothing`, async () => {
          const desk = await browser.visit({ lang, width });
          await desk.page.locator('.roots').waitFor();
          const form = await desk.axe();
          await desk.giveNumber('SJ51');
          const fault = await desk.axe();
          await desk.giveNumber(ground.published);
          await desk.shown();
          await desk.page.locator('summary').click();
          const verdict = await desk.axe();

          expect([...form, ...fault, ...verdict]).to.deep.equal([]);
          expect(await desk.page.evaluate('document.documentElement.lang')).to.equal(lang);
          const wide =
            'document.documentElement.scrollWidth - document.documentElement.clientWidth';
          expect(await desk.page.evaluate(wide)).to.equal(0);
        });
      }
    }

    it('can use it with the keyboard alone', async () => {
      const desk = await browser.visit();
      const { page } = desk;
      await page.locator('.roots').waitFor();
      const order: string[] = [];
      for (let i = 0; i < 6; i += 1) {
        await page.keyboard.press('Tab');
        order.push(await page.evaluate<string>(FOCUSED));
      }
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.type(ground.published);
      await page.keyboard.press('Enter');
      const shown = await desk.shown();
      const at = await page.evaluate<string>(FOCUSED);
      await page.keyboard.press('Tab');
      const next = await page.evaluate<string>(FOCUSED);

      expect(order).to.deep.equal([
        '跳到正文',
        'English',
        'file',
        'number',
        'select',
        '查询并核验',
      ]);
      expect(shown).to.include({ verdict: 'VALID' });
      expect([at, next]).to.deep.equal(['凭证有效', '逐项检查（供技术人员）']);
    });

    it('hears the progress and the verdict', async () => {
      const desk = await browser.visit();
      await desk.giveFile(sparse('heard.bin', 64 * MiB));
      await desk.page.locator('.working [role=status]').waitFor({ state: 'attached' });
      const heard = (await desk.page.locator('.working [role=status]').textContent()) ?? '';
      await desk.shown();

      expect(heard).to.match(/heard\.bin|查询/);
      expect(await desk.page.evaluate<string>(FOCUSED)).to.equal('没有找到这个文件的记录');
    });

    it('reads one language at a time, and the verdict in the other on a click', async () => {
      const words: Record<Lang, string> = { 'zh-CN': '凭证有效', en: 'The certificate is valid' };
      const desk = await browser.visit();
      await desk.giveNumber(ground.published);
      expect((await desk.shown()).title).to.equal(words['zh-CN']);
      await desk.page.getByRole('button', { name: 'English' }).click();
      const english = await desk.shown();
      await desk.page.reload();

      expect(english.title).to.equal(words.en);
      expect(english.proven.join()).to.match(/^Peers of these 3 organisations/);
      await desk.page.getByRole('heading', { name: 'Check a file' }).waitFor();
      expect(await desk.page.title()).to.equal('Verification · Shuquan');
    });

    it('can print a verdict on one page', async () => {
      const desk = await browser.visit();
      await desk.giveFile(fixture('ds_a_v1.csv'));
      await desk.shown();
      const pdf = await desk.page.pdf({ preferCSSPageSize: true });

      expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).to.have.length(1);
    });

    it('can keep the signed answer, which then stands by itself', async () => {
      const desk = await browser.visit();
      await desk.giveFile(fixture('ds_a_v1.csv'));
      await desk.shown();
      const [kept] = await Promise.all([
        desk.page.waitForEvent('download'),
        desk.page.getByRole('button', { name: '保存签名答复' }).click(),
      ]);
      const text = readFileSync(await kept.path(), 'utf8');
      await desk.page.getByRole('button', { name: '再核验一项' }).click();
      await desk.giveAnswer(text);

      expect(kept.suggestedFilename()).to.equal('answer.json');
      await desk.page.getByText('这份答复是带来的').waitFor();
      expect(await desk.shown()).to.include({ verdict: 'VALID' });
    });
  });
});

/** What has the focus, by what a person would call it. */
const FOCUSED = `(() => {
  const at = document.activeElement;
  return at.name || at.textContent.trim().slice(0, 30) && (at.tagName === 'SELECT' ? 'select' : at.textContent.trim()) || at.type;
})()`;

function isAllowed({ method, url, body }: Sent): void {
  const { pathname, search } = new URL(url);
  expect([method, body.length]).to.deep.equal(['GET', 0]);
  expect(
    allowed.some((each) => each.test(pathname + search)),
    url,
  ).to.equal(true);
}

/** Twelve bytes of every MiB of the file, in whatever form they could travel. */
function holdsNothing({ url, headers, body }: Sent, secret: Uint8Array): void {
  const text = `${url}\n${headers}\n${body.toString('latin1')}`;
  for (const encoding of ['latin1', 'base64', 'hex'] as const) {
    for (let at = 0; at < secret.length; at += MiB) {
      expect(text).not.to.include(Buffer.from(secret.subarray(at, at + 12)).toString(encoding));
    }
  }
  expect(text).not.to.match(/geheim|%E6%9C%BA%E5%AF%86/i);
}

/** Whatever share of the file the bar shows, until the verdict stands. */
async function watched(desk: Desk): Promise<number[]> {
  const seen = await desk.page.evaluate<number[]>(`new Promise((resolve) => {
    const seen = new Set();
    const look = () => {
      const bar = document.querySelector('progress');
      if (bar !== null) seen.add(bar.value);
      if (document.querySelector('.verdict') !== null) resolve([...seen]);
      else requestAnimationFrame(look);
    };
    look();
  })`);
  return seen;
}

/** The largest resident set that a renderer ever had, in MiB. */
async function peakOf({ browser }: TestBrowser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(id)}/status`, 'utf8')));
  return Math.max(...peaks.map((found) => Number(found?.[1] ?? 0))) / 1024;
}
