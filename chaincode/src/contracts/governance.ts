import {
  affected,
  approve,
  type Caller,
  type Change,
  type Founding,
  FOUNDING_ID,
  foundingSettings,
  type Input,
  LedgerError,
  type Output,
  propose,
  type Proposal,
  reject,
  settingKey,
  voteOf,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';

/** The channel’s own configuration: nothing changes on one organisation’s word. */
export class GovernanceContract extends LedgerContract {
  constructor() {
    super('governance');
  }

  async found(ctx: LedgerContext, founding: Input<'governance:found'>): Promise<Proposal> {
    requireFounder(ctx.caller, founding);
    if (founding.channelId !== ctx.stub.getChannelID()) {
      throw new LedgerError('INPUT_INVALID', 'The founding document is of another channel.', {
        channelId: founding.channelId,
      });
    }
    const current = await ctx.world.proposals.find(FOUNDING_ID);
    if (current?.state === 'ADOPTED') {
      throw new LedgerError(
        'GOVERNANCE_FOUNDED',
        'The channel is founded; propose a change instead.',
      );
    }
    const change: Change = { kind: 'FOUNDING', value: founding };
    const input = { id: FOUNDING_ID, change, reason: 'FOUNDING' };
    const proposal = propose(input, affected(change, undefined), voteOf(ctx.caller, ctx.moment));
    await ctx.world.proposals.put(proposal, FOUNDING_ID);
    ctx.emit('governance.proposed', { id: FOUNDING_ID, kind: 'FOUNDING' });
    return proposal;
  }

  async ratify(ctx: LedgerContext, { digest }: Input<'governance:ratify'>): Promise<Proposal> {
    const { proposals } = ctx.world;
    const proposal = await proposals.require('GOVERNANCE_NOT_FOUNDED', FOUNDING_ID);
    requireFounder(ctx.caller, proposal.change.value as Founding);
    const decided = await this.#vote(ctx, proposal, digest);
    ctx.emit('governance.ratified', { state: decided.state });
    return decided;
  }

  async propose(ctx: LedgerContext, input: Input<'governance:propose'>): Promise<Proposal> {
    const { change } = input;
    if (change.kind === 'FOUNDING' || input.id === FOUNDING_ID) {
      throw new LedgerError('CALLER_FORBIDDEN', 'A channel is founded by governance:found, once.');
    }
    const current = await ctx.world.settings.find(change.kind, settingKey(change));
    if (current !== undefined && (change.kind === 'RULE_PROFILE' || change.kind === 'CALENDAR')) {
      throw new LedgerError('PROPOSAL_EXISTS', 'This version is in force and immutable.', {
        key: current.key,
      });
    }
    const vote = voteOf(ctx.actor, ctx.moment);
    const proposal = propose(input, affected(change, current), vote);
    await ctx.world.proposals.create('PROPOSAL_EXISTS', proposal, input.id);
    ctx.emit('governance.proposed', { id: input.id, kind: change.kind });
    return proposal;
  }

  async approve(
    ctx: LedgerContext,
    { id, digest }: Input<'governance:approve'>,
  ): Promise<Proposal> {
    const proposal = await ctx.world.proposals.require('PROPOSAL_NOT_FOUND', id);
    const decided = await this.#vote(ctx, proposal, digest);
    ctx.emit('governance.approved', { id, state: decided.state });
    return decided;
  }

  async reject(ctx: LedgerContext, { id }: Input<'governance:reject'>): Promise<Proposal> {
    const { proposals } = ctx.world;
    const proposal = await proposals.require('PROPOSAL_NOT_FOUND', id);
    const rejected = reject(proposal, voteOf(ctx.actor, ctx.moment));
    await proposals.put(rejected, id);
    ctx.emit('governance.rejected', { id });
    return rejected;
  }

  async proposal(ctx: LedgerContext, { id }: Input<'governance:proposal'>): Promise<Proposal> {
    return ctx.world.proposals.require('PROPOSAL_NOT_FOUND', id);
  }

  async settings(
    ctx: LedgerContext,
    { kind, ...page }: Input<'governance:settings'>,
  ): Promise<Output<'governance:settings'>> {
    return ctx.world.settings.page(kind, page);
  }

  async #vote(ctx: LedgerContext, proposal: Proposal, digest: string): Promise<Proposal> {
    const decided = approve(proposal, digest, voteOf(ctx.caller, ctx.moment));
    await ctx.world.proposals.put(decided, proposal.id);
    if (decided.state === 'ADOPTED') {
      const { change } = decided;
      const changes = change.kind === 'FOUNDING' ? foundingSettings(change.value) : [change];
      for (const each of changes) await ctx.world.settings.set(each, decided.id, ctx.moment.txId);
    }
    return decided;
  }
}

/** Before there is a configuration, only the certificate and the document itself can speak. */
function requireFounder(caller: Caller, { governors }: Founding): void {
  if (caller.roles.includes('official') && governors.includes(caller.mspId)) return;
  throw new LedgerError(
    'CALLER_FORBIDDEN',
    'A founding document is proposed and ratified by officials of the organisations it names.',
    { mspId: caller.mspId },
  );
}
