// `npm start`: installs and builds what is missing, then serves the gateway on the embedded ledger
// with demo organisations. Needs nothing but Node.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, requireNode, root } from './lib.mjs';

requireNode();
ensureInstalled();
ensureBuilt('gateway');
// In this process: a signal reaches the gateway itself, and its exit code is ours.
process.argv.splice(2, 0, 'serve');
await import(pathToFileURL(join(root, 'gateway', 'dist', 'cli', 'main.js')).href);
