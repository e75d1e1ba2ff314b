import { catalogue, type Input, type QueryName } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { requireScope, scopeOf } from '../auth/scope.js';
import { type Route, route } from '../http/route.js';
import type { Ledger } from '../ledger/port.js';
import { answerOf, Organizations, SignedAnswer } from './answer.js';
import { checked } from './written.js';

export const queryNames = Object.entries(catalogue).flatMap(([name, { kind }]) =>
  kind === 'evaluate' ? [name as QueryName] : [],
);

const AttestBody = z
  .strictObject({
    query: z.enum(queryNames),
    input: z.record(z.string(), z.unknown()),
    organizations: Organizations,
  })
  .meta({ id: 'AttestBody', description: '`input` is that of the query' });

/** `/v1/attestations`: any query of the catalogue, answered with signatures. */
export function attestations({ ledger }: { ledger: Ledger }): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/attestations',
      operationId: 'attestQuery',
      tag: 'attestations',
      summary: 'The answer to a query, signed by peers of every organisation asked',
      description: 'Needs the scope of the query as well.',
      scope: 'ledger:read',
      body: AttestBody,
      replies: { 200: SignedAnswer },
      carries: queryNames,
      errors: ['LEDGER_HEIGHTS_DIFFER', 'ENDORSEMENT_FAILED'],
      keeps: 'memory',
      async handle({ body, principal }) {
        const { query, organizations } = body;
        requireScope(principal.scopes, scopeOf(query, 'evaluate'));
        const input = checked(catalogue[query].input, body.input) as Input<typeof query>;
        return answerOf(await ledger.attest(query, input, principal.identity, organizations));
      },
    }),
  ];
}
