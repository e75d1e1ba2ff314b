import type { Command } from 'commander';
import { check, citedIn, DisputeBundleInput, echo } from '@shuquan/chaincode/model';
import { disputeFile } from '../../dispute/export.js';
import type { Api } from '../api/api.js';
import { type ApiOptions, withApi } from '../api/open.js';
import { usage } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { asOption, jsonOption, ledgerOption, list, purposeOption, queryOption } from '../names.js';
import { readInput, writeNew } from '../read.js';
import { urlOptions } from '../where.js';

interface Options extends ApiOptions {
  readonly out: string;
  readonly organizations: string[];
  readonly permits?: string;
  readonly audience?: string;
  readonly nonce?: string;
  readonly query?: string;
  readonly purpose?: string;
  readonly json?: true;
}

/** The whole file of a dispute, to be checked by `verify --answer` with no ledger at hand. */
export function disputeFileCommands(group: Command, io: Io): void {
  const command = group
    .command('export')
    .description('everything signed about a dispute, in one file')
    .argument('<id>')
    .requiredOption('--out <file>', 'where to write it; never over a file that is there')
    .requiredOption('--organizations <ids>', 'whose peers must sign every answer', list)
    .option('--permits <json>', '{"questions": [{grant, by, purpose, asOf}]}: as JSON or as @file')
    .option('--audience <uscc>', 'for whom it is made')
    .option('--nonce <text>', 'for which occasion')
    .addOption(queryOption())
    .addOption(purposeOption())
    .addOption(asOption('arbitrator'))
    .addOption(ledgerOption())
    .addOption(jsonOption());
  urlOptions(command);
  command.action(async (id: string, options: Options) => {
    const input = await inputOf(id, options);
    const text = await withApi(io, options, { acts: false }, (api) =>
      exported(api, input, options.organizations),
    );
    await writeNew(options.out, text);
    const told = { id, file: options.out, size: text.length };
    if (options.json === true) sayJson(io, told);
    else say(io, options.out);
  });
}

async function inputOf(
  id: string,
  { permits, audience, nonce, query, purpose }: Options,
): Promise<DisputeBundleInput> {
  const given = permits === undefined ? {} : await readInput(permits);
  const { questions = [], ...more } = given;
  if (!Array.isArray(questions) || Object.keys(more).length > 0) {
    throw usage('--permits takes {"questions": [{grant, by, purpose, asOf}]}.');
  }
  return check(DisputeBundleInput, {
    ...{ id, permits: questions as unknown },
    ...echo({ audience, nonce }),
    ...citedIn({ query, purpose }),
  });
}

/** Nothing is written until all of it is answered. */
const exported = (
  api: Api,
  input: DisputeBundleInput,
  organizations: readonly string[],
): Promise<string> =>
  disputeFile(async (query, asked) => {
    const answer = await api.post('v1/attestations', { query, input: asked, organizations });
    return `${JSON.stringify(answer)}\n`;
  }, input);
