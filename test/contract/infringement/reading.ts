import { parseJson, type QueryName } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { BODY } from '../../support/dispute-desk.js';
import { unique } from '../../support/founded.js';
import { HOLDER_D } from '../../support/parties.js';
import type { UsePacks } from '../infringement.suite.js';

const FAR = '2199-01-01T00:00:00.000Z';

export function reading(use: UsePacks): void {
  it('is for its holder and its registrar, and for whoever judges or supervises for a purpose', async () => {
    const desk = use();
    const { right } = await desk.operated();
    const { id } = await desk.packed(right);
    const read = (as: string, over: object = {}): Promise<string> =>
      desk.stage.code('infringement:read', { id, ...over }, as);

    for (const as of ['holder-a', 'registrar1']) {
      expect((await desk.pack(id, as)).pack.id, as).to.equal(id);
    }
    const on = { kind: 'INFRINGEMENT' as const, id };
    for (const as of ['judge', 'arbitrator', 'supervisor']) {
      const view = await desk.stage.opened('infringement:read', { id }, { on, as });
      expect(view.pack.id, as).to.equal(id);
    }
    for (const as of ['holder-b', 'registrar2', 'notary']) {
      expect(await read(as), as).to.equal('CALLER_FORBIDDEN');
    }
    expect(await read('judge', { id: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await read('holder-a', { asOf: FAR })).to.equal('AS_OF_TOO_LATE');
  });

  it('lists the packs about a right to whom they concern', async () => {
    const desk = use();
    const { right } = await desk.operated();
    const made = [(await desk.packed(right)).id];
    made.unshift((await desk.packed(right)).id);
    const of = async (as: string): Promise<string[]> => {
      const query = { right, limit: 10 };
      const { items } = await desk.stage.ask('infringement:ofRight', query, as);
      return items.map(({ id }) => id);
    };

    for (const as of ['holder-a', 'registrar1']) {
      expect((await of(as)).toSorted(), as).to.deep.equal(made.toSorted());
    }
    const seen = await desk.stage.opened(
      'infringement:ofRight',
      { right, limit: 10 },
      { on: { kind: 'RIGHT', id: right }, as: 'judge' },
    );
    expect(seen.items.map(({ id }) => id).toSorted()).to.deep.equal(made.toSorted());
    expect(await of('holder-b')).to.deep.equal([]);
    const code = (over: object): Promise<string> =>
      desk.stage.code('infringement:ofRight', { right, limit: 1, ...over }, 'holder-a');
    expect(await code({ right: 'nothing' })).to.equal('RIGHT_NOT_FOUND');
    expect(await code({ asOf: FAR })).to.equal('AS_OF_TOO_LATE');
    expect(await code({ cursor: 'x' })).to.equal('CURSOR_INVALID');
  });

  it('goes into a dispute as its holder’s evidence, and is then the other side’s to read', async () => {
    const desk = use();
    const granted = await desk.operated();
    const { id: pack } = await desk.packed(granted.right, { suspect: HOLDER_D });
    const id = await desk.opened(
      granted,
      {
        standing: { basis: 'HOLDER', evidence: [] },
        against: [HOLDER_D],
      },
      'holder-a',
    );
    const submission = { id, submission: unique('S'), pack, purpose: '证明数据被复制' };
    const submit = (over: object, as = 'holder-a'): Promise<string> =>
      desk.refused('dispute:submit', { ...submission, ...over }, as);

    expect(await desk.stage.code('infringement:read', { id: pack }, 'holder-d')).to.equal(
      'CALLER_FORBIDDEN',
    );
    expect(await submit({ pack: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await submit({}, 'holder-d')).to.equal('CALLER_FORBIDDEN');
    expect(await submit({ statementDigest: '1'.repeat(64) })).to.equal('INPUT_INVALID');
    await desk.act('dispute:submit', submission, 'holder-a');
    await desk.act('dispute:submit', { ...submission, submission: unique('S') }, 'holder-a');

    expect((await desk.pack(pack, 'holder-d')).disputes).to.deep.equal([id]);
    const { parts } = await desk.stage.ask('dispute:bundle', { id, permits: [] }, BODY);
    const names = parts.map(({ transaction }) => transaction);
    expect(names.filter((name) => name === 'infringement:read')).to.have.length(1);
  });

  it('lists every question of its file, each of which its readers can ask', async () => {
    const desk = use();
    const { right } = await desk.operated();
    const processLog = await desk.evidence('holder-a', { kind: 'LOG' });
    const { obtained } = await desk.suspected(right);
    const { id } = await desk.packed(right, { obtained: { ...obtained, processLog } });
    const ask = (of: string, as: string): Promise<string> =>
      desk.stage.code('infringement:bundle', { id: of }, as);

    const on = { kind: 'INFRINGEMENT' as const, id };
    for (const as of ['holder-a', 'judge']) {
      const { parts } = await (as === 'judge'
        ? desk.stage.opened('infringement:bundle', { id }, { on, as })
        : desk.stage.ask('infringement:bundle', { id }, as));
      const names = parts.map(({ transaction }) => transaction);
      expect(names.filter((name) => name === 'evidence:read')).to.have.length(2);
      expect(names).to.include.members([
        ...['infringement:read', 'register:right', 'register:certificate'],
        ...['register:registration', 'platform:at', 'codelist:read'],
      ]);
      for (const { transaction, input } of parts) {
        await desk.stage.ask(transaction as QueryName, parseJson(input) as never, as);
      }
    }
    expect(await ask('nothing', 'judge')).to.equal('RECORD_NOT_FOUND');
    expect(await ask(id, 'holder-b')).to.equal('CALLER_FORBIDDEN');
  });
}
