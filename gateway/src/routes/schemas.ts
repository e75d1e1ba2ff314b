import { Hex256 } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { GatewayError } from '../errors.js';
import { type Reply, type Route, route } from '../http/route.js';
import { type Published, publishedSchemas, schemaKinds } from '../schemas/published.js';

const SchemaEntry = z
  .strictObject({
    name: z.string(),
    kind: z.enum(schemaKinds),
    digest: Hex256,
    /** Whose bytes never change. */
    href: z.string(),
  })
  .meta({ id: 'SchemaEntry' });
const SchemaIndex = z
  .strictObject({ v: z.literal(1), digest: Hex256, items: z.array(SchemaEntry) })
  .meta({ id: 'SchemaIndex', description: '`digest` is over all names and digests, in order' });
const SchemaDocument = z
  .looseObject({})
  .meta({ id: 'SchemaDocument', description: 'JSON Schema (draft 7), or the list itself' });

const SchemaName = z.string().regex(/^[A-Za-z][\w:.-]{1,100}$/, 'This is no name of a schema');
const tag = 'schemas';
const scope = 'public:read' as const;
const shared = { method: 'get' as const, tag, scope, isPublic: true as const, carries: [] };
const ASK_AGAIN = 'public, no-cache';
const FOR_EVER = 'public, max-age=31536000, immutable';

/** `/v1/schemas`: what transactions take and answer, what files hold, and the lists they speak in. */
export function schemas(): Route[] {
  return [
    route({
      ...shared,
      path: '/v1/schemas',
      operationId: 'listSchemas',
      summary: 'The published schemas, lists and the ODRL profile, each with its digest',
      replies: { 200: SchemaIndex },
      errors: ['PUBLIC_CLOSED'],
      handle: () => {
        const { all, digest } = publishedSchemas();
        const items = all.map((each) => ({
          ...{ name: each.name, kind: each.kind, digest: each.digest },
          href: `/v1/schemas/by-digest/${each.digest}`,
        }));
        const headers = { etag: `"${digest}"`, 'cache-control': ASK_AGAIN };
        return Promise.resolve({ status: 200, body: { v: 1, digest, items }, headers });
      },
    }),
    route({
      ...shared,
      path: '/v1/schemas/{name}',
      operationId: 'readSchema',
      summary: 'A schema as it is now',
      params: z.strictObject({ name: SchemaName }),
      replies: { 200: SchemaDocument },
      errors: ['PUBLIC_CLOSED', 'SCHEMA_NOT_FOUND'],
      handle: ({ params }) => found(publishedSchemas().byName.get(params.name), ASK_AGAIN),
    }),
    route({
      ...shared,
      path: '/v1/schemas/by-digest/{digest}',
      operationId: 'readSchemaByDigest',
      summary: 'The schema of a digest, whose bytes never change',
      params: z.strictObject({ digest: Hex256 }),
      replies: { 200: SchemaDocument },
      errors: ['PUBLIC_CLOSED', 'SCHEMA_NOT_FOUND'],
      handle: ({ params }) => found(publishedSchemas().byDigest.get(params.digest), FOR_EVER),
    }),
  ];
}

function found(schema: Published | undefined, caching: string): Promise<Reply> {
  if (schema === undefined) {
    const why = 'No schema that this gateway publishes is called so. See /v1/schemas.';
    return Promise.reject(new GatewayError('SCHEMA_NOT_FOUND', why));
  }
  const { text, digest } = schema;
  const headers = { etag: `"${digest}"`, 'cache-control': caching };
  return Promise.resolve({ status: 200, body: undefined, bytes: Buffer.from(text), headers });
}
