import {
  catalogue,
  CaseType,
  CertificateFace,
  CertificateNo,
  CertificateStatus,
  DateText,
  Id,
  Instant,
  LedgerError,
  Month,
  SerialHead,
  Uscc,
  VersionRef,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, Times } from './carried.js';
import type { RegisterRoutes } from './register.js';
import { listOf, pageOf } from './list.js';
import { written } from './written.js';

const PDF = 'application/pdf';
const tag = 'certificates';
const CertificateParams = z.strictObject({ no: CertificateNo });
const CertificateItem = z
  .strictObject({
    no: CertificateNo,
    case: Id,
    type: CaseType,
    registrar: Uscc,
    data: VersionRef,
    status: CertificateStatus,
    registeredAt: Instant,
    lastValidDay: DateText,
    nextChangeAt: Instant.nullable(),
  })
  .meta({ id: 'CertificateItem' });
const CertificateList = listOf(CertificateItem, 'CertificateList');
const ListQuery = z.strictObject({
  registrar: Uscc.optional(),
  month: Month.optional(),
  status: CertificateStatus.optional(),
  asOf: Instant.optional(),
  ...{ limit, cursor },
});

/** `/v1/certificates`: 登记凭证 issued, listed, read, printed. */
export function certificates(deps: RegisterRoutes): Route[] {
  const ofNumber = { name: 'register:certificate' as const, tag, params: CertificateParams };
  const path = '/v1/certificates/{no}';
  return [
    actRoute(deps, {
      name: 'register:certify',
      path: '/v1/certificates',
      operationId: 'issueCertificates',
      tag,
      written: written(catalogue['register:certify'].output, 'IssuedCertificates'),
    }),
    list(deps),
    askRoute(deps, {
      ...{ ...ofNumber, path, operationId: 'readCertificate' },
      query: z.strictObject(Times),
    }),
    face(deps),
    print(deps),
    attestRoute(deps, {
      ...{ ...ofNumber, path: `${path}/attestation`, operationId: 'attestCertificate' },
    }),
    actRoute(deps, {
      name: 'register:voidSerials',
      path: '/v1/serials/void',
      operationId: 'voidSerials',
      tag,
      written: written(SerialHead, 'WrittenSerialHead'),
    }),
  ];
}

function list({ queries, cursors, now }: RegisterRoutes): Route {
  return route({
    method: 'get',
    path: '/v1/certificates',
    operationId: 'listCertificates',
    tag,
    summary: 'List certificates by registrar, month and status',
    description:
      'Status is computed for `asOf`; `nextChangeAt` says when time alone changes it. A page may ' +
      'be short while `next` is there.',
    scope: 'registration:read',
    query: ListQuery,
    replies: { 200: CertificateList },
    carries: [],
    errors: ['CURSOR_INVALID', 'READ_MODEL_STOPPED'],
    async handle({ query }) {
      await queries.ready();
      const { registrar, month, status } = query;
      const knownAt = now().toISOString();
      const asked = { registrar, month, status, asOf: query.asOf ?? knownAt, knownAt };
      const name = ['certificates', registrar, month, status];
      const body = await pageOf(cursors, name, query, async (request) => ({
        ...(await queries.register.certificates(asked, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
}

const printing = {
  method: 'get' as const,
  tag,
  scope: 'registration:read' as const,
  params: CertificateParams,
  carries: [],
};

/** @throws LedgerError CERTIFICATE_NOT_FOUND */
async function faceOf({ queries }: RegisterRoutes, no: string): Promise<CertificateFace> {
  await queries.ready();
  const found = await queries.register.face(no);
  if (found !== undefined) return found;
  throw new LedgerError('CERTIFICATE_NOT_FOUND', `There is no certificate ${no}.`, { key: [no] });
}

function face(deps: RegisterRoutes): Route {
  return route({
    ...printing,
    path: '/v1/certificates/{no}/face',
    operationId: 'readCertificateFace',
    summary: 'What stands on a certificate, as it was when it was issued',
    replies: { 200: CertificateFace },
    errors: ['CERTIFICATE_NOT_FOUND', 'READ_MODEL_STOPPED'],
    async handle({ params }) {
      return { status: 200, body: await faceOf(deps, params.no) };
    },
  });
}

function print(deps: RegisterRoutes): Route {
  return route({
    ...printing,
    path: '/v1/certificates/{no}/pdf',
    operationId: 'printCertificate',
    summary: 'A certificate to print: one number gives the same bytes every time',
    media: PDF,
    replies: { 200: z.string().meta({ description: 'PDF' }) },
    errors: ['CERTIFICATE_NOT_FOUND', 'CHARACTER_NOT_PRINTABLE', 'READ_MODEL_STOPPED'],
    async handle({ params: { no } }) {
      const printed = await faceOf(deps, no);
      // Only who prints pays for loading what prints.
      const { printApart } = await import('../certificate/apart.js');
      const bytes = await printApart(printed);
      const headers = { 'content-disposition': `inline; filename="${no}.pdf"` };
      return { status: 200, body: undefined, bytes, headers };
    },
  });
}
