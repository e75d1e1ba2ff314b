import { createRequire } from 'node:module';
import { expect } from 'chai';

interface Row {
  readonly v: 1;
  readonly parts: string[];
}

const require = createRequire(import.meta.url);
const { Records } = require('../../../chaincode/dist/state/records.js') as {
  Records: new (
    stub: object,
    type: string,
  ) => {
    find(...key: string[]): Promise<Row | undefined>;
    findParsed(...key: string[]): Promise<Row | undefined>;
  };
};

/** A peer that counts what it is asked. */
function peer(value: string) {
  const asked: string[] = [];
  const stub = {
    createCompositeKey: (type: string, parts: string[]) => [type, ...parts].join(' '),
    getState: (key: string) => {
      asked.push(key);
      return Promise.resolve(Buffer.from(value));
    },
  };
  return { asked, rows: () => new Records(stub, 'row') };
}

describe('reading of state', () => {
  it('asks the peer for a key once a transaction, whoever reads it', async () => {
    const { asked, rows } = peer('{"v":1,"parts":["2024"]}');

    await rows().find('a');
    await rows().findParsed('a');
    await rows().find('b');

    expect(asked).to.deep.equal(['row a', 'row b']);
  });

  it('asks again in the next transaction', async () => {
    const first = peer('{"v":1,"parts":["2024"]}');
    const second = peer('{"v":1,"parts":["2025"]}');

    await first.rows().findParsed('a');

    expect(await second.rows().findParsed('a')).to.deep.equal({ v: 1, parts: ['2025'] });
    expect(second.asked).to.deep.equal(['row a']);
  });

  it('gives whoever reads to change it a record of its own', async () => {
    const { rows } = peer('{"v":1,"parts":["2024"]}');

    (await rows().find('a'))?.parts.push('2025');

    expect(await rows().find('a')).to.deep.equal({ v: 1, parts: ['2024'] });
  });

  it('refuses a change of what other transactions will be answered with', async () => {
    const { rows } = peer('{"v":1,"parts":["2024"]}');
    const shared = await rows().findParsed('a');

    expect(() => shared?.parts.push('2025')).to.throw(TypeError);
  });
});
