import { z } from 'zod';
import { recordDigest } from '../digest.js';
import { ActedBy } from '../operation/acted.js';
import { DateText, Hex256, Id, line, Uscc } from '../schema.js';
import { FieldNames, GrantScope } from './scope.js';

/** What a grant is made of: a registered right, or the grant above it. */
export const GrantSource = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('RIGHT'), right: Id }),
    z.strictObject({ kind: z.literal('GRANT'), grant: Id }),
  ])
  .meta({ id: 'GrantSource' });
export type GrantSource = z.infer<typeof GrantSource>;

/** Fields that tell of persons, and the consent on which they are given (PIPL 13, 23). */
export const PersonalFields = z
  .strictObject({ fields: FieldNames, consent: Id })
  .meta({ id: 'PersonalFields' });
export type PersonalFields = z.infer<typeof PersonalFields>;

/** What both sides agree to. It never changes; less of it is a narrowing, more is another grant. */
export const grantTerms = {
  grantee: Uscc,
  source: GrantSource,
  scope: GrantScope,
  personal: PersonalFields.optional(),
  /** Of the whole text, which both keep. */
  textDigest: Hex256,
};

/** 授权, `grant~id`: what was offered. Who accepted it and what became of it stand under keys of their own. */
export const Grant = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    grantor: Uscc,
    ...grantTerms,
    /** Over grantor, grantee, source, scope, consent and text. */
    termsDigest: Hex256,
    offered: ActedBy,
  })
  .meta({ id: 'Grant' });
export type Grant = z.infer<typeof Grant>;

/** What both sides sign, by its digest. */
export const termsDigestOf = ({
  grantor,
  grantee,
  source,
  scope,
  personal,
  textDigest,
}: Pick<Grant, 'grantor' | 'grantee' | 'source' | 'scope' | 'personal' | 'textDigest'>): string =>
  recordDigest({
    ...{ grantor, grantee, source, scope, textDigest },
    ...(personal === undefined ? {} : { personal }),
  });

/** `grant-answer~id`: without it there is an offer and nothing more. */
export const GrantAnswer = z
  .strictObject({
    v: z.literal(1),
    grant: Id,
    outcome: z.enum(['ACCEPTED', 'DECLINED']),
    reasons: line(300).optional(),
    /** The pact by which it took effect: the other side signed for it when it proposed that. */
    pact: Id.optional(),
    answered: ActedBy,
  })
  .meta({ id: 'GrantAnswer' });
export type GrantAnswer = z.infer<typeof GrantAnswer>;

const said = { reasons: line(300), ...ActedBy.shape };

/** What became of a grant: each entry counts from its own instant on. */
export const GrantEntry = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('SUSPENDED'), ...said }),
    z.strictObject({ kind: z.literal('RESUMED'), ...said }),
    z.strictObject({ kind: z.literal('NARROWED'), scope: GrantScope, ...said }),
    z.strictObject({ kind: z.literal('REVOKED'), ...said }),
    z.strictObject({ kind: z.literal('RENOUNCED'), ...said }),
    z.strictObject({
      kind: z.literal('TERMINATION_PROPOSED'),
      effectiveOn: DateText,
      textDigest: Hex256,
      ...said,
    }),
    /** 签收: the other side’s signature under the same text and day. */
    z.strictObject({
      kind: z.literal('TERMINATED'),
      effectiveOn: DateText,
      textDigest: Hex256,
      ...ActedBy.shape,
    }),
  ])
  .meta({ id: 'GrantEntry' });
export type GrantEntry = z.infer<typeof GrantEntry>;

/** `grant-conduct~id`: written by who grants and by who gives up, and by no use. */
export const GrantConduct = z
  .strictObject({ v: z.literal(1), grant: Id, entries: z.array(GrantEntry).max(210) })
  .meta({ id: 'GrantConduct' });
export type GrantConduct = z.infer<typeof GrantConduct>;

/** `grant-proof~id`: qualifications by which the grantee belongs to the classes asked for above. */
export const GrantProof = z
  .strictObject({ v: z.literal(1), grant: Id, qualifications: z.array(Id).max(20) })
  .meta({ id: 'GrantProof' });
export type GrantProof = z.infer<typeof GrantProof>;
