import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { catalogue } from '@shuquan/chaincode/model';
import { buildProposal, creatorOf } from '@shuquan/gateway/ledger/proposal';
import { expect } from 'chai';
import type { Bench } from '../support/bench.js';
import { openTestLedger } from '../support/embedded.js';
import { rejected } from '../support/rejected.js';

interface Metadata {
  readonly contracts: Readonly<
    Record<string, { readonly transactions: readonly { readonly name: string }[] }>
  >;
}
const file = createRequire(import.meta.url).resolve('@shuquan/chaincode/package.json');
const metadata = JSON.parse(
  readFileSync(file.replace('package.json', 'contract-metadata/metadata.json'), 'utf8'),
) as Metadata;

describe('allow-list of transactions', () => {
  const listed = Object.entries(metadata.contracts).flatMap(([contract, { transactions }]) =>
    transactions.map(({ name }) => `${contract}:${name}`),
  );

  it('is the catalogue, and Fabric’s own description', () => {
    expect(listed).to.have.members([
      ...Object.keys(catalogue),
      'org.hyperledger.fabric:GetMetadata',
    ]);
  });

  it('takes one text and gives one text, everywhere', () => {
    for (const [contract, { transactions }] of Object.entries(metadata.contracts)) {
      if (contract === 'org.hyperledger.fabric') continue;
      for (const transaction of transactions) {
        expect(transaction).to.deep.include({ returns: { type: 'string' } });
        expect(JSON.stringify(transaction)).to.contain('"parameters":[{"name":"input"');
      }
    }
  });

  it('names a method of a contract in every row, and leaves no method out', () => {
    const require = createRequire(import.meta.url);
    const { contracts } = require('@shuquan/chaincode') as {
      contracts: (new () => { getName(): string })[];
    };
    const methods = contracts.flatMap((Contract) => {
      const { prototype } = Contract as { prototype: object };
      return Object.getOwnPropertyNames(prototype)
        .filter((name) => name !== 'constructor')
        .map((name) => `${new Contract().getName()}:${name}`);
    });

    expect(methods.sort()).to.deep.equal(Object.keys(catalogue).sort());
  });
});

describe('a call past the port', () => {
  let bench: Bench;
  before(async function () {
    this.timeout(120_000);
    // As it is shipped: without the contract that only tests have.
    const test = await openTestLedger();
    const { ledger, clock } = test;
    bench = {
      ...{ ledger, now: clock.now, alone: true },
      as: (id) => ledger.identity(id),
      close: () => test.dispose(),
    };
  });
  after(() => bench.close());

  const call = async (...args: string[]): Promise<unknown> => {
    const who = bench.as('judge');
    const { bytes } = buildProposal({
      channel: 'shuquan',
      chaincode: 'shuquan',
      args: args.map((arg) => Buffer.from(arg)),
      creator: creatorOf(who),
      time: bench.now(),
    });
    return (await bench.ledger.endorse(bytes, await who.sign(bytes))).value;
  };

  it('describes the contracts to whoever asks', async () => {
    const described = (await call('org.hyperledger.fabric:GetMetadata')) as Metadata;

    expect(Object.keys(described.contracts)).to.have.members(Object.keys(metadata.contracts));
  });

  for (const name of ['evidence:steal', 'evidence:_note', 'evidence:aroundTransaction', 'party:']) {
    it(`to ${name} is refused with a code`, async () => {
      expect(await rejected(call(name, '{}'))).to.include({ code: 'INPUT_INVALID' });
    });
  }

  for (const name of ['nothing:deposit', '__proto__:deposit', 'constructor:name']) {
    it(`to ${name} endorses nothing`, async () => {
      expect(await rejected(call(name, '{}'))).to.include({ code: 'ENDORSEMENT_FAILED' });
    });
  }

  it('without a contract’s name is one to the first contract', async () => {
    expect(await rejected(call('read', '{"id":"nothing"}'))).to.include({
      code: 'EVIDENCE_NOT_FOUND',
    });
  });

  for (const args of [[], ['{}', '{}'], ['{}', '{}', '{}']]) {
    it(`with ${String(args.length)} arguments endorses nothing`, async () => {
      expect(await rejected(call('beacon:latest', ...args))).to.include({
        code: 'ENDORSEMENT_FAILED',
      });
    });
  }

  for (const [what, text] of [
    ['no JSON', 'id=nothing'],
    ['a doubled name', '{"id":"nothing","id":"another"}'],
    ['__proto__', '{"id":"nothing","__proto__":{}}'],
    ['a list', '[{"id":"nothing"}]'],
    ['nothing', 'null'],
  ] as const) {
    it(`with ${what} is refused with a code`, async () => {
      expect(await rejected(call('evidence:read', text))).to.include({ code: 'INPUT_INVALID' });
    });
  }

  it('with bytes that are no text is refused with a code', async () => {
    const who = bench.as('judge');
    const { bytes } = buildProposal({
      channel: 'shuquan',
      chaincode: 'shuquan',
      args: [
        Buffer.from('evidence:read'),
        Buffer.concat([Buffer.from('{"id":"a'), Buffer.of(0xff), Buffer.from('bc"}')]),
      ],
      creator: creatorOf(who),
      time: bench.now(),
    });

    const endorsed = bench.ledger.endorse(bytes, await who.sign(bytes));

    expect(await rejected(endorsed)).to.include({ code: 'INPUT_INVALID' });
  });
});
