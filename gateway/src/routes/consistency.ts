import {
  CertificateNo,
  ConsistencyCheck,
  ExternalReference,
  Id,
  LookupCode,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members, Times } from './carried.js';
import { written, type Writing } from './written.js';

const tag = 'consistency';
const WrittenReference = written(ExternalReference, 'WrittenReference');
const params = z.strictObject({ id: Id });

/** Whether the registers contradict each other, and what stands in those that are elsewhere. */
export function consistency(deps: Writing): Route[] {
  const ofCertificate = {
    ...{ name: 'consistency:answer' as const, tag, params: z.strictObject({ no: CertificateNo }) },
    inputOf: ({ no }: Members): Members => ({ certificate: no }),
  };
  const ofResource = {
    ...{ name: 'consistency:answer' as const, tag },
    params: z.strictObject({ lookupCode: LookupCode }),
  };
  const certificate = '/v1/certificates/{no}/consistency';
  const resource = '/v1/public-resources/{lookupCode}/consistency';
  const query = z.strictObject(Times);
  return [
    askRoute(deps, {
      ...{ ...ofCertificate, path: certificate, query, operationId: 'readCertificateConsistency' },
    }),
    attestRoute(deps, {
      ...{ ...ofCertificate, path: `${certificate}/attestation` },
      operationId: 'attestCertificateConsistency',
    }),
    askRoute(deps, {
      ...{ ...ofResource, path: resource, query, operationId: 'readResourceConsistency' },
    }),
    attestRoute(deps, {
      ...{ ...ofResource, path: `${resource}/attestation` },
      operationId: 'attestResourceConsistency',
    }),
    actRoute(deps, {
      ...{ name: 'consistency:check', path: '/v1/consistency-checks', tag },
      operationId: 'recordConsistencyCheck',
      written: written(ConsistencyCheck, 'WrittenConsistencyCheck'),
      location: ({ id }) => `/v1/consistency-checks/${String(id)}`,
    }),
    askRoute(deps, {
      ...{ name: 'consistency:read', path: '/v1/consistency-checks/{id}', tag, params },
      operationId: 'readConsistencyCheck',
    }),
    actRoute(deps, {
      ...{ name: 'consistency:refer', path: '/v1/references', tag, written: WrittenReference },
      operationId: 'recordReference',
    }),
    actRoute(deps, {
      ...{ name: 'consistency:end', path: '/v1/references/{id}/end', tag, params },
      ...{ written: WrittenReference, inPath: ['id'], inputOf: ({ id }: Members) => ({ id }) },
      operationId: 'endReference',
    }),
  ];
}
