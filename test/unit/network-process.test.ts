import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locked } from '@shuquan/network/lock';
import { clean, down, planOf, undoing } from '@shuquan/network/network';
import { isSame, Processes, startTime } from '@shuquan/network/process';
import { sample } from '@shuquan/network/health';
import { saveOptions } from '@shuquan/network/state';
import { Report } from '@shuquan/network/steps/report';
import { expect } from 'chai';

const silent = new Report(() => undefined);

describe('processes of a network', () => {
  let dataDir: string;
  let processes: Processes;

  const idle = (id: string): Parameters<Processes['start']>[0] => ({
    id,
    command: process.execPath,
    args: ['-e', 'setInterval(() => {}, 1000)'],
    environment: {},
    cwd: dataDir,
  });

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'shuquan-network-'));
    processes = new Processes(dataDir);
  });
  afterEach(async () => {
    for (const id of processes.list()) await processes.stop(id);
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('are started once, and stopped once', async () => {
    expect(processes.start(idle('one'))).to.equal(true);
    expect(processes.start(idle('one'))).to.equal(false);

    expect(await processes.stop('one')).to.equal(true);
    expect(await processes.stop('one')).to.equal(false);
    expect(processes.running('one')).to.equal(undefined);
  });

  it('are never confused with another program that got their number', async () => {
    mkdirSync(join(dataDir, 'run'));
    const stranger = { pid: process.pid, startedAt: 'another boot/1' };
    writeFileSync(join(dataDir, 'run', 'old.json'), JSON.stringify(stranger));

    expect(processes.running('old')).to.equal(undefined);
    expect(await processes.stop('old')).to.equal(false);
    expect(startTime(process.pid)).to.be.a('string');
    expect(isSame({ pid: process.pid, startedAt: startTime(process.pid) ?? '' })).to.equal(true);
  });

  it('are not known by a record that a crash tore', () => {
    mkdirSync(join(dataDir, 'run'));
    writeFileSync(join(dataDir, 'run', 'torn.json'), '{"pid":1');

    expect(processes.running('torn')).to.equal(undefined);
  });

  it('see only the settings stated for them', async () => {
    process.env['CORE_PEER_LOCALMSPID'] = 'from the shell';
    const print = ['-e', 'console.log(String(process.env.CORE_PEER_LOCALMSPID))'];

    processes.start({ ...idle('print'), args: print });
    while (processes.running('print')) await new Promise((done) => setTimeout(done, 20));

    delete process.env['CORE_PEER_LOCALMSPID'];
    expect(readFileSync(processes.logOf('print'), 'utf8')).to.equal('undefined\n');
  });

  it('are stopped again when the work that started them fails', async () => {
    processes.start(idle('before'));

    const work = undoing(dataDir, processes, (started) => {
      processes.start(idle('during'));
      started.push('during');
      return Promise.reject(new Error('no leader'));
    });

    expect(await work.catch((err: unknown) => String(err))).to.equal('Error: no leader');
    expect(processes.running('during')).to.equal(undefined);
    expect(processes.running('before')).not.to.equal(undefined);
  });

  it('fail with the place of the log when the program does not exist', () => {
    const missing = { ...idle('missing'), command: join(dataDir, 'no-such-program') };

    expect(() => processes.start(missing))
      .to.throw()
      .with.property('log', processes.logOf('missing'));
  });

  it('refuse a second command at the same time', async () => {
    const code = await locked(dataDir, () =>
      locked(dataDir, () => 'both').catch((err: unknown) => (err as { code: string }).code),
    );

    expect(code).to.equal('STATE_FORBIDS');
    expect(await locked(dataDir, () => 'alone')).to.equal('alone');
  });

  it('let a lock go whose holder was killed', async () => {
    writeFileSync(join(dataDir, 'lock'), JSON.stringify({ pid: 1, startedAt: 'another boot/1' }));

    expect(await locked(dataDir, () => 'mine')).to.equal('mine');
  });

  it('keep clean from removing what runs, and a folder that is not a network’s', async () => {
    const notOurs = await clean(dataDir, silent).catch((err: unknown) => (err as Error).message);
    saveOptions(dataDir, { consensus: 'raft', orderers: 1, basePort: 7050 });
    processes.start(idle('one'));
    const running = await clean(dataDir, silent).catch((err: unknown) => (err as Error).message);
    await down(dataDir, silent);
    await down(dataDir, silent);
    await clean(dataDir, silent);
    await clean(dataDir, silent);

    expect(notOurs).to.include('does not look like a network');
    expect(running).to.include('one still run; run down first');
  });

  it('keep the shape the network was made with', () => {
    saveOptions(dataDir, { consensus: 'bft', orderers: 4, basePort: 9050 });

    expect(planOf({ dataDir }).options).to.deep.equal({
      consensus: 'bft',
      orderers: 4,
      basePort: 9050,
    });
    expect(() => planOf({ dataDir, basePort: 7050 }))
      .to.throw(/made with basePort 9050, not 7050/)
      .with.property('code', 'STATE_FORBIDS');
  });
});

describe('a metric', () => {
  const text = [
    '# HELP ledger_blockchain_height Height of the chain in blocks.',
    'ledger_blockchain_height{channel="other"} 9',
    'ledger_blockchain_height{channel="shuquan"} 12',
  ].join('\n');

  it('is read for one channel', () => {
    expect(sample(text, 'ledger_blockchain_height', 'shuquan')).to.equal(12);
    expect(sample(text, 'ledger_blockchain_height', 'absent')).to.equal(undefined);
  });
});
