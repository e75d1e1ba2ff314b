import { ConfigError, readConfig } from './config.js';
import { isCoded } from './errors.js';
import { serve } from './serve.js';

/** EX_CONFIG and EX_UNAVAILABLE of sysexits.h. */
const exitCodes = { config: 78, unavailable: 69 };

/** One line a fault, and no stack: it is the operator who reads this. */
function fail(err: unknown): number {
  if (!(err instanceof ConfigError) && !isCoded(err)) throw err;
  process.stderr.write(`${err.message}\n`);
  return err instanceof ConfigError ? exitCodes.config : exitCodes.unavailable;
}

async function main(): Promise<void> {
  if (process.argv.includes('--check-config')) {
    readConfig(process.env);
    process.stdout.write('The configuration is right.\n');
    return;
  }
  const serving = await serve(process.env);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void serving.close());
  }
}

try {
  await main();
} catch (err) {
  process.exitCode = fail(err);
}
