import PDFDocument from 'pdfkit';
import { fontBytes } from './font.js';

export type Document = InstanceType<typeof PDFDocument>;

/** What a size-1 text takes in width. */
export type Measure = (text: string) => number;

/**
 * Ligatures would join letters inside a digest, kerning would move them: each character alone.
 * PDFKit takes a table of features as fontkit does; its types know only the list to switch on.
 */
export const features = {
  ...{ liga: false, clig: false, calt: false, kern: false, rclt: false },
} as unknown as PDFKit.Mixins.OpenTypeFeatures[];

/** PDFKit writes these into XML as they are: nothing goes in that a person typed. */
export interface About {
  readonly title: string;
  readonly subject: string;
  readonly made: Date;
  readonly language?: string;
}

/**
 * A4 pages without margins, fonts ready. Dates and ids come from what it is about, and streams are
 * not compressed, because builds of zlib differ in what they write: the same content gives the same
 * bytes on every machine.
 */
export function openDocument({ title, subject, made, language = 'zh-CN' }: About): Document {
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    compress: false,
    pdfVersion: '1.7',
    lang: language,
    displayTitle: true,
    info: {
      ...{ Title: title, Subject: subject, Creator: 'Shuquan', Producer: 'Shuquan' },
      ...{ CreationDate: made, ModDate: made },
    },
  });
  document.registerFont('regular', Buffer.from(fontBytes('regular')));
  document.registerFont('bold', Buffer.from(fontBytes('bold')));
  return document;
}

/** Draws it, ends it, and gives its bytes. */
export async function bytesOf(document: Document, draw: () => void): Promise<Uint8Array> {
  const bytes = collect(document);
  draw();
  document.end();
  return bytes;
}

async function collect(document: Document): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of document) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}

/** Widths in one of the two weights, each measured once. */
export function measureWith(document: Document, weight: 'regular' | 'bold' = 'regular'): Measure {
  const widths = new Map<string, number>();
  return (text) => {
    const known = widths.get(text);
    if (known !== undefined) return known;
    document.font(weight).fontSize(1);
    const width = document.widthOfString(text, { features });
    widths.set(text, width);
    return width;
  };
}
