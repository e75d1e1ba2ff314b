import { z } from 'zod';
import { dataRoles } from '../access.js';
import { accessErrors, actingErrors, evaluate, submit, writingErrors } from '../transaction.js';
import { attemptRefusals } from '../use/catalogue.js';
import * as d from './index.js';
import { citedQueryErrors } from '../registration/cited-query.js';

/** Of a statement by a key of the party’s own. */
const signed = ['DELIVERY_KEY_NOT_BOUND', 'DELIVERY_KEY_DROPPED', 'SIGNATURE_INVALID'] as const;
const about = [
  ...actingErrors,
  ...signed,
  'DELIVERY_NOT_FOUND',
  'CALLER_FORBIDDEN',
  'DISPATCH_MISMATCH',
] as const;

/** Every transaction about deliveries: dispatched, received, disputed, and what that proves. */
export const deliveryCatalogue = {
  'delivery:bindKey': submit({
    summary: 'Bind a key of one’s own, with which deliveries are signed and which no gateway has',
    access: dataRoles,
    input: d.BindKeyInput,
    output: d.BoundKey,
    event: 'delivery.key-bound',
    citesBeacon: true,
    errors: [...actingErrors, 'SIGNATURE_INVALID', 'RECORD_EXISTS'],
  }),
  'delivery:dropKey': submit({
    summary: 'Give a key up: it signs nothing any more, and what it signed stands',
    access: dataRoles,
    input: d.DropKeyInput,
    output: d.BoundKeyDrop,
    event: 'delivery.key-dropped',
    citesBeacon: true,
    errors: [...actingErrors, 'DELIVERY_KEY_NOT_BOUND', 'DELIVERY_KEY_DROPPED'],
  }),
  'delivery:dispatch': submit({
    summary: 'Dispatch under a grant: the root over all chunks, signed by the sender’s own key',
    access: dataRoles,
    input: d.DispatchInput,
    output: z.union([d.Delivery, d.DispatchRefusal]),
    event: 'delivery.dispatch-decided',
    citesBeacon: true,
    recordsRefusal: attemptRefusals,
    errors: [
      ...writingErrors,
      ...signed,
      'GRANT_NOT_FOUND',
      'CALLER_FORBIDDEN',
      'CHUNK_COUNT_WRONG',
      'DELIVERY_EXISTS',
      'DELIVERY_OF_OTHER_DATA',
      'PURPOSE_UNKNOWN',
      'PROFILE_NOT_IN_FORCE',
      'CALENDAR_MISSING',
    ],
  }),
  'delivery:arrive': submit({
    summary: 'Say as the receiver that something of a delivery arrived, and nothing about what',
    access: dataRoles,
    input: d.ArriveInput,
    output: d.DeliveryArrival,
    event: 'delivery.arrived',
    citesBeacon: true,
    errors: [...about, 'RECEIPT_EXISTS'],
  }),
  'delivery:acknowledge': submit({
    summary: 'Sign as the receiver for exactly the chunks that are here',
    access: dataRoles,
    input: d.AcknowledgeDeliveryInput,
    output: d.DeliveryReceipt,
    event: 'delivery.acknowledged',
    citesBeacon: true,
    errors: [
      ...about,
      'ROOT_MISMATCH',
      'CHUNK_COUNT_WRONG',
      'CHUNK_RANGE_INVALID',
      'CHUNK_RANGES_INCOMPLETE',
      'RECEIPT_EXISTS',
    ],
  }),
  'delivery:dispute': submit({
    summary: 'Dispute one chunk, opening its leaf and path against the root',
    access: dataRoles,
    input: d.OpenDisputeInput,
    output: d.DeliveryDispute,
    event: 'delivery.disputed',
    citesBeacon: true,
    errors: [
      ...about,
      'CHUNK_RANGE_INVALID',
      'ROOT_MISMATCH',
      'EVIDENCE_NOT_FOUND',
      'DISPUTE_EXISTS',
      'DISPUTE_LIMIT_EXCEEDED',
    ],
  }),
  'delivery:answer': submit({
    summary: 'Answer a dispute as the other side: concede or contest it',
    access: dataRoles,
    input: d.AnswerDisputeInput,
    output: d.DisputeAnswer,
    event: 'delivery.answered',
    citesBeacon: true,
    errors: [
      ...about,
      'ROOT_MISMATCH',
      'EVIDENCE_NOT_FOUND',
      'DISPUTE_NOT_FOUND',
      'DISPUTE_ANSWERED',
    ],
  }),
  'delivery:read': evaluate({
    summary: 'A delivery with all that was signed, and what is proven of every chunk',
    access: d.deliveryReaders,
    input: d.DeliveryQuery,
    output: d.DeliveryView,
    openedBy: 'DELIVERY',
    errors: [
      ...accessErrors,
      ...(['DELIVERY_NOT_FOUND', 'CALLER_FORBIDDEN', 'AS_OF_TOO_LATE'] as const),
      ...citedQueryErrors,
    ],
  }),
  'delivery:refusals': evaluate({
    summary: 'Deliveries that were tried under a grant and that it did not permit',
    access: d.deliveryReaders,
    input: d.DispatchRefusalsInput,
    output: d.DispatchRefusalPage,
    openedBy: 'GRANT',
    errors: [
      ...accessErrors,
      ...(['GRANT_NOT_FOUND', 'CALLER_FORBIDDEN', 'CURSOR_INVALID'] as const),
      ...citedQueryErrors,
    ],
  }),
} as const;
