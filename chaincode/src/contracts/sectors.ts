import {
  type EmergencyTarget,
  LedgerError,
  nodeName,
  versionNamed,
  VersionRef,
  versionUnknown,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';

/** Registrations of one version that are looked through; a version has one. */
const MAX_CODES = 20;

/**
 * The sectors of what is to be suspended, sorted: those of the catalogue entries that its public data
 * comes from. Of data that no catalogue has, and of a party, none is known.
 *
 * @throws LedgerError RIGHT_NOT_FOUND, VERSION_UNKNOWN
 */
export async function sectorsOf(
  ctx: LedgerContext,
  { kind, id }: EmergencyTarget,
): Promise<string[]> {
  if (kind === 'PARTY') return [];
  const data =
    kind === 'RIGHT'
      ? (await ctx.world.register.rights.require('RIGHT_NOT_FOUND', id)).data
      : await knownVersion(ctx, id);
  const sectors = new Set<string>();
  for (const catalogNo of await catalogued(ctx, data)) {
    const entry = await ctx.world.masterCatalog.entries.find(catalogNo);
    if (entry !== undefined) sectors.add(entry.classification.sector);
  }
  return [...sectors].sort();
}

async function knownVersion(ctx: LedgerContext, id: string): Promise<VersionRef> {
  const data = versionNamed(id);
  // One name a version: what is suspended is found by it.
  if (!VersionRef.safeParse(data).success || nodeName(data) !== id) {
    throw new LedgerError('VERSION_UNKNOWN', `${id} names no version.`, { id });
  }
  const key = versionKey(data);
  const { register, lineage } = ctx.world;
  const isKnown =
    (await register.versions.find(...key)) !== undefined ||
    (await lineage.nodes.find(...key)) !== undefined;
  if (isKnown) return data;
  throw versionUnknown(data);
}

async function catalogued(ctx: LedgerContext, data: VersionRef): Promise<Set<string>> {
  const { byVersion, registrations } = ctx.world.resources;
  const numbers = new Set<string>();
  for (const code of (await byVersion.first(MAX_CODES, ...versionKey(data))).items) {
    const record = await registrations.find(code);
    for (const no of record?.catalogNos ?? []) numbers.add(no);
  }
  return numbers;
}
