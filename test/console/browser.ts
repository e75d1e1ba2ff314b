import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { Relay } from './relay.js';

export type Lang = 'zh-CN' | 'en';

/** Chromium itself asks a server of its maker what a form’s fields are; that is not the page’s doing. */
const QUIET = '--disable-features=AutofillServerCommunication,OptimizationHints,Translate';

/** A real Chromium that reaches one gateway and nothing else. */
export class TestBrowser {
  readonly relay: Relay;
  readonly browser: Browser;
  readonly #url: string;
  readonly #context: BrowserContext;

  private constructor(browser: Browser, context: BrowserContext, relay: Relay, url: string) {
    this.browser = browser;
    this.#context = context;
    this.relay = relay;
    this.#url = url;
  }

  static async open(url: string): Promise<TestBrowser> {
    const relay = await Relay.open(url);
    const browser = await chromium.launch({
      executablePath: process.env['BROWSER_BIN'] ?? '/usr/bin/chromium',
      // The machine of a test run is a sandbox already, and its user often root.
      args: ['--no-sandbox', '--disable-dev-shm-usage', QUIET],
      // Loopback too goes through the proxy, so that nothing goes past it.
      proxy: { server: relay.url, bypass: '<-loopback>' },
    });
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    return new TestBrowser(browser, context, relay, url);
  }

  /** A visit of somebody who chose no language before. */
  async visit(how: Visit = {}): Promise<Desk> {
    const { lang = 'zh-CN', width = 1024, height = 900, path = '/' } = how;
    const page = await this.#context.newPage();
    await page.setViewportSize({ width, height });
    page.setDefaultTimeout(20_000);
    const desk = new Desk(page);
    await desk.watch();
    await page.goto(`${this.#url}${path}`);
    if (lang === 'en') await page.getByRole('button', { name: 'English' }).click();
    return desk;
  }

  /** Ends the visits of one test. */
  async leave(): Promise<void> {
    for (const page of this.#context.pages()) {
      await page.evaluate('localStorage.clear()');
      await page.close();
    }
  }

  async close(): Promise<void> {
    await this.#context.close();
    await this.browser.close();
    await this.relay.close();
  }
}

interface Visit {
  readonly lang?: Lang;
  readonly width?: number;
  readonly height?: number;
  readonly path?: string;
}

/** A verdict as it stands on the page. */
export interface Shown {
  readonly verdict: string;
  readonly tone: string;
  readonly title: string;
  readonly proven: readonly string[];
  readonly stated: readonly string[];
  readonly notProven: readonly string[];
}

/** As text: what runs in the page has its types, not ours. */
const NOTE_VIOLATIONS = `addEventListener('securitypolicyviolation', (event) => {
  noteViolation(event.effectiveDirective + ' ' + event.blockedURI);
});`;

/** One visitor at the page. */
export class Desk {
  readonly page: Page;
  /** Violations of the content security policy, and whatever the page complained of. */
  readonly faults: string[] = [];

  constructor(page: Page) {
    this.page = page;
  }

  async watch(): Promise<void> {
    this.page.on('pageerror', (err) => this.faults.push(`error ${err.message}`));
    this.page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(`console ${message.text()}`);
    });
    await this.page.exposeFunction('noteViolation', (what: string) => {
      this.faults.push(`csp ${what}`);
    });
    await this.page.addInitScript({ content: NOTE_VIOLATIONS });
  }

  /** The file input of the first card. */
  async giveFile(path: string): Promise<void> {
    await this.page.locator('.card.first input[type=file]').setInputFiles(path);
  }

  async giveAnswer(text: string): Promise<void> {
    await this.page.locator('textarea').fill(text);
    await this.page.locator('.card:has(textarea) button[type=submit]').click();
  }

  async giveNumber(text: string): Promise<void> {
    await this.page.locator('input[name=number]').fill(text);
    await this.page.locator('.card:has(input[name=number]) button[type=submit]').click();
  }

  async giveAnchors(text: string): Promise<void> {
    await this.page.locator('.card.trust input[type=file]').setInputFiles({
      name: 'anchors.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
  }

  async shown(): Promise<Shown> {
    const verdict = this.page.locator('.verdict');
    await verdict.waitFor();
    const listed = (kind: string): Promise<string[]> =>
      this.page.locator(`[data-facts=${kind}] li`).allTextContents();
    return {
      verdict: (await verdict.getAttribute('data-verdict')) ?? '',
      tone: ((await verdict.getAttribute('class')) ?? '').replace('verdict ', ''),
      title: (await this.page.locator('.verdict h2').textContent()) ?? '',
      proven: await listed('proven'),
      stated: await listed('stated'),
      notProven: await listed('not-proven'),
    };
  }

  /** Rules of WCAG 2.2 A and AA, and best practice, that the page breaks now. */
  async axe(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    return this.page.evaluate<string[]>(
      `axe.run().then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
    );
  }
}
