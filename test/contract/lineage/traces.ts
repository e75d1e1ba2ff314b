import type { Output } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { at, derivation, Tracing } from '../../support/lineage.js';
import { sha256 } from '../../support/operating.js';
import type { Use } from '../suite.js';

const pairs = ({ items }: Output<'lineage:traceUp'>): string[] =>
  items.map(({ depth, link }) => `${String(depth)} ${link.source.asset}>${link.target.asset}`);

export function traces(use: Use): void {
  it('goes up and down by distance, a page at a time, to a depth', async () => {
    const play = new Tracing(use());
    const [a = ''] = await play.known('a');
    const [b, c, d] = [unique('b'), unique('c'), unique('d')];
    await play.derive(derivation(b, [a]));
    await play.derive(derivation(c, [a]));
    await play.derive(derivation(d, [b, c]));
    const up = (over: object) =>
      use().ask('lineage:traceUp', { version: at(d), depth: 8, limit: 10, ...over }, 'bank');
    const down = (over: object) =>
      use().ask('lineage:traceDown', { version: at(a), depth: 8, limit: 10, ...over }, 'bank');

    const all = await up({});
    expect(pairs(all)).to.deep.equal([`1 ${b}>${d}`, `1 ${c}>${d}`, `2 ${a}>${b}`, `2 ${a}>${c}`]);
    expect(all.truncated).to.equal(false);
    const near = await up({ depth: 1 });
    expect(pairs(near)).to.deep.equal([`1 ${b}>${d}`, `1 ${c}>${d}`]);
    expect(near.truncated).to.equal(true);
    const first = await up({ limit: 3 });
    const rest = await up({ limit: 3, cursor: first.next });
    expect([...pairs(first), ...pairs(rest)]).to.deep.equal(pairs(all));
    expect(rest.next).to.equal(undefined);
    expect(pairs(await down({})).sort()).to.deep.equal(
      [`1 ${a}>${b}`, `1 ${a}>${c}`, `2 ${b}>${d}`, `2 ${c}>${d}`].sort(),
    );
  });

  it('takes no cursor of another question, nor of one whose answer changed before it', async () => {
    const play = new Tracing(use());
    const [a = '', x = ''] = await play.known('a', 'x');
    const [b, c] = [unique('b'), unique('c')];
    await play.derive(derivation(b, [a]));
    await play.derive(derivation(c, [b]));
    const trace = { version: at(c), depth: 8, limit: 1 };
    const { next: cursor } = await use().ask('lineage:traceUp', trace, 'bank');
    await play.derive(derivation(b, [x]));
    const { items } = await use().ask('lineage:traceUp', { ...trace, limit: 5, cursor }, 'bank');

    expect(items.map(({ link }) => link.source.asset).sort()).to.deep.equal([a, x].sort());
    await play.derive(derivation(c, [x]));
    const second = { ...trace, limit: 2 };
    const { next } = await use().ask('lineage:traceUp', second, 'bank');
    await play.derive(derivation(c, [a]));
    for (const cursor of [sha256('x'), next?.replace(/^2/, '1')]) {
      for (const name of ['lineage:traceUp', 'lineage:traceDown'] as const) {
        expect(await use().code(name, { ...trace, cursor }, 'bank')).to.equal('CURSOR_INVALID');
      }
    }
  });
}
