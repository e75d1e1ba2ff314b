import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Issuer, isCurrent, issueClient, readIssuer } from '../certificate.js';
import { NetworkFailure } from '../failure.js';
import { attributesOf, type Person } from '../people.js';
import type { OrganizationPlan, Plan } from '../plan.js';
import { writeAtomically } from '../state.js';
import type { Report } from './report.js';

/** One line of `people.json`. Paths are absolute. */
export interface PersonEntry {
  readonly id: string;
  readonly mspId: string;
  readonly roles: readonly string[];
  readonly uscc?: string;
  readonly party?: string;
  readonly partyName?: string;
  readonly certificate: string;
  readonly key: string;
}

/** Issues what is missing, expired or no longer as `network.json` says; keeps the rest. */
export async function issuePeople(plan: Plan, report: Report): Promise<void> {
  const before = readEntries(plan);
  const issuers = new Map<string, Issuer>();
  const entries = plan.people.map((person) => entryOf(plan, person));
  let issued = 0;
  for (const [at, person] of plan.people.entries()) {
    const entry = entries[at];
    if (entry === undefined) continue;
    const organization = organizationOf(plan, person.mspId);
    if (canStay(entry, before.get(person.id), organization)) continue;
    const issuer = issuers.get(person.mspId) ?? (await readIssuer(caOf(organization)));
    issuers.set(person.mspId, issuer);
    const { certificate, key } = await issueClient(issuer, {
      name: person.id,
      attributes: attributesOf(person),
      days: plan.certificateDays,
    });
    const folder = join(plan.dataDir, 'people', person.id);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // The old certificate goes first: after a crash a missing one is issued anew with its key.
    rmSync(entry.certificate, { force: true });
    writeAtomically(entry.key, key, 0o600);
    writeAtomically(entry.certificate, certificate);
    issued += 1;
  }
  writeAtomically(
    join(plan.dataDir, 'people.json'),
    JSON.stringify({ v: 1, people: entries }, undefined, 2),
  );
  if (issued === 0) report.skip('people', 'certificates are current');
  else report.done('people', `${String(issued)} certificates`);
}

function entryOf({ dataDir }: Plan, { id, mspId, roles, party }: Person): PersonEntry {
  const folder = join(dataDir, 'people', id);
  return {
    id,
    mspId,
    roles,
    ...(party ? { uscc: party.uscc, party: party.id, partyName: party.name } : {}),
    certificate: join(folder, 'cert.pem'),
    key: join(folder, 'key.pem'),
  };
}

function canStay(
  wanted: PersonEntry,
  had: PersonEntry | undefined,
  { root }: OrganizationPlan,
): boolean {
  if (had === undefined || JSON.stringify(had) !== JSON.stringify(wanted)) return false;
  if (!existsSync(wanted.certificate) || !existsSync(wanted.key)) return false;
  return isCurrent(readFileSync(wanted.certificate, 'utf8'), readFileSync(root, 'utf8'));
}

function readEntries({ dataDir }: Plan): Map<string, PersonEntry> {
  const file = join(dataDir, 'people.json');
  if (!existsSync(file)) return new Map();
  const { people } = JSON.parse(readFileSync(file, 'utf8')) as { people: PersonEntry[] };
  return new Map(people.map((entry) => [entry.id, entry]));
}

function organizationOf({ organizations }: Plan, mspId: string): OrganizationPlan {
  const found = organizations.find((each) => each.mspId === mspId);
  if (found === undefined) throw new TypeError(`No organisation ${mspId} in the plan.`);
  return found;
}

/** The CA of an organisation: its root and the key beside it. */
export function caOf({ root, caKeyFolder, mspId }: OrganizationPlan): {
  certificate: string;
  key: string;
} {
  const file = readdirSync(caKeyFolder).find((name) => name.endsWith('_sk'));
  if (file === undefined) {
    throw new NetworkFailure('STEP_FAILED', `The CA key of ${mspId} is not in ${caKeyFolder}.`);
  }
  return {
    certificate: readFileSync(root, 'utf8'),
    key: readFileSync(join(caKeyFolder, file), 'utf8'),
  };
}
