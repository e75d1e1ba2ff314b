// `npm test [GROUP …]`: installs and builds what is missing, then runs everything this machine can
// run. Needs nothing but Node. The last line is `N passed, N failed, N skipped`.
//
// Each group runs in a process of its own, two at a time where there are two cores (LANES says another
// number), and is told whole when it ends. The network group needs Go or FABRIC_BIN; without them it is
// skipped, or fails under REQUIRE_FABRIC=1. The console group needs a Chromium, on the path or as
// BROWSER_BIN, and REQUIRE_BROWSER=1 says the same for it.
import { fork } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
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

// The types of one workspace fill half of the heap that a process has by itself, and stay until it ends.
const eslint = ['--max-old-space-size=6144', 'node_modules/eslint/bin/eslint.js'];
const LINTED = [
  ['chaincode', 'chaincode'],
  ['verifier and network', 'verifier', 'network'],
  ['gateway', 'gateway'],
  ['tests of units and contracts', 'test/unit', 'test/contract'],
  [
    'tests beside them',
    'test',
    '--ignore-pattern=test/unit/**',
    '--ignore-pattern=test/contract/**',
  ],
  ['the rest', '.', ...['chaincode', 'verifier', 'network', 'gateway', 'test'].map(ignored)],
];

function ignored(folder) {
  return `--ignore-pattern=${folder}/**`;
}

/** What each group is: commands that must succeed, or a folder of tests. */
const groups = {
  lint: {
    commands: [
      ['prettier', ['node_modules/prettier/bin/prettier.cjs', '--check', '.']],
      ...LINTED.map(([what, ...paths]) => [`eslint ${what}`, [...eslint, ...paths]]),
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
const children = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    interrupted = true;
    for (const child of children) child.kill(signal);
  });
}

const add = (counts) => {
  for (const name of Object.keys(totals)) totals[name] += counts[name] ?? 0;
};
const running = wanted.length > 0 ? wanted : Object.keys(groups);
// First, since tests of other groups use the binaries where they are.
const missing = running.includes('network') ? await fabricMissing() : undefined;
const browser = findBrowser();
if (browser !== undefined) process.env.BROWSER_BIN = browser;
const lanes = Math.min(running.length, lanesWanted());
const waiting = lanes > 1 ? longestFirst(running) : [...running];
await Promise.all(Array.from({ length: lanes }, runLane));
process.exitCode = totals.failed > 0 || totals.passed === 0 || interrupted ? 1 : 0;

function lanesWanted() {
  const wished = Number(process.env.LANES);
  return Number.isInteger(wished) && wished > 0 ? wished : Math.min(2, availableParallelism());
}

/** The network group takes as long as all the others, and mostly in other processes. */
function longestFirst(names) {
  return [...names].sort((a, b) => Number(b === 'network') - Number(a === 'network'));
}

/** Takes the next group that waits, until none does. What a group says beside others is kept together. */
async function runLane() {
  while (!interrupted) {
    const name = waiting.shift();
    if (name === undefined) return;
    const begun = Date.now();
    let said = '';
    const say = lanes > 1 ? (text) => (said += text) : (text) => process.stdout.write(text);
    say(`\n━━ ${name}\n`);
    if (lanes > 1) console.log(`   ${name} begins`);
    add(await runGroup(name, groups[name], say));
    say(`   ${name}: ${Math.round((Date.now() - begun) / 1000)} s\n`);
    if (lanes > 1) process.stdout.write(said);
  }
}

async function runGroup(name, { commands, folder, needsFabric, needsBrowser }, say) {
  if (commands !== undefined) return runCommands(commands, say);
  const files = testsIn(folder);
  if (files.length === 0) {
    say('  skipped: there are no tests here\n');
    return { skipped: 1 };
  }
  if (needsFabric && missing !== undefined) return withoutFabric(say);
  if (needsBrowser && browser === undefined) return withoutBrowser(say);
  return runTests(name, files, say);
}

async function runCommands(commands, say) {
  const counts = { passed: 0, failed: 0 };
  for (const [title, args] of commands) {
    const { code, output } = await execute(process.execPath, args, { quiet: true });
    counts[code === 0 ? 'passed' : 'failed'] += 1;
    say(`  ${code === 0 ? '✔' : '✗'} ${title}\n`);
    if (code !== 0) say(`${output.trimEnd()}\n`);
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

function withoutFabric(say) {
  const required = process.env.REQUIRE_FABRIC === '1';
  if (!required && !missing.broken) {
    say(`  skipped: ${missing.reason}\n`);
    return { skipped: 1 };
  }
  say(`  ✗ ${missing.reason}${required ? ', and REQUIRE_FABRIC=1 asks for it' : ''}\n`);
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

function withoutBrowser(say) {
  const reason = 'there is no Chromium on this machine; install one or set BROWSER_BIN';
  const required = process.env.REQUIRE_BROWSER === '1';
  say(`  ${required ? '✗' : 'skipped:'} ${reason}\n`);
  return required ? { failed: 1 } : { skipped: 1 };
}

/** A group that dies, or leaves something running, has failed, whatever it counted before. */
function runTests(name, files, say) {
  return new Promise((resolve) => {
    const runner = join(root, 'scripts', 'lib-mocha.mjs');
    const execArgv = ['--enable-source-maps'];
    const child = fork(runner, [name, ...files], { cwd: root, execArgv, silent: true });
    children.add(child);
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', say);
    let counts;
    child.on('message', (message) => (counts = message));
    child.on('close', (code, signal) => {
      children.delete(child);
      if (counts !== undefined && (code === 0 || (code === 1 && counts.failed > 0))) {
        resolve(counts);
        return;
      }
      say(`  ✗ ${name} ended with ${signal ?? `exit code ${code}`}\n`);
      resolve({ ...counts, failed: (counts?.failed ?? 0) + 1 });
    });
  });
}
