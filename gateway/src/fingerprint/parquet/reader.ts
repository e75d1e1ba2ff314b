import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ErrorParams } from '@shuquan/chaincode/model';
import { type Code, GatewayError } from '../../errors.js';
import type { Column } from '../columns.js';
import { malformed, tooLarge } from '../fault.js';
import type { Table } from '../table.js';
import type { Part } from './rows.js';

interface Message {
  readonly part?: Part;
  readonly fault?: { readonly code: Code; readonly message: string; readonly params: ErrorParams };
}

/** Room for one row group as JavaScript has it. */
const HEAP_MB = 3072;

/**
 * Parquet, read by a process of its own. A page may promise more values than any memory has, in ways
 * that only decoding shows; a thread with a bounded heap does not do, since one large allocation
 * past its bound ends the whole process, as was seen.
 *
 * @throws GatewayError naming the row group, codec or type
 */
export async function readParquet(
  path: string,
  table: Table,
  onBytes: (bytes: number) => void = () => undefined,
  heapMb = HEAP_MB,
): Promise<void> {
  const child = fork(fileURLToPath(new URL('./child.js', import.meta.url)), [path], {
    execArgv: [`--max-old-space-size=${heapMb}`],
    serialization: 'advanced',
    // What an engine prints when it ends for want of memory is nobody's to read.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
  });
  try {
    let columns: readonly Column[] = [];
    for (;;) {
      const { part, fault } = await next(child);
      if (fault !== undefined) throw new GatewayError(fault.code, fault.message, fault.params);
      if (part === undefined) return;
      if ('names' in part) columns = namedColumns(table, part.names);
      else {
        take(table, columns, part);
        onBytes(part.bytes);
      }
    }
  } finally {
    child.kill('SIGKILL');
  }
}

/** The answer to one question, or that the process ended instead. */
function next(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      child.off('message', answered).off('disconnect', ended).off('error', failed);
    };
    const answered = (message: unknown): void => {
      settle();
      resolve(message as Message);
    };
    const ended = (): void => {
      settle();
      reject(tooLarge({}, 'needs too much memory; write it with smaller row groups'));
    };
    const failed = (err: Error): void => {
      settle();
      reject(err);
    };
    // Not `exit`, which may come before the last message has been read.
    child.on('message', answered).on('disconnect', ended).on('error', failed);
    // A process that has ended can not be asked, and has said so by then.
    child.send('next', () => undefined);
  });
}

function namedColumns(table: Table, names: readonly string[]): readonly Column[] {
  if (names.length === 0) throw malformed({}, 'has no columns');
  return table.columns.named(names, {});
}

function take(
  table: Table,
  columns: readonly Column[],
  part: Extract<Part, { rows: number }>,
): void {
  for (let row = 0; row < part.rows; row += 1) {
    table.add(
      columns,
      part.columns.map((column) => column[row] ?? ''),
    );
  }
}
