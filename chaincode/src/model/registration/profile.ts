import { z } from 'zod';
import { ClockRule, Period } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { Code, line, Version } from '../schema.js';
import { Article, CaseType, Effect, OriginType, type RightType } from './codes.js';

/** YES and NO; CONTRACT: as the contract says; CONSENT: with every other participant's consent. */
export const MatrixCell = z.enum(['YES', 'NO', 'CONTRACT', 'CONSENT']).meta({ id: 'MatrixCell' });
export type MatrixCell = z.infer<typeof MatrixCell>;

/** One row of the origin → rights matrix (NATIONAL_2026/21). */
export const MatrixRow = z
  .strictObject({
    origin: OriginType,
    HOLD: MatrixCell,
    USE: MatrixCell,
    OPERATE: MatrixCell,
    article: Article,
    condition: line(200).optional(),
  })
  .meta({ id: 'MatrixRow' });
export type MatrixRow = z.infer<typeof MatrixRow>;

/** What keeps an origin out of the register, or asks for more before it may come in. */
export const Gate = z
  .strictObject({
    origin: OriginType,
    code: z.enum(['NOT_REGISTRABLE_GOV_RAW', 'PUBLIC_CODE_REQUIRED', 'ENTRUSTED_NO_RIGHTS']),
    article: Article,
  })
  .meta({ id: 'Gate' });

/** How a case type runs. */
export const Procedure = z
  .strictObject({
    type: CaseType,
    effect: Effect,
    article: Article,
    initiators: z.array(z.enum(['PARTY', 'REGISTRAR'])).min(1),
    review: z.enum(['PRUDENT', 'FORMAL']),
    notice: z.boolean(),
    /** Whether the data must be deposited as evidence before the application. */
    evidenceFirst: z.boolean(),
    /** Whether registration ends in a certificate of its own. */
    certificate: z.boolean(),
    /** The time to decide, where it is another than for other types. */
    decision: ClockRule.optional(),
  })
  .meta({ id: 'Procedure' });
export type Procedure = z.infer<typeof Procedure>;

export const RefusalGround = z
  .strictObject({ code: Code, article: Article, zh: line(100) })
  .meta({ id: 'RefusalGround' });

/** What a profile says of the register of public data resources. */
export const ResourceRules = z
  .strictObject({
    /** On which the deposit before the application rests. */
    evidenceArticle: Article,
    /** Parts of the form that an application must fill. */
    requiredSections: z
      .array(z.enum(['lawfulSource', 'products', 'scenarios', 'riskAssessment', 'catalogNos']))
      .max(10),
    /** On which these parts rest, and what they are held against. */
    sectionsArticle: Article,
    /** Whether the catalogue numbers are held against the master catalogue. */
    catalogued: z.literal(true).optional(),
    /** The kind of attestation that the risk assessment must be; left out, its digest is enough. */
    assessment: z.literal('SECURITY_ASSESSMENT').optional(),
    cancellationGrounds: z.array(RefusalGround).min(1).max(20),
    revocationGrounds: z.array(RefusalGround).min(1).max(20),
  })
  .meta({ id: 'ResourceRules' });

export const clockNames = [
  'ACCEPTANCE',
  'SUPPLEMENT',
  'DECISION',
  'NOTICE',
  'OBJECTION',
  'HOLDER_NOTICE',
] as const;
export const Clocks = z
  .strictObject({
    ACCEPTANCE: ClockRule,
    /** The longest time a correction notice may give. */
    SUPPLEMENT: ClockRule,
    DECISION: ClockRule,
    NOTICE: ClockRule,
    OBJECTION: ClockRule,
    HOLDER_NOTICE: ClockRule,
  })
  .meta({ id: 'Clocks' });
export type Clocks = z.infer<typeof Clocks>;

/** A signed, versioned rule set: everything the engine needs that a law decides. */
export const RuleProfile = z
  .strictObject({
    kind: z.literal('PROFILE'),
    listId: Code,
    version: Version,
    basis: line(200),
    title: line(120),
    /** National: the receipt of the national system; local: the deposit’s own commit. */
    registrationMoment: z.enum(['NATIONAL_RECEIPT', 'DEPOSIT']),
    registrationArticle: Article,
    matrix: z.array(MatrixRow).min(1).max(30),
    gates: z.array(Gate).max(30),
    procedures: z.array(Procedure).min(1).max(20),
    refusalGrounds: z.array(RefusalGround).min(1).max(30),
    clocks: Clocks,
    validity: Period,
    validityArticle: Article,
    /** How long before expiry a renewal may be applied for. */
    renewalOpens: Period,
    renewalArticle: Article,
    /** Years that files are kept at least. */
    retentionYears: z.int().min(1).max(100),
    limits: z.strictObject({
      nameMax: z.int().min(1).max(200),
      overviewMax: z.int().min(1).max(2000),
      article: Article,
    }),
    /** Fields of the description that an application must fill, beside those it always has. */
    requiredFields: z
      .array(z.enum(['industry', 'timeSpan', 'volume', 'restrictions.text']))
      .max(10),
    /** In basis points: from which similarity, or share of the smaller table, on to explain. */
    overlap: z.strictObject({
      similarity: z.int().min(1).max(10_000),
      containment: z.int().min(1).max(10_000),
      article: Article,
    }),
    selfApplicationArticle: Article,
    changeArticle: Article,
    /** Only where the profile governs public data resources. */
    resource: ResourceRules.optional(),
  })
  .meta({ id: 'RuleProfile' });
export type RuleProfile = z.infer<typeof RuleProfile>;

/** Which version of which profile a record was made under. */
export const ProfileRef = z.strictObject({ id: Code, version: Version }).meta({ id: 'ProfileRef' });
export type ProfileRef = z.infer<typeof ProfileRef>;

/** @throws LedgerError INPUT_INVALID naming what stands twice or is missing */
export function checkProfile(profile: RuleProfile): void {
  const bad = (what: string): LedgerError =>
    new LedgerError('INPUT_INVALID', `Profile ${profile.listId} states ${what} twice.`, { what });
  const lists: readonly (readonly string[])[] = [
    profile.matrix.map(({ origin }) => `matrix ${origin}`),
    profile.gates.map(({ origin, code }) => `gate ${origin} ${code}`),
    profile.procedures.map(({ type }) => `procedure ${type}`),
    profile.refusalGrounds.map(({ code }) => `ground ${code}`),
    (profile.resource?.cancellationGrounds ?? []).map(({ code }) => `cancellation ${code}`),
    (profile.resource?.revocationGrounds ?? []).map(({ code }) => `revocation ${code}`),
  ];
  for (const names of lists) {
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) throw bad(twice);
  }
}

/** The clocks of a case: those of the profile, with what its procedure has of its own. */
export const clocksOf = ({ clocks }: RuleProfile, { decision }: Procedure): Clocks =>
  decision === undefined ? clocks : { ...clocks, DECISION: decision };

/** @throws LedgerError CASE_TYPE_UNKNOWN */
export function procedureOf(profile: RuleProfile, type: CaseType): Procedure {
  const found = profile.procedures.find((procedure) => procedure.type === type);
  if (found !== undefined) return found;
  throw new LedgerError(
    'CASE_TYPE_UNKNOWN',
    `${profile.listId} version ${profile.version} knows no case of type ${type}.`,
    { profile: profile.listId, version: profile.version, type },
  );
}

/** The matrix’s word on a right, with the article; an origin that is not listed gives none. */
export function matrixCell(
  profile: RuleProfile,
  origin: OriginType,
  right: RightType,
): { readonly cell: MatrixCell; readonly article: string } {
  const row = profile.matrix.find((each) => each.origin === origin);
  return row === undefined
    ? { cell: 'NO', article: profile.registrationArticle }
    : { cell: row[right], article: row.article };
}
