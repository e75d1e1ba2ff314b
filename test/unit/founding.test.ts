import { canonicalize, type Founding, LedgerError } from '@shuquan/chaincode/model';
import { foundingDocument, type Person } from '@shuquan/gateway/founding/document';
import { loadTopology, peopleOf } from '@shuquan/network/people';
import { expect } from 'chai';

describe('founding document', () => {
  const topology = loadTopology();
  const withPeers = topology.peers.map(({ mspId }) => mspId);
  const document = (people: readonly Person[] = peopleOf(topology)): Founding =>
    foundingDocument(people, withPeers, { channel: 'shuquan', purpose: 'TEST' });

  it('lets the organisations with a peer govern, witness and keep payloads', () => {
    const { governors, time, custody } = document();

    expect({ governors, time, custody }).to.deep.equal({
      governors: ['RegistryMSP', 'AuthorityMSP', 'CourtMSP'],
      time: {
        witnesses: ['RegistryMSP', 'AuthorityMSP', 'CourtMSP'],
        quorum: 2,
        skewSeconds: 60,
        maxAgeSeconds: 300,
      },
      custody: { custodians: ['RegistryMSP', 'AuthorityMSP'], court: 'CourtMSP' },
    });
  });

  it('binds a role to the organisations that issue it and a party to where its people are', () => {
    const { roles, homes } = document();

    expect(roles).to.deep.include({ role: 'court', msps: ['CourtMSP'] });
    expect(roles.find(({ role }) => role === 'official')?.msps).to.include('ExchangeMSP');
    expect(homes).to.deep.include({ uscc: '12510100MB1DEM0F3D', msps: ['CourtMSP'] });
    expect(homes).to.have.length(19);
  });

  it('gives registrars their digits in the order of the table', () => {
    expect(
      document().registrars.map(({ uscc, digit, region }) => ({ uscc, digit, region })),
    ).to.deep.equal([
      { uscc: '12510000MB1DEM078F', digit: 1, region: '51' },
      { uscc: '91510100MA7DEM0C6H', digit: 2, region: '51' },
    ]);
  });

  it('is the same bytes for the same table, whoever makes it', () => {
    expect(canonicalize(document())).to.equal(canonicalize(document()));
  });

  it('refuses a table without a second governor', () => {
    const alone = peopleOf(topology).filter(({ mspId }) => mspId === 'CourtMSP');

    expect(() => document(alone))
      .to.throw(LedgerError)
      .with.property('code', 'INPUT_INVALID');
  });
});
