import { type Command, Option } from 'commander';
import { parseJson } from '@shuquan/chaincode/model';
import { importPolicy, requireShort, requireText } from '../../odrl/import.js';
import { digestFile } from '../digest.js';
import { type Io, say, sayJson } from '../io.js';
import { jsonOption } from '../names.js';
import { readText } from '../read.js';

interface Options {
  readonly text?: string;
  readonly json?: true;
}

/** What is done with a policy in a file: the ledger is not asked. */
export function odrlFileCommands(group: Command, io: Io): void {
  const text = '--text <file>';
  group
    .command('import')
    .description('read an ODRL policy into what `grant offer --input` takes')
    .argument('<file>', 'an ODRL 2.2 policy of the profile, as `grant odrl --json` gave it')
    .addOption(new Option(text, 'the text that people signed: the policy must be of it'))
    .addOption(jsonOption())
    .action(async (file: string, options: Options) => {
      const policy = await readText(file);
      requireShort(policy);
      const { id, grantee, source, scope, personal, textDigest } = importOf(policy);
      const terms = { id, grantee, source, scope, textDigest };
      const offer = personal === undefined ? terms : { ...terms, personal };
      if (options.text !== undefined) requireText(offer, await digestOf(options.text));
      if (options.json === true) sayJson(io, offer);
      else say(io, JSON.stringify(offer, undefined, 2));
    });
}

const importOf = (policy: string): ReturnType<typeof importPolicy> =>
  importPolicy(parseJson(policy));

/** Of its bytes, however they are read. */
const digestOf = async (file: string): Promise<string> =>
  (await digestFile(file)).digests['SHA-256'];
