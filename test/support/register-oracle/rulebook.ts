/**
 * The rules as the oracle holds them: copied by hand from the law, not read from the documents that
 * the ledger holds, so that a slip in one of them shows.
 */
export type RightKind = 'HOLD' | 'USE' | 'OPERATE';
type Allowed = 'yes' | 'no' | 'by contract' | 'by consent';

export interface Rulebook {
  /** Working days of each clock. */
  readonly days: {
    readonly acceptance: number;
    readonly supplement: number;
    readonly decision: number;
    readonly extension: number;
    readonly notice: number;
    readonly objection: number;
    readonly holderNotice: number;
  };
  readonly years: number;
  readonly renewalMonths: number;
  /** Whether the national receipt is the moment of registration; otherwise the deposit is. */
  readonly receipt: boolean;
  readonly nameMax: number;
  readonly overviewMax: number;
  readonly needed: readonly ('industry' | 'timeSpan' | 'volume')[];
  readonly grounds: readonly string[];
  readonly barred: Readonly<Record<string, string>>;
  readonly origins: Readonly<Record<string, readonly [Allowed, Allowed, Allowed]>>;
  readonly types: Readonly<Record<string, TypeRule>>;
}

export interface TypeRule {
  readonly opens: readonly ('party' | 'registrar')[];
  readonly prudent: boolean;
  readonly notice: boolean;
  readonly evidence: boolean;
  readonly certificate: boolean;
}

const all = ['yes', 'yes', 'yes'] as const;
const none = ['no', 'no', 'no'] as const;
const contract = ['by contract', 'by contract', 'by contract'] as const;

const type = (marks: string, ...opens: ('party' | 'registrar')[]): TypeRule => ({
  opens: opens.length > 0 ? opens : ['party'],
  prudent: marks.includes('P'),
  notice: marks.includes('N'),
  evidence: marks.includes('E'),
  certificate: marks.includes('C'),
});

/** 国数综政策〔2026〕35号 (law.md, 2). */
const national: Rulebook = {
  days: {
    ...{ acceptance: 3, supplement: 20, decision: 10, extension: 10 },
    ...{ notice: 5, objection: 10, holderNotice: 5 },
  },
  years: 5,
  renewalMonths: 6,
  receipt: true,
  nameMax: 40,
  overviewMax: 400,
  needed: ['industry', 'timeSpan', 'volume'],
  grounds: [
    ...['ENDANGERS_SECURITY', 'ILLEGAL_SOURCE', 'OWNERSHIP_DISPUTE', 'FALSE_PROOF'],
    ...['OTHER_LAW', 'NOT_PROVED', 'OBJECTION_UPHELD'],
  ],
  barred: {
    GOVERNMENT_DUTY: 'NOT_REGISTRABLE_GOV_RAW',
    PUBLIC_AUTHORISED: 'PUBLIC_CODE_REQUIRED',
    ENTRUSTED: 'ENTRUSTED_NO_RIGHTS',
  },
  origins: {
    COLLECTED: all,
    CONTRACT: all,
    NATURAL_PERSON: all,
    PUBLIC_CRAWL: ['yes', 'yes', 'no'],
    PUBLIC_CRAWL_PRODUCT: all,
    FUSED_CONTRACT: contract,
    FUSED_NO_CONTRACT: ['yes', 'yes', 'by consent'],
    DERIVED: all,
    ENTRUSTED: none,
    PUBLIC_AUTHORISED: all,
    UTILITY_OPERATION: all,
    GOVERNMENT_DUTY: none,
  },
  types: {
    INITIAL: type('PNC'),
    TRANSFER: type('PNC'),
    LICENSE: type('C'),
    CHANGE: type('C'),
    CORRECTION: type('PC'),
    RENEWAL: type('C'),
    CANCELLATION: type('', 'party', 'registrar'),
    REVOCATION: type('P', 'registrar'),
  },
};

/** 深发改规〔2023〕5号, as far as the product’s example of a local profile goes (law.md, 4). */
const local: Rulebook = {
  days: {
    ...{ acceptance: 5, supplement: 10, decision: 15, extension: 0 },
    ...{ notice: 10, objection: 15, holderNotice: 3 },
  },
  years: 3,
  renewalMonths: 3,
  receipt: false,
  nameMax: 60,
  overviewMax: 600,
  needed: ['industry'],
  grounds: ['CORE_DATA', 'ILLEGAL_SOURCE', 'SOURCE_AUTHORISATION', 'OWNERSHIP_DISPUTE'],
  barred: { GOVERNMENT_DUTY: 'NOT_REGISTRABLE_GOV_RAW', ENTRUSTED: 'ENTRUSTED_NO_RIGHTS' },
  origins: {
    COLLECTED: all,
    CONTRACT: contract,
    NATURAL_PERSON: ['yes', 'yes', 'no'],
    PUBLIC_CRAWL: ['no', 'yes', 'no'],
    PUBLIC_CRAWL_PRODUCT: all,
    FUSED_CONTRACT: contract,
    DERIVED: all,
    ENTRUSTED: none,
    UTILITY_OPERATION: all,
    GOVERNMENT_DUTY: none,
  },
  types: {
    INITIAL: type('PNEC'),
    LICENSE: type('C'),
    TRANSFER: type('C'),
    TRUST: type('C'),
    CHANGE: type('C'),
    CANCELLATION: type('', 'party', 'registrar'),
    REVOCATION: type('', 'registrar'),
  },
};

export const rulebooks: Readonly<Record<string, Rulebook>> = {
  NATIONAL_2026: national,
  LOCAL_SZ_2023: local,
};

const PLACE = { HOLD: 0, USE: 1, OPERATE: 2 } as const;

export const allowed = ({ origins }: Rulebook, origin: string, right: RightKind): Allowed =>
  origins[origin]?.[PLACE[right]] ?? 'no';
