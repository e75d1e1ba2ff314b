import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import {
  check,
  citedIn,
  echo,
  type Fingerprint,
  InfringementBundleInput,
  overlapOf,
} from '@shuquan/chaincode/model';
import { infringementFile } from '../../dispute/export.js';
import { fingerprintOf } from '../../fingerprint/fingerprint.js';
import { withApi, type ApiOptions } from '../api/open.js';
import { DigestedFile, sizeOf } from '../digest.js';
import { type Io, say, sayJson } from '../io.js';
import { asOption, jsonOption, ledgerOption, list, purposeOption, queryOption } from '../names.js';
import { writeNew } from '../read.js';
import { urlOptions } from '../where.js';
import { formatOf, unchanged } from './fingerprint.js';

interface Options extends ApiOptions {
  readonly out: string;
  readonly organizations: string[];
  readonly audience?: string;
  readonly nonce?: string;
  readonly query?: string;
  readonly purpose?: string;
  readonly json?: true;
}

/** The whole file of a pack, and a look at two tables that goes nowhere. */
export function infringementFileCommands(group: Command, io: Io): void {
  similarity(group, io);
  const command = group
    .command('export')
    .description('everything signed about a pack, in one file for `verify --answer`')
    .argument('<id>')
    .requiredOption('--out <file>', 'where to write it; never over a file that is there')
    .requiredOption('--organizations <ids>', 'whose peers must sign every answer', list)
    .option('--audience <uscc>', 'for whom it is made')
    .option('--nonce <text>', 'for which occasion')
    .addOption(queryOption())
    .addOption(purposeOption())
    .addOption(asOption('holder-a'))
    .addOption(ledgerOption())
    .addOption(jsonOption());
  urlOptions(command);
  command.action(async (id: string, options: Options) => {
    const { audience, nonce, query, purpose, organizations } = options;
    const input = check(InfringementBundleInput, {
      id,
      ...echo({ audience, nonce }),
      ...citedIn({ query, purpose }),
    });
    const text = await withApi(io, options, { acts: false }, (api) =>
      infringementFile(async (query, asked) => {
        const answer = await api.post('v1/attestations', { query, input: asked, organizations });
        return `${JSON.stringify(answer)}\n`;
      }, input),
    );
    await writeNew(options.out, text);
    if (options.json === true) sayJson(io, { id, file: options.out, size: text.length });
    else say(io, options.out);
  });
}

/**
 * Both tables are sketched under a key that is made for this one look and thrown away: no figure of
 * it can be put beside another, and nothing leaves the machine.
 */
function similarity(group: Command, io: Io): void {
  group
    .command('similarity')
    .description('compare two tables on this machine; neither of them leaves it')
    .argument('<original>', '.csv, .jsonl or .parquet')
    .argument('<suspected>', '.csv, .jsonl or .parquet')
    .addOption(jsonOption())
    .action(async (original: string, suspected: string, { json }: { readonly json?: true }) => {
      const key = { keyId: 'LOCAL', secret: randomBytes(32) };
      const read = async (path: string): Promise<Fingerprint> => {
        const format = formatOf(path);
        await sizeOf(path);
        const file = new DigestedFile(path, () => undefined);
        return unchanged(path, () => fingerprintOf(file, format, { key }));
      };
      const [first, second] = [await read(original), await read(suspected)];
      const overlap = overlapOf(first, second);
      if (json === true) {
        sayJson(io, { ...overlap, rows: [first.rows, second.rows] });
        return;
      }
      say(io, `same file    ${inWords(overlap.sameFile)}`);
      say(io, `same rows    ${inWords(overlap.sameRows)}`);
      say(io, `same columns ${inWords(overlap.sameSchema)}`);
      say(io, `similarity   ${percent(overlap.similarity)} of all rows are in both, about`);
      say(io, `containment  ${percent(overlap.containment)} of the smaller one’s rows, about`);
      say(io, 'An estimate: a similarity is no finding of infringement.');
    });
}

const inWords = (is: boolean): string => (is ? 'yes' : 'no');
const percent = (basisPoints = 0): string => `${(basisPoints / 100).toFixed(2)} %`;
