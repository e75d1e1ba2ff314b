// `npm run network`: installs and builds what is missing, then runs the network's own command line.
// Needs nothing but Node. The gateway is built as well: it founds the channel after a deployment.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, requireNode, root } from './lib.mjs';

requireNode();
ensureInstalled();
ensureBuilt('gateway');
// In this process: a signal reaches the command itself, and its exit code is ours.
await import(pathToFileURL(join(root, 'network', 'dist', 'main.js')).href);
