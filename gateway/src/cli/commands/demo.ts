import { type Command } from 'commander';
import { runScenario } from '../../demo/run.js';
import type { Audience } from '../../demo/scenario.js';
import { scenarios } from '../../demo/scenarios.js';
import { CliError, exitCodes, usage } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { jsonOption, ledgerOption } from '../names.js';
import { withLedger } from '../session.js';

interface Options {
  readonly ledger?: string;
  readonly json?: true;
}

export function demoCommand(program: Command, io: Io): void {
  program
    .command('demo')
    .description('play a scenario with synthetic organisations and files')
    .argument('[scenario]', scenarios.map(({ name }) => name).join(', '), 'evidence')
    .addOption(ledgerOption())
    .addOption(jsonOption())
    .action(async (name: string, { ledger, json }: Options) => {
      const scenario = scenarioOf(name);
      await withLedger(io, { ledger }, async (opened) => {
        if (json !== true) say(io, `${scenario.title}\n`);
        const audience = json === true ? toProgram(io) : toPeople(io);
        const results = await runScenario(scenario, opened, { audience });
        const broken = results.filter(({ ok }) => !ok).map(({ step }) => step);
        if (broken.length === 0) {
          if (json !== true) say(io, `\nEvery one of ${String(results.length)} steps held.`);
          return;
        }
        throw new CliError(
          'DEMO_FAILED',
          `Steps did not hold: ${broken.join(', ')}.`,
          exitCodes.failed,
        );
      });
    });
}

function scenarioOf(name: string): (typeof scenarios)[number] {
  const found = scenarios.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw usage(`There is no scenario ${name}. There is ${known()}.`);
}

const known = (): string => scenarios.map(({ name }) => name).join(', ');

const toProgram = (io: Io): Audience => ({
  before: () => undefined,
  after: (result) => {
    sayJson(io, result);
  },
});

const toPeople = (io: Io): Audience => ({
  before: ({ title }, number, count) => {
    say(io, `${String(number).padStart(2)}/${String(count)}  ${title}`);
  },
  after: (_result, { lines }) => {
    for (const line of lines) say(io, `       ${line}`);
  },
});
