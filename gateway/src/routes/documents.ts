import {
  type Actor,
  type CitedQuery,
  citedIn,
  citedQuery,
  Code,
  Hex256,
  Id,
  isLive,
  isPerson,
  type RegistrationCase,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Principal } from '../auth/principal.js';
import {
  type DocumentActor,
  DocumentEntry,
  DocumentEvent,
  KeptDocument,
} from '../documents/entry.js';
import type { DocumentStore } from '../documents/port.js';
import { GatewayError } from '../errors.js';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { CaseParams, type RegisterRoutes } from './register.js';

export interface DocumentRoutes extends RegisterRoutes {
  readonly documents: DocumentStore;
}

export const DocumentParams = z.strictObject({ id: Hex256 });
const Paging = z.strictObject({ limit, cursor });
/** A state organ names its recorded query; `purpose` is then the code that it was recorded for. */
const Cited = z.strictObject(citedQuery);
const CitedPaging = Paging.extend(citedQuery);
const Purpose = z.strictObject({ purpose: z.string().min(1).max(200), query: Id.optional() });
const listOfDocuments = <T extends z.ZodType>(item: T, id: string): z.ZodType =>
  z.strictObject({ items: z.array(item), next: z.string().optional() }).meta({ id });
const DocumentList = listOfDocuments(DocumentEntry, 'DocumentList');
const DocumentHistory = listOfDocuments(DocumentEvent, 'DocumentHistory');

/** What acting on a document may answer beside the store’s own refusals. */
export const common = ['DOCUMENT_NOT_FOUND', 'DOCUMENT_FORBIDDEN', 'DOCUMENTS_CLOSED'] as const;

/** `/v1/cases/{id}/documents` and `/v1/documents`: materials of applications, kept encrypted. */
export function documents(deps: DocumentRoutes): Route[] {
  return [...ofCase(deps), ...reads(deps)];
}

function ofCase(deps: DocumentRoutes): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/cases/{id}/documents',
      operationId: 'keepDocument',
      tag: 'documents',
      summary: 'Keep a document of a case, encrypted; the answer says what may go on the ledger',
      description:
        'The body is the bytes themselves; Content-Digest states their SHA-256. Open to the ' +
        'applicant, the registrar of the case, the court and supervisors.',
      scope: 'registration:write',
      params: CaseParams,
      query: z.strictObject({ kind: Code, ...citedQuery }),
      takesOctets: true,
      keeps: 'memory',
      replies: { 201: KeptDocument },
      carries: ['registration:read'],
      errors: ['DOCUMENT_TOO_LARGE', 'DOCUMENT_MISMATCH', 'DISK_FULL', ...common],
      async handle({ params, query, octets, principal }) {
        if (octets === undefined) throw new TypeError('The route takes bytes.');
        const { record, by } = await partOf(deps, params.id, principal, query);
        const about = {
          caseId: params.id,
          kind: query.kind,
          mediaType: octets.mediaType,
          readers: {
            // A natural person reads through its registrar.
            uscc: [...new Set([record.applicant, record.registrar])].filter(
              (party) => !isPerson(party),
            ),
            roles: ['court' as const, 'supervisor' as const],
          },
          storedBy: by,
          retainYears: await retentionOf(deps, record, principal),
        };
        const kept = await deps.documents.put(octets.stream, about);
        return { status: 201, body: kept, headers: { location: `/v1/documents/${kept.id}` } };
      },
    }),
    route({
      method: 'get',
      path: '/v1/cases/{id}/documents',
      operationId: 'listDocuments',
      tag: 'documents',
      summary: 'Documents of a case in the order in which they came, erased ones too',
      scope: 'registration:read',
      params: CaseParams,
      query: CitedPaging,
      replies: { 200: DocumentList },
      carries: ['registration:read'],
      errors: common,
      async handle({ params, query, principal }) {
        await partOf(deps, params.id, principal, query);
        const page = await deps.documents.list(params.id, pageOf(query));
        return { status: 200, body: pageBody(page) };
      },
    }),
  ];
}

function reads(deps: DocumentRoutes): Route[] {
  const store = deps.documents;
  return [
    route({
      method: 'get',
      path: '/v1/documents/{id}',
      operationId: 'describeDocument',
      tag: 'documents',
      summary: 'What is kept under an id, without its content',
      scope: 'registration:read',
      params: DocumentParams,
      query: Cited,
      replies: { 200: DocumentEntry },
      carries: ['registration:read'],
      errors: common,
      async handle({ params, query, principal }) {
        const entry = await store.entry(params.id);
        await partOf(deps, entry.caseId, principal, query);
        return { status: 200, body: entry };
      },
    }),
    content(deps),
    route({
      method: 'get',
      path: '/v1/documents/{id}/history',
      operationId: 'readDocumentHistory',
      tag: 'documents',
      summary: 'What was done with a document, and who read it for what, oldest first',
      scope: 'registration:read',
      params: DocumentParams,
      query: CitedPaging,
      replies: { 200: DocumentHistory },
      carries: ['registration:read'],
      errors: common,
      async handle({ params, query, principal }) {
        const entry = await store.entry(params.id);
        await partOf(deps, entry.caseId, principal, query);
        return { status: 200, body: pageBody(await store.history(params.id, pageOf(query))) };
      },
    }),
  ];
}

function content(deps: DocumentRoutes): Route {
  return route({
    method: 'get',
    path: '/v1/documents/{id}/content',
    operationId: 'openDocument',
    tag: 'documents',
    summary: 'The content; who reads it and what for is written down first',
    scope: 'registration:read',
    params: DocumentParams,
    query: Purpose,
    replies: { 200: z.unknown() },
    media: '*/*',
    carries: ['registration:read'],
    errors: ['DOCUMENT_ERASED', 'DOCUMENT_DAMAGED', ...common],
    async handle({ params, query, principal }) {
      await requirePurposeOf(deps, params.id, principal, query);
      const reader = { ...(await actorOf(deps, principal)), purpose: query.purpose };
      const { entry, content: pieces } = await deps.documents.open(params.id, reader);
      const { mediaType } = entry;
      return { status: 200, body: undefined, content: { mediaType, pieces } };
    },
  });
}

/** What a state organ may open, the ledger says; everybody else the store does. */
async function requirePurposeOf(
  deps: DocumentRoutes,
  id: string,
  principal: Principal,
  cited: CitedQuery,
): Promise<void> {
  const { role } = await actorOf(deps, principal);
  if (role !== 'court' && role !== 'supervisor') return;
  await partOf(deps, (await deps.documents.entry(id)).caseId, principal, cited);
}

interface Part {
  readonly record: RegistrationCase;
  readonly by: DocumentActor;
  readonly cameToNothing: boolean;
}

/**
 * The ledger itself says who may read a case; of those, another registrar or party of another’s
 * allocation has no business with the papers.
 *
 * @throws LedgerError as `registration:read`; GatewayError DOCUMENT_FORBIDDEN
 */
export async function partOf(
  deps: DocumentRoutes,
  id: string,
  principal: Principal,
  cited: CitedQuery = {},
): Promise<Part> {
  const { record, state } = await deps.ledger.evaluate(
    'registration:read',
    { id, ...citedIn(cited) },
    principal.identity,
  );
  const by = await actorOf(deps, principal);
  const entitled =
    ['court', 'supervisor'].includes(by.role) ||
    [record.applicant, record.registrar].includes(by.uscc);
  if (!entitled) throw forbidden(id);
  return { record, by, cameToNothing: !isLive(state.status) };
}

/** Holds are for those whose office it is. */
export async function officeOf(
  deps: DocumentRoutes,
  id: string,
  principal: Principal,
  cited: CitedQuery,
): Promise<DocumentActor> {
  const { caseId } = await deps.documents.entry(id);
  const { by } = await partOf(deps, caseId, principal, cited);
  if (['court', 'supervisor', 'registrar'].includes(by.role)) return by;
  throw forbidden(id);
}

async function actorOf(
  { queries }: DocumentRoutes,
  { identity }: Principal,
): Promise<DocumentActor> {
  await queries.ready();
  const { uscc, role, fingerprint }: Actor = await queries.register.reader(identity);
  return { uscc, role, fingerprint };
}

/** Years after the end of the case, from the profile the case runs under (NATIONAL_2026/10). */
async function retentionOf(
  { ledger }: DocumentRoutes,
  { profile }: RegistrationCase,
  { identity }: Principal,
): Promise<number> {
  const key = { listId: profile.id, version: profile.version };
  const { document } = await ledger.evaluate('codelist:read', key, identity);
  if (document.kind !== 'PROFILE') throw new TypeError('A case runs under a rule profile.');
  return document.retentionYears;
}

const pageOf = (query: {
  readonly limit: number;
  readonly cursor?: string | undefined;
}): { limit: number; after: string | undefined } => ({ limit: query.limit, after: query.cursor });

const pageBody = ({
  items,
  next,
}: {
  readonly items: readonly unknown[];
  readonly next: string | undefined;
}): object => ({ items, ...(next === undefined ? {} : { next }) });

export const forbidden = (id: string): GatewayError =>
  new GatewayError('DOCUMENT_FORBIDDEN', 'The documents of this case are not yours to handle.', {
    id,
  });
