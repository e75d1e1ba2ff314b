import type { Command } from 'commander';
import { grantApiKey } from '../../auth/grant.js';
import { usage } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { jsonOption, ledgerOption } from '../names.js';
import { configOf, withLedger } from '../session.js';

export function identityCommand(program: Command, io: Io): void {
  const identity = program.command('identity').description('the people whose keys are here');
  identity
    .command('grant')
    .description('make a new API key for a person; the gateway takes it from its next start on')
    .argument('<person>', 'by the table of people')
    .addOption(ledgerOption())
    .action(async (person: string, options: { ledger?: string }) => {
      await withLedger(io, options, ({ people }) => {
        const grantee = people.get(person);
        if (grantee === undefined) {
          throw usage(`There is no ${person}; identity list names everybody.`);
        }
        say(io, grantApiKey(configOf(io, options).principalsFile, grantee));
        return Promise.resolve();
      });
    });
  identity
    .command('list')
    .description('who they are, for whom they act, and in which roles')
    .addOption(ledgerOption())
    .addOption(jsonOption())
    .action(async ({ ledger, json }: { ledger?: string; json?: true }) => {
      await withLedger(io, { ledger }, ({ people }) => {
        for (const { id, mspId, roles, party } of people.values()) {
          if (json === true) sayJson(io, { id, mspId, roles, party });
          else
            say(
              io,
              `${id.padEnd(20)} ${mspId.padEnd(14)} ${roles.join(',').padEnd(18)} ${party?.name ?? ''}`,
            );
        }
        return Promise.resolve();
      });
    });
}
