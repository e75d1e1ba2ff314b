import {
  type Input,
  LedgerError,
  type Output,
  requireUscc,
  rightsFindings,
  validityOf,
} from '../model/index.js';
import { gatherFacts } from './check-facts.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';
import { principalOf } from './mandated.js';
import { actedBy } from './operating.js';

/** 权属核验: one answer over every register, for one audience and one set of terms. */
export class CheckContract extends LedgerContract {
  constructor() {
    super('check');
  }

  async evaluate(
    ctx: LedgerContext,
    { audience, nonce, asOf, knownAt, ...offer }: Input<'check:evaluate'>,
  ): Promise<Output<'check:evaluate'>> {
    const asked = await askedOf(ctx, { asOf, knownAt });
    const { facts } = await gatherFacts(ctx, offered(offer, audience), asked);
    const rules = await ctx.world.rules.market(ctx.moment.time);
    return {
      ...rightsFindings(facts, offer.venue, asked),
      ...{ audience, nonce },
      ...validityOf(rules, asked.asOf, asked.beacon),
      asked,
    };
  }

  /** Submitted, so that its place among the commits proves what was not there (ledger rule 15). */
  async submit(
    ctx: LedgerContext,
    { audience, nonce, mandate, beacon, ...offer }: Input<'check:submit'>,
  ): Promise<Output<'check:submit'>> {
    const by = await actedBy(ctx, beacon);
    requireUscc(audience);
    await requireOwn(ctx, by, { ...offer, mandate });
    const { facts, instants } = await gatherFacts(ctx, offered(offer, audience), by);
    const rules = await ctx.world.rules.market(ctx.moment.time);
    const number = beacon?.number ?? 0;
    const { txId } = ctx.moment;
    const check = {
      ...{ v: 1 as const, kind: 'RIGHTS' as const, txId, by: by.uscc, mspId: by.mspId },
      ...{ at: instants.asOf, beacon: number, audience, nonce },
      ...rightsFindings(facts, offer.venue, instants),
      ...validityOf(rules, by.at, number),
    };
    // An id of a transaction is never used twice.
    const { records, clearByRight } = ctx.world.checks;
    await records.put(check, txId);
    const { verdict, seller, terms, subject } = check;
    if (verdict === 'CLEAR' && subject.kind === 'RIGHT')
      await clearByRight.add(subject.right, txId);
    ctx.emit('check.submitted', { check: txId, kind: 'RIGHTS', verdict, seller, audience, terms });
    return check;
  }

  async read(ctx: LedgerContext, { txId }: Input<'check:read'>): Promise<Output<'check:read'>> {
    const { records, used } = ctx.world.checks;
    const asked = await askedOf(ctx, {});
    const check = await records.find(txId);
    if (check === undefined) {
      throw new LedgerError('ANSWER_NOT_FOUND', `No answer was submitted by ${txId}.`, {
        check: txId,
      });
    }
    const usedBy = (await used.find(txId))?.by;
    const isOver = asked.asOf >= check.validUntil || isBeyond(check, asked.beacon);
    return { check, ...(usedBy === undefined ? {} : { usedBy }), expired: isOver, asked };
  }
}

const isBeyond = (check: object, beacon: number): boolean =>
  'lastBeacon' in check && typeof check.lastBeacon === 'number' && beacon > check.lastBeacon;

type Offer = Pick<Input<'check:evaluate'>, 'seller' | 'venue' | 'terms'>;

/** On an exchange the audience is the exchange; outside, whoever is to get the data. */
const offered = (
  { seller, venue, terms }: Offer,
  audience: string,
): Parameters<typeof gatherFacts>[1] => ({
  seller,
  terms,
  ...(venue === 'ON_EXCHANGE' ? { exchange: audience } : {}),
});

/** A broker that cites a mandate asks for its principal; whoever cites none asks about anybody. */
async function requireOwn(
  ctx: LedgerContext,
  by: Awaited<ReturnType<typeof actedBy>>,
  { seller, terms, mandate }: Offer & { readonly mandate?: string | undefined },
): Promise<void> {
  if (mandate === undefined) return;
  const act = { power: 'CHECK' as const, subject: terms.subject };
  if ((await principalOf(ctx, by, { mandate }, act)) === seller) return;
  throw new LedgerError('MANDATE_EXCEEDED', `${mandate} is of another principal.`, { mandate });
}
