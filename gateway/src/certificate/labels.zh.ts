import type { ShareMode, RightType } from '@shuquan/chaincode/model';

/** The words on the certificate. Whatever is printed comes from here or from the record. */
export const labels = {
  title: '数据产权登记凭证',
  certificateNo: '凭证编号',
  dataName: '数据名称',
  overview: '数据概述',
  industry: '所属行业',
  sourceType: '数据来源',
  regionScope: '地域范围',
  'timeSpan.from': '时间起始',
  'timeSpan.to': '时间截止',
  updateFrequency: '更新频率',
  lastValidDay: '有效期至',
  restrictions: '权利限制',
  'registrar.name': '登记机构',
  'registrar.uscc': '机构代码',
  'ruleProfile.id': '登记规则',
  'ruleProfile.version': '规则版本',
  registeredAt: '登记时间',
  'deposit.block': '存证区块',
  'deposit.txId': '存证交易',
  'receipt.id': '国家系统回执',
  'receipt.time': '回执时间',
  recordDigest: '记录摘要',
  rights: '权利配置',
  remarks: '备注',
} as const;

/** Rows that repeat carry their number behind the word. */
export const numbered = { holder: '权利人', limits: '限制', remark: '备注' } as const;

export const holderHeads = {
  name: '权利人名称',
  id: '信用代码或自然人代号',
  right: '权利',
  share: '份额',
  from: '起始日',
  until: '截止日',
} as const;

export const phrases = {
  none: '无',
  seal: '（登记机构盖章处）',
  scan: '扫码核验存证信息',
  prevails: '凭证与存证信息不一致的，以存证信息为准（NATIONAL_2026 第二十七条）。',
  beijing: '北京时间',
} as const;

export const rights: Readonly<Record<RightType, string>> = {
  HOLD: '数据持有权',
  USE: '数据使用权',
  OPERATE: '数据经营权',
};

export const shares: Readonly<Record<ShareMode, string>> = {
  CONCURRENT: '并存',
  EXCLUSIVE: '独占',
};

/** Codes of the national form (Annex 1) and of Art 21 and 23; a code not listed is printed bare. */
export const codes: Readonly<Record<'source' | 'region' | 'frequency' | 'remark', Words>> = {
  source: {
    COLLECTED: '采集生成',
    CONTRACT: '协议取得',
    NATURAL_PERSON: '自然人数据',
    PUBLIC_CRAWL: '自动化程序收集公开数据',
    PUBLIC_CRAWL_PRODUCT: '公开数据产品',
    FUSED_CONTRACT: '融合（有合同）',
    FUSED_NO_CONTRACT: '融合（无合同）',
    DERIVED: '衍生创造',
    PUBLIC_AUTHORISED: '公共数据授权运营',
    UTILITY_OPERATION: '公用事业运营',
  },
  region: {
    INTERNATIONAL: '国际',
    NATIONAL: '全国',
    PROVINCE: '省',
    CITY: '市',
    COUNTY: '区县',
    BELOW_COUNTY: '区县以下',
  },
  frequency: {
    DAY: '每日',
    WEEK: '每周',
    MONTH: '每月',
    YEAR: '每年',
    ON_DEMAND: '按需',
    REAL_TIME: '实时',
    OTHER: '其他',
  },
  remark: {
    AGREED_TERM: '约定期限',
    JUDICIAL_SEIZURE: '司法查封',
    ADMINISTRATIVE_CONTROL: '行政管控',
    STATUTORY: '法定事项',
    OTHER: '其他',
  },
};

type Words = Readonly<Record<string, string>>;

/**
 * The word and the code: two codes never look alike on paper, even if their words do.
 */
export function wordOf(kind: keyof typeof codes, code: string): string {
  const word = Object.hasOwn(codes[kind], code) ? codes[kind][code] : undefined;
  return word === undefined ? code : `${word} ${code}`;
}
