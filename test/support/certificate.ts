import type { CertificateFace } from '@shuquan/chaincode/model';
import {
  decodePDFRawStream,
  PDFArray,
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
} from 'pdf-lib';

/** A certificate with every field there is. */
export const faceOf = (over: Partial<CertificateFace> = {}): CertificateFace => ({
  v: 1,
  certificateNo: 'SJ5112026070001',
  ruleProfile: { id: 'NATIONAL_2026', version: 1 },
  registrar: { uscc: '91510100MA7DEM0166', name: '四川省数据产权登记中心有限公司' },
  dataName: '2024年成都市新能源汽车充电桩运行数据集',
  overview:
    '本数据集汇集2024年1月至12月成都市公共充电桩的运行记录，包括充电桩编号、所在区县、充电开始与结束时间、充电量（kWh）、故障代码等字段，按日更新，已去除车辆与个人标识。',
  industry: '电力、热力生产和供应业 D44',
  sourceType: 'COLLECTED',
  regionScope: 'CITY',
  timeSpan: { from: '2024-01-01', to: '2024-12-31' },
  updateFrequency: 'DAY',
  holders: [
    {
      id: '91510100MA7DEM0166',
      name: '成都青羊数据科技有限公司',
      right: 'HOLD',
      share: 'CONCURRENT',
      from: '2026-07-20',
      until: '2031-07-19',
    },
    {
      id: 'NP-0f3c9a5b7d1e2468ace013579bdf8642',
      name: '自然人',
      right: 'OPERATE',
      share: 'EXCLUSIVE',
      from: '2026-07-20',
      until: '2029-07-19',
      limits: '仅限境内使用，不得转授权。',
    },
  ],
  restrictions: '仅向经核验的企业法人提供；限在可信数据空间内使用；不得转售；不得出境。',
  remarks: [
    { kind: 'JUDICIAL_SEIZURE', text: '（2026）川01执保123号', since: '2026-08-01' },
    { kind: 'AGREED_TERM', text: '约定期满后数据须销毁', since: '2026-07-20' },
  ],
  registeredAt: '2026-07-20T02:03:04.005Z',
  lastValidDay: '2031-07-19',
  deposit: { txId: 'ab12ffe0'.repeat(8), block: 1234 },
  receipt: { id: 'GJ-2026-0000012345', time: '2026-07-20T02:05:00.000Z' },
  recordDigest: 'c0ffee9a'.repeat(8),
  ...over,
});

/** The file after an editor opened it, did something and saved it. */
export async function edited(
  file: Uint8Array,
  edit: (document: PDFDocument) => unknown = () => undefined,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(file, { updateMetadata: false });
  await edit(document);
  return document.save({ useObjectStreams: false, updateFieldAppearances: false });
}

/** Rewrites what a page draws. */
export function redraw(
  document: PDFDocument,
  page: number,
  change: (text: string) => string,
): void {
  const { node } = document.getPage(page);
  const contents = node.Contents();
  const part = contents instanceof PDFArray ? contents.lookup(0) : contents;
  const text = Buffer.from(decodePDFRawStream(part as PDFRawStream).decode()).toString('latin1');
  const changed = change(text);
  if (changed === text) throw new Error('The page was not changed');
  const stream = document.context.stream(Buffer.from(changed, 'latin1'));
  node.set(PDFName.of('Contents'), document.context.register(stream));
}

/** Puts other bytes into the embedded file, and leaves everything else. */
export function replaceAttachment(document: PDFDocument, json: string): void {
  const isEmbedded = ([, object]: [unknown, PDFObject]): boolean =>
    object instanceof PDFRawStream &&
    object.dict.get(PDFName.of('Type')) === PDFName.of('EmbeddedFile');
  const [ref] = document.context.enumerateIndirectObjects().find(isEmbedded) ?? [];
  if (ref === undefined) throw new Error('The file has no attachment');
  document.context.assign(ref, document.context.stream(Buffer.from(json)));
}

/** The squares of the QR, as a page draws them. */
export const QR_SQUARES = /(?:[\d.]+ [\d.]+ [\d.]+ [\d.]+ re\n){200,}/;

export async function drawnText(file: Uint8Array, page = 0): Promise<string> {
  let drawn = '';
  await edited(file, (document) => {
    redraw(document, page, (text) => `${(drawn = text)} `);
  });
  return drawn;
}
