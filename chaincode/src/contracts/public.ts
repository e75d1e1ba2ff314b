import {
  foldAll,
  type Input,
  MAX_PUBLIC,
  namedIn,
  type Output,
  type PublicCertificate,
  publicCertificate,
  publicEvidence,
  type PublicEvidence,
  publishedBy,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import { MAX_RIGHTS } from './certifying.js';
import { askedOf } from './desk.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { evidenceView } from './evidence.js';
import { certificateView } from './targets.js';

type Asked = Output<'public:digest'>['asked'];

/** 公众核验: what anybody may know, in answers that say what there is not as well. */
export class PublicContract extends LedgerContract {
  constructor() {
    super('public');
  }

  async digest(
    ctx: LedgerContext,
    input: Input<'public:digest'>,
  ): Promise<Output<'public:digest'>> {
    const asked = await askedOf(ctx, {});
    const deposits = await ctx.world.evidenceByDigest.first(MAX_PUBLIC, input.algorithm, input.hex);
    const evidence: PublicEvidence[] = [];
    for (const id of deposits.items) {
      const record = await ctx.world.evidence.require('EVIDENCE_NOT_FOUND', id);
      evidence.push(publicEvidence(await evidenceView(ctx, record)));
    }
    // Registrations are found by SHA-256; a deposit says which one belongs to an SM3.
    const same = evidence.map(({ digests }) => digests['SHA-256']);
    const known = input.algorithm === 'SHA-256' ? [input.hex] : [...new Set(same)];
    const registered = await certificatesOf(ctx, known);
    const numbers = registered.numbers.slice(0, MAX_PUBLIC);
    const certificates: PublicCertificate[] = [];
    for (const no of numbers) certificates.push(await openCertificate(ctx, no, asked));
    const truncated = deposits.truncated || registered.truncated;
    return { ...input, evidence, certificates, truncated, asked };
  }

  async certificate(
    ctx: LedgerContext,
    input: Input<'public:certificate'>,
  ): Promise<Output<'public:certificate'>> {
    const asked = await askedOf(ctx, {});
    const found = await ctx.world.register.certificates.find(input.no);
    const certificate = found === undefined ? null : await openCertificate(ctx, input.no, asked);
    return { ...input, certificate, asked };
  }
}

/** Numbers of all certificates of rights in data with one of these digests, oldest data first. */
async function certificatesOf(
  ctx: LedgerContext,
  sha256: readonly string[],
): Promise<{ numbers: string[]; truncated: boolean }> {
  const { register } = ctx.world;
  const numbers = new Set<string>();
  let truncated = false;
  for (const hex of sha256) {
    const cases = await register.casesByDigest.first(MAX_PUBLIC, 'EXACT', hex);
    truncated ||= cases.truncated;
    for (const id of cases.items) {
      for (const no of await numbersOf(ctx, id)) numbers.add(no);
    }
  }
  return { numbers: [...numbers], truncated: truncated || numbers.size > MAX_PUBLIC };
}

/** What is applied for and not registered has no rights yet, and is not public. */
async function numbersOf(ctx: LedgerContext, id: string): Promise<string[]> {
  const { register } = ctx.world;
  const { data } = await register.cases.require('CASE_NOT_FOUND', id);
  if (data === undefined) return [];
  const rights = await register.rightsByVersion.first(MAX_RIGHTS, ...versionKey(data));
  const numbers: string[] = [];
  for (const right of rights.items) {
    numbers.push(...(await register.certificatesByRight.first(MAX_PUBLIC, right)).items);
  }
  return numbers;
}

async function openCertificate(
  ctx: LedgerContext,
  no: string,
  asked: Asked,
): Promise<PublicCertificate> {
  const view = await certificateView(ctx, no, asked);
  const names = new Map<string, string>();
  for (const uscc of namedIn(view)) {
    const party = await ctx.world.parties.find(uscc);
    if (party !== undefined) names.set(uscc, party.name);
  }
  let withheld = false;
  for (const id of publishedBy(view)) {
    const record = await ctx.world.register.cases.require('CASE_NOT_FOUND', id);
    withheld ||= foldAll(record).notice?.kind === 'NOTICE_WITHHELD';
  }
  return publicCertificate(view, { names, withheld });
}
