import { factorsOf } from '../../factors.js';
import type { Fact } from '../../report.js';
import { type Block, type Finding, type Grade, MOST, moreText, type Section } from '../content.js';
import { answersOf, type CourtInput, isAbout, isFileReport } from '../input.js';

/** 已证明、仅为陈述、未证明: every fact in one of three lists. */
export function gradesSection(input: CourtInput): Section {
  const found = findingsOf(input);
  return {
    title: {
      zh: '已证明、仅为陈述、未证明',
      en: 'What is proven, what is only stated, what is not proven',
    },
    blocks: (['PROVEN', 'STATED', 'NOT_PROVEN'] as const).map((grade) =>
      graded(grade, found[grade]),
    ),
  };
}

const nothing: Finding = {
  name: { zh: '无', en: 'Nothing' },
  detail: { zh: '没有任何内容得到证明。', en: 'Nothing at all is proven.' },
};

function graded(grade: Grade, findings: readonly Finding[]): Block {
  const shown = grade === 'PROVEN' && findings.length === 0 ? [nothing] : findings;
  const more = shown.length - MOST;
  const rest: Finding[] =
    more > 0 ? [{ name: { zh: '其余', en: 'Others' }, detail: moreText(String(more)) }] : [];
  return { kind: 'findings', grade, findings: [...shown.slice(0, MOST), ...rest] };
}

function findingsOf(input: CourtInput): Record<Grade, Finding[]> {
  const facts = factsIn(input);
  const of = (grade: Grade): Finding[] =>
    facts.filter(({ status }) => status === grade).map(findingOf);
  return {
    PROVEN: of('PROVEN'),
    STATED: [...of('STATED'), custodians],
    NOT_PROVEN: [...independence(input), ...of('NOT_PROVEN')],
  };
}

const findingOf = ({ fact, detail, zh }: Fact): Finding => ({
  name: { zh: zh?.fact ?? fact, en: fact },
  detail: { zh: zh?.detail ?? detail, en: detail },
});

/** Facts of what holds alone: of anything else, nothing is proven, and nothing is said. */
function factsIn(input: CourtInput): Fact[] {
  const { report } = input;
  if (report.verdict !== 'VALID') return [];
  const meant = isAbout(input);
  if (isFileReport(report)) return [...(report.answer?.facts ?? []), ...report.facts];
  return [...report.facts, ...factorsOf(answersOf(input), ({ digests }) => meant(digests))];
}

const custodians: Finding = {
  name: { zh: '担保单位', en: 'Custodians' },
  detail: {
    zh: '各单位由谁担保，取自信任锚文件。',
    en: 'Who vouches for each organisation is what the anchors say.',
  },
};

const singleCustodian: Finding = {
  name: { zh: '各单位相互独立', en: 'Independence of the organisations' },
  detail: {
    zh: '账本的全部密钥由同一个进程保管（单机账本）：各单位相互独立没有得到证明。',
    en: 'One process holds every key of this ledger: that the organisations are independent is not proven.',
  },
};

const notPinned: Finding = {
  name: { zh: '信任锚的来源', en: 'Where the anchors come from' },
  detail: {
    zh: '信任锚取自账本自己的目录，未经其他途径取得：签署人是谁，取决于保管该目录的人。',
    en: 'They come from the folder of the ledger itself, and not by another way: who signed is what its keeper says.',
  },
};

const independence = ({ anchors, pinned }: CourtInput): Finding[] => [
  ...([...anchors.organizations.values()].some((each) => each.singleCustodian)
    ? [singleCustodian]
    : []),
  ...(pinned ? [] : [notPinned]),
];
