import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LineageNode, ProcessingBasis, VersionRef } from '@shuquan/chaincode/model';
import { Draft } from '@shuquan/gateway/index/draft';
import { lineageProjections } from '@shuquan/gateway/index/lineage/edges';
import { Lineage } from '@shuquan/gateway/index/lineage/lineage';
import { type Database, openStore } from '@shuquan/gateway/index/store';

const hex = '0'.repeat(64);
const basis: ProcessingBasis = { kind: 'OWN_DATA', reference: 'own' };
const derived = {
  ...{ uscc: '91510100MA7DEM0166', mspId: 'RegistryMSP', role: 'rightsHolder' as const },
  ...{ fingerprint: hex, custody: 'CUSTODIAL' as const, at: '2026-01-01T00:00:00.000Z', txId: hex },
};

export const numbered = (n: number): VersionRef => ({ asset: `n-${String(n)}`, version: 1 });

/** Rows of lineage as blocks make them, without the blocks. */
export class LineageRows {
  readonly lineage: Lineage;
  readonly #db: Database;
  readonly #dir: string;
  readonly #nodes = new Map<number, LineageNode>();
  height = 0;

  private constructor(db: Database, dir: string) {
    this.#db = db;
    this.#dir = dir;
    this.lineage = new Lineage(db);
  }

  static async open(): Promise<LineageRows> {
    const dir = mkdtempSync(join(tmpdir(), 'shuquan-lineage-'));
    return new LineageRows(await openStore(dir), dir);
  }

  /** Takes in one block with edges, each of source and target. */
  async take(edges: readonly (readonly [number, number])[]): Promise<void> {
    const draft = new Draft(this.#db);
    for (const [from, to] of edges) {
      const [source, target] = [numbered(from), numbered(to)];
      const before = this.#nodes.get(to)?.links ?? [];
      const link = { source, target, steps: [], basis, restsOn: [], derived };
      const node: LineageNode = {
        ...{ v: 1, version: target, stater: derived.uscc, links: [...before, link] },
      };
      this.#nodes.set(to, node);
      await lineageProjections.lineage(draft, {
        value: node,
        at: { block: this.height, index: 0 },
      });
    }
    await draft.commit();
    this.height += 1;
  }

  async dispose(): Promise<void> {
    await this.#db.close();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
