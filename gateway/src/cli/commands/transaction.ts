import type { Command } from 'commander';
import { catalogue, check, specOf } from '@shuquan/chaincode/model';
import { memberOf } from '../../ledger/open.js';
import type { Committed, Input, Transient, TransactionName } from '../../ledger/port.js';
import { usage } from '../failure.js';
import { ledgerElsewhere } from '../elsewhere.js';
import { type Io, say, sayJson } from '../io.js';
import { jsonOption, ledgerOption, list, queryName, transactionName } from '../names.js';
import { evaluateOffline, readSigner, submitOffline } from '../offline.js';
import { readInput } from '../read.js';
import { withLedger } from '../session.js';
import { keyOptions, type KeyOptions, signerFiles, urlOptions, type UrlOptions } from '../where.js';

interface Options extends KeyOptions, UrlOptions {
  readonly ledger?: string;
  readonly as?: string;
  readonly json?: true;
  readonly input: string;
  readonly private?: string;
  readonly endorsers?: string[];
}

export function transactionCommand(program: Command, io: Io): void {
  const command = program
    .command('transaction')
    .description('submit any transaction, signed here: prepare, sign, endorse, sign, submit')
    .argument('<name>', 'such as evidence:deposit')
    .requiredOption('--input <json>', 'the input, as JSON or as @file')
    .option('--private <json>', 'private fields by name, base64, as JSON or as @file')
    .option('--endorsers <ids>', 'organisations whose peers must endorse', list)
    .option('--as <person>', 'a person whose key the ledger’s folder holds, instead of --key')
    .addOption(ledgerOption())
    .addOption(jsonOption());
  urlOptions(command);
  keyOptions(command);
  command.action(async (text: string, options: Options) => {
    const name = transactionName(text);
    const input = check(catalogue[name].input, await readInput(options.input)) as Input<
      typeof name
    >;
    const committed = await submit(io, { name, input }, options);
    const { txId, block, value } = committed;
    if (options.json === true) sayJson(io, { txId, block, value });
    else say(io, `${name}\n  transaction  ${txId}\n  block        ${String(block)}`);
  });
}

/** Any query of the catalogue, in the name of a key that stays here. */
export function askCommand(program: Command, io: Io): void {
  const command = program
    .command('ask')
    .description('ask the ledger anything, signed here: prepare, sign, evaluate')
    .argument('<query>', 'such as evidence:read')
    .requiredOption('--input <json>', 'the input, as JSON or as @file')
    .addOption(ledgerOption());
  urlOptions(command);
  keyOptions(command);
  command.action(async (text: string, options: Options) => {
    const files = signerFiles(options);
    if (files === undefined) throw usage('Sign with --key, --certificate and --msp.');
    const name = queryName(text);
    const input = check(catalogue[name].input, await readInput(options.input)) as Input<
      typeof name
    >;
    const { url } = options;
    const signer = await readSigner(files);
    const value =
      url === undefined
        ? await withLedger(io, options, ({ ledger }) =>
            evaluateOffline(ledger, { name, input }, signer),
          )
        : await evaluateOffline(
            await ledgerElsewhere(io, { ...options, url }),
            { name, input },
            signer,
          );
    sayJson(io, value);
  });
}

async function submit<N extends TransactionName>(
  io: Io,
  call: { name: N; input: Input<N> },
  options: Options,
): Promise<Committed<unknown>> {
  const files = signerFiles(options);
  if ((files === undefined) === (options.as === undefined)) {
    throw usage('Sign with --key, --certificate and --msp, or with --as PERSON.');
  }
  const transient = await transientOf(call.name, options.private);
  const more = {
    ...(transient && { transient }),
    ...(options.endorsers && { endorsers: options.endorsers }),
  };
  if (options.url === undefined) {
    return withLedger(io, options, async (opened) => {
      const as = files ? await readSigner(files) : memberOf(opened, options.as ?? '').identity;
      return submitOffline(opened.ledger, call, as, more);
    });
  }
  if (files === undefined) throw usage('--url needs --key: the people are not on this side.');
  const remote = await ledgerElsewhere(io, { ...options, url: options.url });
  return submitOffline(remote, call, await readSigner(files), more);
}

async function transientOf(
  name: TransactionName,
  given: string | undefined,
): Promise<Transient | undefined> {
  if (given === undefined) return undefined;
  const allowed = specOf(name).transient ?? [];
  const fields = Object.entries(await readInput(given)).map(([field, value]) => {
    if (!allowed.includes(field)) throw usage(`${name} has no private field ${field}.`);
    if (typeof value !== 'string') throw usage(`The private field ${field} must be base64 text.`);
    return [field, Buffer.from(value, 'base64')] as const;
  });
  return Object.fromEntries(fields);
}
