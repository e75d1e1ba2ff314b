import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { ActedBy } from '../operation/acted.js';
import { Hex256, Id, line, Uscc } from '../schema.js';

/** One of the two grants of a pact, as it was offered. */
export const PactSide = z
  .strictObject({ grant: Id, grantor: Uscc, termsDigest: Hex256 })
  .meta({ id: 'PactSide' });
export type PactSide = z.infer<typeof PactSide>;

/**
 * 双向公平授权, `pact~id`: two grants, each of one side to the other, of which neither is in effect
 * without the other.
 */
export const Pact = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    first: PactSide,
    second: PactSide,
    /** Of the report that compares the terms of both: whoever agrees saw the same one. */
    terms: Hex256,
    /** Of the whole text, which both keep. */
    textDigest: Hex256,
    proposed: ActedBy,
  })
  .meta({ id: 'Pact' });
export type Pact = z.infer<typeof Pact>;

/** `pact-answer~id`: without it neither grant is in effect. */
export const PactAnswer = z
  .strictObject({
    v: z.literal(1),
    pact: Id,
    outcome: z.enum(['AGREED', 'DECLINED']),
    reasons: line(300).optional(),
    answered: ActedBy,
  })
  .meta({ id: 'PactAnswer' });
export type PactAnswer = z.infer<typeof PactAnswer>;

const beacon = BeaconCitation.optional();
const seen = { terms: Hex256, textDigest: Hex256 };

export const ProposePactInput = z
  .strictObject({ id: Id, first: Id, second: Id, ...seen, beacon })
  .meta({ id: 'ProposePactInput' });
export type ProposePactInput = z.infer<typeof ProposePactInput>;
export const AgreePactInput = z
  .strictObject({ id: Id, ...seen, beacon })
  .meta({ id: 'AgreePactInput' });
export type AgreePactInput = z.infer<typeof AgreePactInput>;
export const DeclinePactInput = z
  .strictObject({ id: Id, reasons: line(300), beacon })
  .meta({ id: 'DeclinePactInput' });

/** The side of a pact that a grant is bound to. */
export const counterpartOf = ({ first, second }: Pact, grant: string): PactSide =>
  first.grant === grant ? second : first;
