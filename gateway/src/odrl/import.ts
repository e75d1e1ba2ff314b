import {
  canonicalize,
  GrantScope,
  type GrantSource,
  Hex256,
  Id,
  PersonalFields,
  Uscc,
} from '@shuquan/chaincode/model';
import type { z } from 'zod';
import { GatewayError } from '../errors.js';
import { dayIn, Limits } from './constraints.js';
import type { Agreed } from './export.js';
import {
  exactly,
  invalid,
  type Members,
  members,
  named,
  notExpressible,
  requireSmall,
  several,
} from './reader.js';
import {
  actions,
  CONTEXT,
  EXPORT,
  GRANT_USE,
  iris,
  NEXT_POLICY,
  operands,
  PROFILE,
  SELL,
  SOURCE,
  TEXT_DIGEST,
} from './terms.js';

/** What a policy says, in the terms of a grant. */
export interface Imported extends Agreed {
  readonly scope: GrantScope;
}

/** A policy is as long as a grant, and no longer. */
const MAX_TEXT = 65_536;

/**
 * Reads a policy of this profile, all of it or nothing. No context is ever fetched: there is one, it
 * is known, and any other makes the policy somebody else’s.
 *
 * @throws GatewayError ODRL_INVALID, ODRL_NOT_EXPRESSIBLE with the place in `params.pointer`
 */
export function importPolicy(value: unknown): Imported {
  requireSmall(value);
  requireContext(value);
  const policy = members(value, '', [
    ...[
      '@context',
      '@type',
      'uid',
      'profile',
      'conflict',
      'assigner',
      'assignee',
      SOURCE,
      TEXT_DIGEST,
    ],
    ...['permission', 'prohibition'],
  ]);
  exactly(policy['@type'], '/@type', 'Agreement');
  exactly(policy['profile'], '/profile', PROFILE);
  exactly(policy['conflict'], '/conflict', 'prohibit');
  const { scope, personal } = termsOf(policy, String(policy['uid']));
  return {
    id: valid(Id, named(policy['uid'], '/uid', iris.grant), '/uid'),
    grantor: valid(Uscc, named(policy['assigner'], '/assigner', iris.party), '/assigner'),
    grantee: valid(Uscc, named(policy['assignee'], '/assignee', iris.party), '/assignee'),
    source: sourceIn(policy[SOURCE]),
    ...(personal === undefined ? {} : { personal }),
    textDigest: digestIn(policy),
    scope,
  };
}

/** What it is made of: a right, or the grant above it. */
function sourceIn(value: unknown): GrantSource {
  const at = `/${SOURCE}`;
  if (value === undefined) throw invalid(at, 'Is missing');
  const isRight = typeof value === 'string' && value.startsWith(iris.right);
  if (isRight) return { kind: 'RIGHT', right: valid(Id, named(value, at, iris.right), at) };
  return { kind: 'GRANT', grant: valid(Id, named(value, at, iris.grant), at) };
}

/** @throws GatewayError ODRL_INVALID for what is too long to be one */
export function requireShort(text: string): void {
  if (text.length > MAX_TEXT) throw invalid('', `Longer than ${String(MAX_TEXT)} characters`);
}

/**
 * The text that people read is the one that the policy is of.
 *
 * @throws GatewayError ODRL_TEXT_MISMATCH
 */
export function requireText({ textDigest }: Pick<Imported, 'textDigest'>, digest: string): void {
  if (textDigest === digest) return;
  throw new GatewayError('ODRL_TEXT_MISMATCH', 'The policy was made of another text.', {
    ...{ policy: textDigest, text: digest },
  });
}

function requireContext(value: unknown): void {
  const { '@context': context } = (value ?? {}) as { readonly '@context'?: unknown };
  if (context === undefined) throw invalid('/@context', 'Is missing');
  if (canonicalize(context) === canonicalize(CONTEXT)) return;
  throw notExpressible('/@context', 'Is not that of this profile, and none is fetched');
}

function valid<T>(schema: z.ZodType<T>, value: unknown, pointer: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = [pointer, ...(issue?.path ?? []).map(String)].join('/');
  throw invalid(at, issue?.message ?? 'Is not as it must be');
}

const digestIn = (policy: Members): string =>
  valid(Hex256, named(policy[TEXT_DIGEST], `/${TEXT_DIGEST}`, iris.digest), `/${TEXT_DIGEST}`);

interface ReadRule {
  readonly action: string;
  readonly target: unknown;
  readonly constraint: unknown;
  readonly duty: unknown;
  readonly pointer: string;
}

/** Rules by action; each action stands once. */
class Rules {
  readonly #found = new Map<string, ReadRule>();
  readonly #kind: string;

  constructor(kind: string, value: unknown) {
    this.#kind = kind;
    for (const [i, each] of several(value, `/${kind}`).entries()) {
      const pointer = `/${kind}/${String(i)}`;
      const { action, target, constraint, duty } = members(each, pointer, [
        ...['action', 'target', 'constraint', 'duty'],
      ]);
      if (typeof action !== 'string') throw invalid(`${pointer}/action`, 'Must be a text');
      if (this.#found.has(action)) throw notExpressible(pointer, `${action} stands twice`);
      this.#found.set(action, { action, target, constraint, duty, pointer });
    }
  }

  get all(): readonly ReadRule[] {
    return [...this.#found.values()];
  }

  take(action: string): ReadRule | undefined {
    const rule = this.#found.get(action);
    this.#found.delete(action);
    return rule;
  }

  /** @throws GatewayError ODRL_NOT_EXPRESSIBLE for the first rule that nobody asked for */
  finish(): void {
    const [stray] = this.#found.values();
    if (stray === undefined) return;
    throw notExpressible(
      `${stray.pointer}/action`,
      `A ${this.#kind} of ${stray.action} is no grant’s`,
    );
  }
}

function termsOf(policy: Members, uid: string): Pick<Imported, 'scope' | 'personal'> {
  const permissions = new Rules('permission', policy['permission']);
  const prohibitions = new Rules('prohibition', policy['prohibition']);
  requireOneTarget([...permissions.all, ...prohibitions.all]);
  const [right, main] = mainOf(permissions);
  const { personal, ...limits } = limitsOf(main);
  const scope = {
    ...{ right, ...targetOf(main), ...limits },
    ...prohibitedIn(prohibitions.take(main.action)),
    resale: isAllowed(SELL, permissions, prohibitions),
    export: isAllowed(EXPORT, permissions, prohibitions),
    depth: depthOf(permissions, prohibitions, uid),
  };
  permissions.finish();
  prohibitions.finish();
  const present = Object.entries(scope).filter(([, value]) => value !== undefined);
  return {
    scope: valid(GrantScope, Object.fromEntries(present), main.pointer),
    ...(personal === undefined
      ? {}
      : { personal: valid(PersonalFields, personal, `${main.pointer}/constraint`) }),
  };
}

function mainOf(permissions: Rules): [GrantScope['right'], ReadRule] {
  for (const right of ['USE', 'OPERATE', 'HOLD'] as const) {
    const rule = permissions.take(actions[right]);
    if (rule !== undefined) return [right, rule];
  }
  throw notExpressible(
    '/permission',
    `A grant permits one of ${Object.values(actions).join(', ')}`,
  );
}

/** A grant is of one thing: a rule about another one would be another grant. */
function requireOneTarget(rules: readonly ReadRule[]): void {
  const [first] = rules;
  for (const { target, pointer } of rules) {
    if (target === undefined) throw invalid(`${pointer}/target`, 'Is missing');
    if (canonicalize(target) === canonicalize(first?.target)) continue;
    throw notExpressible(`${pointer}/target`, 'Is not that of the first rule');
  }
}

function targetOf({ target, pointer }: ReadRule): Pick<GrantScope, 'subset'> & {
  readonly fields: string[] | undefined;
} {
  const at = `${pointer}/target`;
  const {
    '@type': type,
    source,
    refinement,
  } = members(target, at, [...['@type', 'source', 'refinement']]);
  exactly(type, `${at}/@type`, 'AssetCollection');
  const [, asset, version] =
    /^(.+):([1-9]\d{0,8})$/.exec(named(source, `${at}/source`, iris.data)) ?? [];
  if (asset === undefined) throw notExpressible(`${at}/source`, 'Names no version of data');
  const limits = new Limits(refinement, `${at}/refinement`);
  const parts = limits.someNames(operands.part, '');
  const fields = limits.names(operands.field, '');
  limits.finish();
  return { subset: { data: { asset, version: Number(version) }, parts }, fields };
}

function limitsOf({ constraint, duty, pointer }: ReadRule): {
  readonly personal: Imported['personal'];
} {
  requireNoDuty(duty, pointer);
  const limits = new Limits(constraint, `${pointer}/constraint`);
  const found = {
    purposes: limits.someNames(operands.purpose, iris.purpose),
    outputTypes: limits.names(operands.outputType, ''),
    algorithms: limits.names(operands.algorithm, iris.digest),
    territory: limits.someNames(operands.spatial, iris.territory),
    term: {
      from: dayIn(limits.require(operands.dateTime, 'gteq'), 0),
      to: dayIn(limits.require(operands.dateTime, 'lt'), -1),
    },
    count: limits.atMost(operands.count),
    recipients: limits.names(operands.recipient, iris.qualification),
    personal: personalIn(limits),
  };
  limits.finish();
  return found;
}

/** Fields that tell of persons come with the consent that they rest on, and it with them. */
function personalIn(limits: Limits): Imported['personal'] {
  const fields = limits.names(operands.personalField, '');
  const consent = limits.name(operands.consent, iris.consent);
  if (fields !== undefined && consent !== undefined) return { fields, consent };
  if (fields === undefined && consent === undefined) return undefined;
  throw notExpressible(
    '/permission/0/constraint',
    `${operands.personalField} and ${operands.consent} stand together`,
  );
}

function requireNoDuty(duty: unknown, pointer: string): void {
  if (duty !== undefined) throw notExpressible(`${pointer}/duty`, 'A grant has no duty there');
}

/** Purposes that nobody may ever have; without a purpose it would take the permission back. */
function prohibitedIn(rule: ReadRule | undefined): Pick<GrantScope, 'prohibited'> {
  if (rule === undefined) return {};
  requireNoDuty(rule.duty, rule.pointer);
  const limits = new Limits(rule.constraint, `${rule.pointer}/constraint`);
  const prohibited = limits.someNames(operands.purpose, iris.purpose);
  limits.finish();
  return { prohibited };
}

function isAllowed(action: string, permissions: Rules, prohibitions: Rules): boolean {
  const [may, mayNot] = [permissions.take(action), prohibitions.take(action)];
  const said = may ?? mayNot;
  if (said === undefined || (may !== undefined && mayNot !== undefined)) {
    throw notExpressible('/permission', `A grant either permits or prohibits ${action}`);
  }
  requirePlain(said);
  return may !== undefined;
}

function requirePlain({ constraint, duty, pointer }: ReadRule): void {
  requireNoDuty(duty, pointer);
  if (constraint === undefined) return;
  throw notExpressible(`${pointer}/constraint`, 'A grant limits nothing there');
}

function depthOf(permissions: Rules, prohibitions: Rules, uid: string): number {
  const [may, mayNot] = [permissions.take(GRANT_USE), prohibitions.take(GRANT_USE)];
  const said = may ?? mayNot;
  if (said === undefined || (may !== undefined && mayNot !== undefined)) {
    throw notExpressible('/permission', `A grant either permits or prohibits ${GRANT_USE}`);
  }
  if (may === undefined) {
    requirePlain(said);
    return 0;
  }
  requireNextPolicy(may, uid);
  const limits = new Limits(may.constraint, `${may.pointer}/constraint`);
  const depth = limits.someAtMost(operands.depth);
  limits.finish();
  if (depth > 0) return depth;
  throw notExpressible(`${may.pointer}/constraint`, 'No level is a prohibition');
}

/** What is passed on lies within this policy: no grant allows it otherwise. */
function requireNextPolicy({ duty, pointer }: ReadRule, uid: string): void {
  const duties = several(duty, `${pointer}/duty`);
  const at = `${pointer}/duty/0`;
  if (duties.length !== 1) throw notExpressible(`${pointer}/duty`, `Must be ${NEXT_POLICY} alone`);
  const { action, target } = members(duties[0], at, ['action', 'target']);
  exactly(action, `${at}/action`, NEXT_POLICY);
  exactly(target, `${at}/target`, uid);
}
