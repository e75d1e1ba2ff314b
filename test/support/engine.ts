import '@shuquan/gateway/guard';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Envelope } from '@shuquan/verifier/wire';
import type { ContractClass } from '@shuquan/gateway/guard';
import { requireSuccess, transactionPayload } from '@shuquan/gateway/ledger/embedded/endorsement';
import {
  type LedgerDefinition,
  smallDefinition,
} from '@shuquan/gateway/ledger/embedded/definition';
import type { EndorsedByAll, Network } from '@shuquan/gateway/ledger/embedded/network';
import { openNetwork } from '@shuquan/gateway/ledger/embedded/open';
import type { Transient } from '@shuquan/gateway/ledger/port';
import type { Signer } from '@shuquan/gateway/ledger/embedded/organizations';
import { buildProposal, type ParsedProposal } from '@shuquan/gateway/ledger/proposal';
import { ScenarioClock } from './embedded.js';

/** What the test contract does for one call, in order. */
export type Step =
  | { readonly op: 'get' | 'delete' | 'history' | 'policy?'; readonly key: string }
  | { readonly op: 'put'; readonly key: string; readonly value: string }
  | { readonly op: 'policy'; readonly key: string; readonly of: readonly string[] }
  | { readonly op: 'range'; readonly from: string; readonly to: string; readonly take?: number }
  | {
      readonly op: 'page';
      readonly from: string;
      readonly to: string;
      readonly size: number;
      readonly bookmark?: string;
    }
  | { readonly op: 'rich' | 'event' | 'random' | 'fail'; readonly text: string }
  | { readonly op: 'call'; readonly chaincode: string; readonly steps: readonly Step[] }
  | {
      readonly op: 'private.put';
      readonly in: string;
      readonly key: string;
      readonly value: string;
    }
  | {
      readonly op: 'private.get' | 'private.hash' | 'private.delete' | 'private.purge';
      readonly in: string;
      readonly key: string;
    }
  | { readonly op: 'private.range'; readonly in: string };

interface PageIterator {
  next(): Promise<{ done: true } | { done?: false; value: { key: string } }>;
  close(): Promise<void>;
}

interface Stub {
  getTransient(): Map<string, Uint8Array>;
  getState(key: string): Promise<Uint8Array>;
  putState(key: string, value: Uint8Array): Promise<void>;
  deleteState(key: string): Promise<void>;
  setStateValidationParameter(key: string, policy: Uint8Array): Promise<void>;
  getStateValidationParameter(key: string): Promise<Uint8Array | undefined>;
  getStateByRange(from: string, to: string): AsyncIterable<{ key: string; value: Uint8Array }>;
  getStateByRangeWithPagination(
    from: string,
    to: string,
    size: number,
    bookmark: string,
  ): Promise<{
    iterator: PageIterator;
    metadata: { bookmark: string; fetchedRecordsCount: number };
  }>;
  getHistoryForKey(
    key: string,
  ): AsyncIterable<{ txId: string; value: Uint8Array; isDelete: boolean }>;
  getQueryResult(query: string): AsyncIterable<unknown>;
  setEvent(name: string, payload: Uint8Array): void;
  invokeChaincode(name: string, args: string[]): Promise<{ status: number; payload: Uint8Array }>;
  putPrivateData(collection: string, key: string, value: Uint8Array): Promise<void>;
  getPrivateData(collection: string, key: string): Promise<Uint8Array>;
  getPrivateDataHash(collection: string, key: string): Promise<Uint8Array>;
  deletePrivateData(collection: string, key: string): Promise<void>;
  purgePrivateData(collection: string, key: string): Promise<void>;
  getPrivateDataByRange(
    collection: string,
    from: string,
    to: string,
  ): AsyncIterable<{ key: string }>;
}

const require = createRequire(import.meta.url);
const { Contract } = require('fabric-contract-api') as {
  Contract: new (name: string) => object;
};
const { KeyEndorsementPolicy } = require('fabric-shim') as {
  KeyEndorsementPolicy: new () => {
    addOrgs(role: string, ...mspIds: readonly string[]): void;
    getPolicy(): Uint8Array;
  };
};

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Does what it is told, so that a test can say exactly what a transaction reads and writes. */
class StepContract extends Contract {
  constructor() {
    super('steps');
  }

  async run({ stub }: { stub: Stub }, json: string): Promise<string> {
    const out: unknown[] = [];
    for (const step of JSON.parse(json) as Step[]) out.push(await take(stub, step));
    return JSON.stringify(out);
  }
}

/** One row a step. */
async function take(stub: Stub, step: Step): Promise<unknown> {
  switch (step.op) {
    case 'get':
      return text(await stub.getState(step.key));
    case 'put':
      await stub.putState(step.key, Buffer.from(step.value));
      return undefined;
    case 'delete':
      await stub.deleteState(step.key);
      return undefined;
    case 'policy': {
      const policy = new KeyEndorsementPolicy();
      policy.addOrgs('PEER', ...step.of);
      await stub.setStateValidationParameter(step.key, policy.getPolicy());
      return undefined;
    }
    case 'policy?':
      return (await stub.getStateValidationParameter(step.key)) !== undefined;
    case 'range': {
      const keys: string[] = [];
      for await (const { key } of stub.getStateByRange(step.from, step.to)) {
        keys.push(key);
        if (keys.length === step.take) break;
      }
      return keys;
    }
    case 'page': {
      const { from, to, size, bookmark = '' } = step;
      const page = await stub.getStateByRangeWithPagination(from, to, size, bookmark);
      const keys: string[] = [];
      const { iterator } = page;
      for (let at = await iterator.next(); at.done !== true; at = await iterator.next()) {
        keys.push(at.value.key);
      }
      await iterator.close();
      return { keys, ...page.metadata };
    }
    case 'history': {
      const out: unknown[] = [];
      for await (const { value, isDelete } of stub.getHistoryForKey(step.key)) {
        out.push(isDelete ? null : text(value));
      }
      return out;
    }
    case 'rich': {
      for await (const each of stub.getQueryResult(step.text)) return each;
      return undefined;
    }
    case 'event':
      stub.setEvent(step.text, Buffer.from('{}'));
      return undefined;
    case 'random':
      await stub.putState(step.text, Buffer.from(String(Math.random())));
      return undefined;
    case 'fail':
      throw new Error(step.text);
    case 'call': {
      const args = ['steps:run', JSON.stringify(step.steps)];
      return text((await stub.invokeChaincode(step.chaincode, args)).payload);
    }
    case 'private.put':
      await stub.putPrivateData(
        step.in,
        step.key,
        // What no block may carry comes in the transient map.
        stub.getTransient().get('value') ?? Buffer.from(step.value),
      );
      return undefined;
    case 'private.get':
      return text(await stub.getPrivateData(step.in, step.key));
    case 'private.hash':
      return Buffer.from(await stub.getPrivateDataHash(step.in, step.key)).toString('hex');
    case 'private.delete':
      await stub.deletePrivateData(step.in, step.key);
      return undefined;
    case 'private.purge':
      await stub.purgePrivateData(step.in, step.key);
      return undefined;
    case 'private.range': {
      const keys: string[] = [];
      for await (const { key } of stub.getPrivateDataByRange(step.in, 'a', 'z')) keys.push(key);
      return keys;
    }
  }
}

interface HowToSubmit {
  readonly as?: string;
  readonly at?: readonly string[];
  readonly transient?: Transient;
}

export interface TestOutcome {
  readonly code: number;
  readonly block: number;
  readonly value: unknown[];
  readonly txId: string;
}

export interface TestEngine {
  readonly network: Network;
  readonly dataDir: string;
  readonly definition: LedgerDefinition;
  readonly anchors: object;
  /** Proposes and endorses; what comes back can be ordered later. */
  endorse(steps: readonly Step[], options?: HowToSubmit): Promise<Endorsement>;
  /** Orders what was endorsed and waits for its block. */
  order(endorsement: Endorsement): Promise<TestOutcome>;
  submit(steps: readonly Step[], options?: HowToSubmit): Promise<TestOutcome>;
  query(steps: readonly Step[], as?: string): Promise<unknown[]>;
  block(number: number): Uint8Array;
  reopen(): Promise<void>;
  dispose(): Promise<void>;
}

export interface Endorsement {
  readonly proposal: ParsedProposal;
  readonly endorsed: EndorsedByAll;
  readonly as: Signer;
}

interface EngineOptions {
  readonly batch?: { readonly maxTransactions: number; readonly maxWaitMs: number };
  readonly definition?: LedgerDefinition;
}

/** The engine over a contract that does exactly what a test says. */
export async function openTestEngine(options: EngineOptions = {}): Promise<TestEngine> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shuquan-engine-'));
  const clock = new ScenarioClock();
  const { definition = smallDefinition(), ...rest } = options;
  const installed = { contracts: [StepContract as ContractClass], metadata: {} };
  const open = (): ReturnType<typeof openNetwork> =>
    openNetwork({ dataDir, definition, clock: clock.now, installed, ...rest });
  let opened = await open();

  const propose = (steps: readonly Step[], as: Signer, transient: Transient = {}): ParsedProposal =>
    buildProposal({
      transient,
      channel: definition.channel,
      chaincode: definition.chaincode.name,
      args: [Buffer.from('steps:run'), Buffer.from(JSON.stringify(steps))],
      creator: as.bytes,
      time: clock.now(),
    });
  const person = (id = 'registrar1'): Signer => {
    const found = opened.network.people.get(id);
    if (found === undefined) throw new TypeError(`There is no ${id}.`);
    return found;
  };
  const endorse: TestEngine['endorse'] = async (steps, { as, at, transient } = {}) => {
    const signer = person(as);
    const proposal = propose(steps, signer, transient);
    const signature = await signer.sign(proposal.bytes);
    return {
      proposal,
      endorsed: await opened.network.endorse({ proposal, signature: () => signature }, at),
      as: signer,
    };
  };
  const order: TestEngine['order'] = async ({ proposal, endorsed, as }) => {
    const payload = transactionPayload(proposal, endorsed.payload, endorsed.endorsements);
    const outcome = await opened.network.order({
      txId: proposal.txId,
      envelope: Envelope.encode({ payload, signature: await as.sign(payload) }),
      chaincode: proposal.chaincode,
      set: endorsed.results.set,
      private: endorsed.results.private,
      endorsers: endorsed.endorsers,
    });
    const value = JSON.parse(text(endorsed.response)) as unknown[];
    return { ...outcome, value, txId: proposal.txId };
  };
  return {
    get network() {
      return opened.network;
    },
    get anchors() {
      return opened.anchors;
    },
    dataDir,
    definition,
    endorse,
    order,
    submit: async (steps, how) => order(await endorse(steps, how)),
    query: async (steps, as) => {
      const signer = person(as);
      const proposal = propose(steps, signer);
      const signature = await signer.sign(proposal.bytes);
      const answer = await opened.network.query({ proposal, signature: () => signature });
      requireSuccess(answer);
      return JSON.parse(text(answer.payload)) as unknown[];
    },
    block: (number) => {
      const found = opened.network.block(number);
      if (found === undefined) throw new TypeError(`There is no block ${String(number)}.`);
      return found.bytes;
    },
    reopen: async () => {
      await opened.network.close();
      opened = await open();
    },
    dispose: async () => {
      await opened.network.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
