import { type DepositFound, depositsIn, platformsAt } from '../../deposits.js';
import {
  platformNames,
  platformPaper,
  type PlatformStanding,
  platformStatusNames,
} from '../../platform-factors.js';
import {
  type Block,
  MOST,
  moreText,
  plain,
  quiet,
  row,
  type Row,
  type Section,
} from '../content.js';
import { answersOf, type CourtInput, isAbout } from '../input.js';
import type { Text } from '../text.js';

/** 平台资质: filing, 等保 and 密评 with number and validity, as they were at the instant of each deposit. */
export function platformSection(input: CourtInput): Section {
  const answers = answersOf(input);
  const meant = isAbout(input);
  const found = depositsIn(answers).filter(({ view }) => meant(view.record.digests));
  const asked = found.flatMap((each) => blockOf(each, answers));
  const more = asked.length - MOST;
  return {
    title: {
      zh: '存证时平台的资质',
      en: 'What the platform was qualified by at the deposit',
    },
    blocks: [
      ...(asked.length === 0 ? [plain(unasked)] : asked.slice(0, MOST)),
      ...(more > 0 ? [quiet(moreText(String(more)))] : []),
    ],
  };
}

const unasked: Text = {
  zh: '未证明：所核验的答复不涉及平台的备案、等保和密评。',
  en: 'NOT PROVEN: the answers do not speak of its filing, MLPS level or cryptographic evaluation.',
};

function blockOf(
  { view: { record } }: DepositFound,
  answers: Parameters<typeof platformsAt>[0],
): Block[] {
  const found = platformsAt(answers, record.depositedAt);
  if (found === undefined) return [];
  const title: Text = {
    zh: `存证 ${record.id} 之时（${record.depositedAt}）`,
    en: `At the deposit of ${record.id} (${record.depositedAt})`,
  };
  if (found.standings.length === 0) {
    return [{ kind: 'rows', title, rows: [row({ zh: '记录', en: 'On record' }, noneOnRecord)] }];
  }
  return [{ kind: 'rows', title, rows: found.standings.map(standingRow) }];
}

const noneOnRecord: Text = {
  zh: '没有任何备案、等保或密评记录。',
  en: 'No filing, MLPS level or cryptographic evaluation.',
};

function standingRow({ qualification, status, onRecordThen }: PlatformStanding): Row {
  const { facts, operator, confirmed } = qualification;
  const { zh, en } = platformNames[facts.kind];
  const until = facts.validTo;
  return row(
    { zh: `${facts.platform} ${zh}`, en: `${facts.platform} ${en}` },
    platformPaper(facts),
    {
      zh: `有效期 ${facts.validFrom} 至 ${until ?? '（未设截止日）'}：${platformStatusNames[status]}`,
      en: `Valid ${facts.validFrom} to ${until ?? 'no last day'}: ${status}`,
    },
    confirmed === undefined
      ? { zh: `${operator} 自述，未经确认`, en: `stated by ${operator}, confirmed by nobody` }
      : {
          zh: `由 ${confirmed.uscc} 确认${onRecordThen ? '，存证时已记入账本' : '，存证之后才记入账本'}`,
          en: `confirmed by ${confirmed.uscc}, put on record ${onRecordThen ? 'before' : 'after'} the deposit`,
        },
  );
}
