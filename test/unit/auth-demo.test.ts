import { apiKeyId, createApiKey, hashApiKey, matchesHash } from '@shuquan/gateway/auth/api-key';
import { scopesOfRoles } from '@shuquan/gateway/auth/role-scope';
import { Directory } from '@shuquan/gateway/auth/directory';
import { PrincipalsFile } from '@shuquan/gateway/auth/principal';
import { roles } from '@shuquan/chaincode/model';
import { expect } from 'chai';

describe('an API key', () => {
  it('carries the id of its entry and 32 random bytes', () => {
    const key = createApiKey('holder_a');

    expect(apiKeyId(key)).to.equal('holder-a');
    expect(createApiKey('holder_a')).not.to.equal(key);
  });

  it('matches its own hash only', () => {
    const key = createApiKey('one');

    expect(matchesHash(key, hashApiKey(key))).to.equal(true);
    expect(matchesHash(key, hashApiKey(createApiKey('one')))).to.equal(false);
    expect(matchesHash(key, undefined)).to.equal(false);
  });
});

describe('principals', () => {
  const entry = { id: 'a-principal', identity: 'nobody', scopes: [] };

  it('have nothing but what their entry names', () => {
    const parsed = PrincipalsFile.parse({ v: 1, principals: [entry] });

    expect(parsed.principals[0]).to.deep.equal({
      ...entry,
      apiKeys: [],
      subjects: [],
      certificates: [],
    });
  });

  it('are refused with unknown members, unknown scopes and plain keys', () => {
    const wrong = [
      { role: 'admin' },
      { scopes: ['*'] },
      { apiKeys: [{ id: 'key', hash: 'plain' }] },
    ];

    for (const over of wrong) {
      const { success } = PrincipalsFile.safeParse({ v: 1, principals: [{ ...entry, ...over }] });
      expect(success, JSON.stringify(over)).to.equal(false);
    }
  });

  it('need an identity that is here', () => {
    const { principals } = PrincipalsFile.parse({ v: 1, principals: [entry] });

    expect(() => new Directory(principals, new Map())).to.throw(/no identity nobody/);
  });

  it('of the demo write only where their role has business', () => {
    for (const role of roles) {
      const writes = scopesOfRoles([role]).filter((scope) => scope.endsWith(':write'));
      expect(writes.includes('governance:write'), role).to.equal(role === 'official');
      expect(writes.includes('beacon:write'), role).to.equal(role === 'witness');
      expect(writes.includes('closing:write'), role).to.equal(role === 'official');
      const registers = !['official', 'witness', 'supervisor'].includes(role);
      expect(writes.includes('registration:write'), role).to.equal(registers);
    }
    const supervises = scopesOfRoles(['supervisor']).filter((scope) => scope.endsWith(':write'));
    expect(supervises).to.deep.equal([
      ...['query:write', 'dispute:write', 'privacy:write', 'encumbrance:write', 'market:write'],
    ]);
  });
});
