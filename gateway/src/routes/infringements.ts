import {
  Id,
  InfringementPack,
  InfringementQuery,
  type TransactionName,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import type { Route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members, Times } from './carried.js';
import { written, type Writing } from './written.js';

const tag = 'infringements';
const path = '/v1/infringements/{id}';
const params = z.strictObject({ id: Id });
const inputOf = ({ id }: Members): Members => ({ id });
const ofPack = { tag, params, inputOf, inPath: ['id'] };
const WrittenPack = written(InfringementPack, 'WrittenInfringementPack');
const { audience, nonce } = InfringementQuery.shape;
const echoed = { audience, nonce };

const acts: readonly { name: TransactionName; noun: string; operationId: string }[] = [
  { name: 'infringement:compare', noun: 'comparisons', operationId: 'compareInfringement' },
  { name: 'infringement:attest', noun: 'witness-statements', operationId: 'witnessInfringement' },
  { name: 'infringement:close', noun: 'closing', operationId: 'closeInfringement' },
];

/** `/v1/infringements`: 侵权证据包, what a holder has about a suspected copy. */
export function infringements(deps: Writing): Route[] {
  const read = { ...ofPack, name: 'infringement:read' as const };
  return [
    actRoute(deps, {
      ...{ name: 'infringement:open', path: '/v1/infringements', tag, written: WrittenPack },
      operationId: 'openInfringement',
      location: ({ id }) => `/v1/infringements/${String(id)}`,
    }),
    askRoute(deps, {
      ...{ name: 'infringement:ofRight', path: '/v1/rights/{id}/infringements', tag },
      ...{ operationId: 'listInfringementsOfRight', params },
      query: z.strictObject({ ...Times, limit, cursor }),
      inputOf: ({ id }: Members): Members => ({ right: id }),
    }),
    askRoute(deps, {
      ...{ ...read, path, operationId: 'readInfringement' },
      query: z.strictObject({ ...Times, ...echoed }),
    }),
    attestRoute(deps, {
      ...{ ...read, path: `${path}/attestation`, operationId: 'attestInfringement' },
      more: { ...Times, ...echoed },
    }),
    attestRoute(deps, {
      ...{ name: 'infringement:bundle', path: `${path}/file`, tag, params, inputOf },
      ...{ operationId: 'listInfringementFile', more: echoed },
    }),
    ...acts.map(({ name, noun, operationId }) =>
      actRoute(deps, {
        ...{ ...ofPack, name, operationId },
        ...{ path: `${path}/${noun}`, written: WrittenPack },
      }),
    ),
  ];
}
