/** One command: a route of the gateway under a verb, and in whose name it is called here. */
export interface Verb {
  readonly verb: string;
  readonly operationId: string;
  /** By the table of people, where the ledger is here. */
  readonly as: string;
}

export interface Group {
  readonly name: string;
  readonly description: string;
  readonly verbs: readonly Verb[];
}
