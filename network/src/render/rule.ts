import { NetworkFailure } from '../failure.js';

/** A policy as an anchors file states it: n of these organisations or rules. */
export type Rule = string | { readonly n: number; readonly of: readonly Rule[] };

/**
 * Reads Fabric's policy language (common/policydsl): AND, OR and OutOf over 'MSP.role'. The roles
 * are left out: an anchors file counts peers anyway.
 *
 * @throws NetworkFailure CONFIG_INVALID
 */
export function ruleOf(policy: string): Rule {
  const tokens = policy.match(/'[^']*'|[A-Za-z]+|\d+|[(),]/g) ?? [];
  const take = (): string => tokens.shift() ?? '';
  const expect = (token: string): void => {
    if (take() !== token) throw wrong(policy);
  };
  const rule = (): Rule => {
    const word = take();
    if (word.startsWith("'")) return word.slice(1, -1).split('.')[0] ?? '';
    expect('(');
    const n = word === 'OutOf' ? Number(take()) : undefined;
    if (n !== undefined) expect(',');
    const of = [rule()];
    while (tokens[0] === ',') {
      take();
      of.push(rule());
    }
    expect(')');
    if (word === 'OR') return { n: 1, of };
    if (word === 'AND') return { n: of.length, of };
    if (n === undefined || !(n >= 1)) throw wrong(policy);
    return { n, of };
  };
  const whole = rule();
  if (tokens.length > 0) throw wrong(policy);
  return whole;
}

const wrong = (policy: string): NetworkFailure =>
  new NetworkFailure('CONFIG_INVALID', `The policy ${policy} is not one of Fabric's language.`);
