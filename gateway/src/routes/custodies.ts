import { CustodyRecord, echoed, Id, Instant, type Name } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import type { Route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members } from './carried.js';
import { written, type Writing } from './written.js';

const tag = 'market';
const at = '/v1/custodies';
const path = `${at}/{id}`;
const params = z.strictObject({ id: Id });
const ofCustody = { tag, params, inputOf: ({ id }: Members): Members => ({ id }) };
const WrittenCustody = written(CustodyRecord, 'WrittenCustody');
const asOf = Instant.optional();

const acts = [
  { name: 'custody:take', noun: 'taking', operationId: 'takeCustody' },
  { name: 'custody:challenge', noun: 'challenges', operationId: 'challengeCustody' },
  { name: 'custody:prove', noun: 'proofs', operationId: 'provePossession' },
  { name: 'custody:release', noun: 'release', operationId: 'releaseCustody' },
] as const satisfies readonly { name: Name; noun: string; operationId: string }[];

/** `/v1/custodies`: 数据托管, and what shows that the custodian still has the bytes. */
export const custodies = (deps: Writing): Route[] => [
  actRoute(deps, {
    ...{ name: 'custody:entrust', path: at, operationId: 'entrustCustody', tag },
    description:
      '`shuquan custody challenges` makes the commitments; the bytes stay where they are.',
    written: WrittenCustody,
    location: ({ id }) => `${at}/${String(id)}`,
  }),
  ...acts.map(({ name, noun, operationId }) =>
    actRoute(deps, {
      ...{ ...ofCustody, name, operationId, path: `${path}/${noun}` },
      ...{ inPath: ['id'], written: WrittenCustody },
    }),
  ),
  askRoute(deps, {
    ...{ name: 'custody:own', path: at, operationId: 'listCustodies', tag },
    query: z.strictObject({ asOf, limit, cursor }),
  }),
  askRoute(deps, {
    ...{ ...ofCustody, name: 'custody:read', path, operationId: 'readCustody' },
    query: z.strictObject({ asOf, ...echoed }),
  }),
  attestRoute(deps, {
    ...{ ...ofCustody, name: 'custody:read', path: `${path}/attestation` },
    ...{ operationId: 'attestCustody', more: { asOf, ...echoed } },
  }),
];
