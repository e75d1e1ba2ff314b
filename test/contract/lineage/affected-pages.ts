import type { Input } from '@shuquan/chaincode/model';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { Verifier, verifyAffected } from '@shuquan/verifier';
import { expect } from 'chai';
import { members, unique } from '../../support/founded.js';
import { derivation, namesOf, Tracing } from '../../support/lineage.js';
import { skip, type Use } from '../suite.js';

type Root = Input<'lineage:affected'>['of'];

export function affectedPages(use: Use): void {
  /** A version from which five others were made. */
  const root = async (play: Tracing): Promise<{ of: Root; asset: string; made: string[] }> => {
    const [asset = ''] = await play.known('root');
    const made = Array.from({ length: 5 }, (_, i) => unique(`m${String(i)}`));
    for (const each of made) await play.derive(derivation(each, [asset]));
    return { of: { kind: 'VERSION', id: `${asset}@1` }, asset, made };
  };

  it('follow each other to the end, in the one order of the list', async () => {
    const play = new Tracing(use());
    const { of, made } = await root(play);

    const pages = await play.affected(of, 2);

    expect(pages.map(({ items }) => items.length)).to.deep.equal([2, 2, 1]);
    expect(pages.map(({ complete }) => complete)).to.deep.equal([false, false, true]);
    expect(pages.map(({ after }) => after.count)).to.deep.equal([2, 4, 5]);
    expect(namesOf(pages)).to.deep.equal(namesOf(await play.affected(of)));
    expect(namesOf(pages).sort()).to.deep.equal(made.map((id) => `VERSION ${id}@1`).sort());
  });

  it('take in what comes behind them, and refuse to go on when the list changed before', async () => {
    const play = new Tracing(use());
    const { of, made } = await root(play);
    const ask = { of, limit: 5 };
    const whole = await use().ask('lineage:affected', ask, 'bank');
    const first = await use().ask('lineage:affected', { ...ask, limit: 2 }, 'bank');
    const late = unique('late');
    await play.derive(derivation(late, [made[0] ?? '']));

    const more = { ...ask, cursor: first.next };
    const rest = await use().ask('lineage:affected', more, 'bank');
    expect(namesOf([first, rest]).slice(0, 5)).to.deep.equal(namesOf([whole]));
    expect(namesOf([rest]).at(-1)).to.equal(`VERSION ${late}@1`);
    expect(rest.complete).to.equal(true);
    const forged = first.next?.replace(/^2/, '3');
    expect(await use().code('lineage:affected', { ...ask, cursor: forged }, 'bank')).to.equal(
      'CURSOR_INVALID',
    );
  });

  it('are signed by several organisations, and whole to whoever checks them alone', async function () {
    const { bench } = use();
    const { anchors } = bench;
    if (anchors === undefined) skip(this, 'this channel has no anchors');
    const play = new Tracing(use());
    const { of } = await root(play);
    const nonce = 'ab'.repeat(16);
    const answers: string[] = [];
    let cursor: string | undefined;
    do {
      const more = cursor === undefined ? {} : { cursor };
      const input = { of, limit: 2, nonce, ...more };
      const name = 'lineage:affected' as const;
      const { envelope, value } = await bench.ledger.attest(name, input, bench.as('bank'), members);
      const base64 = Buffer.from(envelope).toString('base64');
      answers.push(JSON.stringify({ v: 1, kind: 'shuquan.answer', envelope: base64 }));
      cursor = value.next;
    } while (cursor !== undefined);
    const verifier = new Verifier(anchors(), nodeCrypto);
    const check = (given: readonly string[], about = of) =>
      verifyAffected(about, given, verifier, { require: members });
    const [a = '', b = '', c = ''] = answers;

    const report = check(answers);
    expect(report).to.include({ verdict: 'VALID' });
    expect(report.reached.count).to.equal(5);
    expect(report.answers.map(({ organizations }) => organizations.length)).to.deep.equal([
      3, 3, 3,
    ]);
    expect(check([a, b])).to.include({ verdict: 'INCOMPLETE' });
    expect(check([a, c])).to.include({ verdict: 'INVALID' });
    expect(check([b, a, c])).to.include({ verdict: 'INVALID' });
    expect(check([a, b, c, c])).to.include({ verdict: 'INVALID' });
    expect(check(answers, { kind: 'VERSION', id: 'other@1' })).to.include({ verdict: 'INVALID' });
    const bent = b.replace(/.(?=.{40}"}$)/, (letter) => (letter === 'A' ? 'B' : 'A'));
    expect(check([a, bent, c])).to.include({ verdict: 'INVALID' });
  });
}
