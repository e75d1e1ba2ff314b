export type Verdict = 'VALID' | 'INVALID' | 'INCOMPLETE' | 'UNTRUSTED' | 'STALE' | 'POLICY_NOT_MET';

export type Outcome = 'PASSED' | 'FAILED' | 'NOT_CHECKED';

/**
 * Every check by name, in the order in which a failure decides the verdict: broken mathematics
 * first, then trust, then policy, then independence, then freshness.
 */
const failure = {
  format: 'INVALID',
  'data-hash': 'INVALID',
  'header-chain': 'INVALID',
  'block-metadata': 'INVALID',
  'orderer-signature': 'INVALID',
  'creator-signature': 'INVALID',
  'transaction-id': 'INVALID',
  'proposal-hash': 'INVALID',
  'endorsement-signature': 'INVALID',
  channel: 'INVALID',
  chaincode: 'INVALID',
  response: 'INVALID',
  question: 'INVALID',
  'validation-flag': 'INVALID',
  selection: 'INVALID',
  'orderer-trust': 'UNTRUSTED',
  'creator-trust': 'UNTRUSTED',
  'endorser-trust': 'UNTRUSTED',
  'endorser-role': 'UNTRUSTED',
  'certificate-validity': 'UNTRUSTED',
  'orderer-quorum': 'POLICY_NOT_MET',
  policy: 'POLICY_NOT_MET',
  independence: 'UNTRUSTED',
  freshness: 'STALE',
  configuration: 'INCOMPLETE',
} as const satisfies Record<string, Verdict>;

export type StepName = keyof typeof failure;
const order = Object.keys(failure) as StepName[];

export interface Step {
  readonly step: StepName;
  readonly outcome: Outcome;
  /** A whole sentence or list for the reader; never personal data. */
  readonly detail: string;
}

/** PROVEN by signatures under the anchors; STATED by someone named; NOT_PROVEN by these bytes. */
export interface Fact {
  readonly fact: string;
  readonly status: 'PROVEN' | 'STATED' | 'NOT_PROVEN';
  readonly detail: string;
  /** The same in Chinese. */
  readonly zh?: { readonly fact: string; readonly detail: string };
}

export interface SignedBy {
  readonly mspId: string;
  readonly custodian: string;
  readonly singleCustodian: boolean;
  /** Subjects of the certificates that signed. */
  readonly signers: readonly string[];
}

/** VALID only when every step passed and there was one. */
export function verdictOf(steps: readonly Step[]): Verdict {
  const failed = new Set(steps.filter((s) => s.outcome === 'FAILED').map((s) => s.step));
  const worst = order.find((step) => failed.has(step));
  if (worst !== undefined) return failure[worst];
  return steps.length > 0 && steps.every((s) => s.outcome === 'PASSED') ? 'VALID' : 'INCOMPLETE';
}

/** Collects what was checked. */
export class Steps {
  readonly #steps: Step[] = [];

  get list(): readonly Step[] {
    return this.#steps;
  }

  get verdict(): Verdict {
    return verdictOf(this.#steps);
  }

  check(step: StepName, holds: boolean, detail: string, otherwise = detail): boolean {
    this.#steps.push({
      step,
      outcome: holds ? 'PASSED' : 'FAILED',
      detail: holds ? detail : otherwise,
    });
    return holds;
  }

  /** Passed when nothing is wrong, else failed with everything that is. */
  faults(step: StepName, faults: readonly string[], detail: string): void {
    this.check(step, faults.length === 0, detail, faults.join('; '));
  }

  skip(step: StepName, detail: string): void {
    this.#steps.push({ step, outcome: 'NOT_CHECKED', detail });
  }
}
