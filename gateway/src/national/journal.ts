import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { check, LedgerError, parseJson } from '@shuquan/chaincode/model';
import type { z } from 'zod';
import { GatewayError } from '../errors.js';
import { withDiskFull } from '../files.js';

/** Lines of JSON, appended and synced one by one. A torn last line was never acknowledged. */
export class Journal<T extends z.ZodType> {
  readonly #fd: number;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /** @throws GatewayError NATIONAL_STATE_DAMAGED when another line than a torn last one is wrong */
  static open<T extends z.ZodType>(
    file: string,
    schema: T,
  ): { journal: Journal<T>; entries: z.output<T>[] } {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const lines = whole.split('\n').slice(0, -1);
    const entries = lines.map((line, i) => parseLine(schema, line, { file, number: i + 1 }));
    if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
    return { journal: new Journal<T>(openSync(file, 'a', 0o600)), entries };
  }

  append(entry: z.output<T>): void {
    const { size } = fstatSync(this.#fd);
    try {
      writeFileSync(this.#fd, `${JSON.stringify(entry)}\n`);
      fsyncSync(this.#fd);
    } catch (err) {
      // Half a line would spoil the next one.
      ftruncateSync(this.#fd, size);
      throw withDiskFull(err, 'the deposit was not taken');
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}

function parseLine<T extends z.ZodType>(
  schema: T,
  line: string,
  { file, number }: { file: string; number: number },
): z.output<T> {
  try {
    return check(schema, parseJson(line));
  } catch (err) {
    if (!(err instanceof LedgerError)) throw err;
    const message = `Line ${String(number)} of ${file} is damaged. Restore it from a backup.`;
    throw new GatewayError(
      'NATIONAL_STATE_DAMAGED',
      message,
      { file, line: number },
      { cause: err },
    );
  }
}
