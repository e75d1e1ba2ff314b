import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { EvidenceRecord } from '@shuquan/chaincode/model';
import { GatewayError } from '../errors.js';
import type { Committed, Ledger, MspId } from '../ledger/port.js';
import type { Member } from '../ledger/member.js';

/** What a scenario plays on: a ledger, its people, and what the steps before have left. */
export interface Stage {
  readonly ledger: Ledger;
  /** JSON text of the anchors that answers are checked against. */
  readonly anchors: string;
  /** Organisations with a peer: they can be asked for signed answers. */
  readonly organizations: readonly MspId[];
  readonly people: ReadonlyMap<string, Member>;
  /** Goes into every id, so that a scenario can be played again on the same ledger. */
  readonly run: string;
  readonly deposits: Map<string, Committed<EvidenceRecord>>;
  /** How long to wait for the witnesses, in milliseconds. */
  readonly patienceMs: number;
}

const folder = new URL('../../demo/', import.meta.url);

/** Path of a file of the demo’s own data. */
export const demoPath = (name: string): string => fileURLToPath(new URL(name, folder));
export const demoFile = (name: string): Promise<Buffer> => readFile(new URL(name, folder));
export const demoJson = async (name: string): Promise<unknown> =>
  JSON.parse((await demoFile(name)).toString('utf8'));

export function person({ people }: Stage, id: string): Member {
  const member = people.get(id);
  if (member !== undefined) return member;
  throw new GatewayError(
    'LEDGER_UNAVAILABLE',
    `The demo needs the key of ${id}, which this ledger’s folder does not hold.`,
    { id },
  );
}

export function deposited({ deposits }: Stage, name: string): Committed<EvidenceRecord> {
  const found = deposits.get(name);
  if (found !== undefined) return found;
  throw new TypeError(`An earlier step had to deposit ${name}`);
}
