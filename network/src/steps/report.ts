/** Says what a command does, step by step, with the time each step took. */
export class Report {
  readonly #write: (line: string) => void;
  readonly #started = Date.now();
  #last = Date.now();

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  begin(step: string, what: string): void {
    this.#write(`  ${step}: ${what}`);
  }

  done(step: string, what: string): void {
    this.#write(`✓ ${step}: ${what} (${seconds(this.#last)})`);
    this.#last = Date.now();
  }

  skip(step: string, why: string): void {
    this.#write(`· ${step}: ${why}`);
    this.#last = Date.now();
  }

  line(text: string): void {
    this.#write(text);
  }

  total(what: string): void {
    this.#write(`${what} in ${seconds(this.#started)}.`);
  }
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
