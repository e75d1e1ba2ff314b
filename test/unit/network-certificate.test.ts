import { X509Certificate } from 'node:crypto';
import {
  chaincodeLine,
  type Credential,
  isCurrent,
  issueClient,
  readIssuer,
} from '@shuquan/network/certificate';
import { genesisHash } from '@shuquan/network/render/genesis';
import { expect } from 'chai';

describe('a person’s certificate', () => {
  // Any CA will do: this one is the pair that the chaincode line makes for its server.
  let ca: Credential;

  before(async () => {
    ca = (await chaincodeLine('test', 30)).server;
  });

  it('carries OU=client and the attributes as raw JSON in Fabric’s extension', async () => {
    const attributes = { role: 'official,witness', uscc: '12510000MB1DEM078F' };

    const { certificate } = await issueClient(await readIssuer(ca), {
      name: 'registry-official',
      attributes,
      days: 10,
    });

    const parsed = new X509Certificate(certificate);
    const oid = Buffer.from('06082a030405060708' + '01', 'hex');
    const json = Buffer.from(JSON.stringify({ attrs: attributes }));
    const octets = Buffer.concat([oid, Buffer.from([0x04, json.length]), json]);
    expect(parsed.subject).to.equal('CN=registry-official\nOU=client');
    expect(parsed.raw.includes(octets)).to.equal(true);
    expect(parsed.ca).to.equal(false);
  });

  it('has no attribute extension for a service identity', async () => {
    const request = { name: 'court-gateway', attributes: undefined, days: 10 };

    const { certificate } = await issueClient(await readIssuer(ca), request);

    expect(new X509Certificate(certificate).raw.includes('attrs')).to.equal(false);
  });

  it('is kept while its CA issued it and it is valid for a day more', async () => {
    const other = (await chaincodeLine('other', 30)).server;
    const request = { name: 'judge', attributes: undefined, days: 10 };

    const { certificate } = await issueClient(await readIssuer(ca), request);

    const tenDays = Date.now() + 10 * 86_400_000;
    expect(isCurrent(certificate, ca.certificate)).to.equal(true);
    expect(isCurrent(certificate, other.certificate)).to.equal(false);
    expect(isCurrent(certificate, ca.certificate, tenDays)).to.equal(false);
    expect(isCurrent('not a certificate', ca.certificate)).to.equal(false);
  });
});

describe('the line between a peer and its chaincode', () => {
  it('has a CA of its own, two ends, and host name localhost', async () => {
    const line = await chaincodeLine('peer0.court', 30);

    const ca = new X509Certificate(line.ca);
    for (const end of [line.server, line.client]) {
      const certificate = new X509Certificate(end.certificate);
      expect(certificate.verify(ca.publicKey)).to.equal(true);
      expect(certificate.checkHost('localhost')).to.equal('localhost');
    }
    expect(Object.keys(line)).to.deep.equal(['ca', 'server', 'client']);
  });
});

describe('the genesis hash', () => {
  it('refuses bytes that are not a block 0', () => {
    expect(() => genesisHash(new Uint8Array(100))).to.throw(TypeError);
  });
});
