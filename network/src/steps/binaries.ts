import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NetworkFailure } from '../failure.js';
import { run, tryRun } from '../run.js';
import { writeAtomically } from '../state.js';
import type { Report } from './report.js';

export const tools = [
  'peer',
  'orderer',
  'configtxgen',
  'configtxlator',
  'cryptogen',
  'osnadmin',
  'discover',
  'ledgerutil',
] as const;
export type Tool = (typeof tools)[number];

/** The path of each tool. */
export type Binaries = (tool: Tool) => string;

const moduleFolder = fileURLToPath(new URL('../../fabric/', import.meta.url));
const ownFolder = join(moduleFolder, 'bin');
const stampFile = join(ownFolder, 'stamp.json');

/** Where the binaries are, if they all are. `FABRIC_BIN` wins over our own build. */
export function findBinaries(given: string | undefined): Binaries | undefined {
  const folder = given ?? ownFolder;
  if (given === undefined && !isUpToDate()) return undefined;
  return missing(folder).length === 0 ? (tool) => join(folder, tool) : undefined;
}

/** As `findBinaries`. @throws NetworkFailure PREREQUISITE_MISSING saying how to get them */
export function requireBinaries(given: string | undefined): Binaries {
  const found = findBinaries(given);
  if (found !== undefined) return found;
  const what =
    given === undefined
      ? 'The Fabric binaries are not built; run "npm run network -- build".'
      : `FABRIC_BIN=${given} lacks ${missing(given).join(', ')}.`;
  throw new NetworkFailure('PREREQUISITE_MISSING', what);
}

/** Builds the binaries from the pinned modules unless they are there. About two minutes cold. */
export async function buildBinaries(given: string | undefined, report: Report): Promise<Binaries> {
  const found = findBinaries(given);
  if (found !== undefined) {
    report.skip('binaries', given === undefined ? 'up to date' : `taken from ${given}`);
    return found;
  }
  if (given !== undefined) return requireBinaries(given);
  await requireGo();
  report.begin('binaries', 'building Fabric from its pinned modules (about two minutes)');
  rmSync(stampFile, { force: true });
  await run('build Fabric', {
    command: 'go',
    args: [
      'build',
      '-trimpath',
      '-tags',
      'noplugin',
      '-o',
      `${ownFolder}/`,
      ...tools.map((tool) => `github.com/hyperledger/fabric/cmd/${tool}`),
    ],
    cwd: moduleFolder,
    environment: {
      ...goSettings(),
      GOFLAGS: '-mod=readonly',
      GOTOOLCHAIN: 'local',
      CGO_ENABLED: '0',
    },
    timeoutMs: 30 * 60_000,
  });
  writeAtomically(stampFile, JSON.stringify({ v: 1, sources: sources() }));
  return requireBinaries(undefined);
}

/** The operator's own caches and proxy stay in force. */
function goSettings(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(GO[A-Z]+|.*_proxy|.*_PROXY|SSL_CERT_\w+|XDG_CACHE_HOME|TMPDIR)$/.test(name),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']));
}

async function requireGo(): Promise<void> {
  const { stdout } = await tryRun({ command: 'go', args: ['env', 'GOVERSION'] }).catch(() => {
    throw new NetworkFailure(
      'PREREQUISITE_MISSING',
      'Go is not installed: install Go 1.20 or later, or set FABRIC_BIN to a folder with Fabric’s binaries.',
    );
  });
  const [, minor = '0'] = /^go1\.(\d+)/.exec(stdout) ?? [];
  if (Number(minor) < 20) {
    throw new NetworkFailure(
      'PREREQUISITE_MISSING',
      `Go 1.20 is needed; this is ${stdout.trim()}.`,
    );
  }
}

function missing(folder: string): Tool[] {
  return tools.filter((tool) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return false;
    } catch {
      return true;
    }
  });
}

/** A digest over what decides the binaries. */
function sources(): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(moduleFolder, file)));
  return hash.update(tools.join(' ')).digest('hex');
}

function isUpToDate(): boolean {
  if (!existsSync(stampFile)) return false;
  try {
    const { sources: built } = JSON.parse(readFileSync(stampFile, 'utf8')) as { sources?: unknown };
    return built === sources();
  } catch {
    return false;
  }
}
