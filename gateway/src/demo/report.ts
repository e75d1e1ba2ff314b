import { isCoded } from '../errors.js';

/** What a step found out: facts for programs, sentences for people, and whether all of it held. */
export class StepReport {
  readonly found: Record<string, unknown> = {};
  readonly lines: string[] = [];
  readonly broken: string[] = [];

  get ok(): boolean {
    return this.broken.length === 0;
  }

  /** Something that must hold, as a whole sentence. */
  check(sentence: string, holds: boolean): void {
    this.lines.push(`${holds ? '✔' : '✘'} ${sentence}`);
    if (!holds) this.broken.push(sentence);
  }

  note(sentence: string): void {
    this.lines.push(`  ${sentence}`);
  }

  /** Values by name, for `--json`. */
  add(found: Readonly<Record<string, unknown>>): void {
    Object.assign(this.found, found);
  }

  fail(err: unknown): void {
    const code = isCoded(err) ? err.code : 'INTERNAL';
    const message = err instanceof Error ? err.message : String(err);
    this.add({ error: { code, message } });
    this.check(`${code}: ${message}`, false);
  }
}
