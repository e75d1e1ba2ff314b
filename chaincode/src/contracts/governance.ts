import {
  approve,
  type Caller,
  type Change,
  checkFresh,
  type Founding,
  FOUNDING_ID,
  foundingSettings,
  type Input,
  LedgerError,
  type Output,
  propose,
  type Proposal,
  recordDigest,
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
    const { foundings } = ctx.world;
    if ((await foundings.head())?.state === 'ADOPTED') {
      throw new LedgerError(
        'GOVERNANCE_FOUNDED',
        'The channel is founded; propose a change instead.',
      );
    }
    const change: Change = { kind: 'FOUNDING', value: founding };
    const known = await foundings.find(recordDigest(change));
    const vote = voteOf(ctx.caller, ctx.moment);
    const input = { id: FOUNDING_ID, change, reason: 'FOUNDING' };
    const proposal = known ?? propose(input, {}, vote);
    await foundings.put(proposal);
    ctx.emit('governance.proposed', { id: FOUNDING_ID, kind: 'FOUNDING' });
    return proposal;
  }

  async ratify(ctx: LedgerContext, { digest }: Input<'governance:ratify'>): Promise<Proposal> {
    const { foundings, settings } = ctx.world;
    const proposal = await foundings.require(digest);
    requireFounder(ctx.caller, proposal.change.value as Founding);
    const decided = approve(proposal, digest, voteOf(ctx.caller, ctx.moment));
    await foundings.put(decided);
    if (decided.state === 'ADOPTED') {
      for (const each of foundingSettings(decided.change.value as Founding)) {
        await settings.set(each, FOUNDING_ID, ctx.moment.txId);
      }
    }
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
    const voters = (await ctx.world.settings.role('official'))?.msps;
    const proposal = propose(input, { current, voters }, vote);
    await ctx.world.proposals.create('PROPOSAL_EXISTS', proposal, input.id);
    ctx.emit('governance.proposed', { id: input.id, kind: change.kind });
    return proposal;
  }

  async approve(
    ctx: LedgerContext,
    { id, digest }: Input<'governance:approve'>,
  ): Promise<Proposal> {
    const { proposals, settings } = ctx.world;
    const proposal = await proposals.require('PROPOSAL_NOT_FOUND', id);
    const decided = approve(proposal, digest, voteOf(ctx.actor, ctx.moment));
    const { change } = decided;
    if (decided.state === 'ADOPTED' && change.kind !== 'FOUNDING') {
      checkFresh(proposal, await settings.find(change.kind, settingKey(change)));
      await settings.set(change, id, ctx.moment.txId);
    }
    await proposals.put(decided, id);
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
