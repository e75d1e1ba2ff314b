import { type Block, plain, row, type Section, warning } from '../content.js';
import { answersOf, type CourtInput, signedOf } from '../input.js';
import type { Text } from '../text.js';

/** 签署单位: whose peers signed, who vouches for them, and how many of them are independent. */
export function signersSection(input: CourtInput): Section {
  const signed = signedOf(input);
  const title: Text = { zh: '签署单位', en: 'Who signed' };
  if (signed === undefined || signed.organizations.length === 0) {
    const text = { zh: '没有可信的签名。', en: 'There is no signature that holds.' };
    return { title, blocks: [plain(text)] };
  }
  const rows = signed.organizations.map(({ mspId, custodian, signers }) =>
    row(mspId, ...signers, { zh: `担保单位：${custodian}`, en: `Vouched for by ${custodian}` }),
  );
  return {
    title,
    blocks: [
      ...custody(signed.singleCustodian),
      plain(countText(input, signed.organizations.length, signed.independentOrganizations)),
      { kind: 'rows', rows },
    ],
  };
}

const custody = (isSingle: boolean): Block[] =>
  isSingle
    ? [
        warning({
          zh: '单一保管：全部密钥由同一个进程保管，各单位相互独立没有得到证明。',
          en: 'Single custodian: one process holds every key; independent custody is NOT PROVEN.',
        }),
      ]
    : [];

/** Of many answers the weakest counts. */
function countText(input: CourtInput, organizations: number, independent: number): Text {
  const all = answersOf(input);
  const signed = Math.min(organizations, ...all.map((each) => each.organizations.length));
  const alone = Math.min(independent, ...all.map((each) => each.independentOrganizations));
  const [many, few] = [String(signed), String(alone)];
  return {
    zh: `每一份答复至少由 ${many} 家单位签署，其中相互独立的至少 ${few} 家。`,
    en: `Every answer is signed by ${many} organisations at least, ${few} of them independent.`,
  };
}
