// What the entry points share: is everything installed and built? Needs nothing but Node.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** sysexits.h: EX_USAGE, EX_UNAVAILABLE. */
export const exitCodes = { usage: 64, unavailable: 69 };

/** Workspaces in the order in which they build upon each other. */
const builtUpon = {
  chaincode: [],
  verifier: ['chaincode'],
  network: ['chaincode'],
  'gateway/console': ['chaincode', 'verifier'],
  gateway: ['chaincode', 'verifier', 'network', 'gateway/console'],
  test: ['chaincode', 'verifier', 'gateway', 'network', 'gateway/console'],
};

/** Prints one line and ends the process: for what the reader has to mend first. */
export function stop(message, code = exitCodes.unavailable) {
  console.error(`✗ ${message}`);
  process.exit(code);
}

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(`Node 20.19 or later is needed; this is ${process.versions.node}. See https://nodejs.org.`);
}

/** Runs to the end with our own streams; stops everything when it fails. */
function run(what, command, args) {
  // Windows starts npm through a shell only.
  const shell = process.platform === 'win32';
  const stdio = ['ignore', 2, 'inherit'];
  const { status, error } = spawnSync(command, args, { cwd: root, stdio, shell });
  if (error) stop(`Could not ${what}: ${error.message}.`);
  if (status !== 0) stop(`Could not ${what}; see the lines above.`);
}

const readJson = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

/**
 * Whether node_modules holds what package-lock.json asks for. npm notes what it installed in a
 * lockfile of its own, which it writes last; optional packages of other platforms are not in it.
 */
export function isInstalled() {
  const noted = join('node_modules', '.package-lock.json');
  if (!existsSync(join(root, noted))) return false;
  const installed = readJson(noted).packages;
  return Object.entries(readJson('package-lock.json').packages).every(([path, wanted]) => {
    if (!path.includes('node_modules/') || wanted.link === true) return true;
    const found = installed[path];
    if (found === undefined) return wanted.optional === true || wanted.peer === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

export function ensureInstalled() {
  if (isInstalled()) return;
  console.error('Installing the packages (once; about a minute) …');
  run('install the packages', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
}

/** Time of the newest source or setting below a folder, in milliseconds. */
function newestSource(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist' && name !== 'node_modules' && !name.startsWith('.'))
    .map((entry) => {
      const path = join(folder, entry.name);
      // A source that was removed shows in the time of its folder only.
      if (entry.isDirectory()) return Math.max(newestSource(path), statSync(path).mtimeMs);
      return /\.(tsx?|css|html|svg)$|^(tsconfig|package)\.json$|^vite\.config/.test(entry.name)
        ? statSync(path).mtimeMs
        : 0;
    })
    .reduce((a, b) => Math.max(a, b), 0);
}

/** What the compiler notes of a workspace, which it writes last. */
function buildNote(workspace) {
  const beside = join(root, workspace, 'tsconfig.tsbuildinfo');
  return existsSync(beside) ? beside : join(root, workspace, 'dist', 'tsconfig.tsbuildinfo');
}

function isBuilt(workspace) {
  const note = buildNote(workspace);
  if (!existsSync(note) || !existsSync(join(root, workspace, 'dist'))) return false;
  const builtAt = statSync(note).mtimeMs;
  const folders = [workspace, ...builtUpon[workspace]];
  return folders.every((name) => newestSource(join(root, name)) <= builtAt);
}

/** Compiles a workspace and what it is built upon, unless nothing changed since the last time. */
export function ensureBuilt(workspace) {
  ensureCompiled(workspace);
  if (workspace === CONSOLE || builtUpon[workspace].includes(CONSOLE)) ensureBundled();
}

const CONSOLE = 'gateway/console';
/** The bundler writes it last. */
const bundle = join(root, CONSOLE, 'dist', 'web', 'index.html');

/** Bundles the pages, from what the compiler made of them, unless nothing changed since. */
function ensureBundled() {
  const sources = [CONSOLE, ...builtUpon[CONSOLE]].map((name) => newestSource(join(root, name)));
  if (existsSync(bundle) && statSync(bundle).mtimeMs >= Math.max(...sources)) return;
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const config = join(root, CONSOLE, 'vite.config.mjs');
  run('bundle the pages', process.execPath, [vite, 'build', CONSOLE, '--config', config]);
}

function ensureCompiled(workspace) {
  if (isBuilt(workspace)) return;
  console.error('Building …');
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  run('build', process.execPath, [tsc, '-b', workspace]);
  // The compiler leaves its note alone where only times changed.
  const now = new Date();
  utimesSync(buildNote(workspace), now, now);
}

/** Runs a command; answers its exit code, with what it printed where `quiet`. */
export function execute(command, args, { quiet = false, env = process.env } = {}) {
  return new Promise((resolve) => {
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'];
    const child = spawn(command, args, { cwd: root, stdio, env });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (err) => resolve({ code: 127, output: err.message }));
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal, output }));
  });
}
