import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadTopology } from '@shuquan/network/people';
import { type Plan, resolve, type Wish } from '@shuquan/network/plan';
import { anchors } from '@shuquan/network/render/anchors';
import { collectionsConfig } from '@shuquan/network/render/collections';
import { configtx } from '@shuquan/network/render/configtx';
import { connection } from '@shuquan/network/render/connection';
import { coreYaml } from '@shuquan/network/render/core';
import { cryptoConfig } from '@shuquan/network/render/crypto-config';
import {
  adminEnvironment,
  chaincodeEnvironment,
  chaincodeSettings,
  ordererEnvironment,
  peerEnvironment,
} from '@shuquan/network/render/environment';
import { ordererYaml } from '@shuquan/network/render/orderer';
import { connectionProfile } from '@shuquan/network/render/profile';
import { expect } from 'chai';

/** UPDATE_GOLDEN=1 writes the files anew; then read the difference before committing it. */
const update = process.env['UPDATE_GOLDEN'] === '1';
const folder = join(import.meta.dirname, '../../golden/network');

const wishes: Readonly<Record<string, Omit<Wish, 'dataDir'>>> = {
  'raft-1': {},
  'raft-3': { orderers: 3 },
  'bft-4': { consensus: 'bft', basePort: 9050 },
};

const read = (file: string): string => `content of ${file}`;

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** What differs between the set-ups; the rest is rendered once, from the smallest. */
function rendered(plan: Plan): Record<string, string> {
  return {
    'plan.json': json(plan),
    'crypto-config.yaml': cryptoConfig(plan),
    'configtx.yaml': configtx(plan),
    'anchors.json': json(anchors(plan, 'ab'.repeat(32), read)),
    'connection.json': json(connection(plan)),
    'profile.json': json(connectionProfile(plan, read)),
    ...Object.fromEntries(
      plan.orderers.map((each) => [`${each.id}.yaml`, ordererYaml(each, plan)]),
    ),
  };
}

function renderedOnce(plan: Plan): Record<string, string> {
  const settingsOf = (peer: Plan['peers'][number]): Readonly<Record<string, string>> =>
    chaincodeSettings(peer, { ca: 'CA PEM', certificate: 'CERT PEM', key: 'KEY PEM' });
  return {
    'collections.json': collectionsConfig(plan),
    ...Object.fromEntries(
      plan.peers.map((peer) => [`${peer.id}.core.yaml`, coreYaml(peer, '/product/builder')]),
    ),
    'environments.json': json({
      orderers: plan.orderers.map(ordererEnvironment),
      peers: plan.peers.map((peer) => peerEnvironment(peer, settingsOf(peer))),
      administrators: plan.organizations.flatMap((organization) =>
        organization.peers.map((peer) => adminEnvironment(organization, peer)),
      ),
      chaincode: plan.peers.map((peer) => chaincodeEnvironment(peer, '/product/node_modules')),
    }),
  };
}

describe('the rendered network', () => {
  const topology = loadTopology();

  for (const [name, wish] of Object.entries(wishes)) {
    const plan = resolve(topology, { dataDir: '/net', ...wish });
    const files = { ...rendered(plan), ...(name === 'raft-1' ? renderedOnce(plan) : {}) };

    for (const [file, text] of Object.entries(files)) {
      it(`is what was agreed: ${name}/${file}`, () => {
        const golden = join(folder, name, file);
        if (update) {
          mkdirSync(dirname(golden), { recursive: true });
          writeFileSync(golden, text);
        }

        expect(existsSync(golden), `${golden} is missing; set UPDATE_GOLDEN=1`).to.equal(true);
        expect(text).to.equal(readFileSync(golden, 'utf8'));
      });
    }

    it(`names no bare IP address where TLS looks: ${name}`, () => {
      const where = [configtx(plan), json(connection(plan)), json(connectionProfile(plan, read))];

      expect(where.join('\n')).not.to.match(/\d+\.\d+\.\d+\.\d+/);
    });

    it(`listens on loopback only: ${name}`, () => {
      const texts = [
        ...plan.orderers.map((each) => ordererYaml(each, plan)),
        ...plan.peers.map((each) => coreYaml(each, '/product/builder')),
      ];

      expect(texts.join('\n')).not.to.match(/0\.0\.0\.0|\[?::\]?:/);
    });
  }

  it('renders the same twice', () => {
    const once = rendered(resolve(topology, { dataDir: '/net' }));

    expect(rendered(resolve(loadTopology(), { dataDir: '/net' }))).to.deep.equal(once);
  });
});
