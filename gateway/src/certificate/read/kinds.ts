import { columns } from '../geometry.js';
import { holderHeads, labels, numbered } from '../labels.zh.js';

/** A column of a row: a field, or a label that must read so. */
export type Column =
  | { readonly x: number; readonly field: string }
  | { readonly x: number; readonly field?: undefined; readonly label: string };

/** What the cells behind an anchor are, from left to right. */
export type Kind = readonly Column[];

type Label = keyof typeof labels;

/** Rows with two fields; all others have one. */
const pairs: readonly (readonly [Label, Label])[] = [
  ['sourceType', 'regionScope'],
  ['timeSpan.from', 'timeSpan.to'],
  ['updateFrequency', 'lastValidDay'],
  ['registrar.name', 'registrar.uscc'],
  ['ruleProfile.id', 'ruleProfile.version'],
  ['registeredAt', 'deposit.block'],
  ['receipt.id', 'receipt.time'],
];
const singles: readonly Label[] = [
  ...(['certificateNo', 'dataName', 'overview', 'industry', 'restrictions', 'remarks'] as const),
  ...(['deposit.txId', 'recordDigest'] as const),
];

const byAnchor: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...singles.map((field): [string, Kind] => [labels[field], [{ x: columns.value, field }]]),
  ...pairs.map(([first, second]): [string, Kind] => [
    labels[first],
    [
      { x: columns.value, field: first },
      { x: columns.secondLabel, label: labels[second] },
      { x: columns.secondValue, field: second },
    ],
  ]),
  [
    labels.rights,
    Object.entries(holderHeads).map(([column, label]) => ({
      x: columns.holder[column as keyof typeof columns.holder],
      label,
    })),
  ],
]);

const repeated = (list: string, i: number, at: Readonly<Record<string, number>>): Kind =>
  Object.entries(at).map(([name, x]) => ({ x, field: `${list}.${String(i)}.${name}` }));

const NUMBERED = new RegExp(`^(${Object.values(numbered).join('|')})([1-9]\\d?)$`);

/** What a row is, by the text it starts with; `undefined` for no row of ours. */
export function kindOf(anchor: string): Kind | undefined {
  const [, word, number] = NUMBERED.exec(anchor) ?? [];
  if (word === undefined) return byAnchor.get(anchor);
  const i = Number(number) - 1;
  if (word === numbered.holder) return repeated('holders', i, columns.holder);
  if (word === numbered.limits) return repeated('holders', i, { limits: columns.value });
  return repeated('remarks', i, columns.remark);
}
