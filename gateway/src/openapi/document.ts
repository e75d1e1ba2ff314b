import { z } from 'zod';
import { type Code, errors } from '../errors.js';
import type { Route } from '../http/route.js';
import { describedTable } from '../routes/table.js';
import { errorsOf } from './errors.js';

type Json = Readonly<Record<string, unknown>>;

export const API_VERSION = '1.0.0';
const PREFIX = '#/components/schemas/';

/** OpenAPI 3.1 of a route table. The same table gives the same bytes. */
export function openApi(routes: readonly Route[] = describedTable()): Json {
  const schemas = registeredSchemas();
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    (paths[route.path] ??= {})[route.method] = operation(route);
  }
  const problem = { Problem: problemSchema() };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Shuquan 数权链',
      version: API_VERSION,
      description:
        'Evidence, data-property registration, parties, time beacons and governance on a ' +
        'permissioned ledger. Every POST takes an Idempotency-Key; every refusal is an RFC 9457 ' +
        'problem with a stable `code`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { apiKey: [] }, { mutualTls: [] }, { signature: [] }],
    paths,
    components: {
      schemas: { ...reachable([paths, problem], schemas), ...problem },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'API key or JSON Web Token' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        mutualTls: { type: 'mutualTLS' },
        signature: {
          ...{ type: 'apiKey', in: 'header', name: 'Signature' },
          description:
            'A signature of the request itself (RFC 9421, ecdsa-p256-sha256) by the key of a member’s ' +
            'certificate, with Signature-Input, Signature-Certificate and, of a POST, Content-Digest',
        },
      },
    },
  };
}

function operation(route: Route): Json {
  const { operationId, tag, summary, description, scope, isPublic = false } = route;
  return {
    operationId,
    tags: [tag],
    summary,
    ...(isPublic ? { security: [] } : {}),
    description: [description, isPublic ? '' : `Needs the scope \`${scope}\`.`]
      .filter(Boolean)
      .join('\n\n'),
    parameters: parametersOf(route),
    ...requestBodyOf(route),
    responses: { ...replies(route), ...refusals(errorsOf(route)) },
  };
}

function requestBodyOf({ method, body, takesOctets }: Route): Json {
  const octets = { '*/*': { schema: { type: 'string', format: 'binary' } } };
  if (takesOctets === true) return { requestBody: { required: true, content: octets } };
  if (method !== 'post' || body === undefined) return {};
  const content = { 'application/json': { schema: schemaOf(body) } };
  return { requestBody: { required: true, content } };
}

const contentDigest: Json = {
  name: 'Content-Digest',
  in: 'header',
  required: true,
  description: 'SHA-256 of the body, RFC 9530: sha-256=:BASE64:',
  schema: { type: 'string', pattern: '^sha-256=:[A-Za-z0-9+/]{43}=:$' },
};

function parametersOf({ params, query, method, takesOctets }: Route): Json[] {
  const idempotency = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'New for every request, the same for its repetitions',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  };
  return [
    ...members(params, 'path'),
    ...members(query, 'query'),
    ...(method === 'post' ? [idempotency] : []),
    ...(takesOctets === true ? [contentDigest] : []),
  ];
}

function members(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (required.includes(name) && !('default' in property)),
    schema: property,
  }));
}

function replies({ replies: given, produces = [], media, method }: Route): Json {
  return Object.fromEntries(
    Object.entries(given).map(([status, schema]) => [
      status,
      {
        description: status === '201' ? 'Committed' : 'Done',
        headers: method === 'post' ? replyHeaders : {},
        content: {
          [media ?? 'application/json']: { schema: schemaOf(schema) },
          ...Object.fromEntries(produces.map((type) => [type, { schema: { type: 'string' } }])),
        },
      },
    ]),
  );
}

const replyHeaders: Json = {
  'Ledger-Transaction': { schema: { type: 'string' }, description: 'Transaction id' },
  'Ledger-Block': { schema: { type: 'string' }, description: 'Block number, of a write' },
  'Idempotent-Replayed': { schema: { const: 'true' }, description: 'An answer given before' },
};

/** One response per status, its codes in words and as a list to read by machine. */
function refusals(codes: readonly Code[]): Json {
  const byStatus: Partial<Record<string, Code[]>> = {};
  for (const code of codes) (byStatus[errors[code].status] ??= []).push(code);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, list = []]) => [
      status,
      {
        description: list.map((code) => `\`${code}\` ${errors[code].title}`).join('\n\n'),
        'x-codes': list,
        content: { 'application/problem+json': { schema: { $ref: `${PREFIX}Problem` } } },
      },
    ]),
  );
}

function problemSchema(): Json {
  return {
    type: 'object',
    description: 'RFC 9457. Further members give details of the code.',
    required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
    properties: {
      type: { type: 'string', format: 'uri-reference' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      code: { enum: Object.keys(errors) },
      instance: { type: 'string', description: 'The request’s id' },
      txId: {
        type: 'string',
        description: 'Of a refusal on record: the transaction that holds the refused attempt',
      },
      block: { type: 'integer', description: 'Of a refusal on record: its block' },
      reasons: {
        type: 'array',
        description: 'Every rule that refuses, and the link of the chain whose rule it is',
        items: { $ref: `${PREFIX}RefusalReason` },
      },
      issues: {
        type: 'array',
        items: {
          type: 'object',
          properties: { pointer: { type: 'string' }, message: { type: 'string' } },
        },
      },
    },
    additionalProperties: true,
  };
}

const options = {
  unrepresentable: 'any' as const,
  io: 'output' as const,
  uri: (id: string): string => `${PREFIX}${id}`,
};

/** A schema as JSON Schema; those with an id by reference. */
function schemaOf(schema: z.ZodType): Json {
  const id = z.globalRegistry.get(schema)?.id;
  if (id !== undefined) return { $ref: `${PREFIX}${id}` };
  return plain(z.toJSONSchema(schema, options)) as Json;
}

function registeredSchemas(): Record<string, Json> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, options);
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, plain(schema) as Json]),
  );
}

/** Without `$schema` and `$id`, which belong to files, and with all references into this one. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !['$schema', '$id', '$defs'].includes(key))
      .map(([key, item]) => [
        key,
        key === '$ref' && typeof item === 'string' ? item.replace('#/$defs/', PREFIX) : plain(item),
      ]),
  );
}

/** The schemas that a document speaks of, by name, and what they speak of. */
function reachable(
  document: unknown,
  schemas: Readonly<Record<string, Json>>,
): Record<string, Json> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        if (key === '$ref' && typeof item === 'string') add(item.slice(PREFIX.length));
        else visit(item);
      }
    }
  };
  const add = (name: string): void => {
    if (names.has(name)) return;
    names.add(name);
    visit(schemas[name]);
  };
  visit(document);
  names.delete('Problem');
  return Object.fromEntries(
    [...names].sort().flatMap((name) => {
      const schema = schemas[name];
      return schema === undefined ? [] : [[name, schema]];
    }),
  );
}
