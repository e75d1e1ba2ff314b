import type { Command } from 'commander';
import { witnessesOf } from '../../founding/founders.js';
import { memberOf } from '../../ledger/open.js';
import { createLog } from '../../log/log.js';
import { Witnesses } from '../../witness/witnesses.js';
import { usage } from '../failure.js';
import type { Io } from '../io.js';
import { ledgerOption, list, wholeNumber } from '../names.js';
import { configOf, withLedger } from '../session.js';
import { untilAsked } from '../signals.js';

interface Options {
  readonly ledger?: string;
  readonly as?: string[];
  readonly interval?: number;
}

export function witnessCommand(program: Command, io: Io): void {
  program
    .command('witness')
    .description('state and confirm the time for one witness organisation, until stopped')
    .option(
      '--as <people>',
      'the witness, such as notary (default: every one whose key is here)',
      list,
    )
    .option(
      '--interval <seconds>',
      'from one beacon to the next (default: BEACON_INTERVAL_SECONDS)',
      wholeNumber,
    )
    .addOption(ledgerOption())
    .action(async (options: Options) => {
      const { beaconIntervalMs, logLevel } = configOf(io, options);
      if (options.interval === 0) throw usage('--interval must be at least 1.');
      const intervalMs =
        options.interval === undefined ? beaconIntervalMs : options.interval * 1000;
      await withLedger(io, options, async (opened) => {
        const identities =
          options.as?.map((id) => memberOf(opened, id).identity) ??
          witnessesOf([...opened.people.values()]);
        const log = createLog(logLevel);
        const witnesses = new Witnesses({ ledger: opened.ledger, identities, intervalMs, log });
        log.info({ witnesses: identities.map(({ mspId }) => mspId), intervalMs }, 'witnessing');
        await untilAsked(process);
        await witnesses.close();
      });
    });
}
