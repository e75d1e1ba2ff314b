import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@shuquan/gateway/config';
import { openNational } from '@shuquan/gateway/national/open';
import {
  type NationalDeposit,
  AnsweredReceipt,
  type NationalRegistry,
} from '@shuquan/gateway/national/port';
import { NationalSimulator } from '@shuquan/gateway/national/simulator';
import { expect } from 'chai';
import { HandClock } from '../support/hand-clock.js';
import { depositOf } from '../support/national.js';
import { codeOf } from '../support/rejected.js';

let folder: string;
let clock: HandClock;

const fresh = (): void => {
  folder = mkdtempSync(join(tmpdir(), 'shuquan-national-'));
  clock = new HandClock('2026-10-15T02:05:40.000Z');
};
const receiptOf = async (
  registry: NationalRegistry,
  deposit: NationalDeposit,
): Promise<AnsweredReceipt | undefined> => {
  const { id } = await registry.deposit(deposit);
  const answer = await registry.receipt(id);
  return answer.state === 'RECEIVED' ? answer.receipt : undefined;
};

describe('the national system’s simulator', () => {
  const open = (settings: object = {}, stateFile?: string): NationalSimulator =>
    new NationalSimulator({
      ...{ clock, settings: { delayMs: 0, ...settings } },
      ...(stateFile === undefined ? {} : { stateFile }),
    });

  beforeEach(fresh);
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('answers with a receipt after its delay, stating when it took the deposit', async () => {
    const registry = open({ delayMs: 3000 });
    const { id } = await registry.deposit(depositOf(1));

    clock.advance(2999);
    expect(await registry.receipt(id)).to.deep.equal({ state: 'PENDING' });
    clock.advance(1);

    expect(await registry.receipt(id)).to.deep.equal({
      state: 'RECEIVED',
      receipt: {
        ...{ id: 'NDR-20261015-000001', time: '2026-10-15T02:05:40.000Z', caseId: 'case-1' },
        recordDigest: depositOf(1).recordDigest,
      },
    });
  });

  it('gives the same receipt for the same case and digest, another for another digest', async () => {
    const registry = open();
    const first = await receiptOf(registry, depositOf(1));
    clock.advance(60_000);

    const again = await receiptOf(registry, depositOf(1, { depositTxId: 'f'.repeat(64) }));
    const other = await receiptOf(registry, depositOf(1, { recordDigest: 'c'.repeat(64) }));

    expect(again).to.deep.equal(first);
    expect(other).to.include({ id: 'NDR-20261015-000002', recordDigest: 'c'.repeat(64) });
  });

  it('counts serials from 1 each day of Shanghai', async () => {
    const registry = open();
    const ids: (string | undefined)[] = [];
    for (const [n, ms] of [0, 0, 13.9 * 3_600_000, 3_600_000, 0].entries()) {
      clock.jump(ms);
      ids.push((await receiptOf(registry, depositOf(n)))?.id);
    }

    expect(ids).to.deep.equal([
      ...['NDR-20261015-000001', 'NDR-20261015-000002', 'NDR-20261015-000003'],
      ...['NDR-20261016-000001', 'NDR-20261016-000002'],
    ]);
  });

  it('fails as often as it is told, before it does anything', async () => {
    const registry = open({ failFirst: 2 });
    expect(await codeOf(registry.deposit(depositOf(1)))).to.equal('NATIONAL_UNAVAILABLE');
    expect(await codeOf(registry.receipt('case-1'))).to.equal('NATIONAL_UNAVAILABLE');

    expect((await receiptOf(registry, depositOf(2)))?.id).to.equal('NDR-20261015-000001');
  });

  it('loses answers as often as it is told, after it took the deposit', async () => {
    const registry = open({ loseFirst: 1 });
    expect(await codeOf(registry.deposit(depositOf(1)))).to.equal('NATIONAL_UNAVAILABLE');
    clock.advance(5000);

    const receipt = await receiptOf(registry, depositOf(1));

    expect(receipt).to.include({ time: '2026-10-15T02:05:40.000Z' });
  });

  it('fails and errs at its rates, and the same way under the same seed', async () => {
    const played = async (seed: string): Promise<{ failed: number; wrong: string[] }> => {
      const registry = open({ seed, failPerMille: 200, wrongPerMille: 100 });
      const wrong: string[] = [];
      let failed = 0;
      for (let n = 0; n < 500; n += 1) {
        const receipt = await receiptOf(registry, depositOf(n)).catch(() => {
          failed += 1;
        });
        if (receipt && receipt.recordDigest !== depositOf(n).recordDigest) {
          wrong.push(receipt.caseId);
        }
      }
      return { failed, wrong };
    };

    const [first, same, other] = [await played('a'), await played('a'), await played('b')];

    expect(same).to.deep.equal(first);
    expect(other).to.not.deep.equal(first);
    // Two calls each: 1 − 0.8² of 500 is 180; of the rest a tenth is 32.
    expect(first.failed).to.be.within(140, 220);
    expect(first.wrong.length).to.be.within(15, 55);
  });

  it('keeps to a wrong digest, however often it is asked', async () => {
    const registry = open({ wrongPerMille: 1000 });
    const first = await receiptOf(registry, depositOf(1));

    expect(first?.recordDigest).to.not.equal(depositOf(1).recordDigest);
    expect(AnsweredReceipt.safeParse(first).success).to.equal(true);
    expect(await receiptOf(registry, depositOf(1))).to.deep.equal(first);
  });

  it('knows no submission that nobody made, and refuses a deposit of the wrong form', async () => {
    const registry = open();

    expect((await registry.receipt('case-9:x')).state).to.equal('REFUSED');
    const wrong = registry.deposit(depositOf(1, { recordDigest: 'ABC' }));
    expect(await codeOf(wrong)).to.equal('INPUT_INVALID');
  });

  it('gives the same receipts after a restart, and goes on counting', async () => {
    const file = join(folder, 'state.jsonl');
    const before = open({}, file);
    const first = await receiptOf(before, depositOf(1));
    await before.close();
    await before.close();
    expect(await codeOf(before.deposit(depositOf(2)))).to.equal('NATIONAL_UNAVAILABLE');
    clock.advance(60_000);

    const after = open({}, file);

    expect(await receiptOf(after, depositOf(1))).to.deep.equal(first);
    expect((await receiptOf(after, depositOf(2)))?.id).to.equal('NDR-20261015-000002');
    expect(statSync(file).mode & 0o077).to.equal(0);
    await after.close();
  });

  it('forgets a line that a kill tore, and refuses damage anywhere else', async () => {
    const file = join(folder, 'state.jsonl');
    const before = open({}, file);
    await receiptOf(before, depositOf(1));
    await before.close();
    const whole = readFileSync(file, 'utf8');
    appendFileSync(file, whole.slice(0, 40));

    const after = open({}, file);
    expect((await receiptOf(after, depositOf(2)))?.id).to.equal('NDR-20261015-000002');
    await after.close();
    expect(readFileSync(file, 'utf8').split('\n')).to.have.length(3);

    writeFileSync(file, `${whole.slice(3)}${whole}`);
    expect(() => open({}, file))
      .to.throw()
      .with.property('code', 'NATIONAL_STATE_DAMAGED');
  });
});

describe('the national system’s connector', () => {
  const opened = (system: string, settingsFile?: string): Promise<NationalRegistry> =>
    openNational({ system, settingsFile, folder: join(folder, 'national'), clock });
  const faultsOf = async (system: string, settingsFile?: string): Promise<string> => {
    const err: unknown = await opened(system, settingsFile).catch((e: unknown) => e);
    expect(err).to.be.instanceOf(ConfigError);
    return (err as ConfigError).faults.join('\n');
  };
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  beforeEach(fresh);
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is the simulator where the settings say so, with its own settings and state', async () => {
    const settings = write('settings.json', '{ "delayMs": 0 }');
    const registry = await opened('simulator', settings);
    const first = await receiptOf(registry, depositOf(1));
    await registry.close();

    const again = await opened('simulator', settings);

    expect(again.isSimulated).to.equal(true);
    expect(await receiptOf(again, depositOf(1))).to.deep.equal(first);
    await again.close();
  });

  it('is one file of the operator, with settings of its own', async () => {
    const file = write(
      'connector.mjs',
      `export async function connect({ settings, folder, clock }) {
        return {
          isSimulated: false,
          deposit: async ({ caseId }) => ({ id: settings.prefix + caseId }),
          receipt: async () => ({ state: 'PENDING' }),
          close: async () => {},
        };
      }`,
    );
    const registry = await opened(`module:${file}`, write('s.json', '{ "prefix": "real-" }'));

    expect(registry.isSimulated).to.equal(false);
    expect(await registry.deposit(depositOf(1))).to.deep.equal({ id: 'real-case-1' });
  });

  it('says what is wrong with the settings', async () => {
    const nothing = write('nothing.mjs', 'export const other = 1;');
    const half = write('half.mjs', 'export const connect = () => ({ deposit() {} });');
    const broken = write('broken.mjs', 'export const = ;');
    const bad = write('bad.json', '{ "delayMs": -1, "speed": 1 }');
    const noJson = write('no.json', '{');

    expect(await faultsOf('telepathy')).to.match(/must be simulator or module:PATH/);
    expect(await faultsOf('toString')).to.match(/must be simulator/);
    expect(await faultsOf('module:/does/not/exist.mjs')).to.match(/can not be loaded/);
    expect(await faultsOf(`module:${broken}`)).to.match(/can not be loaded/);
    expect(await faultsOf(`module:${nothing}`)).to.match(/does not export a function connect/);
    expect(await faultsOf(`module:${half}`)).to.match(/does not give what a connector must/);
    expect(await faultsOf('simulator', bad)).to.match(/\/delayMs: [^]*speed/);
    expect(await faultsOf('simulator', noJson)).to.match(/can not be read \(INPUT_INVALID\)/);
    expect(await faultsOf('simulator', join(folder, 'none'))).to.match(/\(ENOENT\)/);
  });
});
