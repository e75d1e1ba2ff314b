import type { Role } from '../access.js';
import type { ErrorCode } from '../errors.js';
import { actingErrors, enrolledErrors, evaluate, submit, writingErrors } from '../transaction.js';
import * as i from './inputs.js';
import * as o from './order.js';

const courts: readonly Role[] = ['court'];
/** Whoever tries to lift an order that is not his is told so, and not that he lacks a role. */
const lifting: readonly Role[] = ['court', 'arbitrator', 'official', 'registrar'];
const controllers: readonly Role[] = ['official', 'supervisor'];
const uncontrolling: readonly Role[] = [...controllers, 'registrar'];

const onHold = {
  output: i.HoldAnswer,
  citesBeacon: true,
  mustEndorse: 'ORDER_GUARD',
} as const;
const onControl = { ...onHold, mustEndorse: 'CONTROL_GUARD' } as const;
const laying = [
  ...writingErrors,
  'RIGHT_NOT_FOUND',
  'ORDER_EXISTS',
  'ORDER_TERM_EXCEEDED',
  'ORDERS_TOO_MANY',
  'PROFILE_NOT_IN_FORCE',
] as const satisfies readonly ErrorCode[];
const changing = [
  ...writingErrors,
  'RIGHT_NOT_FOUND',
  'ORDER_NOT_FOUND',
  'ORDER_ENDED',
] as const satisfies readonly ErrorCode[];
const disposing = [
  ...writingErrors,
  'RIGHT_NOT_FOUND',
  'RIGHT_NOT_ACTIVE',
  'DISPOSAL_PENDING',
  'ASSET_FROZEN',
  'ORDER_EXISTS',
] as const satisfies readonly ErrorCode[];

/** 司法文书与行政管制: what only a court’s, and only an authority’s own signature does. */
export const orderCatalogue = {
  'order:freeze': submit({
    ...onHold,
    summary: 'Freeze rights, or all that a party holds; behind an earlier order it queues',
    access: courts,
    input: i.FreezeInput,
    event: 'order.frozen',
    errors: [...laying, 'USCC_INVALID'],
  }),
  'order:unfreeze': submit({
    ...onHold,
    summary: 'Lift an order: its court does, or a superior one that it names',
    access: lifting,
    input: i.LiftInput,
    event: 'order.unfrozen',
    errors: [...changing, 'ORDER_NOT_LIFTED'],
  }),
  'order:renew': submit({
    ...onHold,
    summary: 'Prolong an order before it ends; it keeps its place',
    access: courts,
    input: i.RenewHoldInput,
    event: 'order.renewed',
    errors: [
      ...changing,
      'ORDER_NOT_OWN',
      'ORDER_TERM_EXCEEDED',
      'ORDERS_TOO_MANY',
      'PROFILE_NOT_IN_FORCE',
    ],
  }),
  'order:handOver': submit({
    ...onHold,
    summary: 'Hand an order over with its case to another court',
    access: courts,
    input: i.HandOverHoldInput,
    event: 'order.handed-over',
    errors: [...changing, 'ORDER_NOT_OWN', 'ORDERS_TOO_MANY'],
  }),
  'order:cancel': submit({
    summary: 'Cancel rights by a court’s document; it takes effect with it',
    access: courts,
    input: i.CancelByOrderInput,
    output: o.JudicialOrder,
    event: 'order.cancelled',
    citesBeacon: true,
    mustEndorse: 'DISPOSAL_GUARD',
    errors: disposing,
  }),
  'order:transfer': submit({
    summary: 'Transfer rights by a court’s document; it takes effect with it',
    access: courts,
    input: i.TransferByOrderInput,
    output: o.JudicialOrder,
    event: 'order.transferred',
    citesBeacon: true,
    mustEndorse: 'DISPOSAL_GUARD',
    errors: disposing,
  }),
  'order:award': submit({
    summary: 'Record a judgment or an award with its number and digest, and what it demands',
    access: ['court', 'arbitrator'],
    input: i.AwardInput,
    output: o.JudicialOrder,
    event: 'order.awarded',
    citesBeacon: true,
    mustEndorse: 'ORDER_GUARD',
    errors: [...writingErrors, 'RIGHT_NOT_FOUND', 'ORDER_EXISTS'],
  }),
  'order:execute': submit({
    summary: 'Record by which case, order or freeze an award was carried out',
    access: ['court', 'registrar'],
    input: i.ExecuteAwardInput,
    output: o.OrderExecution,
    event: 'order.executed',
    citesBeacon: true,
    errors: [
      ...actingErrors,
      'ORDER_NOT_FOUND',
      'ORDER_EXISTS',
      'ORDERS_TOO_MANY',
      'RECORD_NOT_FOUND',
      'EXECUTION_MISMATCH',
    ],
  }),
  'order:read': evaluate({
    summary: 'A cancellation, transfer or award, and how it was carried out',
    access: 'ENROLLED',
    input: i.OrderKey,
    output: o.OrderView,
    errors: [...enrolledErrors, 'ORDER_NOT_FOUND'],
  }),

  'control:impose': submit({
    ...onControl,
    summary: 'Put rights, or all that a party holds, under administrative control',
    access: controllers,
    input: i.ControlInput,
    event: 'control.imposed',
    errors: [...laying, 'CALLER_FORBIDDEN'],
  }),
  'control:lift': submit({
    ...onControl,
    summary: 'Lift an administrative control: whoever imposed it does',
    access: uncontrolling,
    input: i.LiftInput,
    event: 'control.lifted',
    errors: [...changing, 'ORDER_NOT_LIFTED'],
  }),
  'control:renew': submit({
    ...onControl,
    summary: 'Prolong an administrative control before it ends',
    access: controllers,
    input: i.RenewHoldInput,
    event: 'control.renewed',
    errors: [
      ...changing,
      'ORDER_NOT_OWN',
      'ORDER_TERM_EXCEEDED',
      'ORDERS_TOO_MANY',
      'PROFILE_NOT_IN_FORCE',
    ],
  }),
} as const;
