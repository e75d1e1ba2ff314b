import { canonicalize, type CertificateFace, parseJson } from '@shuquan/chaincode/model';
import { faceJson, parseQrText, qrFields, qrText } from './face-json.js';
import { qr } from './geometry.js';
import type { Place } from './read/grid.js';
import { TILE, TILES_ACROSS } from './read/tiles.js';
import type { Reading } from './read/read.js';

/** TEXT, JSON and QR carry the fields; PAGE is how a page looks, FILE what else it holds. */
export type Carrier = 'TEXT' | 'JSON' | 'QR' | 'PAGE' | 'FILE';

/** One thing the file says otherwise than the ledger. The ledger is right (Art 27). */
export interface Difference {
  readonly carrier: Carrier;
  /** A path into the face, or a name in capitals for what is no field. */
  readonly field: string;
  /** What the file says; absent if it says nothing. */
  readonly printed?: string;
  /** What the ledger says; absent if it says nothing. */
  readonly ledger?: string;
}

/**
 * Each field of each carrier against the ledger’s face. `issued` is the reading of the certificate
 * as it would be printed from the ledger now: both went through the same reader, so whatever the
 * reader does to a text it did to both. Looks are compared only if everything said agrees.
 */
export function compare(face: CertificateFace, read: Reading, issued: Reading): Difference[] {
  const said = [
    ...textDifferences(read, issued),
    ...jsonDifferences(face, read.json),
    ...qrDifferences(face, read.qr),
    ...read.foreign.map((field): Difference => ({ carrier: 'FILE', field })),
  ];
  return said.length > 0 ? said.slice(0, MAX_DIFFERENCES) : pageDifferences(read, issued);
}

/** Twice what two certificates of sixty holders can differ in; an attacker’s file may hold more. */
const MAX_DIFFERENCES = 2_000;

function textDifferences({ text }: Reading, issued: Reading): Difference[] {
  return [
    ...fieldDifferences('TEXT', text.fields, issued.text.fields),
    ...text.extra.map((printed) => differenceOf('TEXT', 'EXTRA_TEXT', printed, undefined)),
    ...text.missing.map((ledger) => differenceOf('TEXT', 'MISSING_TEXT', undefined, ledger)),
  ];
}

type Fields = Readonly<Record<string, string>>;

function fieldDifferences(carrier: Carrier, printed: Fields, ledger: Fields): Difference[] {
  const own = (fields: Fields, name: string): string | undefined =>
    Object.hasOwn(fields, name) ? fields[name] : undefined;
  const names = new Set([...Object.keys(ledger), ...Object.keys(printed)]);
  return [...names]
    .filter((name) => own(printed, name) !== own(ledger, name))
    .map((name) => differenceOf(carrier, name, own(printed, name), own(ledger, name)));
}

/** The longest field is 400 characters; what an attacker adds may be a million. */
const MAX_SHOWN = 500;

function differenceOf(
  carrier: Carrier,
  field: string,
  printed: string | undefined,
  ledger: string | undefined,
): Difference {
  return {
    carrier,
    field: field.slice(0, MAX_SHOWN),
    ...(printed === undefined ? {} : { printed: printed.slice(0, MAX_SHOWN) }),
    ...(ledger === undefined ? {} : { ledger }),
  };
}

function jsonDifferences(face: CertificateFace, json: string | undefined): Difference[] {
  const ledger = faceJson(face);
  if (json === ledger) return [];
  const form = differenceOf('JSON', 'FORM', json, ledger);
  const embedded = json === undefined ? undefined : parsed(json);
  if (embedded === undefined) return [form];
  const fields = fieldDifferences('JSON', leavesOf(embedded), leavesOf(face));
  // Another order or spacing, or a member that hides behind a dot in its name.
  return fields.length > 0 ? fields : [form];
}

function parsed(json: string): unknown {
  try {
    return parseJson(json);
  } catch {
    return undefined;
  }
}

/** Every value by its path; an empty list is a value. */
function leavesOf(value: unknown): Fields {
  const leaves: [string, string][] = [];
  const visit = (inner: unknown, path: string): void => {
    const members = typeof inner === 'object' && inner !== null ? Object.entries(inner) : [];
    if (members.length === 0) {
      leaves.push([path, typeof inner === 'string' ? inner : canonicalize(inner)]);
    }
    for (const [name, member] of members) visit(member, path === '' ? name : `${path}.${name}`);
  };
  visit(value, '');
  return Object.fromEntries(leaves);
}

function qrDifferences(face: CertificateFace, text: string | undefined): Difference[] {
  const fields = text === undefined ? undefined : parseQrText(text);
  if (fields === undefined) return [differenceOf('QR', 'FORM', text, qrText(face))];
  return fieldDifferences('QR', { ...fields }, { ...qrFields(face) });
}

/** Names the fields under every spot that looks otherwise than it was issued. */
function pageDifferences(read: Reading, issued: Reading): Difference[] {
  const fields = new Set(read.pages.length === issued.pages.length ? [] : ['PAGES']);
  issued.pages.forEach((tiles, page) => {
    tiles.forEach((tile, i) => {
      if (read.pages[page]?.[i] === tile) return;
      const x = (i % TILES_ACROSS) * TILE;
      const y = Math.floor(i / TILES_ACROSS) * TILE;
      for (const name of namesAt(issued, page, x, y)) fields.add(name);
    });
  });
  return [...fields].map((field) => differenceOf('PAGE', field, undefined, undefined));
}

function namesAt(issued: Reading, page: number, x: number, y: number): string[] {
  const isLast = page === issued.pages.length - 1;
  const code: Place = {
    ...{ field: 'QR', page, left: qr.x, right: qr.x + qr.side },
    ...{ top: qr.y, bottom: qr.y + qr.side },
  };
  const places = isLast ? [...issued.text.places, code] : issued.text.places;
  const names = places
    .filter((place) => place.page === page && isOver(place, x, y))
    .map(({ field }) => field);
  return names.length > 0 ? names : ['APPEARANCE'];
}

const isOver = ({ left, right, top, bottom }: Place, x: number, y: number): boolean =>
  x + TILE > left && x < right && y + TILE > top && y < bottom;
