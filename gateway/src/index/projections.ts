import {
  type Beacon,
  type EvidenceRecord,
  type Party,
  type PartyQualification,
  type Proposal,
  recordDigest,
  type Tombstone,
} from '@shuquan/chaincode/model';
import { deliveryProjections } from './delivery/projections.js';
import { disputeProjections } from './disputes/projections.js';
import type { Draft } from './draft.js';
import { fusionProjections } from './fusions/fusions.js';
import { together, type Write } from './keep.js';
import { ANY, keyOf, place } from './key.js';
import { encumbranceProjections } from './encumbrances/projections.js';
import { infringementProjections } from './infringements/projections.js';
import { lineageProjections } from './lineage/edges.js';
import { marketProjections } from './market/projections.js';
import { noticeProjections } from './lineage/notices.js';
import { pactProjections } from './grants/pacts.js';
import { grantProjections } from './grants/projections.js';
import { operationProjections } from './operation/agreements.js';
import { platformProjections } from './platforms/platforms.js';
import { publicProjections } from './public-catalog/projections.js';
import { registerProjections } from './register/projections.js';
import { useProjections } from './uses/projections.js';
import { resourceProjections } from './resources/projections.js';
import { voucherProjections } from './vouchers/projections.js';
import type {
  BeaconRow,
  EvidenceRow,
  PartyRow,
  ProposalRow,
  QualificationRow,
  TombstoneRow,
} from './rows.js';

/** Lists of evidence: every combination of filters has rows of its own, in order of time. */
export const evidenceLists = ({
  uscc,
  kind,
}: {
  uscc?: string | undefined;
  kind?: string | undefined;
}): string => keyOf('evidence-list', uscc ?? ANY, kind ?? ANY);

/** Lists of parties by state and type. */
export const partyLists = ({
  state,
  type,
}: {
  state?: string | undefined;
  type?: string | undefined;
}): string => keyOf('party-list', state ?? ANY, type ?? ANY);

/** With and without each filter. */
const combinations = <A, B>(a: A, b: B): [A | undefined, B | undefined][] => [
  [a, b],
  [a, undefined],
  [undefined, b],
  [undefined, undefined],
];

function evidence(draft: Draft, { value, at }: Write): void {
  const record = value as EvidenceRecord;
  const { id, kind, digests, depositor, depositedAt, previous } = record;
  const row: EvidenceRow = { record, ...at };
  draft.put(keyOf('evidence', id), row);
  for (const [algorithm, hex] of Object.entries(digests)) {
    draft.put(keyOf('evidence-digest', algorithm, hex, id), id);
  }
  for (const [uscc, k] of combinations(depositor.uscc, kind)) {
    const list = evidenceLists({ uscc, kind: k });
    draft.put(keyOf(list, depositedAt, place(at.block), place(at.index)), id);
  }
  if (previous !== undefined) draft.put(keyOf('evidence-next', previous, id), id);
}

function tombstone(draft: Draft, { value, at }: Write): void {
  const row: TombstoneRow = { tombstone: value as Tombstone, ...at };
  draft.put(keyOf('tombstone', row.tombstone.id), row);
}

async function party(draft: Draft, { value, at }: Write): Promise<void> {
  const next = value as Party;
  const before = (await draft.get(keyOf('party', next.uscc))) as PartyRow | undefined;
  if (before !== undefined) {
    const { state, type, uscc } = before.party;
    for (const [s, t] of combinations(state, type)) {
      draft.delete(keyOf(partyLists({ state: s, type: t }), uscc));
    }
  }
  const row: PartyRow = { party: next, ...at };
  draft.put(keyOf('party', next.uscc), row);
  for (const [s, t] of combinations(next.state, next.type)) {
    draft.put(keyOf(partyLists({ state: s, type: t }), next.uscc), next.uscc);
  }
}

function qualification(draft: Draft, { value, at }: Write): void {
  const row: QualificationRow = { qualification: value as PartyQualification, ...at };
  const { code, uscc, id } = row.qualification;
  draft.put(keyOf('qualification', code, uscc, id), row);
}

function beacon(draft: Draft, { value }: Write): void {
  const { statement } = value as Beacon;
  const { number, time, height } = statement;
  const row: BeaconRow = { number, time, height, digest: recordDigest(value) };
  draft.put(keyOf('beacon', place(number)), row);
  // Heights grow with numbers, so the first that reaches a block is the first of its key range.
  draft.put(keyOf('beacon-height', place(height), place(number)), row);
}

function proposal(draft: Draft, { value, at }: Write): void {
  const row: ProposalRow = { proposal: value as Proposal, ...at };
  draft.put(keyOf('proposal', row.proposal.id), row);
}

/** By type of the composite key; what is not here has no rows. */
export const projections = together([
  { evidence, tombstone, party, qualification, beacon, proposal },
  registerProjections,
  encumbranceProjections,
  publicProjections,
  resourceProjections,
  operationProjections,
  lineageProjections,
  noticeProjections,
  voucherProjections,
  grantProjections,
  pactProjections,
  fusionProjections,
  useProjections,
  deliveryProjections,
  disputeProjections,
  infringementProjections,
  platformProjections,
  marketProjections,
]);
