import {
  AdmissionDecision,
  AffiliatePair,
  ForeignCertificate,
  Id,
  Instant,
  Mandate,
  MandateEnd,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Route } from '../http/route.js';
import { actRoute, askRoute, type Members } from './carried.js';
import { written, type Writing } from './written.js';

const tag = 'market';
const params = z.strictObject({ id: Id });
const Pair = z.strictObject({ first: Uscc, second: Uscc });
const WrittenPair = written(AffiliatePair, 'WrittenAffiliatePair');

/** Who may act for whom, who hangs together, what is fit for trade, and whose answers count here. */
export const marketParties = (deps: Writing): Route[] => [
  ...affiliates(deps),
  ...mandates(deps),
  ...admissions(deps),
  ...foreign(deps),
];

function affiliates(deps: Writing): Route[] {
  const of = '/v1/affiliates';
  return [
    actRoute(deps, {
      ...{ name: 'affiliate:declare', path: of, operationId: 'declareAffiliate', tag },
      written: WrittenPair,
    }),
    askRoute(deps, {
      ...{ name: 'affiliate:read', path: `${of}/{first}/{second}`, params: Pair, tag },
      ...{ operationId: 'readAffiliate', query: z.strictObject({ asOf: Instant.optional() }) },
    }),
    actRoute(deps, {
      ...{ name: 'affiliate:end', path: `${of}/{first}/{second}/end`, params: Pair, tag },
      ...{ operationId: 'endAffiliation', inPath: ['first', 'second'], written: WrittenPair },
      inputOf: ({ first, second }: Members): Members => ({ first, second }),
    }),
  ];
}

function mandates(deps: Writing): Route[] {
  const of = '/v1/mandates';
  return [
    actRoute(deps, {
      ...{ name: 'mandate:give', path: of, operationId: 'giveMandate', tag },
      written: written(Mandate, 'WrittenMandate'),
      location: ({ id }) => `${of}/${String(id)}`,
    }),
    askRoute(deps, {
      ...{ name: 'mandate:read', path: `${of}/{id}`, operationId: 'readMandate', tag, params },
    }),
    actRoute(deps, {
      ...{ name: 'mandate:end', path: `${of}/{id}/end`, operationId: 'endMandate', tag, params },
      ...{ inPath: ['id'], written: written(MandateEnd, 'WrittenMandateEnd') },
      inputOf: ({ id }: Members): Members => ({ id }),
    }),
  ];
}

function admissions(deps: Writing): Route[] {
  const of = '/v1/admissions';
  return [
    actRoute(deps, {
      ...{ name: 'admission:decide', path: of, operationId: 'decideAdmission', tag },
      written: written(AdmissionDecision, 'WrittenAdmission'),
      location: ({ id }) => `${of}/${String(id)}`,
    }),
    askRoute(deps, {
      ...{ name: 'admission:read', path: `${of}/{id}`, operationId: 'readAdmission', tag, params },
    }),
  ];
}

function foreign(deps: Writing): Route[] {
  const of = '/v1/foreign-certificates';
  return [
    actRoute(deps, {
      ...{ name: 'foreign:present', path: of, operationId: 'presentForeign', tag },
      description:
        'Every endorser checks the signatures under the roots that the list in force pins; this ' +
        'gateway is not believed.',
      written: written(ForeignCertificate, 'WrittenForeign'),
      location: ({ id }) => `${of}/${String(id)}`,
    }),
    askRoute(deps, {
      ...{ name: 'foreign:read', path: `${of}/{id}`, operationId: 'readForeign', tag, params },
    }),
  ];
}
