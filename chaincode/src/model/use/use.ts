import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { ActedBy } from '../operation/acted.js';
import { refusedShape } from '../refusal.js';
import { Id } from '../schema.js';
import { attempted, declared, spending, worked } from './declared.js';
import { Taken } from './quota.js';

export const RecordUseInput = z
  .strictObject({
    id: Id,
    ...declared,
    ...worked,
    ...spending,
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'RecordUseInput' });

const facts = {
  v: z.literal(1),
  id: Id,
  ...declared,
  ...worked,
  ...attempted,
  used: ActedBy,
};

/** 使用记录, `grant-use~id`: what a grantee says that it does under a grant, and what the rules said. */
export const GrantUse = z
  .discriminatedUnion('outcome', [
    z.strictObject({ ...facts, outcome: z.literal('PERMITTED'), taken: z.array(Taken) }),
    z.strictObject({ ...facts, ...refusedShape }),
  ])
  .meta({ id: 'GrantUse' });
export type GrantUse = z.infer<typeof GrantUse>;
