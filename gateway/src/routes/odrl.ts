import {
  type DecisionReason,
  GrantScope,
  GrantSource,
  Hex256,
  Id,
  LedgerError,
  PersonalFields,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { type Route, route } from '../http/route.js';
import type { Ledger } from '../ledger/port.js';
import { policyOf } from '../odrl/export.js';
import { importPolicy, requireText } from '../odrl/import.js';
import { profileDocument } from '../odrl/profile.js';
import { Times } from './carried.js';

const tag = 'grants';
const Json = z.record(z.string(), z.unknown());
const OdrlPolicy = Json.meta({ id: 'OdrlPolicy', description: 'An ODRL 2.2 Agreement as JSON-LD' });
const OdrlProfile = Json.meta({ id: 'OdrlProfile', description: 'The profile as JSON-LD' });

const ImportedGrant = z
  .strictObject({
    ...{ id: Id, grantor: Uscc, grantee: Uscc, source: GrantSource, scope: GrantScope },
    ...{ personal: PersonalFields.optional(), textDigest: Hex256 },
  })
  .meta({ id: 'ImportedGrant', description: 'What an offer needs' });

interface Reading {
  readonly ledger: Ledger;
}

/** ODRL 2.2 out and in. */
export const odrl = ({ ledger }: Reading): Route[] => [
  route({
    ...{ method: 'get', path: '/v1/grants/{id}/odrl', operationId: 'exportGrant', tag },
    summary: 'A grant as an ODRL 2.2 policy',
    description: 'Of what the whole chain allows at the instant asked; of a grant in effect alone.',
    scope: 'grant:read',
    params: z.strictObject({ id: Id }),
    query: z.strictObject(Times),
    replies: { 200: OdrlPolicy },
    carries: ['grant:read'],
    errors: ['GRANT_NOT_ACTIVE'],
    async handle({ params: { id }, query, principal }) {
      const { asOf, knownAt } = query;
      const times = {
        ...(asOf === undefined ? {} : { asOf }),
        ...(knownAt === undefined ? {} : { knownAt }),
      };
      const view = await ledger.evaluate('grant:read', { id, ...times }, principal.identity);
      if (view.effective === undefined) throw notActive(id, view.reasons);
      return { status: 200, body: policyOf(view.grant, view.effective) };
    },
  }),
  route({
    ...{ method: 'post', path: '/v1/odrl-imports', operationId: 'importPolicy', tag },
    summary: 'What an ODRL policy says, in the terms of a grant',
    description: 'All of it or an error that names the place. Nothing is fetched or written.',
    scope: 'grant:read',
    body: z
      .strictObject({ policy: Json, textDigest: Hex256.optional() })
      .meta({ id: 'ImportPolicyBody', description: '`textDigest`: of the text it must be of' }),
    replies: { 200: ImportedGrant },
    carries: [],
    errors: ['ODRL_INVALID', 'ODRL_NOT_EXPRESSIBLE', 'ODRL_TEXT_MISMATCH'],
    handle({ body: { policy, textDigest } }) {
      const imported = importPolicy(policy);
      if (textDigest !== undefined) requireText(imported, textDigest);
      return Promise.resolve({ status: 200, body: imported });
    },
  }),
  route({
    ...{ method: 'get', path: '/v1/odrl-profile', operationId: 'readOdrlProfile', tag },
    summary: 'The ODRL profile: every term that policies use beyond ODRL’s own',
    scope: 'grant:read',
    replies: { 200: OdrlProfile },
    carries: [],
    handle: () => Promise.resolve({ status: 200, body: profileDocument() }),
  }),
];

const notActive = (grant: string, reasons: readonly DecisionReason[]): LedgerError =>
  new LedgerError('GRANT_NOT_ACTIVE', `${grant} allows nothing now, so there is no policy of it.`, {
    grant,
    reasons,
  });
