import type { Draft } from '../draft.js';
import { keyOf } from '../key.js';
import { Rows } from '../register/rows.js';

/** Rows as the block that is being taken in leaves them. */
export class DraftRows extends Rows {
  readonly #draft: Draft;

  constructor(draft: Draft) {
    super(draft.db);
    this.#draft = draft;
  }

  override async get<T>(...key: string[]): Promise<T | undefined> {
    return (await this.#draft.get(keyOf(...key))) as T | undefined;
  }
}
