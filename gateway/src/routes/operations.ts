import {
  Affiliation,
  Id,
  OperatedProduct,
  OperationDelivery,
  OperationDisclosure,
  RevenueStatement,
  TimelineEntry,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Route } from '../http/route.js';
import { actRoute, askRoute, type Members } from './carried.js';
import { written, type Writing } from './written.js';

const tag = 'operation';
const params = z.strictObject({ id: Id });
const ofAgreement = {
  tag,
  params,
  inputOf: ({ id }: Members): Members => ({ agreement: id }),
  inPath: ['agreement'],
};
const WrittenDisclosure = written(OperationDisclosure, 'WrittenDisclosure');
const WrittenProduct = written(OperatedProduct, 'WrittenProduct');
const WrittenStatement = written(RevenueStatement, 'WrittenStatement');

/** What is done under an agreement, and who earns what. */
export const operations = (deps: Writing): Route[] => [
  ...disclosed(deps),
  ...products(deps),
  ...revenue(deps),
];

function disclosed(deps: Writing): Route[] {
  const agreement = '/v1/agreements/{id}';
  return [
    actRoute(deps, {
      ...{ ...ofAgreement, name: 'operation:publishScope', operationId: 'publishScope' },
      path: `${agreement}/scope-disclosures`,
      written: WrittenDisclosure,
    }),
    actRoute(deps, {
      ...{ ...ofAgreement, name: 'operation:publishProducts', operationId: 'publishProducts' },
      path: `${agreement}/product-disclosures`,
      written: WrittenDisclosure,
    }),
    askRoute(deps, {
      ...{ name: 'operation:disclosure', operationId: 'readDisclosure', tag, params },
      path: '/v1/disclosures/{id}',
    }),
    actRoute(deps, {
      ...{ ...ofAgreement, name: 'operation:evaluate', operationId: 'evaluateOperation' },
      path: `${agreement}/evaluations`,
      written: written(TimelineEntry, 'WrittenEvaluation'),
    }),
    actRoute(deps, {
      ...{ ...ofAgreement, name: 'operation:recordAffiliate', operationId: 'recordAffiliate' },
      path: `${agreement}/affiliates`,
      written: written(Affiliation, 'WrittenAffiliation'),
    }),
  ];
}

function products(deps: Writing): Route[] {
  const ofProduct = {
    ...{ tag, params, inputOf: ({ id }: Members): Members => ({ product: id }) },
    inPath: ['product'],
  };
  return [
    actRoute(deps, {
      ...{ name: 'operation:addProduct', path: '/v1/products', operationId: 'addProduct', tag },
      written: WrittenProduct,
      location: ({ id }) => `/v1/products/${String(id)}`,
    }),
    askRoute(deps, {
      ...{ name: 'operation:product', path: '/v1/products/{id}', operationId: 'readProduct' },
      ...{ tag, params },
    }),
    actRoute(deps, {
      ...{ ...ofProduct, name: 'operation:deliver', operationId: 'deliverProduct' },
      path: '/v1/products/{id}/deliveries',
      written: written(OperationDelivery, 'WrittenDelivery'),
      location: ({ id }) => `/v1/product-deliveries/${String(id)}`,
    }),
    askRoute(deps, {
      ...{ name: 'operation:delivery', operationId: 'readProductDelivery', tag, params },
      path: '/v1/product-deliveries/{id}',
    }),
    actRoute(deps, {
      ...{ ...ofProduct, name: 'operation:linkRegistration', operationId: 'linkRegistration' },
      path: '/v1/products/{id}/registration',
      written: WrittenProduct,
    }),
  ];
}

function revenue(deps: Writing): Route[] {
  const path = '/v1/revenue-statements/{id}';
  return [
    actRoute(deps, {
      ...{ name: 'revenue:state', path: '/v1/revenue-statements', operationId: 'stateRevenue' },
      ...{ tag, written: WrittenStatement },
      location: ({ id }) => `/v1/revenue-statements/${String(id)}`,
    }),
    askRoute(deps, {
      ...{ name: 'revenue:read', path, operationId: 'readRevenueStatement', tag, params },
    }),
    actRoute(deps, {
      ...{ name: 'revenue:sign', path: `${path}/signatures`, operationId: 'signRevenue' },
      ...{ tag, params, inputOf: ({ id }: Members): Members => ({ id }), inPath: ['id'] },
      written: WrittenStatement,
    }),
    askRoute(deps, {
      ...{ name: 'revenue:recompute', path: `${path}/recomputation`, tag, params },
      operationId: 'recomputeRevenue',
    }),
  ];
}
