import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import express, { type Express, type Request } from 'express';
import type { Problem } from './problem.js';
import { pagePolicy, WORKER_POLICY } from './security.js';

/** Where the pages are once they are built. */
export const pageFolder = (): string => {
  const manifest = createRequire(import.meta.url).resolve('@shuquan/console/package.json');
  return join(dirname(manifest), 'dist', 'web');
};

const isWorker = (file: string): boolean => /^hash-worker-/.test(basename(file));

/**
 * The verification page at `/`. A file under `/assets` has its digest in its name and never
 * changes; the page that names them is asked for again each time.
 */
export function servePages(app: Express, folder = pageFolder()): void {
  const file = join(folder, 'index.html');
  const html = existsSync(file) ? readFileSync(file, 'utf8') : NOT_BUILT;
  app.use('/assets', pagePolicy());
  app.use(
    '/assets',
    express.static(join(folder, 'assets'), {
      ...{ index: false, redirect: false, immutable: true, maxAge: '1y' },
      setHeaders: (res, path) => {
        if (isWorker(path)) res.setHeader('content-security-policy', WORKER_POLICY);
      },
    }),
  );
  app.get('/', pagePolicy(), (_req, res) => {
    res.set({ 'cache-control': 'no-cache', 'permissions-policy': PERMISSIONS });
    res.type('html').send(html);
  });
}

const PERMISSIONS = 'camera=(), geolocation=(), microphone=(), payment=(), usb=()';

const plain = (title: string, body: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`;

const NOT_BUILT = plain(
  '数权链 · Shuquan',
  '<p>核验页面尚未构建。<span lang="en">The verification page is not built: run <code>npm run build</code>.</span></p><p><a href="/docs">API</a></p>',
);

/** Whether a person looks: a browser asks for HTML first, and `/v1` is for programs. */
export const isPerson = (req: Request): boolean =>
  !req.path.startsWith('/v1') &&
  req.accepts(['application/problem+json', 'text/html']) === 'text/html';

/** What a person is told who came to a page that is not there. Nothing of the request is in it. */
export const strayPage = ({ status }: Problem): string =>
  plain(
    status === 404 ? '没有这个页面' : '无法回答',
    `<p><span lang="en">${status === 404 ? 'There is no such page.' : 'This can not be answered.'}</span> (${String(status)})</p><p><a href="/">核验 · <span lang="en">Verification</span></a></p>`,
  );
