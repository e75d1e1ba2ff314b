import type {
  BeaconStatement,
  EvidenceRecord,
  ListDocument,
  Party,
  ProvenInterval,
} from '@shuquan/chaincode/model';

/** A row of any list, by the members that tests read. */
export interface Item {
  readonly record: EvidenceRecord;
  readonly status: string;
  readonly event: string;
  readonly party: Party;
  readonly uscc: string;
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly payload: { readonly id: string };
  readonly nextChangeAt: string | null;
}

/** What a write answers as its record. */
interface Value {
  readonly id: string;
  readonly txId: string;
  readonly state: string;
  readonly digest: string;
  readonly depositor: EvidenceRecord['depositor'];
  readonly withdrawn: { readonly reason: string };
}

/**
 * Answers by the members that tests read. Which of them an answer has, its route’s schema says, and
 * every answer is parsed by that before a test sees it.
 */
export interface AnswerBody extends Omit<Item, 'payload' | 'event'> {
  readonly code: string;
  readonly instance: string;
  readonly issues: readonly { readonly pointer: string }[];
  readonly scope: string;
  readonly limit: number;
  readonly value: Value;
  readonly txId: string;
  readonly bytes: string;
  readonly block: number;
  readonly height: number;
  readonly hash: string;
  readonly previousHash: string;
  readonly state: string;
  readonly digest: string;
  readonly payload: string;
  readonly provenInterval: ProvenInterval;
  readonly statement: BeaconStatement;
  readonly change: { readonly value: object };
  readonly document: ListDocument;
  readonly transactions: readonly object[];
  readonly checks: { readonly readModel: object };
  readonly openapi: string;
  readonly items: readonly Item[];
  readonly next?: string;
}
