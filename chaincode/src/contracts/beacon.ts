import {
  type Beacon,
  type BeaconProposal,
  type BeaconWitness,
  checkSuccession,
  confirmBeacon,
  type Input,
  LedgerError,
  matureBeacon,
  proposeBeacon,
  recordDigest,
  type TimePolicy,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';

/** 可信时间: instants that at least two witness organisations stated together. */
export class BeaconContract extends LedgerContract {
  constructor() {
    super('beacon');
  }

  async propose(ctx: LedgerContext, statement: Input<'beacon:propose'>): Promise<BeaconProposal> {
    const policy = await this.#witnessing(ctx);
    await this.#checkNext(ctx, statement, policy);
    const proposal = proposeBeacon(statement, witnessOf(ctx));
    await ctx.world.beacons.putProposal(proposal, ctx.actor.mspId);
    const digest = recordDigest(statement);
    ctx.emit('beacon.proposed', { number: statement.number, proposer: ctx.actor.mspId, digest });
    return proposal;
  }

  async confirm(ctx: LedgerContext, input: Input<'beacon:confirm'>): Promise<BeaconProposal> {
    const policy = await this.#witnessing(ctx);
    const { beacons } = ctx.world;
    const proposal = await beacons.proposal(input.number, input.proposer);
    if (recordDigest(proposal.statement) !== input.digest) {
      throw new LedgerError('BEACON_NOT_FOUND', 'The witness meanwhile stated something else.', {
        number: input.number,
      });
    }
    await this.#checkNext(ctx, proposal.statement, policy);
    const confirmed = confirmBeacon(proposal, witnessOf(ctx));
    await beacons.putProposal(confirmed, input.proposer);
    const beacon = matureBeacon(confirmed, policy);
    if (beacon !== undefined) await beacons.create(beacon);
    ctx.emit('beacon.confirmed', { number: input.number, committed: beacon !== undefined });
    return confirmed;
  }

  async read(ctx: LedgerContext, { number }: Input<'beacon:read'>): Promise<Beacon> {
    return ctx.world.beacons.require(number);
  }

  async latest(ctx: LedgerContext): Promise<Beacon> {
    return ctx.world.beacons.latest();
  }

  async covering(ctx: LedgerContext, { height }: Input<'beacon:covering'>): Promise<Beacon> {
    return ctx.world.beacons.covering(height);
  }

  /** @throws LedgerError CALLER_FORBIDDEN when the caller’s organisation is no witness */
  async #witnessing(ctx: LedgerContext): Promise<TimePolicy> {
    const policy = await ctx.world.settings.time();
    if (policy.witnesses.includes(ctx.actor.mspId)) return policy;
    throw new LedgerError('CALLER_FORBIDDEN', `${ctx.actor.mspId} is no witness on this channel.`, {
      mspId: ctx.actor.mspId,
    });
  }

  async #checkNext(
    ctx: LedgerContext,
    statement: Beacon['statement'],
    policy: TimePolicy,
  ): Promise<void> {
    const { beacons } = ctx.world;
    if ((await beacons.find(statement.number)) !== undefined) {
      throw new LedgerError('BEACON_EXISTS', `Beacon ${String(statement.number)} stands already.`, {
        number: statement.number,
      });
    }
    checkSuccession(statement, await beacons.find(statement.number - 1), ctx.moment, policy);
  }
}

const witnessOf = ({ actor, moment }: LedgerContext): BeaconWitness => ({
  mspId: actor.mspId,
  fingerprint: actor.fingerprint,
  txId: moment.txId,
  statedAt: moment.time,
});
