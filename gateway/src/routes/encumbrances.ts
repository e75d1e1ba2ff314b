import { EnforcementList, HolderId, Id, PledgeHead } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import type { Route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members, Times } from './carried.js';
import { type Writing, written } from './written.js';

const tag = 'encumbrances';
const ofRight = { params: z.strictObject({ id: Id }) };
const ofPledge = {
  tag,
  params: z.strictObject({ right: Id, id: Id }),
  inputOf: ({ right, id }: Members): Members => ({ right, id }),
  inPath: ['right', 'id'],
  written: written(PledgeHead, 'WrittenPledges'),
};

/** What stands against rights and parties, and the pledges that their holders make. */
export function encumbrances(deps: Writing): Route[] {
  const one = {
    ...{ ...ofRight, name: 'encumbrance:ofRight' as const, tag },
    inputOf: ({ id }: Members): Members => ({ right: id }),
  };
  const path = '/v1/rights/{id}/encumbrances';
  return [
    askRoute(deps, {
      ...{ ...one, path, operationId: 'readEncumbrances', query: z.strictObject(Times) },
    }),
    attestRoute(deps, {
      ...{ ...one, path: `${path}/attestation`, operationId: 'attestEncumbrances' },
    }),
    ...measures(deps),
    actRoute(deps, {
      ...{ name: 'pledge:propose', path: '/v1/rights/{right}/pledges', operationId: 'proposePledge' },
      ...{ tag, params: z.strictObject({ right: Id }), inPath: ['right'] },
      ...{ inputOf: ({ right }) => ({ right }), written: ofPledge.written },
    }),
    actRoute(deps, {
      ...{ ...ofPledge, name: 'pledge:confirm', operationId: 'confirmPledge' },
      path: '/v1/rights/{right}/pledges/{id}/confirmation',
    }),
    actRoute(deps, {
      ...{ ...ofPledge, name: 'pledge:release', operationId: 'releasePledge' },
      path: '/v1/rights/{right}/pledges/{id}/release',
    }),
  ];
}

function measures(deps: Writing): Route[] {
  const name = 'encumbrance:orders';
  const holder = z.strictObject({ holder: HolderId });
  return [
    askRoute(deps, {
      ...{ ...ofRight, name, tag, path: '/v1/rights/{id}/orders', operationId: 'listOrdersOfRight' },
      ...{ query: z.strictObject(Times), inputOf: ({ id }) => ({ on: { kind: 'RIGHT', id } }) },
    }),
    askRoute(deps, {
      ...{ name, tag, path: '/v1/parties/{holder}/orders', operationId: 'listOrdersOfParty' },
      ...{ params: holder, query: z.strictObject(Times) },
      inputOf: ({ holder: id }) => ({ on: { kind: 'PARTY', id } }),
    }),
    askRoute(deps, {
      ...{ name: 'encumbrance:ofParty', tag, path: '/v1/parties/{holder}/enforcement' },
      ...{ operationId: 'searchForEnforcement', params: holder },
      query: z.strictObject({ list: EnforcementList, ...Times, limit, cursor }),
      inputOf: ({ holder: party }) => ({ party }),
    }),
  ];
}
