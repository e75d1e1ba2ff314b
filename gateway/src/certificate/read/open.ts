import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { GatewayError } from '../../errors.js';
import { MAX_PAGES } from '../geometry.js';
import { malformed, requireSize } from './limits.js';

/** Beside the reader’s code on this disk: nothing is ever fetched. */
const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const local = (folder: string): string => join(root, folder) + sep;

/**
 * Opens what may be anybody’s file. A reader that guesses would show what a stricter one does not,
 * so the first fault ends it.
 *
 * @throws GatewayError CERTIFICATE_FILE_TOO_LARGE, _MALFORMED, _ENCRYPTED, _SCRIPTED
 */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  requireSize(bytes);
  const task = getDocument({
    // The reader takes the buffer away.
    data: bytes.slice(),
    stopAtErrors: true,
    isEvalSupported: false,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    maxImageSize: 4_000_000,
    cMapUrl: local('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: local('standard_fonts'),
    wasmUrl: local('wasm'),
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    await requireHarmless(document);
    return document;
  } catch (err) {
    await task.destroy();
    throw codedOf(err);
  }
}

/** Whatever the PDF reader throws is the file’s fault, not ours. */
export function codedOf(err: unknown): GatewayError {
  if (err instanceof GatewayError) return err;
  if (err instanceof Error && err.name === 'PasswordException') return encrypted();
  return malformed('is not a PDF that can be read', err);
}

const encrypted = (): GatewayError =>
  new GatewayError(
    'CERTIFICATE_FILE_ENCRYPTED',
    'The file is encrypted. A certificate is not: ask for the file as it was issued.',
  );

/** The reader’s own findings about the file, beside what the file says of itself. */
export async function infoOf(
  document: PDFDocumentProxy,
): Promise<Readonly<Record<string, unknown>>> {
  return Object.fromEntries(Object.entries((await document.getMetadata()).info));
}

async function requireHarmless(document: PDFDocumentProxy): Promise<void> {
  if (document.numPages > MAX_PAGES) {
    throw malformed(
      `has ${String(document.numPages)} pages; a certificate has at most ${String(MAX_PAGES)}`,
    );
  }
  const info = await infoOf(document);
  if (info['EncryptFilterName'] != null) throw encrypted();
  const scripts: unknown[] = [await document.getJSActions(), await document.getOpenAction()];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    scripts.push(await page.getJSActions());
    const annotations = (await page.getAnnotations()) as Readonly<Record<string, unknown>>[];
    scripts.push(...annotations.map(({ actions }) => actions));
  }
  if (scripts.some((script) => script != null)) {
    throw new GatewayError(
      'CERTIFICATE_FILE_SCRIPTED',
      'The file carries a script or an action. A certificate has none.',
    );
  }
}
