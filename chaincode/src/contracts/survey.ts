import { begin, type Input, move, type Output, requireFlow, requireParty } from '../model/index.js';
import { madeBy, starting } from './acting.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';

/** 政务数据调查: rounds, and what departments answer. */
export class SurveyContract extends LedgerContract {
  constructor() {
    super('survey');
  }

  async open(ctx: LedgerContext, input: Input<'survey:open'>): Promise<Output<'survey:open'>> {
    const act = await starting(ctx, input);
    const { id, title, basis } = input;
    const round = { ...begin(id, 'OPEN', act), title, basis };
    await ctx.world.masterCatalog.surveys.create('RECORD_EXISTS', round, id);
    ctx.emit('survey.opened', { id });
    return round;
  }

  async answer(
    ctx: LedgerContext,
    input: Input<'survey:answer'>,
  ): Promise<Output<'survey:answer'>> {
    const act = await starting(ctx, input);
    const { id, listDigest, entries } = input;
    const { surveys, answers } = ctx.world.masterCatalog;
    requireFlow(await surveys.require('RECORD_NOT_FOUND', id), ['OPEN']);
    const respondent = act.by.uscc;
    const facts = { v: 1 as const, round: id, respondent, listDigest, entries };
    const answer = { ...facts, ...madeBy(act) };
    await answers.create('RECORD_EXISTS', answer, id, respondent);
    ctx.emit('survey.answered', { id, respondent });
    return answer;
  }

  async close(ctx: LedgerContext, input: Input<'survey:close'>): Promise<Output<'survey:close'>> {
    const act = await starting(ctx, input);
    const { surveys } = ctx.world.masterCatalog;
    const round = await surveys.require('RECORD_NOT_FOUND', input.id);
    requireParty(act, [round.steps[0]?.by.uscc], round.id);
    const closed = move(round, { from: ['OPEN'], to: 'CLOSED' }, act);
    await surveys.put(closed, round.id);
    ctx.emit('survey.closed', { id: round.id });
    return closed;
  }

  async read(
    ctx: LedgerContext,
    { id, respondent }: Input<'survey:read'>,
  ): Promise<Output<'survey:read'>> {
    const { surveys, answers } = ctx.world.masterCatalog;
    const round = await surveys.require('RECORD_NOT_FOUND', id);
    if (respondent === undefined) return { round };
    return { round, answer: await answers.require('RECORD_NOT_FOUND', id, respondent) };
  }
}
