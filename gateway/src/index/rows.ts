import type {
  EvidenceRecord,
  Party,
  PartyQualification,
  Proposal,
  Tombstone,
} from '@shuquan/chaincode/model';

/** Where a transaction stands. */
export interface Position {
  readonly block: number;
  readonly index: number;
}

export interface Checkpoint {
  /** Blocks taken in; the last has header hash `hash` (hex). */
  readonly height: number;
  readonly hash: string;
}

export interface TransactionRow extends Position {
  readonly txId: string;
  readonly validation: string;
  /** `evidence:deposit`; empty for configuration. */
  readonly name: string;
  readonly creator: { readonly mspId: string; readonly fingerprint: string };
  /** The client’s claim. */
  readonly time: string;
  readonly event?: string;
  /** Number of the beacon that the transaction cites. */
  readonly beacon?: number;
}

export interface BlockRow {
  readonly number: number;
  readonly hash: string;
  readonly previousHash: string;
  readonly dataHash: string;
  /** Configuration transactions have no id: they stand here as an empty text. */
  readonly transactions: readonly { readonly txId: string; readonly validation: string }[];
}

export interface EventRow extends Position {
  readonly name: string;
  readonly txId: string;
  readonly payload: unknown;
  /** Of what follows from the records and nobody announced: 1, 2, … behind the transaction. */
  readonly derived?: number;
}

export interface BeaconRow {
  readonly number: number;
  readonly time: string;
  /** Blocks the ledger had, by the witnesses’ statement. */
  readonly height: number;
  readonly digest: string;
}

export interface EvidenceRow extends Position {
  readonly record: EvidenceRecord;
}

export interface TombstoneRow extends Position {
  readonly tombstone: Tombstone;
}

export interface PartyRow extends Position {
  readonly party: Party;
}

export interface QualificationRow extends Position {
  readonly qualification: PartyQualification;
}

export interface ProposalRow extends Position {
  readonly proposal: Proposal;
}
