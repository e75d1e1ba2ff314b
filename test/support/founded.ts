import { createHash, createPrivateKey, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Beacon,
  type BeaconCitation,
  cite,
  commitmentOf,
  type Input,
  recordDigest,
} from '@shuquan/chaincode/model';
import { keyIdentity, signP256 } from '@shuquan/gateway/crypto';
import { isCoded } from '@shuquan/gateway/errors';
import { foundingDocument } from '@shuquan/gateway/founding/document';
import { found } from '@shuquan/gateway/founding/found';
import { buildProposal, creatorOf } from '@shuquan/gateway/ledger/proposal';
import type { Block, Committed, Endorsed, Identity, Ledger } from '@shuquan/gateway/ledger/port';
import { type Anchors, parseAnchors } from '@shuquan/verifier';

export const members = ['RegistryMSP', 'AuthorityMSP', 'CourtMSP'];

/** A row of the table of people, with its key. */
export interface PersonRow {
  readonly id: string;
  readonly mspId: string;
  readonly roles: readonly string[];
  readonly party?: { readonly id: string; readonly name: string; readonly uscc: string };
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** A founded channel, with the ledger under test and everybody’s keys. */
export class Ground {
  readonly ledger: Ledger;
  readonly anchors: Anchors;
  readonly #people: ReadonlyMap<string, PersonRow>;
  readonly #identities = new Map<string, Identity>();

  constructor(ledger: Ledger, people: readonly PersonRow[], anchors: Anchors) {
    this.ledger = ledger;
    this.anchors = anchors;
    this.#people = new Map(people.map((row) => [row.id, row]));
  }

  static async found(
    ledger: Ledger,
    people: readonly PersonRow[],
    anchors: string,
  ): Promise<Ground> {
    const ground = new Ground(ledger, people, parseAnchors(anchors));
    const document = foundingDocument(people, members, { channel: 'shuquan', purpose: 'TEST' });
    const officials = ['registry-official', 'authority-official', 'court-official'];
    await found(ledger, { document, officials: officials.map((id) => ground.as(id)) });
    return ground;
  }

  as(id: string): Identity {
    const known = this.#identities.get(id);
    if (known !== undefined) return known;
    const { mspId, certificatePem, keyPem } = this.row(id);
    const identity = keyIdentity(mspId, certificatePem, keyPem);
    this.#identities.set(id, identity);
    return identity;
  }

  row(id: string): PersonRow {
    const row = this.#people.get(id);
    if (row === undefined) throw new TypeError(`There is nobody called ${id}.`);
    return row;
  }

  /** Signs as a key that no adapter sees: outside of every `Identity`. */
  sign(id: string, bytes: Uint8Array): Uint8Array {
    return signP256(createPrivateKey(this.row(id).keyPem), bytes);
  }

  /** A proposal of any arguments at any time, as a client of its own would make it. */
  propose(id: string, args: readonly string[], time = new Date()): Uint8Array {
    return buildProposal({
      channel: 'shuquan',
      chaincode: 'shuquan',
      args: args.map((arg) => Buffer.from(arg)),
      creator: creatorOf({ mspId: this.row(id).mspId, pem: this.row(id).certificatePem }),
      time,
    }).bytes;
  }

  endorse(id: string, proposal: Uint8Array): Promise<Endorsed<unknown>> {
    return this.ledger.endorse(proposal, this.sign(id, proposal));
  }

  commit(id: string, { bytes }: Endorsed<unknown>): Promise<Committed<unknown>> {
    return this.ledger.submitSigned(bytes, this.sign(id, bytes));
  }

  /** Endorses a call of the contract that only tests have. */
  probe(...args: readonly [string, ...string[]]): Promise<Endorsed<unknown>> {
    const [fn, ...rest] = args;
    return this.endorse('holder-a', this.propose('holder-a', [`probe:${fn}`, ...rest]));
  }

  /** Two witnesses state the time together. @returns how to cite the new beacon */
  async witness(): Promise<BeaconCitation> {
    const { ledger } = this;
    const last = await this.latestBeacon();
    const { height, hash } = await ledger.info();
    const statement = {
      number: (last?.statement.number ?? 0) + 1,
      time: new Date().toISOString(),
      height: Number(height),
      headerHash: Buffer.from(hash).toString('hex'),
    };
    await ledger.submit('beacon:propose', statement, this.as('registry-official'));
    const confirmation = {
      number: statement.number,
      proposer: 'RegistryMSP',
      digest: recordDigest(statement),
    };
    await ledger.submit('beacon:confirm', confirmation, this.as('authority-official'));
    return cite(await ledger.evaluate('beacon:latest', {}, this.as('holder-a')));
  }

  async latestBeacon(): Promise<Beacon | undefined> {
    try {
      return await this.ledger.evaluate('beacon:latest', {}, this.as('holder-a'));
    } catch (err) {
      if (isCoded(err) && err.code === 'BEACON_NOT_FOUND') return undefined;
      throw err;
    }
  }

  /** Adopts a change with the officials of these organisations, in this order. */
  async adopt(
    change: Input<'governance:propose'>['change'],
    officials: readonly string[],
  ): Promise<void> {
    const id = unique('change');
    const [first = '', ...others] = officials;
    const input = { id, change, reason: '测试' };
    const { value } = await this.ledger.submit('governance:propose', input, this.as(first));
    for (const other of others) {
      const vote = { id, digest: value.digest };
      await this.ledger.submit('governance:approve', vote, this.as(other));
    }
  }

  async block(number: bigint): Promise<Block> {
    for await (const block of this.ledger.blocks(number, new AbortController().signal)) {
      return block;
    }
    throw new Error(`Block ${number} did not come.`);
  }
}

/** People and anchors of a network’s data folder. */
export function peopleOf(dataDir: string): PersonRow[] {
  const { people } = JSON.parse(readFileSync(join(dataDir, 'people.json'), 'utf8')) as {
    people: {
      id: string;
      mspId: string;
      roles: string[];
      uscc?: string;
      party?: string;
      partyName?: string;
      certificate: string;
      key: string;
    }[];
  };
  return people.map(({ id, mspId, roles, uscc, party, partyName, certificate, key }) => ({
    id,
    mspId,
    roles,
    ...(uscc && party && partyName ? { party: { id: party, name: partyName, uscc } } : {}),
    certificatePem: readFileSync(certificate, 'utf8'),
    keyPem: readFileSync(key, 'utf8'),
  }));
}

export const anchorsOf = (dataDir: string): string =>
  readFileSync(join(dataDir, 'anchors.json'), 'utf8');

/** An id nobody used before. */
export const unique = (what: string): string => `${what}-${randomBytes(6).toString('hex')}`;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export function depositInput(
  more: Partial<Input<'evidence:deposit'>> = {},
): Input<'evidence:deposit'> {
  const id = more.id ?? unique('ev');
  return {
    id,
    kind: 'FILE',
    digests: { 'SHA-256': sha256(id), SM3: sha256(`sm3 ${id}`) },
    size: 42,
    source: { origin: 'OWN', statement: '企业自有生产数据' },
    environment: {
      tool: 'shuquan',
      toolVersion: '0.1.0',
      system: 'linux',
      cleanlinessCheck: { performed: true },
    },
    ...more,
  };
}

/** A private payload with its salt, and the commitment that goes on the ledger. */
export function privatePayload(text: string): {
  readonly commitment: string;
  readonly transient: { readonly payload: Uint8Array; readonly salt: Uint8Array };
} {
  const payload = Buffer.from(text);
  const salt = randomBytes(16);
  return { commitment: commitmentOf(salt, payload), transient: { payload, salt } };
}
