import {
  type Asked,
  citedIn,
  effectiveScope,
  type EnforceableItem,
  type HoldHead,
  type Input,
  type Output,
  voucherStatus,
  wasOrdered,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';
import { encumbrancesAt } from './encumbering.js';
import { grantClosure } from './granting.js';
import { rightView } from './targets.js';
import { closureOf } from './voucher-closure.js';
import { requireAsked } from './asking.js';

/** What stands against rights and parties, for whoever relies on them and for whoever enforces. */
export class EncumbranceContract extends LedgerContract {
  constructor() {
    super('encumbrance');
  }

  async ofRight(
    ctx: LedgerContext,
    input: Input<'encumbrance:ofRight'>,
  ): Promise<Output<'encumbrance:ofRight'>> {
    const asked = await askedOf(ctx, input);
    const { right, encumbrances } = await rightView(ctx, input.right, asked);
    return { right: right.id, holder: right.holder, encumbrances, asked };
  }

  async orders(
    ctx: LedgerContext,
    input: Input<'encumbrance:orders'>,
  ): Promise<Output<'encumbrance:orders'>> {
    const asked = await askedOf(ctx, input);
    return { on: input.on, ...(await headsOf(ctx, input.on, asked)), asked };
  }

  async ofParty(
    ctx: LedgerContext,
    input: Input<'encumbrance:ofParty'>,
  ): Promise<Output<'encumbrance:ofParty'>> {
    const { party, list, limit, cursor } = input;
    await requireAsked(ctx, { kind: 'PARTY', id: party }, citedIn(input));
    const asked = await askedOf(ctx, input);
    const { lookup, items: of } = lists[list];
    const page = await lookup(ctx).page({ limit, cursor }, party);
    const items: EnforceableItem[] = [];
    for (const id of page.items) items.push(...(await of(ctx, id, { asked, party })));
    const measures = await headsOf(ctx, { kind: 'PARTY', id: party }, asked);
    return { ...page, items, party, ...measures, asked };
  }
}

async function headsOf(
  ctx: LedgerContext,
  { kind, id }: Input<'encumbrance:orders'>['on'],
  asked: Asked,
): Promise<Pick<Output<'encumbrance:orders'>, 'orders' | 'controls'>> {
  const { holds, partyHolds, controls, partyControls } = ctx.world.encumbrances;
  const [orders, measures] = kind === 'RIGHT' ? [holds, controls] : [partyHolds, partyControls];
  const known = (head: HoldHead | undefined): HoldHead['orders'] =>
    (head?.orders ?? []).filter((hold) => wasOrdered(hold, asked));
  return { orders: known(await orders.find(id)), controls: known(await measures.find(id)) };
}

type Items = (
  ctx: LedgerContext,
  id: string,
  of: { readonly asked: Asked; readonly party: string },
) => Promise<EnforceableItem[]>;

const lists: Readonly<
  Record<
    Input<'encumbrance:ofParty'>['list'],
    {
      readonly lookup: (ctx: LedgerContext) => LedgerContext['world']['grants']['byRight'];
      readonly items: Items;
    }
  >
> = {
  RIGHTS: { lookup: ({ world }) => world.register.rightsByHolder, items: rightItem },
  PLEDGES: { lookup: ({ world }) => world.encumbrances.pledgesByPledgee, items: pledgeItems },
  GRANTS_GIVEN: { lookup: ({ world }) => world.grants.byGrantor, items: grantItem },
  GRANTS_HELD: { lookup: ({ world }) => world.grants.byGrantee, items: grantItem },
  VOUCHERS: { lookup: ({ world }) => world.vouchers.bySubject, items: voucherItem },
};

async function rightItem(
  ctx: LedgerContext,
  id: string,
  { asked }: Parameters<Items>[2],
): Promise<EnforceableItem[]> {
  return [{ kind: 'RIGHT', ...(await rightView(ctx, id, asked)) }];
}

async function pledgeItems(
  ctx: LedgerContext,
  right: string,
  { asked, party }: Parameters<Items>[2],
): Promise<EnforceableItem[]> {
  const head = await ctx.world.encumbrances.pledges.find(right);
  const { encumbrances } = await rightView(ctx, right, asked);
  return (head?.pledges ?? [])
    .filter(({ pledgee, proposed }) => pledgee === party && proposed.at <= asked.asOf)
    .map((pledge) => ({ kind: 'PLEDGE' as const, pledge, encumbrances }));
}

async function grantItem(
  ctx: LedgerContext,
  id: string,
  { asked }: Parameters<Items>[2],
): Promise<EnforceableItem[]> {
  const { grantor, grantee, offered } = await ctx.world.grants.grants.require(
    'GRANT_NOT_FOUND',
    id,
  );
  if (offered.at > asked.asOf) return [];
  const closure = await grantClosure(ctx, id);
  const { right } = closure.ground;
  const { status } = effectiveScope(closure, asked);
  const encumbrances = await encumbrancesAt(ctx, right, asked, closure.ground);
  return [{ kind: 'GRANT', id, grantor, grantee, status, right: right.id, encumbrances }];
}

async function voucherItem(
  ctx: LedgerContext,
  id: string,
  { asked }: Parameters<Items>[2],
): Promise<EnforceableItem[]> {
  const voucher = await ctx.world.vouchers.vouchers.require('VOUCHER_NOT_FOUND', id);
  if (voucher.issuedAt > asked.asOf) return [];
  const status = voucherStatus(await closureOf(ctx, voucher), asked.asOf);
  const { verifier, until } = voucher;
  return [{ kind: 'VOUCHER', id, verifier, status, until }];
}
