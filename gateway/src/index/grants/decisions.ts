import {
  askedInstants,
  chainOf,
  type ChainLink,
  type Decision,
  type DecisionReason,
  type GrantClosure,
  type Instants,
  isCurrentPurpose,
  permits,
  type PurposeTree,
  type Quota,
  type ReachedTime,
  type Setting,
  type Shard,
  type TimePolicy,
  type UseQuestion,
  withLeft,
} from '@shuquan/chaincode/model';
import type { ReadModel } from '../model.js';
import { Rows } from '../register/rows.js';
import type { BeaconRow, Checkpoint } from '../rows.js';
import type { Snapshot } from '../store.js';
import { Closures } from './closures.js';

/** A decision on one use, and what it looked at, from above. */
export interface DecidedUse {
  readonly question: UseQuestion;
  readonly decision: Decision;
  readonly chain: readonly ChainLink[];
}

export interface Decided {
  readonly items: readonly DecidedUse[];
  readonly asOf: string;
  readonly knownAt: string;
  /** The last time beacon that the rows know of; 0: none. */
  readonly beacon: number;
  /** Number of blocks that every one of the decisions takes into account. */
  readonly height: number;
}

/** The instants asked about; left out, now. */
interface Asked {
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
}

/** Chains kept of one height; a gateway that decides about more begins anew. */
const MAX_CHAINS = 20_000;

/** The rows of one height. */
interface View {
  readonly height: number;
  readonly snapshot: Snapshot;
  readonly closures: Closures;
  readonly rows: Rows;
  readonly chains: Map<string, Promise<GrantClosure | undefined>>;
  readonly tree: PurposeTree;
  /** When another list of purposes comes into force without a block. */
  readonly until: string | undefined;
  readonly reached: { readonly latest: ReachedTime; readonly policy: TimePolicy } | undefined;
  users: number;
  current: boolean;
}

/**
 * Whether uses are permitted, out of the rows: the same function as in the contracts over the same
 * records, without asking a peer. A chain is read once a height, so that who decides about the same
 * few grants all day reads nothing. What is answered is unsigned; `grant:permits` is what is signed.
 */
export class Decisions {
  readonly #model: ReadModel;
  #view: Promise<View> | undefined;

  constructor(model: ReadModel) {
    this.#model = model;
  }

  /**
   * All of them at the same instants and of the same height.
   *
   * @param clock of the gateway, for what is asked of now
   * @throws LedgerError AS_OF_TOO_LATE
   */
  async of(questions: readonly UseQuestion[], asked: Asked, clock: string): Promise<Decided> {
    const view = await this.#enter(clock);
    try {
      const instants = askedInstants(asked, clock, view.reached);
      const items: DecidedUse[] = [];
      for (const question of questions) items.push(await decide(view, question, instants));
      return { items, ...instants, height: view.height };
    } finally {
      view.users -= 1;
      await release(view);
    }
  }

  async #enter(clock: string): Promise<View> {
    for (;;) {
      this.#view ??= this.#open(clock);
      const view = await this.#view;
      const isStale =
        view.height < this.#model.height || (view.until !== undefined && view.until <= clock);
      // Somebody else may have replaced it while this waited.
      if (view.current && !isStale) {
        view.users += 1;
        return view;
      }
      if (view.current) {
        view.current = false;
        this.#view = undefined;
        await release(view);
      }
    }
  }

  async #open(clock: string): Promise<View> {
    const snapshot = this.#model.db.snapshot();
    const rows = new Rows(this.#model.db, snapshot);
    const closures = new Closures(rows, clock);
    const { tree, until } = await closures.purposes();
    return {
      height: (await rows.get<Checkpoint>('checkpoint'))?.height ?? 0,
      ...{ snapshot, rows, closures, tree, until },
      reached: await reachedIn(rows),
      chains: new Map(),
      users: 0,
      current: true,
    };
  }
}

async function release({ users, current, snapshot }: View): Promise<void> {
  if (users === 0 && !current) await snapshot.close();
}

async function reachedIn(rows: Rows): Promise<View['reached']> {
  const latest = await rows.last<BeaconRow>('beacon');
  const policy = (await rows.get<Setting>('setting', 'TIME', 'channel'))?.value;
  if (latest === undefined || policy === undefined) return undefined;
  return { latest: { statement: latest }, policy: policy as TimePolicy };
}

async function decide(view: View, question: UseQuestion, instants: Instants): Promise<DecidedUse> {
  const { grant: id, purpose } = question;
  const closure = await chainIn(view, id);
  const refused = (code: DecisionReason['code'], what: string): DecidedUse => ({
    question,
    decision: { permitted: false, reasons: [{ code, link: { kind: 'GRANT', id }, what }] },
    chain: closure === undefined ? [] : chainOf(closure),
  });
  if (closure === undefined) return refused('GRANT_NOT_FOUND', id);
  if (!isCurrentPurpose(view.tree, purpose)) return refused('PURPOSE_UNKNOWN', purpose);
  return { question, decision: permits(closure, question, instants), chain: chainOf(closure) };
}

function chainIn(view: View, id: string): Promise<GrantClosure | undefined> {
  const { chains } = view;
  const found = chains.get(id);
  if (found !== undefined) return found;
  if (chains.size >= MAX_CHAINS) chains.clear();
  const read = readChain(view, id);
  chains.set(id, read);
  return read;
}

/** With what is left of the grant’s own count, which its uses change. */
async function readChain({ closures, rows }: View, id: string): Promise<GrantClosure | undefined> {
  const closure = await closures.of(id);
  const quota = await rows.get<Quota>('quota', id);
  if (closure === undefined || quota === undefined) return closure;
  const shards = await rows.values<Shard>(quota.shards, 'quota-shard', id);
  return withLeft(
    closure,
    shards.reduce((sum, { left }) => sum + left, 0),
  );
}
