import type { Outcome, StepName, Verdict } from '../report.js';
import type { CourtTone, Grade } from './content.js';

/** Verdicts of the verifier, and that a true answer says “none”. */
export type CourtVerdict = Verdict | 'NOT_FOUND';

interface Both {
  readonly zh: string;
  readonly en: string;
}

/** What each check is called. */
export const stepNames: Readonly<Record<keyof Both, Readonly<Record<StepName, string>>>> = {
  zh: {
    format: '格式与编码',
    'data-hash': '区块数据摘要',
    'header-chain': '区块链接',
    'block-metadata': '区块元数据',
    'orderer-signature': '排序节点签名',
    'creator-signature': '提交人签名',
    'transaction-id': '交易号',
    'proposal-hash': '提案摘要',
    'endorsement-signature': '各单位签名',
    channel: '账本通道',
    chaincode: '链码',
    response: '执行结果',
    question: '是否答其所问',
    'validation-flag': '验证标记',
    selection: '所选交易',
    'orderer-trust': '排序节点可信',
    'creator-trust': '提交人可信',
    'endorser-trust': '签署人可信',
    'endorser-role': '签署人身份',
    'certificate-validity': '证书有效期',
    'orderer-quorum': '排序节点法定数',
    policy: '签署单位数',
    independence: '单位相互独立',
    freshness: '是否为新答复',
    configuration: '通道配置',
  },
  en: {
    format: 'Form and encoding',
    'data-hash': 'Digest of the block’s data',
    'header-chain': 'Link to the block before',
    'block-metadata': 'Metadata of the block',
    'orderer-signature': 'Signatures of orderers',
    'creator-signature': 'Signature of the submitter',
    'transaction-id': 'Transaction id',
    'proposal-hash': 'Digest of the proposal',
    'endorsement-signature': 'Signatures of the organisations',
    channel: 'Channel',
    chaincode: 'Chaincode',
    response: 'Outcome',
    question: 'Answers what was asked',
    'validation-flag': 'Validation flag',
    selection: 'Chosen transaction',
    'orderer-trust': 'Trust in the orderers',
    'creator-trust': 'Trust in the submitter',
    'endorser-trust': 'Trust in the signers',
    'endorser-role': 'Role of the signers',
    'certificate-validity': 'Validity of the certificates',
    'orderer-quorum': 'Quorum of orderers',
    policy: 'Organisations that must sign',
    independence: 'Independence of the organisations',
    freshness: 'Is a new answer',
    configuration: 'Configuration of the channel',
  },
};

export const outcomeNames: Readonly<Record<keyof Both, Readonly<Record<Outcome, string>>>> = {
  zh: { PASSED: '通过', FAILED: '未通过', NOT_CHECKED: '未检查' },
  en: { PASSED: 'passed', FAILED: 'failed', NOT_CHECKED: 'not checked' },
};

export const verdictNames: Readonly<Record<keyof Both, Readonly<Record<CourtVerdict, string>>>> = {
  zh: {
    VALID: '有效',
    INVALID: '无效',
    INCOMPLETE: '无法完成核验',
    UNTRUSTED: '不可信',
    STALE: '答复过旧',
    NOT_FOUND: '没有找到',
    POLICY_NOT_MET: '签署单位不足',
  },
  en: {
    VALID: 'VALID',
    INVALID: 'INVALID',
    INCOMPLETE: 'INCOMPLETE',
    UNTRUSTED: 'UNTRUSTED',
    STALE: 'STALE',
    NOT_FOUND: 'NOT FOUND',
    POLICY_NOT_MET: 'POLICY NOT MET',
  },
};

export const gradeNames: Readonly<Record<Grade, Both>> = {
  PROVEN: { zh: '已证明', en: 'PROVEN' },
  STATED: { zh: '仅为陈述', en: 'STATED' },
  NOT_PROVEN: { zh: '未证明', en: 'NOT PROVEN' },
};

/** What a grade means, for whoever reads no manual. */
export const gradeMeanings: Readonly<Record<Grade, Both>> = {
  PROVEN: {
    zh: '由信任锚之下的签名直接得出。',
    en: 'Follows from signatures under the anchors.',
  },
  STATED: {
    zh: '有人这样说，并记录在案；本报告不证明其真实。',
    en: 'Somebody named says so, on record; nothing here shows that it is true.',
  },
  NOT_PROVEN: {
    zh: '这些文件不能证明。',
    en: 'These files do not prove it.',
  },
};

/** A verdict in plain words. */
export const verdictSays: Readonly<Record<CourtVerdict, Both>> = {
  VALID: {
    zh: '核验通过：信任锚所列的单位签署了这些内容，签署后一字未改。',
    en: 'It holds: the organisations that the anchors name signed this content, and not a byte of it was changed since.',
  },
  INVALID: {
    zh: '核验不成立：内容被改动过、签名错误、属于另一个账本，或者答非所问。不要采信。',
    en: 'It does not hold: changed, wrongly signed, of another ledger, or no answer to what was asked. Do not rely on it.',
  },
  INCOMPLETE: {
    zh: '核验没有完成：有的部分缺失或无法检查，因此没有结论。',
    en: 'It was not checked to the end: something is missing or could not be checked, so that there is no conclusion.',
  },
  UNTRUSTED: {
    zh: '签名本身成立，但签署人不在信任锚之内，或相互独立的单位不够所要求的数目。',
    en: 'The signatures hold, but not under the anchors, or by fewer independent organisations than were wanted.',
  },
  STALE: {
    zh: '内容本身成立，但不是对这次提问的回答，或比所允许的更旧。',
    en: 'It holds, but is no answer to this occasion, or older than was allowed.',
  },
  NOT_FOUND: {
    zh: '答复成立，内容是“没有”：签署单位的账本上没有与该文件逐字节相同的存证。没有记录不等于文件是假的。',
    en: 'The answer holds, and says none: on the ledger of the signers no deposit is of exactly these bytes. That is not to say that the file is false.',
  },
  POLICY_NOT_MET: {
    zh: '签名成立，但没有达到账本规则要求的单位数。不能据以认定。',
    en: 'The signatures hold, but are of fewer organisations than the rule of the ledger wants.',
  },
};

export const verdictTones: Readonly<Record<CourtVerdict, CourtTone>> = {
  ...{ VALID: 'good', NOT_FOUND: 'caution', STALE: 'caution', INCOMPLETE: 'caution' },
  ...{ INVALID: 'bad', UNTRUSTED: 'bad', POLICY_NOT_MET: 'bad' },
};
