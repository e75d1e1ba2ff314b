import { CommanderError } from 'commander';
import { errors, isCoded } from '../errors.js';

/** 1 to 6 are verdicts of `verify` and `certificate check`; the others follow sysexits.h. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 64,
  refused: 65,
  noInput: 66,
  unavailable: 69,
  internal: 70,
  io: 74,
} as const;

export const verdictExitCodes = {
  VALID: 0,
  INVALID: 1,
  INCOMPLETE: 2,
  UNTRUSTED: 3,
  STALE: 4,
  NOT_FOUND: 5,
  POLICY_NOT_MET: 6,
} as const;
export type CliVerdict = keyof typeof verdictExitCodes;

export const exitCodeHelp = `
Environment:
  LEDGER           embedded (default), fabric or fabric-network
  DATA_DIR         the embedded ledger’s folder (default ./data)
  NETWORK_DIR      the Fabric network’s folder (default ./network/.data)
  SHUQUAN_API_KEY  for --url, instead of --api-key
  SHUQUAN_DEBUG    1: show where an error comes from

Exit codes:
   0  done; verify: VALID; certificate check: SAME
   1  verify: INVALID; certificate check: DIFFERS; demo: a step did not hold;
      fsck: a difference was found
   2  verify: INCOMPLETE; certificate check: REWRITTEN
   3  verify: UNTRUSTED         4  verify: STALE
   5  verify: NOT_FOUND; certificate check: NOT_FOUND
   6  verify: POLICY_NOT_MET
  64  wrong usage or configuration
  65  the ledger refused, or a file’s content was; it says why
  66  a file can not be read
  69  the ledger or gateway can not be reached, or its data folder is in use
  70  a fault of this program
  74  the disk is full or failed`;

/** What the command line itself finds wrong; the message says what to do. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: string;
  readonly exitCode: number;

  constructor(code: string, message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.exitCode = exitCode;
  }
}

export const usage = (message: string): CliError => new CliError('USAGE', message, exitCodes.usage);

const IO_CODES = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS']);

interface Failure {
  /** One line, or nothing where commander has already spoken. */
  readonly line: string | undefined;
  readonly exitCode: number;
}

/** One line and an exit code for whatever was thrown; never a stack. */
export function failureOf(err: unknown): Failure {
  if (err instanceof CommanderError) {
    return { line: undefined, exitCode: err.exitCode === 0 ? 0 : exitCodes.usage };
  }
  if (err instanceof CliError) return { line: lineOf(err), exitCode: err.exitCode };
  if (isCoded(err)) return { line: lineOf(err), exitCode: exitCodeOf(err.code) };
  const { name, code } = err as NodeJS.ErrnoException;
  if (name === 'ConfigError') {
    const line = lineOf({ code: 'CONFIGURATION', message: (err as Error).message });
    return { line, exitCode: exitCodes.usage };
  }
  return foreign(err, code);
}

function foreign(err: unknown, code: string | undefined): Failure {
  const message = err instanceof Error ? err.message : String(err);
  if (code !== undefined && IO_CODES.has(code)) {
    const line = lineOf({ code: 'DISK', message: `${message}. Make room, then try again` });
    return { line, exitCode: exitCodes.io };
  }
  if (code === 'EADDRINUSE') {
    const line = lineOf({ code: 'PORT_TAKEN', message: `${message}. Set PORT to a free port` });
    return { line, exitCode: exitCodes.unavailable };
  }
  const line = lineOf({
    code: code ?? 'INTERNAL',
    message: `${message}. Set SHUQUAN_DEBUG=1 for details`,
  });
  return { line, exitCode: exitCodes.internal };
}

function exitCodeOf(code: keyof typeof errors | 'DISK_FULL'): number {
  if (code === 'DISK_FULL') return exitCodes.io;
  if (code === 'INTERNAL') return exitCodes.internal;
  return errors[code].status >= 500 ? exitCodes.unavailable : exitCodes.refused;
}

/** Messages may come from a gateway elsewhere: one line, nothing that moves the cursor. */
function lineOf({ code, message }: { readonly code: string; readonly message: string }): string {
  const text = message
    .replace(/\s*\n\s*-?\s*/g, ' ')
    .replace(/\p{Cc}/gu, ' ')
    .trim();
  return `shuquan: ${code}: ${text}`;
}
