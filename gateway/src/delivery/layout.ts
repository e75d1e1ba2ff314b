import { join } from 'node:path';

/** What a package is made of; any transport may carry it. */
export interface Layout {
  readonly manifest: string;
  readonly leaves: string;
  readonly data: string;
  /** What the source was when packing began: for whoever goes on after a kill. */
  readonly source: string;
  /** What the sender signed, as the input of the transaction. */
  readonly dispatch: string;
}

export const layout = (folder: string): Layout => ({
  manifest: join(folder, 'manifest.jsonl'),
  leaves: join(folder, 'leaves.bin'),
  data: join(folder, 'data'),
  source: join(folder, 'source.json'),
  dispatch: join(folder, 'dispatch.json'),
});
