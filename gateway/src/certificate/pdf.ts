import type { CertificateFace } from '@shuquan/chaincode/model';
import { create as qrCode } from 'qrcode';
import { bytesOf, type Document, features, measureWith, openDocument } from '../print/document.js';
import { requirePrintable } from '../print/font.js';
import { ATTACHMENT, faceJson, qrText } from './face-json.js';
import { furnitureOf, middle, type Piece } from './furniture.js';
import { columns, page, qr, seal, text as type } from './geometry.js';
import { labels } from './labels.zh.js';
import { type Layout, layOut, type Placed } from './layout.js';
import { rowsOf } from './rows.js';

const tones = { title: '#8a1c1c', faint: '#b08a8a', plain: '#333333' } as const;
const ink = { text: '#111111', label: '#5b1a1a', line: '#b9a3a3', frame: '#8a1c1c' } as const;
const labelFill = '#faf5f1';

/**
 * The certificate as a PDF. The same face gives the same bytes on every machine: all dates and ids
 * come from the face.
 *
 * @throws GatewayError CHARACTER_NOT_PRINTABLE
 */
export async function printCertificate(face: CertificateFace): Promise<Uint8Array> {
  const rows = rowsOf(face);
  for (const { cells } of rows) {
    for (const { text, field } of cells) requirePrintable(text, field ?? 'label');
  }
  const document = openDocument({
    title: `${labels.title} ${face.certificateNo}`,
    subject: `${face.registrar.uscc} ${face.recordDigest}`,
    made: new Date(face.registeredAt),
  });
  return bytesOf(document, () => {
    attach(document, face);
    draw(document, face, layOut(rows, measureWith(document)));
  });
}

/** The same fields for machines, as an associated file in the manner of PDF/A-3. */
function attach(document: Document, face: CertificateFace): void {
  const registeredAt = new Date(face.registeredAt);
  const options: PDFKit.Mixins.PDFAttachmentOptions & { relationship: string } = {
    name: ATTACHMENT,
    type: 'application/json',
    description: labels.title,
    relationship: 'Data',
    creationDate: registeredAt,
    modifiedDate: registeredAt,
  };
  document.file(Buffer.from(faceJson(face)), options);
}

function draw(document: Document, face: CertificateFace, layout: Layout): void {
  for (let index = 0; index < layout.pages; index += 1) {
    document.addPage({ size: 'A4', margin: 0 });
    drawFrame(document);
    const rows = layout.rows.filter((row) => row.page === index);
    for (const row of rows) drawRow(document, row);
    if (index === layout.pages - 1) {
      drawSeal(document);
      drawQr(document, qrText(face));
    }
    for (const piece of furnitureOf(index, layout.pages, face.certificateNo)) {
      drawPiece(document, piece);
    }
  }
}

function drawFrame(document: Document): void {
  const { margin, width, height } = page;
  const frame = (inset: number, line: number): void => {
    document
      .lineWidth(line)
      .rect(inset, inset, width - inset * 2, height - inset * 2)
      .stroke(ink.frame);
  };
  frame(margin - 12, 2);
  frame(margin - 7, 0.5);
}

function drawRow(document: Document, { top, bottom, baseline, size, row, cells }: Placed): void {
  const left = columns.anchor - 6;
  document.rect(left, top, columns.value - 6 - left, bottom - top).fill(labelFill);
  for (const { x, field } of row.cells) {
    if (field !== undefined || row.anchor === labels.rights) continue;
    document.rect(x - 6, top, columns.secondValue - x, bottom - top).fill(labelFill);
  }
  document
    .lineWidth(0.5)
    .rect(left, top, columns.right + 6 - left, bottom - top)
    .stroke(ink.line);
  drawText(document, row.anchor, columns.anchor, baseline, { size, isLabel: true });
  row.cells.forEach(({ x, field }, i) => {
    document
      .moveTo(x - 6, top)
      .lineTo(x - 6, bottom)
      .stroke(ink.line);
    cells[i]?.forEach((line, n) => {
      const y = baseline + n * type.leading;
      drawText(document, line, x, y, { size, isLabel: field === undefined });
    });
  });
}

function drawText(
  document: Document,
  text: string,
  x: number,
  y: number,
  { size, isLabel }: { size: number; isLabel: boolean },
): void {
  document
    .font(isLabel ? 'bold' : 'regular')
    .fontSize(size)
    .fillColor(isLabel ? ink.label : ink.text)
    .text(text, x, y, { lineBreak: false, baseline: 'alphabetic', features });
}

function drawPiece(document: Document, { text, x, y, size, tone, isCentred }: Piece): void {
  document
    .font(tone === 'title' ? 'bold' : 'regular')
    .fontSize(size)
    .fillColor(tones[tone]);
  const spacing = tone === 'title' ? 4 : 0;
  const options: PDFKit.Mixins.TextOptions = {
    ...{ lineBreak: false, baseline: 'alphabetic', features, characterSpacing: spacing },
  };
  const width = document.widthOfString(text, options);
  const left = isCentred === true ? middle - width / 2 : x;
  document.text(text, left, y, options);
}

function drawSeal(document: Document): void {
  const { x, y, radius } = seal;
  document.lineWidth(0.8).dash(3, { space: 3 }).circle(x, y, radius).stroke(tones.faint).undash();
}

/** Squares, not an image: sharp at any size, and nothing else on the page is an image. */
function drawQr(document: Document, text: string): void {
  const { modules } = qrCode(text, { errorCorrectionLevel: 'M' });
  const unit = qr.side / (modules.size + qr.quiet * 2);
  const left = qr.x + unit * qr.quiet;
  const top = qr.y + unit * qr.quiet;
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) === 0) continue;
      document.rect(left + column * unit, top + row * unit, unit, unit);
    }
  }
  document.fill('#000000');
}
