import {
  type Digests,
  type EvidenceRecord,
  type Input,
  isSameBytes,
} from '@shuquan/chaincode/model';
import { digestFile } from '../cli/digest.js';
import type { Committed } from '../ledger/port.js';
import type { StepReport } from './report.js';
import { demoJson, demoPath, person, type Stage } from './stage.js';

type Deposit = Input<'evidence:deposit'>;

export interface FileDeposit {
  readonly file: string;
  readonly by: string;
  readonly kind: Deposit['kind'];
  readonly origin: Deposit['source']['origin'];
  readonly statement: string;
  readonly claimedEventTime?: string;
  /** Name of the file whose evidence this one continues. */
  readonly previous?: string;
}

/** The id under which this run deposits a file. */
export const idOf = ({ run }: Stage, name: string): string => `demo-${run}-${name}`;

export const environment: Deposit['environment'] = {
  tool: 'shuquan demo',
  toolVersion: '1',
  system: 'demonstration',
  cleanlinessCheck: { performed: false },
};

/** Digests of a file of the demo as `digests.json` gives them, if it does. */
export async function expectedDigests(file: string): Promise<Digests | undefined> {
  const rows = Object.values((await demoJson('digests.json')) as Record<string, DigestRow>);
  const row = rows.find((each) => each.file === file);
  return row && { 'SHA-256': row.sha256, SM3: row.sm3 };
}

interface DigestRow {
  readonly file?: string;
  readonly sha256: string;
  readonly sm3: string;
}

/** Streams a file, compares its digests with the list, and deposits them. */
export async function depositFile(
  stage: Stage,
  report: StepReport,
  { file, by, kind, origin, statement, claimedEventTime, previous }: FileDeposit,
): Promise<Committed<EvidenceRecord>> {
  const { size, digests } = await digestFile(demoPath(file));
  const expected = await expectedDigests(file);
  if (expected !== undefined) {
    const isSame = isSameBytes(expected, digests);
    report.check(`SHA-256 and SM3 of ${file} are those of the list.`, isSame);
  }
  const { identity, party } = person(stage, by);
  const committed = await stage.ledger.submit(
    'evidence:deposit',
    {
      ...{ id: idOf(stage, file), kind, digests, size, environment },
      source: { origin, statement },
      ...(claimedEventTime === undefined ? {} : { claimedEventTime }),
      ...(previous === undefined ? {} : { previous: idOf(stage, previous) }),
    },
    identity,
  );
  stage.deposits.set(file, committed);
  const { value, txId, block } = committed;
  report.note(`${party?.name ?? by} deposited ${file} (${String(size)} bytes) as ${value.id}.`);
  report.note(`Transaction ${txId} in block ${String(block)}.`);
  return committed;
}

/** What `--json` says of a deposit. */
export const depositFacts = ({
  value,
  txId,
  block,
}: Committed<EvidenceRecord>): Record<string, unknown> => ({
  id: value.id,
  digests: value.digests,
  size: value.size,
  txId,
  block: block.toString(),
});
