import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, environmentNames, readConfig, secretNames } from '@shuquan/gateway/config';
import { expect } from 'chai';

const faultsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readConfig(env);
  } catch (err) {
    if (err instanceof ConfigError) return err.faults;
    throw err;
  }
  return [];
};

describe('the configuration', () => {
  it('starts the embedded ledger with a demo when nothing is set', () => {
    const config = readConfig({});

    expect(config).to.include({
      port: 3000,
      host: '127.0.0.1',
      ledger: 'embedded',
      demo: true,
      witness: true,
    });
  });

  it('has no demo and no witnesses on a network unless asked', () => {
    expect(readConfig({ LEDGER: 'fabric' })).to.include({ demo: false, witness: false });
  });

  it('names every fault at once', () => {
    const faults = faultsOf({
      PORT: '70000',
      LEDGER: 'paper',
      LOG_LEVEL: 'loud',
      RATE_LIMIT_PER_MINUTE: 'many',
      CURSOR_SECRET: 'short',
      TLS_CERT_FILE: '/nowhere/cert.pem',
    });

    for (const name of ['PORT', 'LEDGER', 'LOG_LEVEL', 'RATE_LIMIT_PER_MINUTE', 'CURSOR_SECRET']) {
      expect(
        faults.some((fault) => fault.startsWith(`${name} `)),
        name,
      ).to.equal(true);
    }
    expect(faults.filter((fault) => fault.startsWith('TLS_'))).to.have.length(2);
    expect(faults).to.have.length(7);
  });

  const contradictions: readonly [string, NodeJS.ProcessEnv][] = [
    ['DEMO', { DEMO: 'true', LEDGER: 'fabric' }],
    ['TLS_CERT_FILE', { TLS_CERT_FILE: 'a' }],
    ['TLS_CLIENT_CA_FILE', { TLS_CLIENT_CA_FILE: 'a' }],
    ['JWT_ISSUER', { JWT_ISSUER: 'a' }],
    ['JWT_JWKS_URL', { JWT_JWKS_URL: 'http://plain.example/jwks' }],
    ['JWT_ALGORITHMS', { JWT_ALGORITHMS: 'HS256' }],
    ['IDEMPOTENCY_HOURS', { IDEMPOTENCY_HOURS: '1' }],
    ['CURSOR_SECRET_FILE', { CURSOR_SECRET_FILE: '/nowhere/at/all' }],
  ];
  for (const [name, env] of contradictions) {
    it(`refuses ${JSON.stringify(env)}`, () => {
      expect(faultsOf(env).join('\n')).to.include(name);
    });
  }

  it('takes a secret from a file, and not from both', () => {
    const folder = mkdtempSync(join(tmpdir(), 'shuquan-config-'));
    const file = join(folder, 'secret');
    writeFileSync(file, `${'s'.repeat(40)}\n`);

    expect(readConfig({ CURSOR_SECRET_FILE: file }).cursorSecret).to.equal('s'.repeat(40));
    expect(faultsOf({ CURSOR_SECRET_FILE: file, CURSOR_SECRET: 'x'.repeat(40) })).to.have.length(1);
    rmSync(folder, { recursive: true });
  });

  it('is explained whole in .env.example, whose values are right', () => {
    const file = new URL('../../../.env.example', import.meta.url);
    const pairs = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => /^[A-Z_]+=/.test(line))
      .map((line) => line.split(/=(.*)/, 2) as [string, string]);

    const names = [...environmentNames, ...secretNames.map((name) => `${name}_FILE`)];
    expect(pairs.map(([name]) => name)).to.have.members(names);
    expect(readConfig(Object.fromEntries(pairs))).to.deep.equal(readConfig({}));
  });
});
