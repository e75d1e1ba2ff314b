import type { PDFDocumentProxy } from 'pdfjs-dist';
import { page as paper } from '../geometry.js';
import type { Drawn } from './glyphs.js';
import { infoOf } from './open.js';

/** What a certificate as issued never has. */
export type Foreign =
  | 'ANNOTATION'
  | 'ATTACHMENT'
  | 'FORM'
  | 'HIDDEN_TEXT'
  | 'IMAGE'
  | 'LAYER'
  | 'PAGE_SIZE'
  | 'SIGNATURE';

/** Everything of the kind in the whole file, each named once. */
export async function foreignIn(
  document: PDFDocumentProxy,
  drawn: readonly Drawn[],
  attachments: number,
): Promise<Foreign[]> {
  const info = await infoOf(document);
  const layers = await document.getOptionalContentConfig();
  const found: Readonly<Record<Foreign, boolean>> = {
    ANNOTATION: await hasAnnotation(document),
    ATTACHMENT: attachments > 1,
    FORM: info['IsAcroFormPresent'] === true || info['IsXFAPresent'] === true,
    HIDDEN_TEXT: drawn.some(({ hasHiddenText }) => hasHiddenText),
    IMAGE: drawn.some(({ hasImage }) => hasImage),
    LAYER: [...layers].length > 0,
    PAGE_SIZE: await hasOtherSize(document),
    SIGNATURE: info['IsSignaturesPresent'] === true,
  };
  return (Object.keys(found) as Foreign[]).filter((name) => found[name]);
}

async function hasAnnotation(document: PDFDocumentProxy): Promise<boolean> {
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    if (((await page.getAnnotations()) as unknown[]).length > 0) return true;
  }
  return false;
}

async function hasOtherSize(document: PDFDocumentProxy): Promise<boolean> {
  for (let number = 1; number <= document.numPages; number += 1) {
    if (!isA4(await document.getPage(number))) return true;
  }
  return false;
}

/** Only an upright A4 page from 0,0 is looked at; a crop box could hide what stands on it. */
export function isA4({
  view,
  rotate,
  userUnit,
}: {
  readonly view: readonly number[];
  readonly rotate: number;
  readonly userUnit: number;
}): boolean {
  const wanted = [0, 0, paper.width, paper.height];
  return (
    rotate === 0 &&
    userUnit === 1 &&
    wanted.every((edge, i) => Math.abs(edge - (view[i] ?? NaN)) < 0.01)
  );
}
