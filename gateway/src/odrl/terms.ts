/** Names of the profile. They are names and nothing to be fetched. */
export const PROFILE = 'urn:shuquan:odrl:1';
const NAMESPACE = `${PROFILE}#`;
export const ODRL_CONTEXT = 'http://www.w3.org/ns/odrl.jsonld';

/** The one context of every policy that is written or read here. */
export const CONTEXT = [ODRL_CONTEXT, { sq: NAMESPACE }] as const;

/** How values of the ledger are named in a policy. */
export const iris = {
  grant: 'urn:shuquan:grant:',
  right: 'urn:shuquan:right:',
  consent: 'urn:shuquan:consent:',
  party: 'urn:shuquan:party:',
  data: 'urn:shuquan:data:',
  purpose: 'urn:shuquan:purpose:',
  territory: 'urn:shuquan:territory:',
  qualification: 'urn:shuquan:qualification:',
  digest: 'urn:sha256:',
} as const;

/** Actions by right: `use` is ODRL’s own. */
export const actions = { USE: 'use', OPERATE: 'sq:operate', HOLD: 'sq:hold' } as const;
export const SELL = 'sell';
export const EXPORT = 'sq:export';
export const GRANT_USE = 'grantUse';
export const NEXT_POLICY = 'nextPolicy';

export const operands = {
  purpose: 'purpose',
  spatial: 'spatial',
  dateTime: 'dateTime',
  count: 'count',
  recipient: 'recipient',
  part: 'sq:part',
  field: 'sq:field',
  outputType: 'sq:outputType',
  algorithm: 'sq:algorithm',
  depth: 'sq:depth',
  personalField: 'sq:personalField',
  consent: 'sq:consent',
} as const;

/** Members of a policy and of its rules that are the profile’s. */
export const TEXT_DIGEST = 'sq:textDigest';
export const SOURCE = 'sq:source';

export interface Constraint {
  readonly leftOperand: string;
  readonly operator: string;
  readonly rightOperand: unknown;
}
export interface Rule {
  readonly action: string;
  readonly target: Target;
  readonly constraint?: readonly Constraint[];
  readonly duty?: readonly { readonly action: string; readonly target: string }[];
}
export interface Target {
  readonly '@type': 'AssetCollection';
  readonly source: string;
  readonly refinement: readonly Constraint[];
}

/** An ODRL 2.2 Agreement as this profile writes it. */
export interface Policy {
  readonly '@context': typeof CONTEXT;
  readonly '@type': 'Agreement';
  readonly uid: string;
  readonly profile: typeof PROFILE;
  readonly conflict: 'prohibit';
  readonly assigner: string;
  readonly assignee: string;
  readonly [SOURCE]: string;
  readonly [TEXT_DIGEST]: string;
  readonly permission: readonly Rule[];
  readonly prohibition: readonly Rule[];
}
