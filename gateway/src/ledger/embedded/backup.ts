import type { Database } from './store.js';

export async function backup(_options: {
  readonly dataDir: string;
  readonly database: Database;
  readonly target: string;
}): Promise<void> {
  await Promise.reject(new Error('not written yet'));
}
