import {
  type DerivationLink,
  LedgerError,
  nodeName,
  type VersionRef,
} from '@shuquan/chaincode/model';
import { LRUCache } from 'lru-cache';
import type { Database } from '../store.js';
import { type Direction, type Edge, edgesKey, LAST_BLOCK, linkKey, PER_ROW } from './edges.js';

/** Versions asked for at once: few enough that a short page costs little. */
const BATCH = 512;
/** Edges that one question walks past; a graph beyond it is asked for from a nearer version. */
export const MAX_WALK = 250_000;
/** Edges kept in memory: some tens of megabytes. */
const MAX_KEPT = 400_000;

/** Edges of a version as they were read: whole for whoever asks at this height or below it. */
interface Kept {
  readonly edges: readonly Edge[];
  readonly height: number;
}

/** An edge by the names of its versions, and how far from the version asked it is. */
export interface WalkedEdge {
  readonly depth: number;
  readonly source: string;
  readonly target: string;
}

export interface LineageQuestion {
  readonly version: VersionRef;
  readonly direction: Direction;
  readonly depth: number;
}

export interface LineagePage {
  readonly items: { readonly depth: number; readonly link: DerivationLink }[];
  readonly next: string | undefined;
  /** Whether the graph goes on beyond the depth; only the last page knows. */
  readonly truncated?: boolean;
  /** Blocks that the whole list takes into account, from its first page on. */
  readonly height: number;
}

/** Questions about where data comes from, over rows that blocks made. */
export class Lineage {
  readonly #db: Database;
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: MAX_KEPT,
    sizeCalculation: ({ edges }) => edges.length + 1,
  });

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Edges by distance, each once. A place in the list names the height it was asked at, and edges of
   * later blocks are left out: a list read page by page is the same list, whatever is stated meanwhile.
   *
   * @throws LedgerError CURSOR_INVALID, LINEAGE_LIMIT_EXCEEDED
   */
  async trace(
    question: LineageQuestion,
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
    height: number,
  ): Promise<LineagePage> {
    const from = placeOf(after, height);
    const page: WalkedEdge[] = [];
    let passed = 0;
    const reached: string[] = [];
    for await (const edges of this.walk(question, from.height, reached)) {
      const start = Math.max(from.offset - passed, 0);
      page.push(...edges.slice(start, start + limit + 1 - page.length));
      passed += edges.length;
      if (page.length > limit) return this.#page(page.slice(0, limit), from, true);
    }
    const truncated = await this.#goesOn(question.direction, reached, from.height);
    return { ...(await this.#page(page, from, false)), truncated };
  }

  async #page(
    edges: readonly WalkedEdge[],
    { height, offset }: Place,
    more: boolean,
  ): Promise<LineagePage> {
    const keys = edges.map(({ target, source }) => linkKey(target, source));
    const links = (await this.#db.getMany(keys)) as DerivationLink[];
    const items = edges.map(({ depth }, i) => ({ depth, link: links[i] as DerivationLink }));
    const next = more ? `${String(height)}.${String(offset + edges.length)}` : undefined;
    return { items, next, height };
  }

  /** Edges in batches, nearest first. `reached` takes the versions at the last depth. */
  async *walk(
    { version, direction, depth }: LineageQuestion,
    height: number,
    reached: string[] = [],
  ): AsyncGenerator<WalkedEdge[]> {
    const upTo = await this.#effective(height);
    const seen = new Set([nodeName(version)]);
    let frontier = [nodeName(version)];
    let walked = 0;
    for (let at = 1; at <= depth && frontier.length > 0; at += 1) {
      const next: string[] = [];
      for (let i = 0; i < frontier.length; i += BATCH) {
        const names = frontier.slice(i, i + BATCH);
        const edges: WalkedEdge[] = [];
        for (const [n, others] of (await this.#edgesOf(direction, names, upTo)).entries()) {
          const name = names[n] as string;
          for (const [other] of others) {
            edges.push(
              direction === 'UP'
                ? { depth: at, source: other, target: name }
                : { depth: at, source: name, target: other },
            );
            if (!seen.has(other)) next.push(other);
            seen.add(other);
          }
        }
        walked += edges.length;
        if (walked > MAX_WALK) throw tooLarge(version);
        yield edges;
      }
      frontier = next;
    }
    reached.push(...frontier);
  }

  async #goesOn(direction: Direction, names: readonly string[], height: number): Promise<boolean> {
    const upTo = await this.#effective(height);
    for (let i = 0; i < names.length; i += BATCH) {
      const found = await this.#edgesOf(direction, names.slice(i, i + BATCH), upTo);
      if (found.some((edges) => edges.length > 0)) return true;
    }
    return false;
  }

  /** Edges of each version, those of blocks below the height. */
  async #edgesOf(
    direction: Direction,
    names: readonly string[],
    height: number,
  ): Promise<(readonly Edge[])[]> {
    const kept = names.map((name) => this.#kept.get(`${direction} ${name}`));
    const isWhole = (found: Kept | undefined): found is Kept =>
      found !== undefined && found.height >= height;
    const missing = names.filter((_, i) => !isWhole(kept[i]));
    const read = await this.#read(direction, missing, height);
    return names.map((name, i) => {
      const found = kept[i];
      const edges = isWhole(found) ? found.edges : (read.get(name) ?? []);
      const isOld = edges.every(([, block]) => block < height);
      return isOld ? edges : edges.filter(([, block]) => block < height);
    });
  }

  async #read(
    direction: Direction,
    names: readonly string[],
    height: number,
  ): Promise<Map<string, readonly Edge[]>> {
    const found = new Map<string, readonly Edge[]>();
    if (names.length === 0) return found;
    const rows = await this.#db.getMany(names.map((name) => edgesKey(direction, name, 0)));
    for (const [i, name] of names.entries()) {
      const first = (rows[i] ?? []) as Edge[];
      const edges = first.length < PER_ROW ? first : await this.#manyOf(direction, name);
      found.set(name, edges);
      this.#kept.set(`${direction} ${name}`, { edges, height });
    }
    return found;
  }

  /** Blocks without lineage change no answer: what was read before them stays good. */
  async #effective(height: number): Promise<number> {
    const last = (await this.#db.get(LAST_BLOCK)) as number | undefined;
    return Math.min(height, (last ?? -1) + 1);
  }

  async #manyOf(direction: Direction, name: string): Promise<Edge[]> {
    const all: Edge[] = [];
    for (let row = 0; ; row += 1) {
      const edges = ((await this.#db.get(edgesKey(direction, name, row))) ?? []) as Edge[];
      all.push(...edges);
      if (edges.length < PER_ROW) return all;
    }
  }
}

interface Place {
  readonly height: number;
  readonly offset: number;
}

function placeOf(after: string | undefined, now: number): Place {
  if (after === undefined) return { height: now, offset: 0 };
  const [height = 0, offset = 0] = after.split('.').map(Number);
  if (height <= now) return { height, offset };
  throw new LedgerError('CURSOR_INVALID', 'The read model was made anew. Start again without it.');
}

const tooLarge = (version: VersionRef): LedgerError =>
  new LedgerError('LINEAGE_LIMIT_EXCEEDED', `More than ${String(MAX_WALK)} edges lie there.`, {
    version,
  });
