// Runs the compiled tests of one group in a process of their own and tells the parent the totals.
// A test that fails is not tried again, and whatever it left running fails the group. When asked to
// stop it finishes the test at hand and its hooks, so that no network is left behind.
import Mocha from 'mocha';

const LINGER_MS = 15_000;
const [group, ...files] = process.argv.slice(2);
const mocha = new Mocha({ reporter: 'spec', retries: 0, timeout: 120_000 });
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();

const runner = mocha.run((failures) => {
  const { passes = 0, pending = 0 } = runner.stats ?? {};
  process.exitCode = failures > 0 ? 1 : 0;
  process.send?.({ passed: passes, failed: failures, skipped: pending }, () => {
    process.disconnect?.();
    const timer = setTimeout(() => {
      const what = [...new Set(process.getActiveResourcesInfo())].join(', ');
      console.error(`✗ ${group}: the tests ended but left something running (${what})`);
      process.exit(70);
    }, LINGER_MS);
    timer.unref();
  });
});

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => runner.abort());
