// `npm run build`: compiles every workspace and bundles the pages, where something changed.
import { ensureBuilt, ensureInstalled, requireNode } from './lib.mjs';

requireNode();
ensureInstalled();
// Last in the order, so it takes all others with it.
ensureBuilt('test');
