import type { Organization } from '../../anchors.js';
import { fingerprintText } from '../../fingerprint-text.js';
import { policyText } from '../../policy.js';
import { plain, row, type Row, type Section } from '../content.js';
import type { CourtInput } from '../input.js';
import type { Text } from '../text.js';

/** 信任锚: all that is believed without proof, with fingerprints to hold against printed ones by hand. */
export function anchorsSection({ anchors, pinned }: CourtInput): Section {
  const { channel, chaincode, genesis, organizations, orderers } = anchors;
  const rows: Row[] = [
    row({ zh: '账本通道', en: 'Channel' }, channel),
    row(
      { zh: '链码与背书规则', en: 'Chaincode and its rule' },
      chaincode.name,
      policyText(chaincode.policy),
    ),
    ...(genesis === undefined ? [] : [row({ zh: '创世区块', en: 'Block 0' }, genesis)]),
    ...[...organizations.values()].map((each) => rootsRow(each, each.mspId)),
    ...[...(orderers?.organizations.values() ?? [])].map((each) =>
      rootsRow(each, { zh: `${each.mspId}（排序）`, en: `${each.mspId} (orderers)` }),
    ),
  ];
  return {
    title: { zh: '信任锚与根证书指纹', en: 'Anchors and their fingerprints' },
    blocks: [plain(pinned ? compare : unpinned), { kind: 'rows', rows }],
  };
}

const compare: Text = {
  zh: '以上结论只在这些根证书之下成立。请将指纹（DER 的 SHA-256）与从其他途径取得的纸面指纹逐位比对。',
  en: 'All of this holds under these roots alone. Compare the fingerprints (SHA-256 of the DER) by hand with those that came to you by another way.',
};

const unpinned: Text = {
  zh: '注意：信任锚取自账本自己的目录。请将指纹（DER 的 SHA-256）与从其他途径取得的纸面指纹逐位比对；比对之前，签署人的身份没有得到证明。',
  en: 'Mind: the anchors come from the folder of the ledger itself. Until their fingerprints (SHA-256 of the DER) are compared with those that came to you by another way, who signed is not proven.',
};

const rootsRow = ({ custodian, roots }: Organization, label: Text): Row =>
  row(
    label,
    { zh: `担保单位：${custodian}`, en: `Vouched for by ${custodian}` },
    ...roots.flatMap(({ subject, fingerprint }) => [subject, fingerprintText(fingerprint)]),
  );
