import { shanghaiDate } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { type EvidenceRecord, requireSameBytes } from '../evidence.js';
import type { ActedBy } from '../operation/acted.js';
import type { DataVersion, RightsEntry, RightState } from '../registration/right.js';
import type { InfringementComparison } from './comparison.js';
import type { InfringementPack, InfringementStep, OpenInfringementInput } from './pack.js';

/** Who acts on a pack, and after which beacon. */
export interface PackAct {
  readonly by: ActedBy;
  readonly notBefore: string;
}

/** What the ledger has of the right and of the suspected bytes. */
export interface PackGround {
  readonly right: RightsEntry;
  readonly state: RightState;
  readonly version: DataVersion;
  readonly deposit: EvidenceRecord;
  readonly registrar: string;
}

const STANDING: readonly string[] = ['ACTIVE', 'SUSPENDED'];

/**
 * Only whoever holds the right says that it is infringed, over bytes that it deposited itself.
 *
 * @throws LedgerError RIGHT_NOT_HELD, CALLER_FORBIDDEN, RECORD_STATE_FORBIDS, ROOT_MISMATCH,
 *   INPUT_INVALID
 */
export function openPack(
  { beacon: _beacon, evidence, digests, ...said }: OpenInfringementInput,
  { right, state, version, deposit, registrar }: PackGround,
  { by, notBefore }: PackAct,
): InfringementPack {
  if (right.holder !== by.uscc || !STANDING.includes(state.status)) {
    throw new LedgerError('RIGHT_NOT_HELD', `${right.id} is not the caller’s, or is over.`, {
      right: right.id,
    });
  }
  if (deposit.depositor.uscc !== by.uscc) {
    throw new LedgerError('CALLER_FORBIDDEN', `${evidence} is another party’s deposit.`, {
      evidence,
    });
  }
  if (deposit.kind !== 'INFRINGEMENT') {
    throw new LedgerError('RECORD_STATE_FORBIDS', `${evidence} is a deposit of ${deposit.kind}.`, {
      evidence,
      kind: deposit.kind,
    });
  }
  requireSameBytes(digests, deposit.digests, evidence);
  if (said.obtained.on > shanghaiDate(by.at)) {
    const issue = { pointer: '/obtained/on', message: 'Lies in the future' };
    throw new LedgerError('INPUT_INVALID', '/obtained/on: Lies in the future.', {
      issues: [issue],
    });
  }
  return {
    ...{ v: 1, ...said, holder: right.holder, data: right.data, registrar },
    original: version.digests,
    suspected: { evidence, digests: deposit.digests, depositedAt: deposit.depositedAt },
    ...{ opened: by, notBefore, steps: [] },
  };
}

const MAX_STEPS = 40;

type FactsOf<S> = S extends InfringementStep ? Omit<S, 'by' | 'notBefore'> : never;

/** @throws LedgerError RECORD_STATE_FORBIDS */
function further(
  pack: InfringementPack,
  facts: FactsOf<InfringementStep>,
  { by, notBefore }: PackAct,
): InfringementPack {
  const isClosed = pack.steps.some(({ kind }) => kind === 'CLOSED');
  // The last step is left for its holder, who ends it.
  const room = facts.kind === 'CLOSED' ? MAX_STEPS : MAX_STEPS - 1;
  if (isClosed || pack.steps.length >= room) {
    throw new LedgerError('RECORD_STATE_FORBIDS', `${pack.id} takes nothing more.`, {
      infringement: pack.id,
    });
  }
  return { ...pack, steps: [...pack.steps, { ...facts, by, notBefore }] };
}

const forbidden = (pack: InfringementPack, message: string): LedgerError =>
  new LedgerError('CALLER_FORBIDDEN', message, { infringement: pack.id });

/** Its registrar alone has the registration’s file beside the suspected one. */
export function requirePackRegistrar(pack: InfringementPack, keeper: string, act: PackAct): void {
  if (keeper === act.by.uscc) return;
  throw forbidden(pack, `${pack.right} is another registrar’s.`);
}

/** @throws LedgerError RECORD_STATE_FORBIDS */
export const comparePack = (
  pack: InfringementPack,
  comparison: InfringementComparison,
  act: PackAct,
): InfringementPack => further(pack, { kind: 'COMPARED', comparison }, act);

/** Nobody bears itself out. @throws LedgerError CALLER_FORBIDDEN, RECORD_STATE_FORBIDS */
export function attestPack(
  pack: InfringementPack,
  said: { readonly statement: string; readonly documentDigest: string },
  act: PackAct,
): InfringementPack {
  if (act.by.uscc === pack.holder) throw forbidden(pack, 'Nobody is a witness of its own.');
  return further(pack, { kind: 'ATTESTED', ...said }, act);
}

/** @throws LedgerError CALLER_FORBIDDEN, RECORD_STATE_FORBIDS */
export function closePack(pack: InfringementPack, reasons: string, act: PackAct): InfringementPack {
  if (act.by.uscc !== pack.holder) throw forbidden(pack, 'Only who opened it closes it.');
  return further(pack, { kind: 'CLOSED', reasons }, act);
}
