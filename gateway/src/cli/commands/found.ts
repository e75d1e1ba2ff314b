import { type Command, Option } from 'commander';
import { check, Founding } from '@shuquan/chaincode/model';
import { foundingDocument } from '../../founding/document.js';
import { found } from '../../founding/found.js';
import { adoptDevelopmentRules, officialsOf } from '../../founding/founders.js';
import { memberOf, type OpenedLedger } from '../../ledger/open.js';
import type { Identity } from '../../ledger/port.js';
import { CliError, exitCodes } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { jsonOption, ledgerOption, list } from '../names.js';
import { readInput } from '../read.js';
import { withLedger } from '../session.js';

interface Options {
  readonly ledger?: string;
  readonly json?: true;
  readonly document?: string;
  readonly purpose: Founding['purpose'];
  readonly as?: string[];
  readonly print?: true;
  readonly rules: boolean;
}

export function foundCommand(program: Command, io: Io): void {
  program
    .command('found')
    .description('propose and ratify the channel’s first state; safe to repeat')
    .option(
      '--document <file>',
      'the founding document agreed upon, as @file (default: from the table of people)',
    )
    .addOption(
      new Option('--purpose <purpose>').choices(Founding.shape.purpose.options).default('TEST'),
    )
    .option(
      '--as <people>',
      'the officials (default: one of each governor whose key is here)',
      list,
    )
    .option('--print', 'print the document and do nothing')
    .option('--no-rules', 'leave the shipped rule profiles and calendars out of a TEST channel')
    .addOption(ledgerOption())
    .addOption(jsonOption())
    .action((options: Options) => withLedger(io, options, (opened) => act(io, opened, options)));
}

async function act(io: Io, opened: OpenedLedger, options: Options): Promise<void> {
  const document = await documentOf(opened, options);
  if (options.print === true) {
    say(io, JSON.stringify(document, undefined, 2));
    return;
  }
  const officials = signatories(opened, document, options);
  const state = await found(opened.ledger, { document, officials });
  if (state.founded && options.rules && document.purpose === 'TEST') {
    const founders = { people: opened.people.values(), organizations: document.governors };
    await adoptDevelopmentRules(opened.ledger, founders, new Date().getFullYear());
  }
  if (options.json === true) sayJson(io, state);
  else if (!state.founded)
    say(io, `Proposed as ${state.digest}; still to ratify: ${state.missing.join(', ')}.`);
  else
    say(
      io,
      state.changed ? 'The channel is founded.' : 'The channel was founded before; nothing to do.',
    );
}

async function documentOf(
  { people, organizations, channel }: OpenedLedger,
  { document, purpose }: Options,
): Promise<Founding> {
  if (document === undefined) {
    return foundingDocument([...people.values()], organizations, { channel, purpose });
  }
  return check(Founding, await readInput(document.startsWith('@') ? document : `@${document}`));
}

function signatories(
  opened: OpenedLedger,
  { governors }: Founding,
  { as }: Options,
): readonly Identity[] {
  const officials =
    as?.map((id) => memberOf(opened, id).identity) ??
    officialsOf([...opened.people.values()], governors);
  if (officials.length > 0) return officials;
  throw new CliError(
    'OFFICIAL_MISSING',
    'No key of a founding organisation’s official is here.',
    exitCodes.refused,
  );
}
