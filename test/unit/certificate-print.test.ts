import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { CertificateFace, check } from '@shuquan/chaincode/model';
import {
  faceDigest,
  faceJson,
  parseQrText,
  qrFields,
  qrText,
} from '@shuquan/gateway/certificate/face-json';
import { printCertificate } from '@shuquan/gateway/certificate/pdf';
import { readCertificate } from '@shuquan/gateway/certificate/read/read';
import { rowsOf } from '@shuquan/gateway/certificate/rows';
import { wrap } from '@shuquan/gateway/print/wrap';
import { expect } from 'chai';
import fc from 'fast-check';
import { PDFDocument, PDFName } from 'pdf-lib';
import { faceOf } from '../support/certificate.js';
import { rejected } from '../support/rejected.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What a row shows, by field. */
const shown = (face: CertificateFace) =>
  Object.fromEntries(
    rowsOf(face).flatMap(({ cells }) =>
      cells.flatMap(({ field, text }) => (field === undefined ? [] : [[field, text]])),
    ),
  );

describe('the face of a certificate', () => {
  it('is exactly its fields', () => {
    expect(check(CertificateFace, faceOf())).to.deep.equal(faceOf());
    for (const wrong of [{ phone: '1' }, { dataName: '名'.repeat(91) }, { holders: [] }]) {
      expect(CertificateFace.safeParse({ ...faceOf(), ...wrong }).success).to.equal(false);
    }
  });

  it('has one digest, whatever the order of its members', () => {
    const reversed = Object.fromEntries(Object.entries(faceOf()).reverse()) as CertificateFace;

    expect(faceDigest(reversed)).to.equal(faceDigest(faceOf()));
    expect(faceDigest(faceOf())).to.equal(sha256(Buffer.from(faceJson(faceOf()))));
  });

  it('goes into a QR and comes out of it', () => {
    expect(parseQrText(qrText(faceOf()))).to.deep.equal(qrFields(faceOf()));
    expect(parseQrText(`${qrText(faceOf())}&no=SJ5112026070002`)).to.equal(undefined);
  });
});

describe('a printed certificate', function () {
  // Each test prints and reads; the fonts alone take a second to load.
  this.timeout(120_000);

  it('has the same bytes in another process', async () => {
    const code = `
      const { printCertificate } = await import('@shuquan/gateway/certificate/pdf');
      const { createHash } = await import('node:crypto');
      const file = await printCertificate(JSON.parse(process.argv[1]));
      console.log(createHash('sha256').update(file).digest('hex'));`;
    const run = () =>
      promisify(execFile)(
        process.execPath,
        ['--input-type=module', '-e', code, faceJson(faceOf())],
        {
          cwd: import.meta.dirname,
          env: { ...process.env, TZ: 'America/New_York', LANG: 'de_DE' },
        },
      );

    const { stdout } = await run();

    expect(stdout.trim()).to.equal(sha256(await printCertificate(faceOf())));
  });

  it('says every field as text, as JSON and, by its digest, as QR', async () => {
    const { text, json, qr, foreign } = await readCertificate(await printCertificate(faceOf()));

    expect(text.fields).to.deep.equal(shown(faceOf()));
    expect(text).to.deep.include({ extra: [], missing: [] });
    expect(json).to.equal(faceJson(faceOf()));
    expect(qr).to.equal(qrText(faceOf()));
    expect(foreign).to.deep.equal([]);
  });

  it('says the little that is there when nothing optional is', async () => {
    const optional = new Set(['industry', 'timeSpan', 'receipt']);
    const members = Object.entries(faceOf({ remarks: [] })).filter(([name]) => !optional.has(name));
    const rest = check(CertificateFace, Object.fromEntries(members));

    const { text } = await readCertificate(await printCertificate(rest));

    expect(text.fields).to.deep.equal(shown(rest));
    expect(text.fields).to.include({ remarks: '无' });
    expect(text).to.deep.include({ extra: [], missing: [] });
  });

  it('goes over several pages with sixty holders and sixty remarks of full length', async () => {
    const [holder] = faceOf().holders;
    const [remark] = faceOf().remarks;
    if (holder === undefined || remark === undefined) throw new TypeError('The sample is empty');
    const long = faceOf({
      dataName: '数'.repeat(90),
      overview: '概述，'.repeat(266),
      restrictions: 'Only within the province, never abroad; '.repeat(10),
      holders: Array.from({ length: 60 }, (_, i) => ({
        ...holder,
        name: `第${String(i + 1)}持有人${'公司'.repeat(50)}`,
        limits: '仅限境内；'.repeat(40),
      })),
      remarks: Array.from({ length: 60 }, () => ({ ...remark, text: '查封。'.repeat(66) })),
    });

    const { text, qr, pages } = await readCertificate(await printCertificate(long));

    expect(pages.length).to.be.within(20, 32);
    expect(text.fields).to.deep.equal(shown(long));
    expect(text).to.deep.include({ extra: [], missing: [] });
    expect(qr).to.equal(qrText(long));
  });

  it('prints rare characters of names and lets them be read again', async () => {
    const rare = faceOf({ dataName: '䶮㛃𫖯𬭎㙍𬸦𠅤犇龘䲜', remarks: [] });

    const { text } = await readCertificate(await printCertificate(rare));

    expect(text.fields).to.include({ dataName: '䶮㛃𫖯𬭎㙍𬸦𠅤犇龘䲜' });
  });

  const unprintable = {
    'a script the font has not': ['\u0E01', 'U+0E01'],
    'a rare ideograph the font has not': ['\u{3134A}', 'U+3134A'],
    'a variation selector': ['葛\u{E0100}', 'U+E0100'],
    'a character without ink': ['\u3164', 'U+3164'],
    'an emoji': ['😀', 'U+1F600'],
  } as const;
  for (const [what, [text, character]] of Object.entries(unprintable)) {
    it(`refuses ${what}, by name, instead of a blank box`, async () => {
      const [holder] = faceOf().holders;
      const face = faceOf({ holders: [{ ...holder, name: `公司${text}` }] as never });

      const { code, params } = await rejected(printCertificate(face));

      expect({ code, params }).to.deep.equal({
        code: 'CHARACTER_NOT_PRINTABLE',
        params: { character, field: 'holders.0.name' },
      });
    });
  }

  it('is titled, dated by the registration, and carries its JSON as associated data', async () => {
    const document = await PDFDocument.load(await printCertificate(faceOf()), {
      updateMetadata: false,
    });

    expect(document.getTitle()).to.equal('数据产权登记凭证 SJ5112026070001');
    expect(document.getCreationDate()?.toISOString()).to.equal('2026-07-20T02:03:04.000Z');
    const associated = document.catalog.lookup(PDFName.of('AF'))?.toString();
    expect(associated).to.match(/^\[ \d+ 0 R \]$/);
  });
});

describe('wrapping', () => {
  const width = (text: string) => Array.from(text).length;

  it('changes no character and makes no line too long', () => {
    const text = fc.string({ unit: fc.constantFrom('数', '据', 'a', '1', ' ', '，', '（', '-') });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 12 }), (whole, max) => {
        const lines = wrap(whole, max, width);

        expect(lines.join('')).to.equal(whole);
        for (const line of lines) expect(width(line)).to.be.at.most(max);
      }),
    );
  });

  it('keeps words whole and marks off the edge where it can', () => {
    expect(wrap('数据kWh，充电', 4, width)).to.deep.equal(['数据', 'kWh，', '充电']);
    expect(wrap('公司（成都）', 3, width)).to.deep.equal(['公司', '（成', '都）']);
  });
});
