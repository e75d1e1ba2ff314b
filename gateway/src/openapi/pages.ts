import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { type Code, errors } from '../errors.js';
import { problemPath } from '../http/problem.js';

const codes = Object.keys(errors) as Code[];
const byPath = new Map(codes.map((code) => [problemPath(code), code]));

const page = (title: string, body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${body}</body></html>`;

/** The page a problem’s `type` points to, or `undefined`. Nothing of the request is in it. */
export function problemPage(path: string): string | undefined {
  const code = byPath.get(path);
  if (code === undefined) return undefined;
  const { status, title } = errors[code];
  return page(
    code,
    `<h1>${code}</h1><p>${title}.</p><p>HTTP status ${String(status)}.</p><p><a href="/problems">All problems</a></p>`,
  );
}

/** Every problem this gateway knows. */
export function problemIndex(): string {
  const rows = codes.map((code) => {
    const { status, title } = errors[code];
    return `<tr><td><a href="${problemPath(code)}">${code}</a></td><td>${String(status)}</td><td>${title}</td></tr>`;
  });
  return page('Problems', `<h1>Problems</h1><table>${rows.join('')}</table>`);
}

/** The documentation’s page; its scripts and styles come from here, never from elsewhere. */
export const docsPage = (): string =>
  page(
    'Shuquan API',
    '<div id="swagger-ui"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/initializer.js"></script>',
    '<link rel="stylesheet" href="/docs/swagger-ui.css"><link rel="icon" href="/docs/favicon-32x32.png">',
  );

export const docsInitializer = (): string =>
  "window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });\n";

/** Folder of the static files of swagger-ui. */
export const swaggerFolder = (): string =>
  dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
export const swaggerFiles = [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'favicon-16x16.png',
  'favicon-32x32.png',
] as const;
