import {
  ApplicantContact,
  canonicalize,
  catalogue,
  citedQuery,
  type Input,
  Instant,
  type Name,
  type QueryName,
  specOf,
  type TransactionName,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { scopeOf } from '../auth/scope.js';
import { LARGE_BODY } from '../http/body.js';
import { type Route, route } from '../http/route.js';
import type { Ledger, Transient } from '../ledger/port.js';
import { answerOf, Organizations, SignedAnswer } from './answer.js';
import { Base64, bytesOf, checked, commit, reply, type Writing } from './written.js';

/** `asOf`: the legal time asked about; `knownAt`: what the ledger knew then. Both default to now. */
export const Times = { asOf: Instant.optional(), knownAt: Instant.optional() };

/** Members of an input or path, before they are checked. */
export type Members = Readonly<Record<string, unknown>>;

interface Carried<N extends Name> {
  readonly name: N;
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly description?: string;
  readonly params?: z.ZodObject;
  /** What the path says, as members of the transaction’s input. */
  readonly inputOf?: (params: Members) => Members;
}

interface Act<N extends TransactionName> extends Carried<N> {
  readonly written: z.ZodType;
  /** Members of the input that the path gives. */
  readonly inPath?: readonly string[];
  readonly location?: (input: Members) => string;
}

interface Attested<N extends QueryName> extends Carried<N> {
  /** What else the question takes; left out, the instants. */
  readonly more?: Readonly<Record<string, z.ZodType>>;
}

interface Question<N extends QueryName> extends Carried<N> {
  readonly query?: z.ZodObject;
}

const same = (params: Members): Members => params;

/** Goes into the transient map and nowhere else; the ledger holds only a root over all fields. */
const PrivateContact = z.strictObject({ contact: ApplicantContact, seed: Base64 }).meta({
  id: 'PrivateContact',
  description: 'Who applies, and 32 random bytes from which the salts of all fields are made',
});
/** Bytes of any other private field, and the seed that hides them. */
const PrivateData = z.strictObject({ payload: Base64, seed: Base64 }).meta({
  id: 'PrivateData',
  description: 'Private bytes, kept by their custodians only, and 32 random bytes that hide them',
});

const secretOf = (names: readonly string[]): z.ZodObject =>
  names.includes('contact') ? PrivateContact : PrivateData;

const transientOf = (secret: Members): Transient =>
  Object.fromEntries(
    Object.entries(secret).map(([name, value]) => [
      name,
      typeof value === 'string' ? bytesOf(value) : Buffer.from(canonicalize(value)),
    ]),
  );

/** `decideCase` gives `DecideCaseBody`. */
const bodyId = (operationId: string): string =>
  `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Body`;

/** Chosen by the adapter and by the gateway, for whoever asks. */
const OURS: readonly string[] = ['beacon', 'lane'];

/**
 * The input of a transaction without what the path says, and without what is chosen here. Rules over several members are checked on the whole input.
 */
function bodyOf({ name, operationId, inPath = [] }: Act<TransactionName>): z.ZodObject {
  const { input, transient } = specOf(name);
  if (!(input instanceof z.ZodObject)) throw new TypeError(`The input of ${name} has no members.`);
  const shape = Object.entries(input.shape as z.ZodRawShape).filter(
    ([member]) => !OURS.includes(member) && !inPath.includes(member),
  );
  const secret = transient === undefined ? {} : { private: secretOf(transient).optional() };
  return z.strictObject({ ...Object.fromEntries(shape), ...secret }).meta({
    id: bodyId(operationId),
  });
}

/** A route that submits one transaction of the catalogue, and says nothing of its own. */
export function actRoute<N extends TransactionName>(deps: Writing, act: Act<N>): Route {
  const { name, params, inputOf = () => ({}), location, written, path, operationId, tag } = act;
  const { summary, transient } = specOf(name);
  return route<Members | undefined, undefined, Members>({
    ...{ method: 'post', path, operationId, tag, summary, scope: scopeOf(name, 'submit') },
    ...(act.description === undefined ? {} : { description: act.description }),
    ...(params === undefined ? {} : { params }),
    body: bodyOf(act),
    ...(transient === undefined ? {} : { bodyLimit: LARGE_BODY }),
    replies: { 201: written },
    carries: [name],
    async handle(request) {
      const { private: secret, ...fields } = request.body;
      const whole = { ...fields, ...inputOf(request.params ?? {}) };
      const input = checked(catalogue[name].input, whole) as Input<N>;
      const options = secret === undefined ? {} : { transient: transientOf(secret as Members) };
      const committed = await commit(deps, request, name, input, options);
      return reply(201, committed, location?.(whole));
    },
  });
}

/** A route that asks one query of the catalogue of the ledger itself. */
export function askRoute<N extends QueryName>(
  { ledger }: { readonly ledger: Ledger },
  question: Question<N>,
): Route {
  const { name, params, query, inputOf = same, path, operationId, tag } = question;
  const { summary, output, openedBy } = specOf(name);
  const asks = openedBy === undefined ? query : z.strictObject({ ...query?.shape, ...citedQuery });
  return route<Members | undefined, Members | undefined>({
    ...{ method: 'get', path, operationId, tag, summary, scope: scopeOf(name, 'evaluate') },
    ...(params === undefined ? {} : { params }),
    ...(asks === undefined ? {} : { query: asks }),
    replies: { 200: output },
    carries: [name],
    async handle(request) {
      const asked = { ...request.query, ...inputOf(request.params ?? {}) };
      const input = checked(catalogue[name].input, present(asked)) as Input<N>;
      const body = await ledger.evaluate(name, input, request.principal.identity);
      return { status: 200, body };
    },
  });
}

/** A query as an answer signed by peers of every organisation asked. */
export function attestRoute<N extends QueryName>(
  { ledger }: { readonly ledger: Ledger },
  { name, path, operationId, tag, params, inputOf = same, more = Times }: Attested<N>,
): Route {
  const cited = specOf(name).openedBy === undefined ? {} : citedQuery;
  const body = z
    .strictObject({ organizations: Organizations, ...more, ...cited })
    .meta({ id: bodyId(operationId) });
  return route<Members | undefined, undefined, z.output<typeof body>>({
    ...{ method: 'post', path, operationId, tag, scope: scopeOf(name, 'evaluate') },
    summary: `${specOf(name).summary}: signed by peers of every organisation asked`,
    ...(params === undefined ? {} : { params }),
    body,
    replies: { 200: SignedAnswer },
    carries: [name],
    errors: ['LEDGER_HEIGHTS_DIFFER', 'ENDORSEMENT_FAILED'],
    keeps: 'memory',
    async handle(request) {
      const { organizations, ...asking } = request.body;
      const asked = present({ ...asking, ...inputOf(request.params ?? {}) });
      const input = checked(catalogue[name].input, asked) as Input<N>;
      return answerOf(await ledger.attest(name, input, request.principal.identity, organizations));
    },
  });
}

/** `exactOptionalPropertyTypes`: members that are not there, instead of `undefined`. */
const present = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
