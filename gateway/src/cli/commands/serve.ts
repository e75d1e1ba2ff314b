import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Command } from 'commander';
import { type Io, say } from '../io.js';
import { ledgerOption } from '../names.js';
import { untilAsked } from '../signals.js';

export function serveCommand(program: Command, io: Io): void {
  program
    .command('serve')
    .description('serve the HTTP gateway until stopped; settings come from the environment')
    .addOption(ledgerOption())
    .action(async ({ ledger }: { ledger?: string }) => {
      const stopped = untilAsked(process);
      const { serve } = await import('../../serve.js');
      const env = { ...io.env, ...(ledger === undefined ? {} : { LEDGER: ledger }) };
      const serving = await serve(env);
      const { url, credentialsFile } = serving;
      if (credentialsFile !== undefined) welcome(io, url, credentialsFile);
      await stopped;
      await serving.close();
    });
}

/** Where a newcomer goes first, and with which key. */
function welcome(io: Io, url: string, file: string): void {
  const { principals } = JSON.parse(readFileSync(file, 'utf8')) as {
    principals: { id: string; apiKey: string }[];
  };
  const key = principals.find(({ id }) => id === 'holder-a')?.apiKey ?? '';
  const near = relative(process.cwd(), file);
  const path = near.startsWith('..') ? file : near;
  for (const line of [
    '',
    `数权链 Shuquan   ${url}`,
    `  verification  ${url}/`,
    `  documentation ${url}/docs`,
    `  demo keys     ${path}  (${principals.map(({ id }) => id).join(', ')})`,
    '  try           as holder-a, 成都蓉信数据科技有限公司（示例）:',
    `    curl -H 'Authorization: Bearer ${key}' ${url}/v1/evidence?limit=10`,
    `    npm run -s shuquan -- deposit README.md --url ${url} --api-key ${key}`,
    '  This is an embedded ledger: one process holds every key. Stop with Ctrl-C.',
    '',
  ]) {
    say(io, line);
  }
}
