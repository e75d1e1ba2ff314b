import type { PDFDocumentProxy } from 'pdfjs-dist';
import { ATTACHMENT } from '../face-json.js';
import { foreignIn, type Foreign, isA4 } from './foreign.js';
import { type Drawn, walk } from './glyphs.js';
import { sortText, type VisibleText } from './grid.js';
import { codedOf, openPdf } from './open.js';
import { type Picture, Viewer } from './picture.js';

/** What one file says, in each of its three ways, and how its pages look. */
export interface Reading {
  readonly text: VisibleText;
  /** The embedded file’s text; `undefined` if there is none, or bytes that are no UTF-8. */
  readonly json: string | undefined;
  /** What the QR that is drawn says, not what any list in the file says it does. */
  readonly qr: string | undefined;
  readonly foreign: readonly Foreign[];
  /** One fingerprint per tile of each page. */
  readonly pages: readonly Uint32Array[];
}

/**
 * Reads a certificate from bytes that may be anybody’s. Takes time and memory: `apart.ts` runs it
 * where neither can hurt.
 *
 * @throws GatewayError CERTIFICATE_FILE_TOO_LARGE, _MALFORMED, _ENCRYPTED, _SCRIPTED, _TOO_SLOW
 */
export async function readCertificate(bytes: Uint8Array): Promise<Reading> {
  const document = await openPdf(bytes);
  try {
    return await readAll(document);
  } catch (err) {
    throw codedOf(err);
  } finally {
    await document.destroy();
  }
}

async function readAll(document: PDFDocumentProxy): Promise<Reading> {
  const drawn: Drawn[] = [];
  const pictures: Picture[] = [];
  const viewer = new Viewer();
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    drawn.push(walk(await page.getOperatorList({ annotationMode: 0 })));
    if (isA4(page)) pictures.push(await viewer.look(page, number === document.numPages));
    page.cleanup();
  }
  const files = await attachmentsOf(document);
  const ours = files.find(({ filename }) => filename === ATTACHMENT) ?? files[0];
  return {
    text: sortText(drawn.map(({ glyphs }) => glyphs)),
    json: decoded(ours?.content),
    qr: pictures.at(-1)?.qr,
    foreign: await foreignIn(document, drawn, files.length),
    pages: pictures.map(({ tiles }) => tiles),
  };
}

interface Attachment {
  readonly filename?: string;
  readonly content?: Uint8Array;
}

async function attachmentsOf(document: PDFDocumentProxy): Promise<Attachment[]> {
  const files = (await document.getAttachments()) as Record<string, Attachment> | null;
  return Object.values(files ?? {});
}

function decoded(content: Uint8Array | undefined): string | undefined {
  if (content === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}
