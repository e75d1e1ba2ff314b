import { type FusionAnswer, type FusionProject, fusionView } from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import { keep, type Write } from '../keep.js';
import { ANY, keyOf, place, under } from '../key.js';
import { Rows } from '../register/rows.js';
import type { Database } from '../store.js';

/** Lists of projects in the order in which they were proposed. */
const fusionList = (party: string = ANY): string => keyOf('fusion-list', party);

function project(draft: Draft, { value, at }: Write): void {
  const record = value as FusionProject;
  const { id, participants } = record;
  draft.put(keyOf('fusion', id), record);
  const position = [place(at.block), place(at.index), id];
  for (const list of [...participants.map((each) => fusionList(each)), fusionList()]) {
    draft.put(keyOf(list, ...position), id);
  }
}

/** Rows of projects in which data is fused, by type of the composite key. */
export const fusionProjections = {
  fusion: project,
  'fusion-answer': keep('fusion-answer'),
  'fusion-declined': keep('fusion-declined'),
};

type View = ReturnType<typeof fusionView>;

/** A project in a list. */
export interface FusionItem extends Pick<View, 'status' | 'missing'> {
  readonly id: string;
  readonly name: string;
  readonly participants: readonly string[];
  readonly proposedAt: string;
}

export interface FusionFilter {
  readonly party?: string | undefined;
  readonly status?: View['status'] | undefined;
}

/** Questions to the rows of projects. */
export class Fusions {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  list(
    { party, status }: FusionFilter,
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
  ): Promise<{ readonly items: FusionItem[]; readonly next: string | undefined }> {
    const { gt, lt } = under(fusionList(party));
    return this.#rows.page({ gt: after ?? gt, lt }, limit, async (id) => {
      const item = await this.#item(id as string);
      return status === undefined || item?.status === status ? item : undefined;
    });
  }

  async #item(of: string): Promise<FusionItem | undefined> {
    const known = await this.#rows.get<FusionProject>('fusion', of);
    if (known === undefined) return undefined;
    const { id, name, participants, proposed } = known;
    const answers = await Promise.all(
      participants.map((each) => this.#rows.get<FusionAnswer>('fusion-answer', of, each)),
    );
    const { status, missing } = fusionView({
      project: known,
      declined: await this.#rows.get<FusionAnswer>('fusion-declined', of),
      answers: answers.filter((answer) => answer !== undefined),
    });
    return { id, name, participants, status, missing, proposedAt: proposed.at };
  }
}
