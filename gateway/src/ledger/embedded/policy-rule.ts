import {
  type Decoded,
  MspPrincipal,
  MspRole,
  principalKind,
  SignaturePolicyEnvelope,
  type SignaturePolicyValue,
} from '@shuquan/verifier/wire';

type Envelope = Decoded<typeof SignaturePolicyEnvelope>;

/** msp_principal.proto, MSPRole.MSPRoleType. */
const roles: Readonly<Record<string, number>> = {
  member: 0,
  admin: 1,
  client: 2,
  peer: 3,
  orderer: 4,
};

/**
 * Reads Fabric’s policy language (common/policydsl): `AND(a, b)`, `OR(a, b)`, `OutOf(n, a, b)` with
 * principals such as `'CourtMSP.peer'`. Like Fabric’s, the result is always an n-out-of.
 *
 * @throws TypeError when the rule is not in the language: rules come from the definition
 */
export function parsePolicyRule(rule: string): Envelope {
  const tokens = [...rule.matchAll(/[A-Za-z]+(?=\s*\()|'[^']*'|\d+|[(),]|\S/g)].map(([t]) => t);
  const principals: string[] = [];
  const parser = { tokens, principals, at: 0, rule };
  const parsed = expression(parser);
  if (parser.at !== tokens.length) throw fault(parser);
  return {
    version: 0,
    rule: (parsed.nOutOf === undefined ? outOf(1, [parsed]) : parsed) as Envelope['rule'],
    identities: principals.map(principalOf),
  };
}

interface Parser {
  readonly tokens: readonly string[];
  readonly principals: string[];
  readonly rule: string;
  at: number;
}

const fault = ({ rule, tokens, at }: Parser): TypeError =>
  new TypeError(`Policy ${rule}: ${tokens[at] ?? 'its end'} is out of place.`);

const outOf = (n: number, rules: readonly SignaturePolicyValue[]): SignaturePolicyValue => ({
  signedBy: undefined,
  nOutOf: { n, rules },
});

function take(parser: Parser, expected?: string): string {
  const token = parser.tokens[parser.at];
  if (token === undefined || (expected !== undefined && token !== expected)) throw fault(parser);
  parser.at += 1;
  return token;
}

function expression(parser: Parser): SignaturePolicyValue {
  const token = take(parser);
  if (token.startsWith("'")) return signedBy(parser, token.slice(1, -1));
  take(parser, '(');
  const operator = token.toUpperCase();
  const count = operator === 'OUTOF' ? Number(take(parser)) : undefined;
  if (count !== undefined) take(parser, ',');
  const items = [expression(parser)];
  while (parser.tokens[parser.at] === ',') {
    parser.at += 1;
    items.push(expression(parser));
  }
  take(parser, ')');
  const n = count ?? { AND: items.length, OR: 1 }[operator];
  if (n === undefined || !Number.isInteger(n)) throw fault(parser);
  return outOf(n, items);
}

function signedBy({ principals }: Parser, name: string): SignaturePolicyValue {
  let index = principals.indexOf(name);
  if (index < 0) index = principals.push(name) - 1;
  return { signedBy: index, nOutOf: undefined };
}

function principalOf(name: string): Decoded<typeof MspPrincipal> {
  const dot = name.lastIndexOf('.');
  const role = roles[name.slice(dot + 1)];
  if (dot < 1 || role === undefined) throw new TypeError(`${name} is no principal.`);
  return {
    classification: principalKind.role,
    principal: MspRole.encode({ mspIdentifier: name.slice(0, dot), role }),
  };
}

export const policyBytes = (rule: string): Uint8Array =>
  SignaturePolicyEnvelope.encode(parsePolicyRule(rule));

/** `OutOf(2, 'AMSP.peer', 'BMSP.peer')` */
export const outOfRule = (n: number, mspIds: readonly string[], role: string): string =>
  `OutOf(${[String(n), ...mspIds.map((mspId) => `'${mspId}.${role}'`)].join(', ')})`;

/** `OR('AMSP.member', 'BMSP.member')` */
export const anyOfRule = (mspIds: readonly string[], role: string): string =>
  `OR(${mspIds.map((mspId) => `'${mspId}.${role}'`).join(', ')})`;

export interface OrganizationRule {
  readonly n: number;
  readonly of: readonly (string | OrganizationRule)[];
}

/** The rule as anchors say it: organisations, without roles. */
export function organizationRule(rule: string): OrganizationRule {
  const { rule: parsed, identities } = parsePolicyRule(rule);
  const names = identities.map(({ principal }) => MspRole.decode(principal).mspIdentifier);
  const convert = (policy: SignaturePolicyValue): string | OrganizationRule =>
    policy.nOutOf === undefined
      ? (names[policy.signedBy ?? -1] ?? '')
      : { n: policy.nOutOf.n, of: policy.nOutOf.rules.map(convert) };
  const converted = parsed === undefined ? '' : convert(parsed);
  return typeof converted === 'string' ? { n: 1, of: [converted] } : converted;
}
