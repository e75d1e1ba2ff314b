import type { Command } from 'commander';
import { type Io, say, sayJson } from '../io.js';
import { jsonOption, ledgerOption } from '../names.js';
import { withLedger } from '../session.js';

export function identityCommand(program: Command, io: Io): void {
  program
    .command('identity')
    .description('the people whose keys are here')
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
