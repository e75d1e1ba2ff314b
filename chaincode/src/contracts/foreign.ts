import {
  type ForeignAnswer,
  type ForeignRealm,
  type Input,
  isOneForm,
  LedgerError,
  type Output,
  presentForeign,
  realmOf,
  sha256Hex,
} from '../model/index.js';
import { isPeerOf, signedBy } from '../crypto.js';
import { readForeignAnswer, type ReadAnswer } from '../state/foreign-answer.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actedBy } from './operating.js';

/** 川渝互认: certificates of other registers, by answers that their peers signed. */
export class ForeignContract extends LedgerContract {
  constructor() {
    super('foreign');
  }

  async present(
    ctx: LedgerContext,
    { id, realm: name, right, envelope, beacon }: Input<'foreign:present'>,
  ): Promise<Output<'foreign:present'>> {
    const by = await actedBy(ctx, beacon);
    const { rules, market } = ctx.world;
    const { foreignSeconds: maxSeconds } = await rules.market(by.at);
    const list = await rules.foreignRegistrars(by.at);
    const realm = realmOf(list, name);
    const bytes = Buffer.from(envelope, 'base64');
    const answer = verified(bytes, realm, by.at);
    const digest = sha256Hex(bytes);
    const presenting = { id, right, realm, list: list?.version ?? 0, digest, maxSeconds };
    const record = presentForeign(answer, presenting, by);
    await market.foreign.create('RECORD_EXISTS', record, id);
    ctx.emit('foreign.presented', { foreign: id, realm: name, certificate: record.certificate });
    return record;
  }

  async read(ctx: LedgerContext, { id }: Input<'foreign:read'>): Promise<Output<'foreign:read'>> {
    return ctx.world.market.foreign.require('RECORD_NOT_FOUND', id);
  }
}

const invalid = (why: string): LedgerError =>
  new LedgerError('FOREIGN_ANSWER_INVALID', `The answer does not verify: ${why}.`);

/**
 * Every endorser of this ledger checks the other ledger’s signatures itself, under the roots that the
 * list in force pins: what no gateway is believed.
 *
 * @throws LedgerError FOREIGN_ANSWER_INVALID
 */
function verified(bytes: Uint8Array, realm: ForeignRealm, at: string): ForeignAnswer {
  const read = readForeignAnswer(bytes);
  if (read === undefined) throw invalid('it can not be read');
  if (sha256Hex(...read.proposal) !== Buffer.from(read.proposalHash).toString('hex')) {
    throw invalid('it answers another question');
  }
  if (read.status !== 200) throw invalid('it is a refusal');
  const { channel, chaincode, transaction, txId, payload } = read;
  return { channel, chaincode, transaction, txId, payload, signers: signersOf(read, realm, at) };
}

/** Organisations of the realm, each once, of which a peer signed exactly this. */
function signersOf(
  { endorsements, signed }: ReadAnswer,
  { organizations }: ForeignRealm,
  at: string,
): string[] {
  const signers = new Set<string>();
  for (const { mspId, pem, endorser, signature } of endorsements) {
    const root = organizations.find((each) => each.mspId === mspId)?.root;
    const isGood =
      root !== undefined &&
      isOneForm(Buffer.from(signature).toString('hex')) &&
      isPeerOf(pem, root, at) &&
      signedBy(pem, Buffer.concat([signed, endorser]), signature);
    if (isGood) signers.add(mspId);
  }
  return [...signers].sort();
}
