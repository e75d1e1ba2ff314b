import {
  citedIn,
  type DriftEntry,
  echo,
  type GrantUse,
  type Input,
  LedgerError,
  MAX_ATTEMPTS,
  maySee,
  mondays,
  NOT_OBSERVABLE,
  type Output,
  refusedBy,
  tally,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';
import { recordingRefusals } from './refusing.js';
import { quotaOf, reserve, settle } from './spending.js';
import { judge, type Judged, noteDrift } from './using.js';
import { requireAsked } from './asking.js';

/** Attempts that are read at a time. */
const PAGE = 500;

/** 使用记录: what grantees say that they do, counted where it is permitted and recorded where not. */
export class UseContract extends LedgerContract {
  constructor() {
    super('use');
  }

  async record(ctx: LedgerContext, input: Input<'use:record'>): Promise<Output<'use:record'>> {
    const judged = await judge(ctx, input);
    const { lane, units = 1 } = input;
    await requireFree(ctx, input.id);
    return recordingRefusals('use:record', {
      decide: async () => {
        const { reasons } = judged;
        if (reasons.length > 0) throw refusedBy(reasons, `The grant does not permit ${input.id}.`);
        return reserve(ctx, input.grant, units, lane);
      },
      permitted: async (reservation) => {
        const taken = await settle(ctx, reservation);
        return keep(ctx, { ...factsOf(input, judged), outcome: 'PERMITTED', taken });
      },
      refused: (refusal) => keep(ctx, { ...factsOf(input, judged), ...refusal }),
    });
  }

  async read(ctx: LedgerContext, { id }: Input<'use:read'>): Promise<Output<'use:read'>> {
    return ctx.world.uses.records.require('RECORD_NOT_FOUND', id);
  }

  async quota(ctx: LedgerContext, { grant }: Input<'use:quota'>): Promise<Output<'use:quota'>> {
    await ctx.world.grants.grants.require('GRANT_NOT_FOUND', grant);
    const quota = await quotaOf(ctx, grant);
    if (quota === undefined) return { grant, shards: 0 };
    const { count, shards, left } = quota;
    return { grant, count, shards, left };
  }

  async drift(ctx: LedgerContext, input: Input<'use:drift'>): Promise<Output<'use:drift'>> {
    const { grantee, weeks, grant, audience, nonce } = input;
    const { uscc, role } = ctx.actor;
    if (role === 'supervisor' && uscc !== grantee) {
      await requireAsked(ctx, { kind: 'PARTY', id: grantee }, citedIn(input));
    }
    const { asOf, beacon } = await askedOf(ctx, { asOf: input.asOf });
    const all = mondays(input.from, weeks);
    const { entries, complete } = await attemptsOf(ctx, grantee, all);
    const seen = entries.filter(
      (entry) =>
        entry.at <= asOf &&
        (grant === undefined || entry.grant === grant) &&
        maySee(entry, ctx.actor),
    );
    return {
      ...{ grantee, from: all[0] ?? input.from, weeks },
      seen: role === 'supervisor' || uscc === grantee ? 'ALL' : 'OWN_GRANTS',
      ...{ counts: tally(seen), attempts: seen.length, complete, notObservable: NOT_OBSERVABLE },
      ...(grant === undefined ? {} : { grant }),
      ...{ asOf, beacon },
      ...echo({ audience, nonce }),
    };
  }
}

async function requireFree(ctx: LedgerContext, id: string): Promise<void> {
  if ((await ctx.world.uses.records.find(id)) === undefined) return;
  throw new LedgerError('RECORD_EXISTS', `A use ${id} is on record already.`, { key: [id] });
}

function factsOf(
  {
    id,
    grant,
    purpose,
    fields,
    parts,
    territory,
    units = 1,
    algorithm,
    outputType,
  }: Input<'use:record'>,
  { by, over, distance }: Judged,
): Omit<Extract<GrantUse, { outcome: 'REFUSED' }>, 'outcome' | 'code' | 'reasons'> {
  return {
    ...{ v: 1, id, grant, purpose },
    ...(fields === undefined ? {} : { fields }),
    ...(parts === undefined ? {} : { parts }),
    ...(territory === undefined ? {} : { territory }),
    ...(algorithm === undefined ? {} : { algorithm }),
    ...(outputType === undefined ? {} : { outputType }),
    ...{ units, distance, over, used: by },
  };
}

async function keep(ctx: LedgerContext, use: GrantUse): Promise<GrantUse> {
  const { id, grant, purpose, distance, outcome, over, used } = use;
  const refusal = use.outcome === 'REFUSED' ? { code: use.code } : {};
  await ctx.world.uses.records.put(use, id);
  const facts = { id, grant, grantee: used.uscc, purpose, distance, outcome, ...refusal, over };
  await noteDrift(ctx, { v: 1, kind: 'USE', ...facts, at: used.at });
  ctx.emit('use.recorded', facts);
  return use;
}

async function attemptsOf(
  ctx: LedgerContext,
  grantee: string,
  weeks: readonly string[],
): Promise<{ entries: DriftEntry[]; complete: boolean }> {
  const entries: DriftEntry[] = [];
  for (const week of weeks) {
    let cursor: string | undefined;
    do {
      const page = await ctx.world.uses.drift.page({ limit: PAGE, cursor }, grantee, week);
      entries.push(...page.items);
      cursor = page.next;
      if (entries.length > MAX_ATTEMPTS) {
        return { entries: entries.slice(0, MAX_ATTEMPTS), complete: false };
      }
    } while (cursor !== undefined);
  }
  return { entries, complete: true };
}
