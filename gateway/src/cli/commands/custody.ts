import type { Command } from 'commander';
import { check, Hex256, MAX_CHALLENGES } from '@shuquan/chaincode/model';
import { answerOf, challengesOf } from '../../custody/possession.js';
import { DigestedFile } from '../digest.js';
import { usage } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { jsonOption, wholeNumber } from '../names.js';
import { writeNew } from '../read.js';

interface Options {
  readonly count: number;
  readonly out: string;
  readonly nonce: string;
  readonly json?: true;
}

/** What needs the bytes themselves: they are read here, and go nowhere. */
export function custodyFileCommands(group: Command, io: Io): void {
  group
    .command('challenges')
    .description('make challenges before the file is given away; prints what the ledger is told')
    .argument('<file>')
    .requiredOption('--count <n>', `how many, 1 to ${String(MAX_CHALLENGES)}`, wholeNumber)
    .requiredOption(
      '--out <secrets.json>',
      'where the nonces go; who has them can ask, so guard it',
    )
    .action((file: string, options: Options) => challenges(io, file, options));
  group
    .command('answer')
    .description('the answer to a challenge, out of the file itself')
    .argument('<file>')
    .requiredOption('--nonce <hex>', 'of the challenge')
    .addOption(jsonOption())
    .action((file: string, options: Options) => answer(io, file, options));
}

async function challenges(io: Io, path: string, { count, out }: Options): Promise<void> {
  if (count < 1 || count > MAX_CHALLENGES) {
    throw usage(`--count takes 1 to ${String(MAX_CHALLENGES)}.`);
  }
  const file = new DigestedFile(path, () => undefined);
  const { nonces, commitments } = await challengesOf(file.chunks(), count);
  const secrets = { v: 1, kind: 'shuquan.custody-challenges', digests: file.digests(), nonces };
  await writeNew(out, `${JSON.stringify(secrets)}\n`, 0o600);
  sayJson(io, { commitments });
}

async function answer(io: Io, path: string, { nonce, json }: Options): Promise<void> {
  const asked = check(Hex256, nonce);
  const file = new DigestedFile(path, () => undefined);
  const found = await answerOf(file.chunks(), asked);
  if (json === true) sayJson(io, { answer: found, digests: file.digests() });
  else say(io, found);
}
