// How long `network up` and `network deploy` take, once the binaries are built.
// node test/dist/bench/network.js [RUNS] [up options …]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine, median, spread } from './machine.js';

const [runs = '3', ...options] = process.argv.slice(2);
const root = new URL('../../../', import.meta.url).pathname;

/** Milliseconds of one command of the network. */
function network(dataDir: string, ...args: string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['scripts/network.mjs', ...args], {
    cwd: root,
    env: { ...process.env, NETWORK_DIR: dataDir },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`network ${args.join(' ')} failed: ${stderr}`);
  return performance.now() - began;
}

const up: number[] = [];
const deploy: number[] = [];
for (let run = 0; run < Number(runs); run += 1) {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'shuquan-network-')), 'net');
  try {
    up.push(network(dataDir, 'up', ...options));
    deploy.push(network(dataDir, 'deploy'));
  } finally {
    network(dataDir, 'down');
    rmSync(join(dataDir, '..'), { recursive: true });
  }
}
console.log(`${machine()}

network up              ${spread(up)}
network deploy          ${spread(deploy)}, founding included
together                ${((median(up) + median(deploy)) / 1000).toFixed(1)} s`);
