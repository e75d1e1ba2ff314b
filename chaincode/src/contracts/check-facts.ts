import {
  type AdmissionDecision,
  type AdmissionEvidence,
  agreementStatus,
  areAffiliated,
  attestationStatus,
  type CheckFacts,
  citedBy,
  type Contradiction,
  coverOf,
  type Instants,
  type ListedSubject,
  nodeName,
  openAt,
  type OtherListing,
  type ResourceView,
  type RightsEntry,
  subjectOf,
  type Title,
  uncovered,
  type VersionRef,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import { attestationsOf, isAttested } from './attested.js';
import { levelOf } from './classified.js';
import { answerOf } from './consistency.js';
import type { LedgerContext } from './context.js';
import { affiliationOf, groundListing, type Offered } from './listing-ground.js';
import { brokenOrigins } from './origin-chain.js';
import { resourceViewOf } from './public-resource.js';
import { rightView } from './targets.js';

/** Of each kind of record. Whoever has more of them is told so, and not clear. */
const MAX_READ = 60;

/** Facts, and the instants that they are of. */
export interface Gathered {
  readonly facts: CheckFacts;
  readonly instants: Instants;
}

/** Everything that a rights check joins, in one reading (ledger rule 4). */
export async function gatherFacts(
  ctx: LedgerContext,
  offered: Offered,
  timed: Instants | { readonly at: string },
): Promise<Gathered> {
  const { standing, instants, pending } = await groundListing(ctx, offered, timed);
  const { terms, exchange, title } = standing;
  const { market, attestations, rules } = ctx.world;
  const { valuationDays, complianceStages = [] } = await rules.market(ctx.moment.time);
  const { disclosure, admission: of, valuation } = terms;
  const admission = of === undefined ? undefined : await market.admissions.findParsed(of);
  const facts = {
    ...{ standing, pending, valuationDays, admission },
    ...(await registered(ctx, title, exchange, instants)),
    open: await openListings(ctx, terms.subject, instants),
    disclosure:
      disclosure === undefined ? undefined : await market.disclosures.findParsed(disclosure),
    staleEvidence: await staleEvidence(ctx, admission, instants),
    uncoveredStages: await uncoveredOf(ctx, title, complianceStages, instants),
    valuation:
      valuation === undefined ? undefined : await attestations.records.findParsed(valuation),
  };
  return { facts, instants };
}

/** By the head of what was not withdrawn, so that a withdrawal in the same block is met (rule 8). */
async function uncoveredOf(
  ctx: LedgerContext,
  title: Title | undefined,
  stages: readonly string[],
  { asOf }: Instants,
): Promise<string[]> {
  if (title?.kind !== 'RIGHT' || stages.length === 0) return [];
  const subject = nodeName(title.view.right.data);
  const all = await attestationsOf(ctx, { kind: 'COMPLIANCE', subject });
  return uncovered(coverOf(stages, all, asOf));
}

/** Which listings of one right are not over. */
export async function openListings(
  ctx: LedgerContext,
  subject: ListedSubject,
  { asOf }: Instants,
): Promise<OtherListing[]> {
  return openAt(await ctx.world.market.heads.findParsed(...(await headKey(ctx, subject))), asOf);
}

/** A foreign right has one head, however often it is presented. */
export async function headKey(ctx: LedgerContext, subject: ListedSubject): Promise<string[]> {
  if (subject.kind === 'RIGHT') return ['RIGHT', subject.right];
  const record = await ctx.world.market.foreign.findParsed(subject.foreign);
  return record === undefined
    ? ['FOREIGN', subject.foreign]
    : ['FOREIGN', record.realm, record.right.id];
}

type Registered = Pick<
  CheckFacts,
  | ('certificates' | 'contradictions' | 'operation' | 'brokenOrigins')
  | ('repeats' | 'rivals' | 'operatedByExchange' | 'unassessed')
>;

const NOTHING: Registered = {
  certificates: [],
  contradictions: [],
  brokenOrigins: [],
  repeats: [],
  rivals: [],
  operatedByExchange: [],
  unassessed: [],
};

/** What this ledger’s registers say of a right of theirs; of a foreign one they say nothing. */
async function registered(
  ctx: LedgerContext,
  title: Title | undefined,
  exchange: string | undefined,
  instants: Instants,
): Promise<Registered> {
  if (title?.kind !== 'RIGHT') return NOTHING;
  const { right } = title.view;
  const resource = await resourceOf(ctx, right, instants);
  return {
    ...(await certified(ctx, right, instants)),
    operation: resource?.state.operation,
    brokenOrigins: await brokenOrigins(ctx, right.data, instants),
    repeats: await repeatsOf(ctx, right),
    rivals: await rivalsOf(ctx, right, instants),
    operatedByExchange: await operatedBy(ctx, right, exchange, instants),
    unassessed: await unassessedOf(ctx, right.data, resource, instants),
  };
}

async function certified(
  ctx: LedgerContext,
  right: RightsEntry,
  instants: Instants,
): Promise<Pick<Registered, 'certificates' | 'contradictions'>> {
  const { items } = await ctx.world.register.certificatesByRight.first(MAX_READ, right.id);
  const certificates: { no: string; status: string }[] = [];
  const contradictions = new Map<string, Contradiction>();
  for (const no of items) {
    const answer = await answerOf(ctx, { certificate: no }, { ...instants, beacon: 0 });
    certificates.push({ no, status: answer.certificate?.status ?? 'UNKNOWN' });
    for (const each of answer.contradictions) {
      contradictions.set(`${each.code} ${each.about}`, each);
    }
  }
  return { certificates, contradictions: [...contradictions.values()] };
}

async function resourceOf(
  ctx: LedgerContext,
  { publicCode }: RightsEntry,
  instants: Instants,
): Promise<ResourceView | undefined> {
  if (publicCode === undefined) return undefined;
  return resourceViewOf(ctx, publicCode, { ...instants, beacon: 0 });
}

/** The same bytes registered for the same applicant by another registrar (NATIONAL_2026/33, 39). */
async function repeatsOf(ctx: LedgerContext, right: RightsEntry): Promise<string[]> {
  const { versions, casesByDigest, cases, registrations } = ctx.world.register;
  const digest = (await versions.findParsed(...versionKey(right.data)))?.digests['SHA-256'];
  if (digest === undefined) return [];
  const found: string[] = [];
  for (const id of (await casesByDigest.first(MAX_READ, 'EXACT', digest)).items) {
    const other = id === right.case ? undefined : await cases.findParsed(id);
    if (other?.applicant !== right.holder || other.registrar === right.registrar) continue;
    if ((await registrations.find(id)) !== undefined) found.push(id);
  }
  return found;
}

/** Exclusive shares that others have in the same right to the same parts. */
async function rivalsOf(
  ctx: LedgerContext,
  right: RightsEntry,
  instants: Instants,
): Promise<string[]> {
  const { exclusive } = ctx.world.register;
  const key = [...versionKey(right.data), right.right];
  const found: string[] = [];
  for (const id of (await exclusive.findParsed(...key))?.rights ?? []) {
    if (id === right.id || right.basis?.right === id) continue;
    const { right: other, state } = await rightView(ctx, id, instants);
    const isIn =
      state.status === 'ACTIVE' && state.parts.some((part) => right.parts.includes(part));
    if (isIn && other.holder !== right.holder) found.push(id);
  }
  return found;
}

/** Rights to operate the data that the exchange holds, or somebody who is close to it. */
async function operatedBy(
  ctx: LedgerContext,
  right: RightsEntry,
  exchange: string | undefined,
  instants: Instants,
): Promise<string[]> {
  if (exchange === undefined) return [];
  const { rightsByVersion, rights } = ctx.world.register;
  const found: string[] = [];
  const { items } = await rightsByVersion.first(MAX_READ, ...versionKey(right.data), 'OPERATE');
  for (const id of items) {
    const holder = id === right.id ? undefined : (await rights.findParsed(id))?.holder;
    if (holder === undefined || holder === right.holder) continue;
    const pair = await affiliationOf(ctx, holder, exchange);
    if (holder !== exchange && !areAffiliated(pair, instants)) continue;
    if ((await rightView(ctx, id, instants)).state.status === 'ACTIVE') found.push(id);
  }
  return found;
}

/** 重要数据 needs an assessment of the version or of its entry; core data leaves nobody’s hands. */
async function unassessedOf(
  ctx: LedgerContext,
  data: VersionRef,
  resource: ResourceView | undefined,
  { asOf: at }: Instants,
): Promise<CheckFacts['unassessed']> {
  const found: { catalogNo: string; level: string }[] = [];
  for (const catalogNo of resource?.record.catalogNos ?? []) {
    const entry = await ctx.world.masterCatalog.entries.findParsed(catalogNo);
    if (entry === undefined) continue;
    const level = await levelOf(ctx, entry);
    if (level === 'CORE') found.push({ catalogNo, level });
    if (level !== 'IMPORTANT') continue;
    const kind = 'SECURITY_ASSESSMENT' as const;
    const subjects = [subjectOf(catalogNo, entry.version), nodeName(data)];
    let isAssessed = false;
    for (const subject of subjects) isAssessed ||= await isAttested(ctx, { kind, subject, at });
    if (!isAssessed) found.push({ catalogNo, level });
  }
  return found;
}

async function staleEvidence(
  ctx: LedgerContext,
  admission: AdmissionDecision | undefined,
  instants: Instants,
): Promise<AdmissionEvidence[]> {
  const stale: AdmissionEvidence[] = [];
  for (const each of admission === undefined ? [] : citedBy(admission)) {
    if (!(await counts(ctx, each, instants))) stale.push(each);
  }
  return stale;
}

/** Whether what was cited still counts: reports run out, consents and agreements end. */
async function counts(
  ctx: LedgerContext,
  { kind, id }: AdmissionEvidence,
  { asOf }: Instants,
): Promise<boolean> {
  const { attestations, tombstones, vouchers, operation } = ctx.world;
  switch (kind) {
    case 'ATTESTATION': {
      const found = await attestations.records.findParsed(id);
      return found !== undefined && attestationStatus(found, asOf) === 'VALID';
    }
    case 'EVIDENCE':
      return (await tombstones.find(id)) === undefined;
    case 'CONSENT':
      return (await vouchers.withdrawals.find(id)) === undefined;
    case 'AGREEMENT': {
      const found = await operation.agreements.findParsed(id);
      return found !== undefined && agreementStatus(found, asOf) === 'ACTIVE';
    }
    case 'CERTIFICATE':
    case 'STEP':
      return true;
  }
}

/** @throws LedgerError where a record that a finding cites is not there */
export async function requireEvidenceOf(
  ctx: LedgerContext,
  { kind, id }: AdmissionEvidence,
): Promise<void> {
  const { attestations, evidence, register, vouchers, operation, lineage } = ctx.world;
  switch (kind) {
    case 'ATTESTATION':
      await attestations.records.require('ATTESTATION_MISSING', id);
      return;
    case 'EVIDENCE':
      await evidence.require('EVIDENCE_NOT_FOUND', id);
      return;
    case 'CERTIFICATE':
      await register.certificates.require('CERTIFICATE_NOT_FOUND', id);
      return;
    case 'CONSENT':
      await vouchers.consents.require('CONSENT_NOT_FOUND', id);
      return;
    case 'AGREEMENT':
      await operation.agreements.require('AGREEMENT_NOT_FOUND', id);
      return;
    case 'STEP':
      await lineage.steps.require('STEP_NOT_FOUND', id);
      return;
  }
}
