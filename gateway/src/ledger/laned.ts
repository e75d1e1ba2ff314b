import { setTimeout as sleep } from 'node:timers/promises';
import { specOf } from '@shuquan/chaincode/model';
import { GatewayError, isCoded } from '../errors.js';
import { type Hold, Lanes } from './lanes.js';
import type {
  Committed,
  Identity,
  Input,
  Ledger,
  Output,
  SubmitOptions,
  TransactionName,
} from './port.js';

/** Times that a use is tried again which met another gateway’s; each is an adapter’s whole bound. */
const MAX_ROUNDS = 8;
const FIRST_PAUSE_MS = 50;
/** Grants that lanes are remembered for; forgetting costs a question, and no count. */
const MAX_GRANTS = 1_000;

/**
 * A ledger whose uses of one counted grant keep out of each other’s way: as many are in flight as its
 * count has shards, each in a lane of its own. The lanes are a hint that this process keeps for
 * itself. The count is the ledger’s alone, so losing them, or sharing the grant with other gateways,
 * costs time at most.
 */
export function inLanes(ledger: Ledger, firstPauseMs = FIRST_PAUSE_MS): Ledger {
  const byGrant = new Map<string, Promise<Lanes>>();
  const lanesOf = (grant: string, as: Identity): Promise<Lanes> => {
    const known = byGrant.get(grant);
    if (known !== undefined) return known;
    if (byGrant.size >= MAX_GRANTS) byGrant.clear();
    const asked = ask(ledger, grant, as);
    byGrant.set(grant, asked);
    // A grant that nobody accepted yet gets its shards later.
    void asked.then((lanes) => lanes.count === 0 && byGrant.delete(grant));
    return asked;
  };
  const submit = async <N extends TransactionName>(
    name: N,
    input: Input<N>,
    as: Identity,
    options?: SubmitOptions,
  ): Promise<Committed<Output<N>>> => {
    const grant = grantIn(name, input);
    if (grant === undefined) return ledger.submit(name, input, as, options);
    const lanes = await lanesOf(grant, as);
    return untilFree({ grant, firstPauseMs }, () =>
      lanes.hold(async (lane) => {
        const given = lane === undefined ? input : { ...input, lane };
        const committed = await ledger.submit(name, given, as, options);
        return { held: committed, ...takenIn(committed.value) };
      }),
    );
  };
  return new Proxy(ledger, {
    get: (target, member) => {
      if (member === 'submit') return submit;
      const value: unknown = Reflect.get(target, member, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

function grantIn(name: TransactionName, input: unknown): string | undefined {
  const { spendsOf } = specOf(name);
  const said = input as Readonly<Record<string, unknown>>;
  // Whoever signs elsewhere may have chosen a lane itself.
  if (spendsOf === undefined || said['lane'] !== undefined) return undefined;
  const grant = said[spendsOf];
  return typeof grant === 'string' ? grant : undefined;
}

/** Where nothing can be learned, the ledger decides without lanes. */
async function ask(ledger: Ledger, grant: string, as: Identity): Promise<Lanes> {
  try {
    return new Lanes((await ledger.evaluate('use:quota', { grant }, as)).shards);
  } catch (err) {
    if (isCoded(err)) return new Lanes(0);
    throw err;
  }
}

/** From which shards a use took; of a refused one, that all of them were empty. */
function takenIn(value: unknown): Pick<Hold<unknown>, 'shards' | 'isExhausted'> {
  const { taken, code } = value as { taken?: { shard: number }[]; code?: string };
  return {
    shards: taken?.map(({ shard }) => shard) ?? [],
    isExhausted: code === 'GRANT_EXHAUSTED',
  };
}

/** @throws GatewayError GRANT_BUSY when it meets others again and again */
async function untilFree<T>(
  { grant, firstPauseMs }: { readonly grant: string; readonly firstPauseMs: number },
  attempt: () => Promise<T>,
): Promise<T> {
  for (let round = 1; ; round += 1) {
    try {
      return await attempt();
    } catch (err) {
      if (!metOthers(err)) throw err;
      if (round === MAX_ROUNDS) throw busy(grant, err);
    }
    await sleep(Math.random() * firstPauseMs * 2 ** round);
  }
}

/** Another was first, or kept changing what the peers read until they gave up agreeing. */
function metOthers(err: unknown): err is Error {
  if (!isCoded(err)) return false;
  const { code, cause } = err;
  const disagreed = isCoded(cause) && cause.code === 'LEDGER_HEIGHTS_DIFFER';
  return code === 'LEDGER_CONFLICT' || (code === 'ENDORSEMENT_FAILED' && disagreed);
}

const busy = (grant: string, cause: Error): GatewayError =>
  new GatewayError(
    'GRANT_BUSY',
    'Too many use the grant at once. Nothing was counted; try again in a moment.',
    { grant },
    { cause },
  );
