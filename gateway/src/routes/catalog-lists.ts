import {
  Attestation,
  AttestationKind,
  AttestationStatus,
  CatalogEntry,
  Complaint,
  CorrectionTicket,
  OpenType,
  ShareType,
  AttestationSubject,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Scope } from '../auth/scope.js';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import type { PublicCatalog } from '../index/public-catalog/lists.js';
import { listOf, pageOf } from './list.js';
import type { RegisterRoutes } from './register.js';

const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

const Entries = z.strictObject({
  department: Uscc.optional(),
  state: z.enum(['ACTIVE', 'RETIRED']).optional(),
  shareType: ShareType.optional(),
  openType: OpenType.optional(),
});
const Tickets = z.strictObject({
  department: Uscc.optional(),
  status: CorrectionTicket.shape.status.optional(),
  overdue: yesOrNo.optional(),
});
const Attestations = z.strictObject({
  kind: AttestationKind.optional(),
  subject: AttestationSubject.optional(),
  issuer: Uscc.optional(),
  status: AttestationStatus.optional(),
});
const Complaints = z.strictObject({
  about: Uscc.optional(),
  status: Complaint.shape.status.optional(),
  overdue: yesOrNo.optional(),
});

interface List<F extends z.ZodObject, T> {
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly scope: Scope;
  readonly filter: F;
  readonly item: z.ZodType;
  readonly id: string;
  readonly ask: (
    lists: PublicCatalog,
    filter: z.output<F>,
    asOf: string,
    request: { readonly limit: number; readonly after: string | undefined },
  ) => Promise<{ readonly items: readonly T[]; readonly next: string | undefined }>;
}

function listRoute<F extends z.ZodObject, T>(
  { queries, cursors, now }: RegisterRoutes,
  { filter, item, id, ask, ...row }: List<F, T>,
): Route {
  return route({
    method: 'get',
    ...row,
    description: 'By number or id; a status is computed for now. A page may be short with `next`.',
    query: z.strictObject({ ...filter.shape, limit, cursor }),
    replies: { 200: listOf(item, id) },
    carries: [],
    errors: ['CURSOR_INVALID', 'READ_MODEL_STOPPED'],
    async handle({ query }) {
      await queries.ready();
      const {
        limit: size,
        cursor: after,
        ...given
      } = query as {
        limit: number;
        cursor?: string;
      } & Record<string, unknown>;
      const asOf = now().toISOString();
      const name = [id, JSON.stringify(given)];
      const body = await pageOf(cursors, name, { limit: size, cursor: after }, async (request) => ({
        ...(await ask(queries.publicCatalog, given as z.output<F>, asOf, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
}

const due = (record: z.ZodType): z.ZodType => z.strictObject({ record, overdue: z.boolean() });

/** Lists of the master catalogue and of what stands around it. */
export function catalogLists(deps: RegisterRoutes): Route[] {
  return [
    listRoute(deps, {
      ...{ path: '/v1/catalog/entries', operationId: 'listEntries', tag: 'catalog' },
      ...{ summary: 'Catalogue entries by department, state and type', scope: 'catalog:read' },
      ...{ filter: Entries, item: CatalogEntry, id: 'EntryList' },
      ask: (lists, filter, _asOf, request) => lists.entries(filter, request),
    }),
    listRoute(deps, {
      ...{ path: '/v1/catalog/corrections', operationId: 'listTickets', tag: 'catalog' },
      ...{ summary: 'Correction tickets, and which are overdue now', scope: 'catalog:read' },
      ...{ filter: Tickets, item: due(CorrectionTicket), id: 'TicketList' },
      ask: (lists, filter, asOf, request) => lists.tickets(filter, asOf, request),
    }),
    listRoute(deps, {
      path: '/v1/third-party-attestations/all',
      ...{ operationId: 'listAllAttestations', tag: 'attestations', scope: 'attestation:read' },
      summary: 'Attestations by kind, subject, issuer and status now',
      filter: Attestations,
      item: z.strictObject({ attestation: Attestation, status: AttestationStatus }),
      id: 'AttestationList',
      ask: (lists, filter, asOf, request) => lists.attestations(filter, asOf, request),
    }),
    listRoute(deps, {
      ...{ path: '/v1/complaints', operationId: 'listComplaints', tag: 'privacy' },
      ...{ summary: 'Complaints, and which are overdue now', scope: 'privacy:read' },
      ...{ filter: Complaints, item: due(Complaint), id: 'ComplaintList' },
      ask: (lists, filter, asOf, request) => lists.complaints(filter, asOf, request),
    }),
  ];
}
