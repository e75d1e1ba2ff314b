import { Shim } from 'fabric-shim';

/** Loggers of the shim that have a line for every key that is read. */
const BUSY = [
  ...['lib/handler.js', 'lib/stub.js', 'lib/iterators.js', 'lib/chaincode.js'],
  'contracts-spi/chaincodefromcontract.js',
];

/**
 * The shim formats its debug lines, colours and all, before it asks whether anybody wants them: a
 * third of what this process does for the read of a key. Where the level that the peer sets leaves
 * them out they are not made at all; every other level is as it was.
 */
export function quietShim(): void {
  for (const name of BUSY) {
    const logger = Shim.newLogger(name);
    if (!logger.isLevelEnabled('debug')) logger.debug = () => logger;
  }
}
