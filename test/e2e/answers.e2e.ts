import { matrixSuite, sampled } from '../contract/matrix.suite.js';
import { table } from '../contract/matrix/table.js';
import { groundBench } from '../support/bench.js';
import { sharedChannel } from '../support/channel.js';
import { networkMint } from '../support/minting.js';
import { fabricBinaries } from '../support/network.js';
import { sharedGround } from '../support/on-fabric.js';

if (fabricBinaries() === undefined) {
  it('matrix on fabric: skipped, there are no Fabric binaries');
} else {
  const rows = sampled(table);
  process.stderr.write(
    `matrix on fabric: ${String(rows.length)} of ${String(table.length)} transactions, one for each set of ` +
      'holders: every cell takes minutes here, and is played on the embedded ledger\n',
  );
  matrixSuite(
    'fabric',
    async () => {
      const [network, ground] = [await sharedChannel(), await sharedGround()];
      if (network === undefined) throw new TypeError('There is no network.');
      return { ...groundBench(ground), mint: networkMint(network) };
    },
    rows,
  );
}
