import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/**
 * What must never reach a log, wherever in a line it stands. Bodies, arguments and answers are not
 * logged at all; this is the net below that rule.
 */
const SECRET = [
  'authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'apiKey',
  'body',
  'contact',
  'input',
  'payload',
  'private',
  'salt',
  'seed',
  'transient',
  'key',
  'pem',
];

const paths = SECRET.flatMap((name) => {
  const part = name.includes('-') ? `["${name}"]` : name;
  const below = name.includes('-') ? `*${part}` : `*.${part}`;
  const deep = name.includes('-') ? `*.*${part}` : `*.*.${part}`;
  return [part, below, deep];
});

/** JSON lines. `destination` is standard output unless a test listens. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths, censor: '[redacted]' },
    serializers: { err: plainError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

interface PlainError {
  readonly type: string;
  readonly code?: unknown;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly cause?: PlainError;
}

/** Only these members: an error may carry whole requests in its other ones. */
export function plainError(err: unknown): PlainError {
  if (!(err instanceof Error)) return { type: typeof err, message: 'Not an error was thrown.' };
  const { name, message, stack, cause } = err;
  const code = (err as { code?: unknown }).code;
  return {
    type: name,
    ...(code === undefined ? {} : { code }),
    message,
    stack,
    ...(cause instanceof Error ? { cause: plainError(cause) } : {}),
  };
}
