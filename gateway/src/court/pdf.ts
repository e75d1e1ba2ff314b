import type { CourtReport } from '@shuquan/verifier';
import { saidOf } from '@shuquan/verifier';
import { bytesOf, type Document, features, measureWith, openDocument } from '../print/document.js';
import { reportLines } from './blocks.js';
import { type Line, paginate, type Piece } from './lines.js';
import { printable } from './printable.js';
import { foot, ink, page } from './style.js';

/** The report on paper: the same words as the page, and the same bytes for the same report. */
export async function courtPdf(report: CourtReport, checkedAt: Date): Promise<Uint8Array> {
  const { language, title } = report;
  const document = openDocument({
    title: saidOf(title, language)[0]?.text ?? '',
    subject: printable(saidOf(report.foot, language)[0]?.text ?? ''),
    made: checkedAt,
    language: language === 'en' ? 'en' : 'zh-CN',
  });
  return bytesOf(document, () => {
    const measures = {
      regular: measureWith(document),
      bold: measureWith(document, 'bold'),
    };
    const pages = paginate(reportLines(report, { language, measures }), page.bottom - page.top);
    for (const [at, lines] of pages.entries()) {
      document.addPage({ size: 'A4', margin: 0 });
      drawLines(document, lines);
      drawFoot(document, report, `${String(at + 1)} / ${String(pages.length)}`);
    }
  });
}

function drawLines(document: Document, lines: readonly Line[]): void {
  let top: number = page.top;
  for (const { height, pieces, rule, bar } of lines) {
    if (rule !== undefined) {
      document.lineWidth(0.5).moveTo(page.left, top).lineTo(page.right, top).stroke(rule);
    }
    if (bar !== undefined) document.rect(page.left, top, 3, height).fill(bar);
    // The baseline stands where a third of the leading is left below it.
    for (const piece of pieces) drawPiece(document, piece, top + height * 0.72);
    top += height;
  }
}

function drawPiece(
  document: Document,
  { text, x, size, weight, color }: Piece,
  baseline: number,
): void {
  document
    .font(weight)
    .fontSize(size)
    .fillColor(color)
    .text(text, x, baseline, { lineBreak: false, baseline: 'alphabetic', features });
}

/** By its digest every sheet says what the report is about. */
function drawFoot(document: Document, report: CourtReport, number: string): void {
  const { size, baseline } = foot;
  const piece = { size, weight: 'regular', color: ink.quiet } as const;
  const about = printable(saidOf(report.foot, report.language)[0]?.text ?? '');
  drawPiece(document, { ...piece, text: about, x: page.left }, baseline);
  document.font('regular').fontSize(size);
  const x = page.right - document.widthOfString(number, { features });
  drawPiece(document, { ...piece, text: number, x }, baseline);
}
