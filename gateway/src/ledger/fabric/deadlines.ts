/** Milliseconds that each step may take. Without a deadline a killed orderer hangs its clients. */
export interface Deadlines {
  readonly evaluateMs: number;
  readonly endorseMs: number;
  /** Handing a transaction to the ordering service. */
  readonly submitMs: number;
  /** Waiting for the commit of an ordered transaction. */
  readonly commitMs: number;
  /** Asking again for an outcome that could not be learned, all tries together. */
  readonly outcomeMs: number;
  /** Waiting until the organisations’ peers stand at the same records. */
  readonly agreeMs: number;
}

export const defaultDeadlines: Deadlines = {
  evaluateMs: 10_000,
  endorseMs: 20_000,
  submitMs: 10_000,
  commitMs: 30_000,
  outcomeMs: 20_000,
  agreeMs: 10_000,
};

/** An instant from now, as gRPC takes it. */
export const within = (ms: number): { readonly deadline: number } => ({
  deadline: Date.now() + ms,
});
