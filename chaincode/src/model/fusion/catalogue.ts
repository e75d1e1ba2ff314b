import { z } from 'zod';
import { dataRoles } from '../access.js';
import { Id } from '../schema.js';
import { actingErrors, enrolledErrors, evaluate, submit, writingErrors } from '../transaction.js';
import * as f from './index.js';

const answering = ['FUSION_NOT_FOUND', 'CALLER_FORBIDDEN', 'FUSION_ANSWERED'] as const;

/** Every transaction about 融合开发. */
export const fusionCatalogue = {
  'fusion:propose': submit({
    summary: 'Propose to fuse data: who brings what, and who gets which right in what comes of it',
    access: dataRoles,
    input: f.ProposeFusionInput,
    output: f.FusionProject,
    event: 'fusion.proposed',
    citesBeacon: true,
    errors: [...writingErrors, 'USCC_INVALID', 'CALLER_FORBIDDEN', 'FUSION_EXISTS'],
  }),
  'fusion:agree': submit({
    summary: 'Agree to a fusion project as one of its participants',
    access: dataRoles,
    input: f.AgreeFusionInput,
    output: f.FusionAnswer,
    event: 'fusion.agreed',
    citesBeacon: true,
    errors: [...actingErrors, ...answering, 'ROOT_MISMATCH'],
  }),
  'fusion:decline': submit({
    summary: 'Decline a fusion project: it ends, as long as not everybody has agreed',
    access: dataRoles,
    input: f.DeclineFusionInput,
    output: f.FusionAnswer,
    event: 'fusion.declined',
    citesBeacon: true,
    errors: [...writingErrors, ...answering],
  }),
  'fusion:read': evaluate({
    summary: 'A fusion project, who agreed to it, and who is missing',
    access: 'ENROLLED',
    input: z.strictObject({ id: Id }).meta({ id: 'FusionRef' }),
    output: f.FusionView,
    errors: [...enrolledErrors, 'FUSION_NOT_FOUND'],
  }),
} as const;
