import { isAbsolute, resolve as absolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { deploy } from './deploy.js';
import { exitCodes, NetworkFailure } from './failure.js';
import { clean, down, existingPlan, planOf, up } from './network.js';
import type { Consensus } from './plan.js';
import { readOptions } from './state.js';
import { status, statusTable } from './status.js';
import { buildBinaries, requireBinaries } from './steps/binaries.js';
import { found } from './steps/found.js';
import { Report } from './steps/report.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The folder of our own chaincode. */
const PRODUCT = 'chaincode';
const environment = process.env;
const fabricBin = environment['FABRIC_BIN'] ? absolute(root, environment['FABRIC_BIN']) : undefined;
const report = new Report((line) => {
  console.log(line);
});

/** `NETWORK_DIR` is relative to the folder of the repository, where npm runs us from. */
function dataDir(): string {
  const given = environment['NETWORK_DIR'] || 'network/.data';
  return isAbsolute(given) ? given : absolute(root, given);
}

function whole(text: string): number {
  if (!/^[0-9]{1,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

interface UpOptions {
  readonly orderers?: number;
  readonly consensus?: Consensus;
  readonly basePort?: number;
}

interface DeployOptions {
  readonly chaincode: string;
  readonly upgrade?: boolean;
  readonly version?: string;
  readonly sequence?: number;
}

const program = new Command('network')
  .description('A Hyperledger Fabric network as native processes, in one data folder.')
  .addHelpText(
    'after',
    `
Environment:
  NETWORK_DIR  the data folder (default network/.data)
  FABRIC_BIN   a folder with Fabric's binaries, instead of building them

Exit codes: 0 done; 1 a step failed; 3 status found something down or unhealthy;
  4 the network's state forbids the command; 64 wrong options or network.json;
  69 Go, Node packages or Fabric binaries are missing.`,
  )
  .exitOverride();

program
  .command('build')
  .description('build the Fabric binaries from the pinned modules, or check FABRIC_BIN')
  .action(async () => {
    await buildBinaries(fabricBin, report);
    report.total('Ready');
  });

program
  .command('up')
  .description('make certificates and channel, start and join every node; again after down')
  .option('--orderers <n>', 'how many orderers (default 1; 4 under BFT)', whole)
  .addOption(new Option('--consensus <kind>', 'default raft').choices(['raft', 'bft']))
  .option('--base-port <port>', 'move every port of the network', whole)
  .action(async ({ orderers, consensus, basePort }: UpOptions) => {
    const bin = await buildBinaries(fabricBin, report);
    const plan = planOf({ dataDir: dataDir(), orderers, consensus, basePort });
    await up(plan, bin, report);
    report.total(`The network in ${plan.dataDir} is up`);
  });

program
  .command('deploy')
  .description('package, install, approve and commit the chaincode, and start its servers')
  .option('--upgrade', 'deploy the chaincode as the next sequence')
  .option('--version <version>', 'the version (default: the sequence)')
  .option('--sequence <n>', 'the sequence, if it must be this one', whole)
  .option('--chaincode <folder>', 'the built chaincode', PRODUCT)
  .action(async ({ chaincode, upgrade, version, sequence }: DeployOptions) => {
    const bin = requireBinaries(fabricBin);
    const plan = existingPlan(dataDir());
    const chaincodeFolder = absolute(root, chaincode);
    await deploy(
      plan,
      bin,
      { chaincodeFolder, upgrade: upgrade === true, version, sequence },
      report,
    );
    // Another chaincode has another first state, if any.
    if (chaincode === PRODUCT) await found(plan, report);
    report.total('Deployed');
  });

program
  .command('status')
  .description('show each process, its pid, health and height')
  .action(async () => {
    const folder = dataDir();
    if (readOptions(folder) === undefined) {
      report.line(`There is no network in ${folder}.`);
      process.exitCode = exitCodes.NOT_HEALTHY;
      return;
    }
    const nodes = await status(existingPlan(folder));
    statusTable(nodes).forEach((line) => {
      report.line(line);
    });
    if (nodes.some(({ health }) => health !== 'healthy')) process.exitCode = exitCodes.NOT_HEALTHY;
  });

program
  .command('down')
  .description('stop every process; the data stays')
  .action(() => down(dataDir(), report));

program
  .command('clean')
  .description('remove the data folder: keys, ledgers, logs')
  .action(() => clean(dataDir(), report));

function fail(err: unknown): number {
  if (err instanceof NetworkFailure) {
    console.error(`✗ ${err.message}`);
    if (err.log !== undefined) console.error(`  Log: ${err.log}`);
    return exitCodes[err.code];
  }
  // Commander has printed its own message; its only non-zero exits are wrong usage.
  if (err instanceof Error && 'exitCode' in err) return err.exitCode === 0 ? 0 : 64;
  if (err instanceof Error && 'syscall' in err) {
    // The system's own words: a full disk, a missing file, a right that lacks.
    console.error(`✗ ${err.message}. Mend it and try again, or run down and clean.`);
    return exitCodes.STEP_FAILED;
  }
  console.error(`✗ ${err instanceof Error ? (err.stack ?? err.message) : String(err)}`);
  return exitCodes.STEP_FAILED;
}

try {
  await program.parseAsync();
} catch (err) {
  // At once: an abandoned step must not go on.
  process.exit(fail(err));
}
