import { readFileSync } from 'node:fs';
import type { Plan } from '../plan.js';
import { anchors } from '../render/anchors.js';
import { connection } from '../render/connection.js';
import { genesisHash } from '../render/genesis.js';
import { connectionProfile } from '../render/profile.js';
import { writeAtomically } from '../state.js';
import { genesisFile } from './material.js';

const read = (file: string): string => readFileSync(file, 'utf8');

/** What others read to use this network: connection, profile, pinned trust. */
export function writeDocuments(plan: Plan): void {
  const files = connection(plan);
  const write = (file: string, value: object): void => {
    writeAtomically(file, `${JSON.stringify(value, undefined, 2)}\n`);
  };
  write(files.profile, connectionProfile(plan, read));
  write(files.anchors, anchors(plan, genesisHash(readFileSync(genesisFile(plan))), read));
  // Last: a reader that finds it finds the others.
  write(`${plan.dataDir}/connection.json`, files);
}
