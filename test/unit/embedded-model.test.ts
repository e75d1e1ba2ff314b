import { expect } from 'chai';
import fc from 'fast-check';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { fsck } from '@shuquan/gateway/ledger/embedded/fsck';
import { parseAnchors, Verifier } from '@shuquan/verifier';
import { openTestEngine, type Step, type TestEngine } from '../support/engine.js';

/** Few keys, so that transactions meet. */
const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const value = fc.string({ minLength: 1, maxLength: 3, unit: 'grapheme' });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ op: fc.constant('get' as const), key }),
  fc.record({ op: fc.constant('put' as const), key, value }),
  fc.record({ op: fc.constant('delete' as const), key }),
  fc.constantFrom(
    { op: 'range', from: 'a', to: 'c' } as const,
    { op: 'range', from: 'b', to: 'z' } as const,
  ),
);
const transaction = fc.array(step, { minLength: 1, maxLength: 4 });
/** Transactions of one group see the same state and are ordered together. */
const groups = fc.array(fc.array(transaction, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 5,
});

/** The whole of the semantics, over a plain map: versions, reads, ranges, order. */
class Model {
  readonly state = new Map<string, { value: string; version: number }>();
  readonly history = new Map<string, (string | null)[]>();
  #version = 0;

  look(steps: readonly Step[]): { answers: unknown[]; reads: string[] } {
    const answers: unknown[] = [];
    const reads: string[] = [];
    for (const each of steps) {
      if (each.op === 'get') {
        answers.push(this.state.get(each.key)?.value ?? '');
        reads.push(this.#seen(each));
      } else if (each.op === 'range') {
        answers.push(this.#range(each.from, each.to));
        reads.push(this.#seen(each));
      } else {
        answers.push(null);
      }
    }
    return { answers, reads };
  }

  #range(from: string, to: string): string[] {
    return [...this.state.keys()].filter((each) => each >= from && each < to).sort();
  }

  /** What a read saw, versions and all: it is still true if it would be seen again. */
  #seen(each: Step): string {
    if (each.op === 'range') {
      const keys = this.#range(each.from, each.to);
      return JSON.stringify(keys.map((name) => [name, this.state.get(name)?.version]));
    }
    return each.op === 'get' ? String(this.state.get(each.key)?.version) : '';
  }

  /**
   * Commits a transaction that had seen `reads`; its validation code. `written` are the keys that
   * its block wrote before it: reading one of them is a conflict, even if it was absent and deleted.
   */
  commit(steps: readonly Step[], reads: readonly string[], written: Set<string>): number {
    const reading = steps.filter(({ op }) => op === 'get' || op === 'range');
    const stale = reading.filter(
      (each, i) => this.#seen(each) !== reads[i] || (each.op === 'get' && written.has(each.key)),
    );
    if (stale.some(({ op }) => op === 'get')) return 11;
    if (stale.length > 0) return 12;
    this.#version += 1;
    const last = new Map<string, string | null>();
    for (const each of steps) {
      if (each.op === 'put') last.set(each.key, each.value);
      if (each.op === 'delete') last.set(each.key, null);
    }
    for (const [name, kept] of last) {
      written.add(name);
      this.history.set(name, [kept, ...(this.history.get(name) ?? [])]);
      if (kept === null) this.state.delete(name);
      else this.state.set(name, { value: kept, version: this.#version });
    }
    return 0;
  }
}

describe('the embedded engine against a plain map', () => {
  let engine: TestEngine;

  before(async () => {
    engine = await openTestEngine({ batch: { maxTransactions: 4, maxWaitMs: 3 } });
  });
  after(() => engine.dispose());

  const clear = async (model: Model): Promise<void> => {
    const steps = ['a', 'b', 'c', 'd', 'e'].map((each): Step => ({ op: 'delete', key: each }));
    await engine.submit(steps);
    for (const each of 'abcde') model.history.set(each, [null]);
  };

  it('agrees on every answer, validation code, state and history', async () => {
    await fc.assert(
      fc.asyncProperty(groups, async (all) => {
        const model = new Model();
        await clear(model);
        for (const group of all) {
          const seen = group.map((steps) => model.look(steps));
          const endorsed = [];
          for (const steps of group) endorsed.push(await engine.endorse(steps));
          const done = await Promise.all(endorsed.map((each) => engine.order(each)));
          expect(done.map((each) => each.value)).to.deep.equal(seen.map(({ answers }) => answers));
          expect(new Set(done.map(({ block }) => block)).size).to.equal(1);
          const written = new Set<string>();
          const codes = group.map((steps, i) => model.commit(steps, seen[i]?.reads ?? [], written));
          expect(done.map(({ code }) => code)).to.deep.equal(codes);
        }
        for (const name of 'abcde') {
          const [is, history] = await engine.query([
            { op: 'get', key: name },
            { op: 'history', key: name },
          ]);
          expect(is).to.equal(model.state.get(name)?.value ?? '');
          const expected = model.history.get(name) ?? [];
          expect((history as unknown[]).slice(0, expected.length)).to.deep.equal(expected);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('leaves a chain that the verifier and fsck take', async () => {
    const verifier = new Verifier(parseAnchors(JSON.stringify(engine.anchors)), nodeCrypto);
    let previousHash: string | undefined;
    for (let number = 0; number <= engine.network.head.number; number += 1) {
      const report = verifier.block(engine.block(number), { previousHash });
      expect(report.steps.filter(({ outcome }) => outcome === 'FAILED')).to.deep.equal([]);
      previousHash = report.hash;
    }
    await engine.network.close();
    const report = await fsck(engine.dataDir);
    expect(report.difference).to.equal(undefined);
    expect(report.transactions).to.be.greaterThan(report.valid);
    await engine.reopen();
  });
});
