import { type Canvas, createCanvas } from '@napi-rs/canvas';
import decodeQr from 'jsqr';
import type { PDFPageProxy } from 'pdfjs-dist';
import { qr } from '../geometry.js';
import { TILE, TILES_ACROSS, TILES_DOWN } from './tiles.js';

/** Pixels per point: a module of the QR is three pixels wide. */
const SCALE = 2;

/** A page as a person sees it. */
export interface Picture {
  /** One fingerprint per tile. */
  readonly tiles: Uint32Array;
  /** What the QR in its place says. */
  readonly qr: string | undefined;
}

/** Looks at pages one after the other, on one canvas: thirty would take a quarter of a gigabyte. */
export class Viewer {
  readonly #canvas = createCanvas(TILES_ACROSS * TILE * SCALE, TILES_DOWN * TILE * SCALE);

  async look(page: PDFPageProxy, hasQr: boolean): Promise<Picture> {
    const canvas = this.#canvas;
    const canvasContext = canvas.getContext('2d');
    canvasContext.reset();
    const target = { canvas: null, canvasContext, viewport: page.getViewport({ scale: SCALE }) };
    await page.render(target).promise;
    return { tiles: tilesOf(canvas), qr: hasQr ? qrOf(canvas) : undefined };
  }
}

/** FNV-1a over each tile’s pixels: equal drawings give equal numbers, and that is all it is for. */
function tilesOf(canvas: Canvas): Uint32Array {
  // Asked of the native object once: a million times takes a second.
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  const side = TILE * SCALE;
  const tiles = new Uint32Array(TILES_ACROSS * TILES_DOWN).fill(0x811c9dc5);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / side) * TILES_ACROSS;
    for (let x = 0; x < width; x += 1) {
      const tile = row + Math.floor(x / side);
      const mixed = (tiles[tile] ?? 0) ^ (pixels[y * width + x] ?? 0);
      tiles[tile] = Math.imul(mixed, 0x01000193);
    }
  }
  return tiles;
}

function qrOf(canvas: Canvas): string | undefined {
  const margin = 4;
  const side = (qr.side + margin * 2) * SCALE;
  const { data } = canvas
    .getContext('2d')
    .getImageData((qr.x - margin) * SCALE, (qr.y - margin) * SCALE, side, side);
  return decodeQr.default(data, side, side)?.data;
}
