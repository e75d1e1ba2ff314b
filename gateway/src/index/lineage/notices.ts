import type { AffectedNotice, NoticeReceipt } from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import type { Write } from '../keep.js';
import { ANY, keyOf, place, under } from '../key.js';
import { Rows } from '../register/rows.js';
import type { Position } from '../rows.js';
import type { Database } from '../store.js';

export const noticeStates = ['OUTSTANDING', 'ACKNOWLEDGED'] as const;
type NoticeState = (typeof noticeStates)[number];

interface NoticeRow extends Position {
  readonly notice: AffectedNotice;
  readonly receipt?: NoticeReceipt;
}

export interface NoticeFilter {
  readonly to?: string | undefined;
  readonly sender?: string | undefined;
  readonly state?: NoticeState | undefined;
}

const list = ({ to, sender, state }: NoticeFilter): string =>
  keyOf('notice-list', to ?? ANY, sender ?? ANY, state ?? ANY);

/** Every list on which a notice in a state stands. */
function listsOf({ to, sent }: AffectedNotice, state: NoticeState): string[] {
  const lists: string[] = [];
  for (const each of [to, undefined]) {
    for (const sender of [sent.uscc, undefined]) lists.push(list({ to: each, sender, state }));
  }
  return lists;
}

const placed = (of: string, { notice, block, index }: NoticeRow): string =>
  keyOf(of, place(block), place(index), notice.id);

function notice(draft: Draft, { value, at }: Write): void {
  const row: NoticeRow = { notice: value as AffectedNotice, ...at };
  const { id, to, sent } = row.notice;
  draft.put(keyOf('notice', id), row);
  for (const each of listsOf(row.notice, 'OUTSTANDING')) draft.put(placed(each, row), id);
  for (const each of [to, undefined]) {
    for (const sender of [sent.uscc, undefined]) {
      draft.put(placed(list({ to: each, sender }), row), id);
    }
  }
}

async function receipt(draft: Draft, { value }: Write): Promise<void> {
  const acknowledged = value as NoticeReceipt;
  const id = acknowledged.notice;
  const row = (await draft.get(keyOf('notice', id))) as NoticeRow;
  draft.put(keyOf('notice', id), { ...row, receipt: acknowledged });
  for (const each of listsOf(row.notice, 'OUTSTANDING')) draft.delete(placed(each, row));
  for (const each of listsOf(row.notice, 'ACKNOWLEDGED')) draft.put(placed(each, row), id);
}

/** Rows of notices, by type of the composite key. */
export const noticeProjections = { 'affected-notice': notice, 'notice-receipt': receipt };

/** A notice in a list. */
export interface NoticeItem {
  readonly id: string;
  readonly of: AffectedNotice['of'];
  readonly cause: AffectedNotice['cause'];
  readonly affected: AffectedNotice['affected'];
  readonly to: string;
  readonly sender: string;
  readonly sentAt: string;
  readonly state: NoticeState;
  /** Last day for the receipt; `null`: none is set. */
  readonly due: string | null;
  readonly overdue: boolean;
}

/** Questions about notices. */
export class Notices {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  /** In the order in which they were sent; `overdue` is computed for `asOf`. */
  list(
    filter: NoticeFilter,
    asOf: string,
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
  ): Promise<{ readonly items: NoticeItem[]; readonly next: string | undefined }> {
    const { gt, lt } = under(list(filter));
    return this.#rows.page({ gt: after ?? gt, lt }, limit, async (id) => {
      const row = await this.#rows.get<NoticeRow>('notice', id as string);
      return row === undefined ? undefined : itemOf(row, asOf);
    });
  }
}

function itemOf({ notice: given, receipt: answer }: NoticeRow, asOf: string): NoticeItem {
  const { id, of, cause, affected, to, sent, due } = given;
  const until = due?.dueAt;
  return {
    ...{ id, of, cause, affected, to, sender: sent.uscc, sentAt: sent.at },
    state: answer === undefined ? 'OUTSTANDING' : 'ACKNOWLEDGED',
    due: due?.due ?? null,
    overdue: until !== undefined && (answer?.acknowledged.at ?? asOf) >= until,
  };
}
