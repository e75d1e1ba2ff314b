import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { NetworkFailure } from './failure.js';
import type { Options } from './plan.js';

const Saved = z.strictObject({
  v: z.literal(1),
  consensus: z.enum(['raft', 'bft']),
  orderers: z.int(),
  basePort: z.int(),
});

/** One definition of the chaincode on the channel, and what serves it. */
export const Deployment = z.strictObject({
  v: z.literal(1),
  sequence: z.int().positive(),
  version: z.string(),
  label: z.string(),
  packageId: z.string(),
  slot: z.union([z.literal(0), z.literal(1)]),
  codeDigest: z.string(),
  committed: z.boolean(),
});
export type Deployment = z.infer<typeof Deployment>;

/** Marks a folder as a network's data folder, and keeps the shape the network was made with. */
export function optionsFile(dataDir: string): string {
  return join(dataDir, 'options.json');
}

export function readOptions(dataDir: string): Options | undefined {
  const saved = readJson(optionsFile(dataDir), Saved);
  if (saved === undefined) return undefined;
  const { consensus, orderers, basePort } = saved;
  return { consensus, orderers, basePort };
}

export function saveOptions(dataDir: string, options: Options): void {
  writeAtomically(optionsFile(dataDir), JSON.stringify({ v: 1, ...options }));
}

function deploymentFile(dataDir: string, sequence: number): string {
  return join(dataDir, 'deployments', `${String(sequence)}.json`);
}

export function readDeployment(dataDir: string, sequence: number): Deployment | undefined {
  return readJson(deploymentFile(dataDir, sequence), Deployment);
}

export function saveDeployment(dataDir: string, deployment: Deployment): void {
  writeAtomically(deploymentFile(dataDir, deployment.sequence), JSON.stringify(deployment));
}

/** The newest definition known to be committed. */
export function lastDeployment(dataDir: string): Deployment | undefined {
  const folder = join(dataDir, 'deployments');
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .map((file) => readJson(join(folder, file), Deployment))
    .filter((each) => each?.committed === true)
    .sort((a, b) => (b?.sequence ?? 0) - (a?.sequence ?? 0))[0];
}

function readJson<T>(file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new NetworkFailure('STATE_FORBIDS', `${file} is damaged; run clean and start anew.`, {
      cause,
    });
  }
}

/** A crash leaves the old file or the new one, never half of one. */
export function writeAtomically(file: string, content: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.partial`;
  writeFileSync(partial, content, { mode, flush: true });
  renameSync(partial, file);
}
