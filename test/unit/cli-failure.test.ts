import { LedgerError } from '@shuquan/chaincode/model';
import { CliError, failureOf } from '@shuquan/gateway/cli/failure';
import { ConfigError } from '@shuquan/gateway/config';
import { GatewayError } from '@shuquan/gateway/errors';
import { expect } from 'chai';

describe('command line failure', () => {
  const cases: readonly (readonly [string, unknown, number])[] = [
    ['a refusal of the ledger', new LedgerError('ROLE_MISSING', 'No role.'), 65],
    ['an unreachable ledger', new GatewayError('LEDGER_UNAVAILABLE', 'Down.'), 69],
    ['a locked folder', new GatewayError('LEDGER_LOCKED', 'Locked.'), 69],
    ['a full disk, as the ledger says it', new GatewayError('DISK_FULL', 'Full.'), 74],
    ['a full disk, as the system says it', Object.assign(new Error('no'), { code: 'ENOSPC' }), 74],
    ['a taken port', Object.assign(new Error('listen'), { code: 'EADDRINUSE' }), 69],
    ['wrong settings', new ConfigError(['PORT must be a number']), 64],
    ['a missing file', new CliError('FILE_UNREADABLE', 'No file.', 66), 66],
    ['our own fault', new TypeError('undefined is not a function'), 70],
  ];
  for (const [what, err, exitCode] of cases) {
    it(`is exit code ${exitCode} for ${what}`, () => {
      expect(failureOf(err).exitCode).to.equal(exitCode);
    });
  }

  it('is one line that names the code, whatever the message holds', () => {
    const { line } = failureOf(new CliError('X', 'One\n  - two\n\u001b[2Jthree', 65));

    expect(line).to.equal('shuquan: X: One two  [2Jthree');
  });
});
