// Packs a file in a process of its own and says how long that took and what it needed.
// node test/dist/bench/delivery-worker.js SOURCE FOLDER copy|leave
import { pack } from '@shuquan/gateway/delivery/pack';

const [source = '', folder = '', mode = ''] = process.argv.slice(2);
const began = performance.now();
const content = await pack({ source, folder, chunkSize: 1_048_576, copies: mode === 'copy' });
const ms = performance.now() - began;
process.stdout.write(
  JSON.stringify({ ms, kilobytes: process.resourceUsage().maxRSS, chunks: content.chunks }),
);
