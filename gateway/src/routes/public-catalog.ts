import {
  AttestationKind,
  type Name,
  type QueryName,
  specOf,
  type TransactionName,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit, whole } from '../http/query.js';
import type { Route } from '../http/route.js';
import { actRoute, askRoute, type Members } from './carried.js';
import { written, type Writing } from './written.js';

interface Row<N extends Name> {
  readonly name: N;
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
}
type Act = Row<TransactionName> & { readonly writtenId: string };

const act = (
  name: TransactionName,
  path: string,
  operationId: string,
  tag: string,
  writtenId: string,
): Act => ({ name, path, operationId, tag, writtenId });
const ask = (name: QueryName, path: string, operationId: string, tag: string): Row<QueryName> => ({
  name,
  path,
  operationId,
  tag,
});

const entry = '/v1/catalog/entries';
const month = '/v1/catalog/closings';
const survey = '/v1/catalog/surveys';
const ticket = '/v1/catalog/corrections';
const share = '/v1/catalog/shares';
const consent = '/v1/catalog/provider-consents';
const flow = '/v1/catalog/backflows';
const review = '/v1/catalog/open-reviews';
const set = '/v1/catalog/open-sets';
const grant = '/v1/catalog/open-grants';
const attestation = '/v1/third-party-attestations';
const complaint = '/v1/complaints';
const incident = '/v1/incidents';

/** What is done: each a noun, members of the input that the path gives in braces. */
const acts: readonly Act[] = [
  act('catalog:upsert', entry, 'upsertEntry', 'catalog', 'WrittenEntry'),
  act(
    'catalog:retire',
    `${entry}/{catalogNo}/retirement`,
    'retireEntry',
    'catalog',
    'WrittenEntry',
  ),
  act('catalogmonth:seal', `${month}/seals`, 'sealMonth', 'catalog', 'WrittenMonth'),
  act('catalogmonth:propose', month, 'proposeCatalogClosing', 'catalog', 'WrittenCatalogClosing'),
  act(
    'catalogmonth:approve',
    `${month}/{department}/{month}/approval`,
    'approveCatalogClosing',
    'catalog',
    'WrittenCatalogClosing',
  ),
  act('survey:open', survey, 'openSurvey', 'catalog', 'WrittenSurvey'),
  act('survey:answer', `${survey}/{id}/answers`, 'answerSurvey', 'catalog', 'WrittenSurveyAnswer'),
  act('survey:close', `${survey}/{id}/closure`, 'closeSurvey', 'catalog', 'WrittenSurvey'),
  act('correction:file', ticket, 'fileCorrection', 'catalog', 'WrittenTicket'),
  act('correction:assign', `${ticket}/{id}/assignment`, 'assignTicket', 'catalog', 'WrittenTicket'),
  act('correction:correct', `${ticket}/{id}/answer`, 'correctEntry', 'catalog', 'WrittenTicket'),
  act('correction:reject', `${ticket}/{id}/rejection`, 'rejectTicket', 'catalog', 'WrittenTicket'),
  act('correction:close', `${ticket}/{id}/closure`, 'closeTicket', 'catalog', 'WrittenTicket'),
  act('sharing:request', share, 'requestShare', 'sharing', 'WrittenShare'),
  act('sharing:decide', `${share}/{id}/decision`, 'decideShare', 'sharing', 'WrittenShare'),
  act('sharing:record', `${share}/{id}/delivery`, 'recordShare', 'sharing', 'WrittenShare'),
  act('sharing:consent', consent, 'giveProviderConsent', 'sharing', 'WrittenProviderConsent'),
  act(
    'sharing:withdraw',
    `${consent}/{catalogNo}/{recipient}/{purpose}/withdrawal`,
    'withdrawProviderConsent',
    'sharing',
    'WrittenProviderConsent',
  ),
  act('backflow:request', flow, 'requestBackflow', 'sharing', 'WrittenBackflow'),
  act('backflow:decide', `${flow}/{id}/decision`, 'decideBackflow', 'sharing', 'WrittenBackflow'),
  act('backflow:deliver', `${flow}/{id}/delivery`, 'deliverBackflow', 'sharing', 'WrittenBackflow'),
  act('backflow:ack', `${flow}/{id}/receipt`, 'ackBackflow', 'sharing', 'WrittenBackflow'),
  act('opening:review', review, 'reviewOpening', 'opening', 'WrittenOpenReview'),
  act('opening:publish', set, 'publishOpenSet', 'opening', 'WrittenOpenSet'),
  act('opening:grant', grant, 'grantOpening', 'opening', 'WrittenOpenGrant'),
  act('opening:revoke', `${grant}/{id}/revocation`, 'revokeOpening', 'opening', 'WrittenOpenGrant'),
  act(
    'opening:deliver',
    `${grant}/{grant}/deliveries`,
    'deliverOpening',
    'opening',
    'WrittenOpenDelivery',
  ),
  act('attestation:issue', attestation, 'issueAttestation', 'attestations', 'WrittenAttestation'),
  act(
    'attestation:withdraw',
    `${attestation}/{id}/withdrawal`,
    'withdrawAttestation',
    'attestations',
    'WrittenAttestation',
  ),
  act('audit:require', '/v1/audits', 'requireAudit', 'privacy', 'WrittenAuditDuty'),
  act('complaint:file', complaint, 'fileComplaint', 'privacy', 'WrittenComplaint'),
  act(
    'complaint:investigate',
    `${complaint}/{id}/investigation`,
    'investigateComplaint',
    'privacy',
    'WrittenComplaint',
  ),
  act(
    'complaint:decide',
    `${complaint}/{id}/decision`,
    'decideComplaint',
    'privacy',
    'WrittenComplaint',
  ),
  act('incident:report', incident, 'reportIncident', 'privacy', 'WrittenIncident'),
  act(
    'incident:contain',
    `${incident}/{id}/containment`,
    'containIncident',
    'privacy',
    'WrittenIncident',
  ),
  act('incident:close', `${incident}/{id}/closure`, 'closeIncident', 'privacy', 'WrittenIncident'),
];

/** What is asked; what the path does not give is in the query string. */
const questions: readonly Row<QueryName>[] = [
  ask('catalog:read', `${entry}/{catalogNo}`, 'readEntry', 'catalog'),
  ask('catalog:history', `${entry}/{catalogNo}/versions`, 'listEntryVersions', 'catalog'),
  ask('catalog:version', `${entry}/{catalogNo}/versions/{version}`, 'readEntryVersion', 'catalog'),
  ask('catalogmonth:read', `${month}/{department}/{month}`, 'readCatalogClosing', 'catalog'),
  ask('catalogmonth:diff', `${month}/{department}/{from}/{to}/diff`, 'diffMonths', 'catalog'),
  ask(
    'catalogmonth:proof',
    `${month}/{department}/{month}/proofs/{catalogNo}`,
    'proveEntry',
    'catalog',
  ),
  ask('survey:read', `${survey}/{id}`, 'readSurvey', 'catalog'),
  ask('correction:read', `${ticket}/{id}`, 'readTicket', 'catalog'),
  ask('sharing:read', `${share}/{id}`, 'readShare', 'sharing'),
  ask(
    'sharing:consented',
    `${consent}/{catalogNo}/{recipient}/{purpose}`,
    'readProviderConsent',
    'sharing',
  ),
  ask('backflow:read', `${flow}/{id}`, 'readBackflow', 'sharing'),
  ask('opening:decision', `${review}/{id}`, 'readOpenReview', 'opening'),
  ask('opening:set', `${set}/{id}`, 'readOpenSet', 'opening'),
  ask('opening:granted', `${grant}/{id}`, 'readOpenGrant', 'opening'),
  ask('opening:deliveries', `${grant}/{grant}/deliveries`, 'listOpenDeliveries', 'opening'),
  ask('attestation:read', `${attestation}/{id}`, 'readAttestation', 'attestations'),
  ask('attestation:list', attestation, 'listAttestations', 'attestations'),
  ask('attestation:stages', '/v1/compliance-stages', 'readStages', 'attestations'),
  ask('audit:report', '/v1/audits', 'reportAudits', 'privacy'),
  ask('complaint:read', `${complaint}/{id}`, 'readComplaint', 'privacy'),
  ask('complaint:contact', `${complaint}/{id}/contact`, 'readComplainant', 'privacy'),
  ask('incident:read', `${incident}/{id}`, 'readIncident', 'privacy'),
];

/** Numbers come as text in a path or query string. */
const asText: Readonly<Record<string, z.ZodType>> = {
  version: whole(1, 1_000_000),
  page: whole(1, 100_000),
  limit,
  cursor,
  kind: AttestationKind,
};

const partsOf = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, part = '']) => part);

/** The members of an input as a path or query string gives them. */
function members(name: Name, wanted: (member: string) => boolean): z.ZodObject {
  const { shape } = specOf(name).input as z.ZodObject;
  const found = Object.entries(shape as z.ZodRawShape).filter(([member]) => wanted(member));
  return z.strictObject(
    Object.fromEntries(found.map(([member, schema]) => [member, asText[member] ?? schema])),
  );
}

const same = (params: Members): Members => params;

/** One written form an id: several acts answer with the same record. */
const forms = new Map<string, z.ZodType>();
function formOf({ name, writtenId }: Act): z.ZodType {
  const known = forms.get(writtenId) ?? written(specOf(name).output, writtenId);
  forms.set(writtenId, known);
  return known;
}

/** `/v1/catalog` and around it: 一本账, sharing, opening, attestations, personal information. */
export function publicCatalog(deps: Writing): Route[] {
  return [
    ...acts.map((row) => {
      const { name, path, operationId, tag } = row;
      const inPath = partsOf(path);
      const given =
        inPath.length === 0
          ? {}
          : { params: members(name, (each) => inPath.includes(each)), inputOf: same, inPath };
      return actRoute(deps, { name, path, operationId, tag, ...given, written: formOf(row) });
    }),
    ...questions.map(({ name, path, operationId, tag }) => {
      const inPath = partsOf(path);
      const params = members(name, (each) => inPath.includes(each));
      const query = members(name, (each) => !inPath.includes(each));
      return askRoute(deps, {
        ...{ name, path, operationId, tag },
        ...(inPath.length === 0 ? {} : { params }),
        ...(Object.keys(query.shape).length === 0 ? {} : { query }),
      });
    }),
  ];
}
