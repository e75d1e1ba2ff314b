import { type CertificateFace, shanghaiTime } from '@shuquan/chaincode/model';
import { columns } from './geometry.js';
import { holderHeads, labels, numbered, phrases, rights, shares, wordOf } from './labels.zh.js';

/** One piece of text in a row, from its left edge to the next piece’s. */
export interface Cell {
  readonly x: number;
  /** The field it shows, as a path into the face; none for a label. */
  readonly field?: string;
  readonly text: string;
}

/** A row starts with its anchor, by which the reader knows what the cells are. */
export interface Row {
  readonly anchor: string;
  readonly cells: readonly Cell[];
  readonly small?: true;
}

type Label = keyof typeof labels;

const single = (field: Label, text: string): Row => ({
  anchor: labels[field],
  cells: [{ x: columns.value, field, text }],
});

const pair = (first: Label, one: string, second: Label, two: string): Row => ({
  anchor: labels[first],
  cells: [
    { x: columns.value, field: first, text: one },
    { x: columns.secondLabel, text: labels[second] },
    { x: columns.secondValue, field: second, text: two },
  ],
});

/** Everything the table shows, in order, from the one value all carriers share. */
export function rowsOf(face: CertificateFace): Row[] {
  return [...subjectRows(face), ...holderRows(face), ...remarkRows(face), ...depositRows(face)];
}

function subjectRows(face: CertificateFace): Row[] {
  const { industry, timeSpan } = face;
  return [
    single('certificateNo', face.certificateNo),
    single('dataName', face.dataName),
    single('overview', face.overview),
    ...(industry === undefined ? [] : [single('industry', industry)]),
    pair(
      'sourceType',
      wordOf('source', face.sourceType),
      'regionScope',
      wordOf('region', face.regionScope),
    ),
    ...(timeSpan === undefined
      ? []
      : [pair('timeSpan.from', timeSpan.from, 'timeSpan.to', timeSpan.to)]),
    pair(
      'updateFrequency',
      wordOf('frequency', face.updateFrequency),
      'lastValidDay',
      face.lastValidDay,
    ),
    single('restrictions', face.restrictions),
  ];
}

const { holder: at } = columns;

const holderHead: Row = {
  anchor: labels.rights,
  cells: Object.entries(holderHeads).map(([column, text]) => ({
    x: at[column as keyof typeof at],
    text,
  })),
  small: true,
};

function holderRows({ holders }: CertificateFace): Row[] {
  return [
    holderHead,
    ...holders.flatMap((holder, i): Row[] => {
      const field = (name: string): string => `holders.${String(i)}.${name}`;
      const { limits } = holder;
      const row: Row = {
        anchor: `${numbered.holder}${String(i + 1)}`,
        cells: [
          { x: at.name, field: field('name'), text: holder.name },
          { x: at.id, field: field('id'), text: holder.id },
          { x: at.right, field: field('right'), text: rights[holder.right] },
          { x: at.share, field: field('share'), text: shares[holder.share] },
          { x: at.from, field: field('from'), text: holder.from },
          { x: at.until, field: field('until'), text: holder.until },
        ],
        small: true,
      };
      return limits === undefined ? [row] : [row, limitsRow(i, field('limits'), limits)];
    }),
  ];
}

const limitsRow = (i: number, field: string, text: string): Row => ({
  anchor: `${numbered.limits}${String(i + 1)}`,
  cells: [{ x: columns.value, field, text }],
  small: true,
});

function remarkRows({ remarks }: CertificateFace): Row[] {
  if (remarks.length === 0) return [single('remarks', phrases.none)];
  return remarks.map(({ kind, text, since }, i) => ({
    anchor: `${numbered.remark}${String(i + 1)}`,
    cells: [
      {
        x: columns.remark.kind,
        field: `remarks.${String(i)}.kind`,
        text: wordOf('remark', kind),
      },
      { x: columns.remark.since, field: `remarks.${String(i)}.since`, text: since },
      { x: columns.remark.text, field: `remarks.${String(i)}.text`, text },
    ],
    small: true,
  }));
}

function depositRows(face: CertificateFace): Row[] {
  const { registrar, ruleProfile, deposit, receipt } = face;
  return [
    pair('registrar.name', registrar.name, 'registrar.uscc', registrar.uscc),
    pair('ruleProfile.id', ruleProfile.id, 'ruleProfile.version', String(ruleProfile.version)),
    pair('registeredAt', beijing(face.registeredAt), 'deposit.block', String(deposit.block)),
    single('deposit.txId', deposit.txId),
    ...(receipt === undefined
      ? []
      : [pair('receipt.id', receipt.id, 'receipt.time', beijing(receipt.time))]),
    single('recordDigest', face.recordDigest),
  ];
}

/** China has one time zone; its name is printed with the time. */
export const beijing = (instant: string): string => `${shanghaiTime(instant)} ${phrases.beijing}`;
