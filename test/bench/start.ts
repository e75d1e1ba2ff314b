// How long until `npm start` answers its first request, once installed and built.
// node test/dist/bench/start.js [RUNS]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { machine, spread } from './machine.js';

const runs = Number(process.argv[2] ?? 5);
const root = new URL('../../../', import.meta.url).pathname;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Milliseconds to the first answer with data from the ledger, and resident memory then, in MB. */
async function start(dataDir: string): Promise<{ ms: number; megabytes: number }> {
  const port = String(await freePort());
  const began = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: { ...process.env, PORT: port, DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  });
  try {
    for (;;) {
      if (child.exitCode !== null) throw new Error('npm start ended; run it by hand to see why.');
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
      if (answer?.ok === true) break;
      await sleep(10);
    }
    return { ms: performance.now() - began, megabytes: residentMegabytes(child.pid) };
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
}

/** Of the process and its children, from the kernel. */
function residentMegabytes(pid = 0): number {
  const own = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
  const below = children
    .filter((each) => each !== '')
    .map((each) => residentMegabytes(Number(each)));
  return Number(own?.[1] ?? 0) / 1000 + below.reduce((sum, each) => sum + each, 0);
}

const fresh: number[] = [];
const again: number[] = [];
let megabytes = 0;
for (let run = 0; run < runs; run += 1) {
  const dataDir = mkdtempSync(join(tmpdir(), 'shuquan-start-'));
  fresh.push((await start(dataDir)).ms);
  const second = await start(dataDir);
  again.push(second.ms);
  megabytes = Math.max(megabytes, second.megabytes);
  rmSync(dataDir, { recursive: true });
}
console.log(`${machine()}

npm start to first answer, new data folder  ${spread(fresh)}
npm start to first answer, existing ledger  ${spread(again)}
resident memory then, with the bootstrap    ${Math.round(megabytes)} MB at most`);
