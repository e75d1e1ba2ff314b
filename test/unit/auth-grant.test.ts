import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { matchesHash } from '@shuquan/gateway/auth/api-key';
import { grantApiKey } from '@shuquan/gateway/auth/grant';
import { loadPrincipals } from '@shuquan/gateway/auth/load';
import { ConfigError } from '@shuquan/gateway/config';

describe('granting an API key', () => {
  let folder: string;
  const file = (): string => join(folder, 'data', 'principals.json');
  const judge = { id: 'judge', roles: ['court'] };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shuquan-grant-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('keeps the hash of the key and never the key, for the owner’s eyes', () => {
    const key = grantApiKey(file(), judge);

    const [entry] = loadPrincipals(file());
    expect(matchesHash(key, entry?.apiKeys[0]?.hash)).to.equal(true);
    expect(entry?.scopes).to.include('evidence:private');
    expect(readFileSync(file(), 'utf8')).not.to.include(key);
    expect(statSync(file()).mode & 0o777).to.equal(0o600);
  });

  it('ends the person’s earlier key and touches nobody else', () => {
    const first = grantApiKey(file(), judge);
    grantApiKey(file(), { id: 'notary', roles: ['witness'] });

    const second = grantApiKey(file(), judge);

    const entries = loadPrincipals(file());
    const hash = entries.find(({ id }) => id === 'judge')?.apiKeys[0]?.hash;
    expect(entries.map(({ id }) => id).sort()).to.deep.equal(['judge', 'notary']);
    expect([matchesHash(first, hash), matchesHash(second, hash)]).to.deep.equal([false, true]);
  });

  it('leaves a file alone that it can not read', () => {
    grantApiKey(file(), judge);
    writeFileSync(file(), '{"v":2}');

    expect(() => grantApiKey(file(), judge)).to.throw(ConfigError);
    expect(readFileSync(file(), 'utf8')).to.equal('{"v":2}');
  });
});
