import {
  type CourtBlock,
  type CourtReport,
  gradeMeanings,
  gradeNames,
  type Text,
} from '@shuquan/verifier';
import { beside, type Ground, type Line, linesOf, type Place, space } from './lines.js';
import { columns, ink, type Ink, page, type Type, type as types } from './style.js';

type Row = CourtReport['checkedAt'];
type Findings = Extract<CourtBlock, { kind: 'findings' }>;

const whole = (type: Type, color: Ink = ink.text, inset = 0): Place => ({
  ...{ x: page.left + inset, width: page.right - page.left - inset, type, color },
  otherColor: ink.quiet,
});
const label: Place = {
  ...{ x: columns.label, width: columns.value - columns.label - columns.gap },
  ...{ type: types.strong, color: ink.label, otherColor: ink.label },
};
const value: Place = {
  ...{ x: columns.value, width: page.right - columns.value },
  ...{ type: types.text, color: ink.text, otherColor: ink.quiet },
};

const held = (lines: readonly Line[]): Line[] => lines.map((line) => ({ ...line, holds: true }));
const barred = (lines: readonly Line[], bar: Ink): Line[] =>
  lines.map((line) => ({ ...line, bar }));

/** Everything of a report, line by line from its title to its end. */
export function reportLines(report: CourtReport, ground: Ground): Line[] {
  const { title, tone, verdict, says, checkedAt, sections } = report;
  return [
    ...linesOf(title, whole(types.title, ink.title), ground),
    space(6),
    ...rowLines(checkedAt, ground),
    space(8),
    ...barred(
      [
        ...linesOf(verdict, whole(types.verdict, ink[tone], 12), ground),
        ...says.flatMap((each) => linesOf(each, whole(types.text, ink.text, 12), ground)),
      ],
      ink[tone],
    ),
    ...sections.flatMap(({ title: heading, blocks }, at) => [
      ...headingLines(heading, at + 1, ground),
      ...blocks.flatMap((block) => blockLines(block, ground)),
    ]),
  ];
}

function headingLines(title: Text, number: number, ground: Ground): Line[] {
  const place = whole(types.heading, ink.title, 22);
  const mark = linesOf(String(number), { ...place, x: page.left }, ground);
  const [first, ...rest] = beside(mark, linesOf(title, place, ground));
  return held([
    space(16),
    ...(first === undefined ? [] : [{ ...first, rule: ink.line }]),
    ...rest,
    space(4),
  ]);
}

function blockLines(block: CourtBlock, ground: Ground): Line[] {
  if (block.kind === 'rows') return rowsLines(block.title, block.rows, ground);
  if (block.kind === 'findings') return findingLines(block, ground);
  const { text, tone } = block;
  if (tone === 'warning') {
    return barred(linesOf(text, whole(types.text, ink.text, 12), ground), ink.caution);
  }
  if (tone === 'quiet') return linesOf(text, whole(types.other, ink.quiet), ground);
  return [...linesOf(text, whole(types.text), ground), space(3)];
}

function rowsLines(title: Text | undefined, rows: readonly Row[], ground: Ground): Line[] {
  const heading =
    title === undefined
      ? []
      : held([space(6), ...linesOf(title, whole(types.subheading), ground), space(2)]);
  return [...heading, ...rows.flatMap((row) => rowLines(row, ground)), space(5)];
}

function rowLines({ label: term, values }: Row, ground: Ground): Line[] {
  const said = values.flatMap((each) => linesOf(each, value, ground));
  const lines = beside(linesOf(term, label, ground), said);
  return [{ ...space(3), rule: ink.line, holds: true }, ...together(lines), space(2)];
}

/** As many lines stand on one page where they are one thing; what is longer is broken anywhere. */
const MOST_TOGETHER = 12;

const together = (lines: readonly Line[]): readonly Line[] =>
  lines.length > MOST_TOGETHER ? lines : [...held(lines.slice(0, -1)), ...lines.slice(-1)];

const bars = { PROVEN: ink.good, STATED: ink.caution, NOT_PROVEN: ink.unproven } as const;

function findingLines({ grade, findings }: Findings, ground: Ground): Line[] {
  const heading = [
    ...linesOf(gradeNames[grade], whole(types.subheading, bars[grade], 12), ground),
    ...linesOf(gradeMeanings[grade], whole(types.other, ink.quiet, 12), ground),
    space(4),
  ];
  const items = findings.flatMap(({ name, detail }) => [
    ...held(linesOf(name, whole(types.strong, ink.text, 12), ground)),
    ...linesOf(detail, whole(types.text, ink.text, 12), ground),
    space(4),
  ]);
  return [space(6), ...barred([...held(heading), ...items], bars[grade])];
}
