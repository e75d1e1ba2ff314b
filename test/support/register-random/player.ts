import { Disagreements, playStories, type Wish } from './run.js';

/** What one run ended with, as it travels between processes. */
export type Ended =
  | {
      readonly stories: number;
      readonly commits: number;
      readonly refusals: number;
      readonly compared: number;
      readonly seen: readonly string[];
    }
  | { readonly failed: string; readonly story?: number | undefined };

/** Plays the one run that its parent asks for. */
process.once('message', (wish: Wish) => {
  void playStories(wish)
    .then(({ seen, ...counts }): Ended => ({ ...counts, seen: [...seen.keys()] }))
    .catch((err: unknown): Ended => {
      const story = err instanceof Disagreements ? err.story : undefined;
      return { failed: err instanceof Error ? (err.stack ?? err.message) : 'unknown', story };
    })
    .then((ended) => {
      process.send?.(ended, () => {
        process.disconnect();
      });
    });
});
