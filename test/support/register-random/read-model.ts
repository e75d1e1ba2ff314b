import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegistrationCase, RightsEntry } from '@shuquan/chaincode/model';
import { keyOf } from '@shuquan/gateway/index/key';
import { ReadModel } from '@shuquan/gateway/index/model';
import { Queries } from '@shuquan/gateway/index/queries';
import type { Ledger } from '@shuquan/gateway/ledger/port';
import { createLog } from '@shuquan/gateway/log/log';
import type { CaseAnswer, Instants, RightAnswer, Views } from './views.js';

const CATCH_UP_MS = 120_000;

/** The gateway’s own read model: it follows the ledger’s blocks, and is told nothing else. */
export class ReadModelViews implements Views {
  readonly name = 'read model';
  readonly #ledger: Ledger;
  readonly #model: ReadModel;
  readonly #queries: Queries;
  readonly #dir: string;

  private constructor(ledger: Ledger, model: ReadModel, dir: string) {
    this.#ledger = ledger;
    this.#model = model;
    this.#queries = new Queries(model);
    this.#dir = dir;
  }

  static async open(ledger: Ledger): Promise<ReadModelViews> {
    const dir = mkdtempSync(join(tmpdir(), 'shuquan-rows-'));
    const log = createLog('silent');
    const model = await ReadModel.open({ dir, ledger, chaincode: 'shuquan', log });
    return new ReadModelViews(ledger, model, dir);
  }

  async close(): Promise<void> {
    await this.#model.close();
    rmSync(this.#dir, { recursive: true });
  }

  async catchUp(): Promise<void> {
    const { height } = await this.#ledger.info();
    await this.#model.reach(Number(height), CATCH_UP_MS);
    this.#model.requireRunning();
    if (BigInt(this.#model.height) < height) throw new RangeError('The read model stays behind.');
  }

  async stateOfCase(id: string, { asOf, knownAt }: Instants): Promise<CaseAnswer> {
    const row = await this.#row<{ record: RegistrationCase }>('case', id);
    return { record: row.record, state: found(await this.#queries.stateOfCase(id, asOf, knownAt)) };
  }

  async stateOfRight(id: string, { asOf, knownAt }: Instants): Promise<RightAnswer> {
    const right = await this.#row<RightsEntry>('right', id);
    return { right, state: found(await this.#queries.stateOfRight(id, asOf, knownAt)) };
  }

  async #row<T>(...key: string[]): Promise<T> {
    return found((await this.#model.db.get(keyOf(...key))) as T | undefined);
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('The read model does not have this.');
  return value;
}
