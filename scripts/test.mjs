// `npm test [GROUP …]`: installs and builds what is missing, then runs everything this machine can
// run. Needs nothing but Node. The last line is `N passed, N failed, N skipped`.
//
// Groups run one after the other, each in a process of its own. The network group needs Go or
// FABRIC_BIN; without them it is skipped, or fails under REQUIRE_FABRIC=1. The console group needs a
// Chromium, on the path or as BROWSER_BIN, and REQUIRE_BROWSER=1 says the same for it.
import { fork } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import {
  ensureBuilt,
  ensureInstalled,
  execute,
  exitCodes,
  requireNode,
  root,
  stop,
} from './lib.mjs';

/** What each group is: commands that must succeed, or a folder of tests. */
const groups = {
  lint: {
    commands: [
      ['prettier', ['node_modules/prettier/bin/prettier.cjs', '--check', '.']],
      ['eslint', ['node_modules/eslint/bin/eslint.js', '.']],
    ],
  },
  generated: {
    commands: [['generated files are up to date', ['scripts/generate.mjs', '--check']]],
  },
  unit: { folder: 'unit' },
  contract: { folder: 'contract' },
  integration: { folder: 'integration' },
  scenario: { folder: 'scenario' },
  console: { folder: 'console', needsBrowser: true },
  fault: { folder: 'fault' },
  bench: { folder: 'bench' },
  network: { folder: 'e2e', needsFabric: true },
};

/** Names under which systems install it. */
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(groups, name));
if (unknown.length > 0) {
  const known = Object.keys(groups).join(', ');
  stop(`There is no group ${unknown.join(', ')}. The groups are ${known}.`, exitCodes.usage);
}

const totals = { passed: 0, failed: 0, skipped: 0 };
// Whatever ends the run, its last line says how it went.
process.once('exit', (code) => {
  if (code !== 0 && totals.failed === 0) totals.failed = 1;
  const { passed, failed, skipped } = totals;
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
});

requireNode();
ensureInstalled();
ensureBuilt('test');

let interrupted = false;
let current;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    interrupted = true;
    current?.kill(signal);
  });
}

const add = (counts) => {
  for (const name of Object.keys(totals)) totals[name] += counts[name] ?? 0;
};
const running = wanted.length > 0 ? wanted : Object.keys(groups);
// First, since tests of other groups use the binaries where they are.
const missing = running.includes('network') ? await fabricMissing() : undefined;
for (const name of running) {
  if (interrupted) break;
  console.log(`\n━━ ${name}`);
  add(await runGroup(name, groups[name]));
}
process.exitCode = totals.failed > 0 || totals.passed === 0 || interrupted ? 1 : 0;

async function runGroup(name, { commands, folder, needsFabric, needsBrowser }) {
  if (commands !== undefined) return runCommands(commands);
  const files = testsIn(folder);
  if (files.length === 0) {
    console.log('  skipped: there are no tests here');
    return { skipped: 1 };
  }
  if (needsFabric && missing !== undefined) return withoutFabric();
  if (needsBrowser) {
    const browser = findBrowser();
    if (browser === undefined) return withoutBrowser();
    process.env.BROWSER_BIN = browser;
  }
  return runTests(name, files);
}

async function runCommands(commands) {
  const counts = { passed: 0, failed: 0 };
  for (const [title, args] of commands) {
    const { code, output } = await execute(process.execPath, args, { quiet: true });
    counts[code === 0 ? 'passed' : 'failed'] += 1;
    console.log(`  ${code === 0 ? '✔' : '✗'} ${title}`);
    if (code !== 0) console.log(output.trimEnd());
  }
  return counts;
}

/** From the sources, so that the compiled leftovers of a removed test do not run. */
function testsIn(folder) {
  const sources = join(root, 'test', folder);
  if (!existsSync(sources)) return [];
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|e2e)\.ts$/.test(name))
    .sort()
    .map((name) => join(root, 'test', 'dist', folder, name.replace(/\.ts$/, '.js')));
}

/** Makes the Fabric binaries ready; answers why it can not. */
async function fabricMissing() {
  const given = process.env.FABRIC_BIN;
  const built = existsSync(join(root, 'network', 'fabric', 'bin', 'stamp.json'));
  if (!given && !built && !(await hasGo())) {
    return { reason: 'neither Go ≥1.20 nor FABRIC_BIN is on this machine', broken: false };
  }
  const { code } = await execute(process.execPath, ['scripts/network.mjs', 'build']);
  if (code === 0) return undefined;
  return {
    reason: 'the Fabric binaries could not be made ready; see the first lines',
    broken: true,
  };
}

async function hasGo() {
  const { code, output } = await execute('go', ['version'], { quiet: true });
  const [, major, minor] = /\bgo(\d+)\.(\d+)/.exec(output) ?? [];
  return code === 0 && (Number(major) > 1 || Number(minor) >= 20);
}

function withoutFabric() {
  const required = process.env.REQUIRE_FABRIC === '1';
  if (!required && !missing.broken) {
    console.log(`  skipped: ${missing.reason}`);
    return { skipped: 1 };
  }
  console.log(`  ✗ ${missing.reason}${required ? ', and REQUIRE_FABRIC=1 asks for it' : ''}`);
  return { failed: 1 };
}

function findBrowser() {
  const given = process.env.BROWSER_BIN;
  if (given) return existsSync(given) ? given : undefined;
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => BROWSERS.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

function withoutBrowser() {
  const reason = 'there is no Chromium on this machine; install one or set BROWSER_BIN';
  const required = process.env.REQUIRE_BROWSER === '1';
  console.log(`  ${required ? '✗' : 'skipped:'} ${reason}`);
  return required ? { failed: 1 } : { skipped: 1 };
}

/** A group that dies, or leaves something running, has failed, whatever it counted before. */
function runTests(name, files) {
  return new Promise((resolve) => {
    const runner = join(root, 'scripts', 'lib-mocha.mjs');
    const execArgv = ['--enable-source-maps'];
    const child = fork(runner, [name, ...files], { cwd: root, execArgv });
    current = child;
    let counts;
    child.on('message', (message) => (counts = message));
    child.on('close', (code, signal) => {
      if (counts !== undefined && (code === 0 || (code === 1 && counts.failed > 0))) {
        resolve(counts);
        return;
      }
      console.log(`  ✗ ${name} ended with ${signal ?? `exit code ${code}`}`);
      resolve({ ...counts, failed: (counts?.failed ?? 0) + 1 });
    });
  });
}
