/**
 * Exit codes of `npm run network`, by what the operator can do about it. 64 and 69 are sysexits'
 * USAGE and UNAVAILABLE.
 */
export const exitCodes = {
  /** A step failed; the message names it and its log. */
  STEP_FAILED: 1,
  /** `status`: something that should run does not, or is unhealthy. */
  NOT_HEALTHY: 3,
  /** The state of the network forbids the command. */
  STATE_FORBIDS: 4,
  /** network.json or an option is wrong. */
  CONFIG_INVALID: 64,
  /** Go, Node packages or Fabric binaries are missing. */
  PREREQUISITE_MISSING: 69,
} as const;

export type FailureCode = keyof typeof exitCodes;

/** A failure the operator can act on: a whole sentence, and where the log is, if there is one. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
  readonly code: FailureCode;
  readonly log: string | undefined;

  constructor(code: FailureCode, message: string, options: { log?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.log = options.log;
  }
}
