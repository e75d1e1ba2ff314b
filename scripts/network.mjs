// `npm run network`: installs and builds what is missing, then runs the network's own command line.
// Needs nothing but Node.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const main = join(root, 'network', 'dist', 'main.js');
const prerequisiteMissing = 69;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Node 20.19 or later is needed; this is ${process.versions.node}.`);
}

function stop(message) {
  console.error(`✗ ${message}`);
  process.exit(prerequisiteMissing);
}

function run(what, command, args) {
  // Windows starts npm through a shell only.
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell });
  if (error) stop(`Could not ${what}: ${error.message}`);
  if (status !== 0) stop(`Could not ${what}; see the lines above.`);
}

/** The newest change below a folder, in milliseconds; 0 for none. */
function newest(folder) {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tsbuildinfo'))
    .reduce((latest, { parentPath, name }) => {
      return Math.max(latest, statSync(join(parentPath, name)).mtimeMs);
    }, 0);
}

function isStale() {
  if (!existsSync(main)) return true;
  return ['network', 'chaincode'].some((workspace) => {
    const folder = join(root, workspace);
    return newest(join(folder, 'src')) > newest(join(folder, 'dist'));
  });
}

// npm writes this file last.
if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) {
  run('install the packages', 'npm', ['ci', '--no-audit', '--no-fund']);
}
if (isStale()) {
  const tsc = createRequire(join(root, 'package.json')).resolve('typescript/bin/tsc');
  run('build the network and the chaincode', process.execPath, [tsc, '-b', 'network']);
}
// In this process: a signal reaches the command itself, and its exit code is ours.
await import(main);
