import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { EVIDENCE_PAYLOAD } from '@shuquan/chaincode/model';
import { NetworkFailure } from '@shuquan/network/failure';
import { attributesOf, loadPeople } from '@shuquan/network/people';
import { resolve } from '@shuquan/network/plan';
import { ownAdminsAndMajority } from '@shuquan/network/render/configtx';
import { quorum } from '@shuquan/network/render/anchors';
import { parseTopology } from '@shuquan/network/parse-topology';
import type { Topology } from '@shuquan/network/topology';
import { expect } from 'chai';

const file = createRequire(import.meta.url)
  .resolve('@shuquan/network/package.json')
  .replace('package.json', 'network.json');

/** A fresh copy of the shipped topology, changed. */
function topology(change: (draft: Topology) => void = () => undefined): Topology {
  const draft = JSON.parse(readFileSync(file, 'utf8')) as Topology;
  change(draft);
  return draft;
}

function refusal(act: () => unknown): NetworkFailure {
  try {
    act();
  } catch (err) {
    if (err instanceof NetworkFailure) return err;
    throw err;
  }
  throw new Error('It was accepted.');
}

describe('topology', () => {
  const refused: Readonly<Record<string, [(draft: Topology) => void, RegExp]>> = {
    'an unknown field': [(t) => Object.assign(t, { colour: 'red' }), /colour/],
    'an unknown field deep inside': [
      (t) => Object.assign(t.peers[0] ?? {}, { host: 'example' }),
      /peers\.0: .*host/,
    ],
    'a badly formed MSP id': [
      (t) => Object.assign(t.organizations[0] ?? {}, { mspId: 'registry' }),
      /organizations\.0\.mspId: must look like RegistryMSP/,
    ],
    'the same port twice': [
      (t) => Object.assign(t.peers[1]?.ports ?? {}, { listen: t.orderers[0]?.ports.admin }),
      /Port offset 1 is used by both peer0 of AuthorityMSP \(listen\) and orderer1 \(admin\)/,
    ],
    'an organisation listed twice': [
      (t) => t.organizations.push(...t.organizations.slice(0, 1)),
      /organisation RegistryMSP is listed twice/,
    ],
    'a peer of an unknown organisation': [
      (t) => Object.assign(t.peers[0] ?? {}, { mspId: 'NobodyMSP' }),
      /unknown NobodyMSP/,
    ],
    'a person of an unknown party': [
      (t) => Object.assign(t.people[0] ?? {}, { party: 'P-NOBODY' }),
      /unknown party P-NOBODY/,
    ],
    'an endorser without a peer': [
      (t) => t.chaincode.policy.of.push('ExchangeMSP'),
      /ExchangeMSP must endorse or hold data but has no peer/,
    ],
    'more endorsements than organisations': [
      (t) => Object.assign(t.chaincode.policy, { n: 4 }),
      /wants 4 of 3/,
    ],
    'a policy nobody can satisfy': [
      (t) => Object.assign(t.policies, { admins: "OR('KourtMSP.admin')" }),
      /unknown principal 'KourtMSP\.admin'/,
    ],
    'a duration without a unit': [
      (t) => Object.assign(t.channel, { batchTimeout: '300' }),
      /channel\.batchTimeout: must be like 300ms/,
    ],
  };
  for (const [what, [change, says]] of Object.entries(refused)) {
    it(`refuses ${what}, and says where`, () => {
      const failure = refusal(() => parseTopology(topology(change)));

      expect(failure.code).to.equal('CONFIG_INVALID');
      expect(failure.message).to.match(says);
    });
  }

  it('defines the private data collection that the chaincode writes to', () => {
    const { collections } = parseTopology(topology()).chaincode;

    expect(collections.map(({ name }) => name)).to.include(EVIDENCE_PAYLOAD);
  });

  it('names every fault at once', () => {
    const draft = topology((t) => {
      Object.assign(t.chaincode.policy, { n: 4 });
      Object.assign(t.people[0] ?? {}, { party: 'P-NOBODY' });
    });

    const { message } = refusal(() => parseTopology(draft));

    expect(message).to.include('2 fault(s)').and.include('wants 4').and.include('P-NOBODY');
  });
});

describe('plan', () => {
  const shipped = parseTopology(topology());
  const dataDir = '/net';

  it('takes one Raft orderer unless told otherwise', () => {
    const plan = resolve(shipped, { dataDir });

    expect(plan.options).to.deep.equal({ consensus: 'raft', orderers: 1, basePort: 7050 });
  });

  it('takes four orderers under BFT', () => {
    expect(resolve(shipped, { dataDir, consensus: 'bft' }).orderers).to.have.length(4);
  });

  it('moves every port with the base port', () => {
    const ports = (basePort: number): number[] => {
      const plan = resolve(shipped, { dataDir, basePort });
      return [...plan.peers, ...plan.orderers].flatMap((each) => Object.values(each.ports).flat());
    };

    expect(ports(9050)).to.deep.equal(ports(7050).map((port) => port + 2000));
  });

  const impossible = {
    'two Raft orderers': { orderers: 2 },
    'more orderers than described': { orderers: 5 },
    'BFT with three orderers': { consensus: 'bft', orderers: 3 },
    'a base port that leaves no room': { basePort: 65000 },
  } as const;
  for (const [what, wish] of Object.entries(impossible)) {
    it(`refuses ${what}`, () => {
      expect(refusal(() => resolve(shipped, { dataDir, ...wish })).code).to.equal('CONFIG_INVALID');
    });
  }

  it('changes an organisation only with its own administrator and a channel majority', () => {
    expect(ownAdminsAndMajority('BMSP', ['AMSP', 'BMSP', 'CMSP', 'DMSP'])).to.equal(
      "AND('BMSP.admin', OutOf(2, 'AMSP.admin', 'CMSP.admin', 'DMSP.admin'))",
    );
    expect(ownAdminsAndMajority('AMSP', ['AMSP'])).to.equal("OR('AMSP.admin')");
  });

  it('counts the quorum of a block as Fabric does', () => {
    const quorums = [4, 5, 6, 7, 10].map((n) => quorum('bft', n));

    expect(quorums).to.deep.equal([3, 4, 4, 5, 7]);
    expect(quorum('raft', 3)).to.equal(1);
  });
});

describe('people', () => {
  it('carry role and uscc as one string each', () => {
    const official = loadPeople().find(({ id }) => id === 'registry-official');

    expect(official && attributesOf(official)).to.deep.equal({
      role: 'official,witness',
      uscc: '12510000MB1DEM078F',
    });
  });

  it('include one service identity per organisation, without any attribute', () => {
    const services = loadPeople().filter((person) => attributesOf(person) === undefined);

    expect(services.map(({ id }) => id)).to.deep.equal([
      'registry-gateway',
      'authority-gateway',
      'court-gateway',
      'exchange-gateway',
    ]);
  });
});
