import type { Screen } from '../progress/bar.js';

/** The outside of a command: what it prints on and what it was told by the environment. */
export interface Io {
  readonly out: Screen;
  readonly err: Screen;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends the process with this code once everything is closed. */
  exit(code: number): void;
}

export const say = ({ out }: Io, line = ''): void => {
  out.write(`${line}\n`);
};

export const tell = ({ err }: Io, line: string): void => {
  err.write(`${line}\n`);
};

/** One JSON text per line; bigints as decimal text, since JSON numbers end at 2^53. */
export const sayJson = (io: Io, value: unknown): void => {
  say(
    io,
    JSON.stringify(value, (_key, member: unknown) =>
      typeof member === 'bigint' ? member.toString() : member,
    ),
  );
};
