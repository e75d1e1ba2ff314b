import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { expect } from 'chai';

const chaincode = createRequire(import.meta.url).resolve('@shuquan/chaincode');

/** What a peer’s chaincode process prints at a level that the peer sets. */
function printed(level: string): string {
  const script = `
    require(process.argv[1]);
    const logger = require('fabric-shim').Shim.newLogger('lib/stub.js');
    logger.debug('a line for a key');
    logger.error('something is wrong');
  `;
  const env = { ...process.env, CORE_CHAINCODE_LOGGING_LEVEL: level };
  return execFileSync(process.execPath, ['-e', script, chaincode], { env, encoding: 'utf8' });
}

describe('lines of the shim', () => {
  it('are not made where nobody wants them', () => {
    expect(printed('ERROR'))
      .to.match(/something is wrong/)
      .and.not.match(/a line for a key/);
  });

  it('are made where somebody does', () => {
    expect(printed('DEBUG')).to.match(/a line for a key[^]*something is wrong/);
  });

  it('cost nothing where they are not made', () => {
    const script = `
      require(process.argv[1]);
      const logger = require('fabric-shim').Shim.newLogger('lib/handler.js');
      let formatted = 0;
      logger.on('data', () => { formatted += 1; });
      for (let i = 0; i < 100; i += 1) logger.debug('a line for a key %s', i);
      process.stdout.write(String(formatted));
    `;
    const env = { ...process.env, CORE_CHAINCODE_LOGGING_LEVEL: 'ERROR' };
    const options = { env, encoding: 'utf8' } as const;

    expect(execFileSync(process.execPath, ['-e', script, chaincode], options)).to.equal('0');
  });
});
