import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createDeflate } from 'node:zlib';
import { type CertificateFace, canonicalize } from '@shuquan/chaincode/model';
import { readApart } from '@shuquan/gateway/certificate/apart';
import { checkCertificate, certificateExitCodes } from '@shuquan/gateway/certificate/check';
import { compare, type Difference } from '@shuquan/gateway/certificate/compare';
import { explainCheck } from '@shuquan/gateway/certificate/explain';
import { faceJson, qrText } from '@shuquan/gateway/certificate/face-json';
import { printCertificate } from '@shuquan/gateway/certificate/pdf';
import { MAX_BYTES } from '@shuquan/gateway/certificate/read/limits';
import { type Reading, readCertificate } from '@shuquan/gateway/certificate/read/read';
import { isCoded } from '@shuquan/gateway/errors';
import { expect } from 'chai';
import { PDFDocument, PDFName, PDFRawStream, PDFString, rgb, StandardFonts } from 'pdf-lib';
import PDFKit from 'pdfkit';
import {
  drawnText,
  edited,
  faceOf,
  QR_SQUARES,
  redraw,
  replaceAttachment,
} from '../support/certificate.js';
import { codeOf, rejected } from '../support/rejected.js';

const face = faceOf();
const tools = { print: printCertificate, read: readCertificate };
const ledger = (number: string) =>
  Promise.resolve(number === face.certificateNo ? face : undefined);
const named = (differences: readonly Difference[]) =>
  differences.map(({ carrier, field }) => `${carrier} ${field}`);

describe('checking a certificate', function () {
  // Each test reads whole files; under load one takes seconds.
  this.timeout(120_000);
  let file: Uint8Array;
  let issued: Reading;

  before(async () => {
    file = await printCertificate(face);
    issued = await readCertificate(file);
  });

  const differences = async (changed: Uint8Array) =>
    named(compare(face, await readCertificate(changed), issued));

  /** Where pdf-lib’s page and ours agree: points from the lower left corner. */
  const spotOf = (field: string) => {
    const place = issued.text.places.find((one) => one.field === field);
    if (place === undefined) throw new TypeError(`There is no place of ${field}`);
    return { x: place.left + 1, y: 841.89 - (place.top + 15), place };
  };

  /** Takes the first character from a field’s first line, and leaves the rest as it was drawn. */
  const shorten = (field: string) =>
    edited(file, (document) => {
      const { x, y } = spotOf(field);
      redraw(document, 0, (text) =>
        text.replace(
          new RegExp(`(1 0 0 1 ${String(x)} ${y.toFixed(2)} Tm\\n[^\\n]*\\n\\[<)[0-9a-f]{4}`),
          '$1',
        ),
      );
    });

  it('finds the file as it was issued the same, in a thread of its own', async () => {
    const result = await checkCertificate(file, ledger);

    expect(result).to.deep.equal({
      verdict: 'SAME',
      certificateNo: face.certificateNo,
      differences: [],
    });
    expect(certificateExitCodes[result.verdict]).to.equal(0);
  });

  it('says of a file saved again that it is not the one issued, though all agrees', async () => {
    const result = await checkCertificate(await edited(file), ledger, tools);

    expect(result).to.deep.include({ verdict: 'REWRITTEN', differences: [] });
    expect(certificateExitCodes.REWRITTEN).to.not.equal(0);
  });

  it('says that the ledger knows no such number', async () => {
    const other = await printCertificate(faceOf({ certificateNo: 'SJ5112026079999' }));

    expect(await checkCertificate(other, ledger, tools)).to.deep.equal({
      verdict: 'NOT_FOUND',
      certificateNo: 'SJ5112026079999',
      differences: [],
    });
  });

  it('shows the ledger’s value as the one that holds', async () => {
    const result = await checkCertificate(await shorten('dataName'), ledger, tools);

    expect(result).to.deep.equal({
      verdict: 'DIFFERS',
      certificateNo: face.certificateNo,
      differences: [
        {
          carrier: 'TEXT',
          field: 'dataName',
          printed: face.dataName.slice(1),
          ledger: face.dataName,
        },
      ],
    });
    expect(explainCheck(result)[0]).to.equal('Verdict: DIFFERS (SJ5112026070001)');
    expect(explainCheck(result)[2]).to.contain(`the ledger says “${face.dataName}”, which holds`);
  });

  describe('whose visible text alone was altered', () => {
    const fields = [
      ...['certificateNo', 'dataName', 'overview', 'industry', 'sourceType', 'regionScope'],
      ...['timeSpan.from', 'timeSpan.to', 'updateFrequency', 'lastValidDay', 'restrictions'],
      ...['name', 'id', 'right', 'share', 'from', 'until', 'limits'].map((f) => `holders.1.${f}`),
      ...['remarks.0.kind', 'remarks.1.since', 'remarks.1.text'],
      ...['registrar.name', 'registrar.uscc', 'ruleProfile.id', 'ruleProfile.version'],
      ...['registeredAt', 'deposit.block', 'deposit.txId', 'receipt.id', 'receipt.time'],
      'recordDigest',
    ];
    for (const field of fields) {
      it(`names ${field}`, async () => {
        expect(await differences(await shorten(field))).to.deep.equal([`TEXT ${field}`]);
      });
    }

    it('names the number altered in the foot of the page alone', async () => {
      const changed = await edited(file, (document) => {
        redraw(document, 0, (text) => text.replace(/(41\.89 Tm\n[^\n]*\n\[<)[0-9a-f]{4}/, '$1'));
      });

      expect(await differences(changed)).to.deep.equal(['TEXT certificateNo']);
    });

    it('asks for the number that two carriers name', async () => {
      const result = await checkCertificate(await shorten('certificateNo'), ledger, tools);

      expect(result.certificateNo).to.equal(face.certificateNo);
      expect(named(result.differences)).to.deep.equal(['TEXT certificateNo']);
    });
  });

  describe('whose embedded JSON alone was altered', () => {
    it('names the field', async () => {
      const changed = await edited(file, (document) => {
        replaceAttachment(document, faceJson(faceOf({ overview: '别的概述' })));
      });

      expect(await differences(changed)).to.deep.equal(['JSON overview']);
    });

    const leaves = (value: unknown, path: string[] = []): string[][] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]))
        : [path];
    for (const path of leaves(face)) {
      it(`names ${path.join('.')} of every place it can stand`, () => {
        const changed = structuredClone(face) as unknown as Record<string, unknown>;
        const owner = path.slice(0, -1).reduce((at, name) => at[name] as typeof at, changed);
        const last = path.at(-1) ?? '';
        owner[last] = typeof owner[last] === 'number' ? owner[last] + 1 : `${String(owner[last])}x`;

        const read = { ...issued, json: canonicalize(changed) };

        expect(named(compare(face, read, issued))).to.deep.equal([`JSON ${path.join('.')}`]);
      });
    }

    const forms: Readonly<Record<string, readonly [string | undefined, string[]]>> = {
      'none at all': [undefined, ['JSON FORM']],
      'no JSON': ['{', ['JSON FORM']],
      'a member twice': [faceJson(face).replace('{', '{"v":2,'), ['JSON FORM']],
      'other white space': [JSON.stringify(face, undefined, 1), ['JSON FORM']],
      'a member too many': [canonicalize({ ...face, owner: 'me' }), ['JSON owner']],
      'a member that hides behind a dot': [
        canonicalize({ ...face, deposit: { txId: face.deposit.txId }, 'deposit.block': 1234 }),
        ['JSON FORM'],
      ],
    };
    for (const [what, [json, expected]] of Object.entries(forms)) {
      it(`names ${what}`, () => {
        expect(named(compare(face, { ...issued, json }, issued))).to.deep.equal(expected);
      });
    }
  });

  describe('whose QR alone was altered', () => {
    const qrOf = async (other: CertificateFace) =>
      QR_SQUARES.exec(await drawnText(await printCertificate(other)))?.[0] ?? '';

    it('reads the squares that are drawn', async () => {
      const squares = await qrOf(faceOf({ deposit: { ...face.deposit, block: 99 } }));
      const changed = await edited(file, (document) => {
        redraw(document, 0, (text) => text.replace(QR_SQUARES, squares));
      });

      expect(await differences(changed)).to.deep.equal(['QR deposit.block', 'QR faceDigest']);
    });

    it('says that none can be read where it is gone', async () => {
      const changed = await edited(file, (document) => {
        redraw(document, 0, (text) => text.replace(QR_SQUARES, ''));
      });

      expect(await differences(changed)).to.deep.equal(['QR FORM']);
    });

    for (const [part, field] of [
      [face.certificateNo, 'certificateNo'],
      [face.deposit.txId, 'deposit.txId'],
      ['block=1234', 'deposit.block'],
    ] as const) {
      it(`names ${field}`, () => {
        const other = part.replace(/.$/, (digit) => (digit === '1' ? '2' : '1'));
        const read = { ...issued, qr: qrText(face).replace(part, other) };

        expect(named(compare(face, read, issued))).to.deep.equal([`QR ${field}`]);
      });
    }
  });

  describe('that shows or holds what was not issued', () => {
    const white = rgb(1, 1, 1);
    const alterations: Readonly<
      Record<string, readonly [(document: PDFDocument) => unknown, string[]]>
    > = {
      'a field covered': [
        (document) => {
          const { x, y } = spotOf('holders.0.name');
          const box = { x, y: y - 3, width: 60, height: 12 };
          document.getPage(0).drawRectangle({ ...box, color: white });
        },
        ['PAGE holders.0.name'],
      ],
      'a field covered and written over': [
        async (document) => {
          const { x, y } = spotOf('recordDigest');
          document.getPage(0).drawRectangle({ x, y: y - 3, width: 400, height: 12, color: white });
          const font = await document.embedFont(StandardFonts.Courier);
          document.getPage(0).drawText('deadbeef', { x, y, size: 9, font });
        },
        ['TEXT recordDigest'],
      ],
      'text in white': [
        (document) => {
          document.getPage(0).drawText('invisible', { x: 300, y: 120, size: 9, color: white });
        },
        ['TEXT EXTRA_TEXT'],
      ],
      'text beside the table': [
        (document) => {
          document.getPage(0).drawText('VOID', { x: 8, y: 400, size: 9 });
        },
        ['TEXT EXTRA_TEXT'],
      ],
      'the note on what prevails taken away': [
        (document) => {
          redraw(document, 0, (text) => text.replace(/(59\.89 Tm\n[^\n]*\n\[<)[0-9a-f]+/, '$1'));
        },
        ['TEXT MISSING_TEXT'],
      ],
      'text that is drawn without ink': [
        (document) => {
          redraw(document, 0, (text) => text.replace('BT\n', 'BT\n3 Tr\n'));
        },
        ['FILE HIDDEN_TEXT'],
      ],
      'a drawing over the seal': [
        (document) => {
          document.getPage(0).drawCircle({ x: 164, y: 133, size: 40, borderColor: rgb(1, 0, 0) });
        },
        ['PAGE APPEARANCE'],
      ],
      'an annotation': [
        (document) => {
          const annotation = document.context.obj({
            Type: 'Annot',
            Subtype: 'FreeText',
            Rect: [60, 60, 200, 90],
            Contents: PDFString.of('作废'),
            DA: PDFString.of('/Helv 12 Tf'),
          });
          const list = document.context.obj([document.context.register(annotation)]);
          document.getPage(0).node.set(PDFName.of('Annots'), list);
        },
        ['FILE ANNOTATION'],
      ],
      'a form field': [
        (document) => {
          document.getForm().createTextField('name').addToPage(document.getPage(0));
        },
        ['FILE ANNOTATION', 'FILE FORM'],
      ],
      'an image': [
        async (document) => {
          const dot =
            'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==';
          document.getPage(0).drawImage(await document.embedPng(dot), { x: 60, y: 60 });
        },
        ['FILE IMAGE'],
      ],
      'a second attachment': [
        (document) => document.attach(Buffer.from('{}'), 'a.json'),
        ['FILE ATTACHMENT'],
      ],
      'a layer': [
        (document) => {
          const layer = document.context.register(
            document.context.obj({ Type: 'OCG', Name: PDFString.of('hidden') }),
          );
          document.catalog.set(
            PDFName.of('OCProperties'),
            document.context.obj({ OCGs: [layer], D: { OFF: [layer] } }),
          );
        },
        ['FILE LAYER'],
      ],
      'a page that is cropped': [
        (document) => {
          document.getPage(0).setCropBox(0, 0, 595.28, 700);
        },
        ['QR FORM', 'FILE PAGE_SIZE'],
      ],
    };
    for (const [what, [edit, expected]] of Object.entries(alterations)) {
      it(`names ${what}`, async () => {
        const changed = await edited(file, edit);

        expect(await differences(changed)).to.deep.equal(expected);
        expect((await checkCertificate(changed, ledger, tools)).verdict).to.equal('DIFFERS');
      });
    }

    it('names a page that says nothing at all', () => {
      const read = { ...issued, pages: [...issued.pages, new Uint32Array()] };

      expect(named(compare(face, read, issued))).to.deep.equal(['PAGE PAGES']);
    });

    it('names a page that was added', async () => {
      const changed = await edited(file, (document) => document.addPage([595.28, 841.89]));

      expect(await differences(changed)).to.include.members(['TEXT MISSING_TEXT', 'QR FORM']);
    });
  });

  describe('that can not be trusted to be read', () => {
    it('refuses what is no PDF, empty, or larger than any certificate', async () => {
      const large = new Uint8Array(MAX_BYTES + 1);

      expect(await codeOf(readApart(new Uint8Array()))).to.equal('CERTIFICATE_FILE_MALFORMED');
      expect(await codeOf(readApart(Buffer.from('%PDF-1.7\n%%EOF')))).to.equal(
        'CERTIFICATE_FILE_MALFORMED',
      );
      expect(await codeOf(readApart(large))).to.equal('CERTIFICATE_FILE_TOO_LARGE');
    });

    for (const key of ['userPassword', 'ownerPassword']) {
      it(`refuses a file that is encrypted (${key})`, async () => {
        const document = new PDFKit({ [key]: 'secret' });
        const chunks: Buffer[] = [];
        document.on('data', (chunk: Buffer) => chunks.push(chunk));
        const ended = new Promise((resolve) => document.on('end', resolve));
        document.end();
        await ended;

        const encrypted = new Uint8Array(Buffer.concat(chunks));
        expect(await codeOf(readCertificate(encrypted))).to.equal('CERTIFICATE_FILE_ENCRYPTED');
      });
    }

    const scripts: Readonly<Record<string, (document: PDFDocument) => unknown>> = {
      'a script': (document) => {
        document.addJavaScript('main', 'app.alert(1)');
      },
      'an action on opening': (document) => {
        const action = document.context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') });
        document.catalog.set(PDFName.of('OpenAction'), action);
      },
      'an action of a page': (document) => {
        const action = document.context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') });
        document.getPage(0).node.set(PDFName.of('AA'), document.context.obj({ O: action }));
      },
    };
    for (const [what, edit] of Object.entries(scripts)) {
      it(`refuses ${what}`, async () => {
        const changed = await edited(file, edit);

        expect(await codeOf(readCertificate(changed))).to.equal('CERTIFICATE_FILE_SCRIPTED');
      });
    }

    it('refuses more pages than a certificate can have', async () => {
      const document = await PDFDocument.create();
      for (let i = 0; i < 101; i += 1) document.addPage();

      const code = await codeOf(readCertificate(await document.save()));

      expect(code).to.equal('CERTIFICATE_FILE_MALFORMED');
    });

    it('gives up on a file that draws without end, and lives on', async () => {
      const changed = await edited(file, (document) => {
        redraw(document, 0, (text) => `/Bomb Do\n${text}`);
        const { context } = document;
        let form = context.register(context.formXObject([]));
        for (let depth = 0; depth < 40; depth += 1) {
          const resources = { XObject: { A: form } };
          const dictionary = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 9, 9] };
          const drawn = context.stream('/A Do /A Do', { ...dictionary, Resources: resources });
          form = context.register(drawn);
        }
        document.getPage(0).node.setXObject(PDFName.of('Bomb'), form);
      });

      const { code, params } = await rejected(readApart(changed, { timeoutMs: 3_000 }));

      expect(code).to.equal('CERTIFICATE_FILE_TOO_SLOW');
      expect(params['limit']).to.be.oneOf(['TIME', 'MEMORY']);
      expect((await readApart(file)).json).to.equal(faceJson(face));
    });

    it('gives up on a few bytes that unpack to more memory than a certificate needs', async () => {
      const mib = Buffer.alloc(1024 * 1024, '% ');
      const deflate = createDeflate({ level: 1 });
      void pipeline(Readable.from(Array.from({ length: 400 }, () => mib)), deflate);
      const packed = await buffer(deflate);
      const changed = await edited(file, (document) => {
        const dictionary = document.context.obj({ Filter: 'FlateDecode' });
        const stream = PDFRawStream.of(dictionary, packed);
        document.getPage(0).node.set(PDFName.of('Contents'), document.context.register(stream));
      });

      const { code, params } = await rejected(readApart(changed, { growthMb: 300 }));

      expect({ code, params }).to.deep.equal({
        code: 'CERTIFICATE_FILE_TOO_SLOW',
        params: { limit: 'MEMORY' },
      });
    });

    it('answers every damaged file with a code or a verdict that is not SAME', async () => {
      const cuts = Array.from({ length: 24 }, (_, i) =>
        file.slice(0, Math.floor((file.length * i) / 24)),
      );
      let seed = 7;
      const random = (below: number) => {
        seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
        return (seed >>> 8) % below;
      };
      const flips = Array.from({ length: 40 }, () => {
        const damaged = file.slice();
        for (let n = 0; n < 1 + random(20); n += 1) {
          const at = random(damaged.length);
          damaged[at] = (damaged[at] ?? 0) ^ (1 << random(8));
        }
        return damaged;
      });

      const outcomes = new Map<string, number>();
      for (const damaged of [...cuts, ...flips]) {
        const outcome = await outcomeOf(damaged);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }

      expect([...outcomes.keys()]).to.not.include('SAME');
      expect(outcomes.get('CERTIFICATE_FILE_MALFORMED')).to.be.greaterThan(10);
    });

    async function outcomeOf(damaged: Uint8Array): Promise<string> {
      const once = { print: () => Promise.resolve(file), read: readOnce };
      try {
        return (await checkCertificate(damaged, ledger, once)).verdict;
      } catch (err) {
        if (isCoded(err)) return err.code;
        throw err;
      }
    }

    const readOnce = (bytes: Uint8Array) =>
      bytes === file ? Promise.resolve(issued) : readCertificate(bytes);
  });
});

describe('the certificate’s code', () => {
  const dist = new URL('../../../gateway/dist/certificate/', import.meta.url);
  const loadedBy = (file: URL, seen = new Set<string>()): Set<string> => {
    if (seen.has(file.href)) return seen;
    seen.add(file.href);
    const text = readFileSync(file, 'utf8');
    for (const [, name = ''] of text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'/gm)) {
      if (name.startsWith('.')) loadedBy(new URL(name, file), seen);
      else seen.add(name);
    }
    return seen;
  };
  const heavy = ['pdfkit', 'fontkit', 'pdfjs-dist/legacy/build/pdf.mjs', '@napi-rs/canvas'];

  it('loads fonts and PDF libraries only in the thread that needs them', () => {
    const atStart = [
      ...loadedBy(new URL('check.js', dist)),
      ...loadedBy(new URL('explain.js', dist)),
    ];
    const printing = loadedBy(new URL('pdf.js', dist));
    const reading = loadedBy(new URL('read/read.js', dist));

    expect(atStart.filter((name) => heavy.includes(name))).to.deep.equal([]);
    expect([...printing, ...reading]).to.include.members(heavy);
  });
});
