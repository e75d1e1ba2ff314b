import { z } from 'zod';
import { Instant, Page, pageOf } from '../schema.js';
import { Asked } from '../registration/case.js';
import { VersionRef } from '../registration/description.js';
import { LookupCode } from './lookup-code.js';
import { ResourceView } from './state.js';

const times = { asOf: Instant.optional(), knownAt: Instant.optional() };

export const ResourceKey = z
  .strictObject({ lookupCode: LookupCode, ...times })
  .meta({ id: 'ResourceKey' });
export const ResourcesOfVersionInput = z
  .strictObject({ data: VersionRef, ...times, ...Page })
  .meta({ id: 'ResourcesOfVersionInput' });
export const ResourcePage = pageOf(ResourceView)
  .extend({ asked: Asked })
  .meta({ id: 'ResourcePage' });
