import type { Command } from 'commander';
import { check, Hex256, Id, type Input } from '@shuquan/chaincode/model';
import { Person, type PersonAct, personActs } from '../../person/person.js';
import { Holder } from '../../voucher/holder.js';
import { usage } from '../failure.js';
import { type Io, sayJson } from '../io.js';
import { channelOption, give, ownKeyOf } from '../own-key.js';
import { readInput, writeNew } from '../read.js';

/** For the eyes of whoever runs this alone. */
const SECRET = 0o600;

interface KeyOptions {
  readonly key?: string;
  readonly channel: string;
}

/** What a registrar prepares for a natural person; nothing here opens a ledger or a connection. */
export function personFileCommands(group: Command, io: Io): void {
  newCommand(group, io);
  bringCommand(group, io);
}

const keyed = (command: Command): Command =>
  command
    .option('--key <file>', 'the person’s own P-256 key (PEM), if it signs by itself')
    .addOption(channelOption());

interface NewOptions extends KeyOptions {
  readonly private: string;
  readonly out: string;
}

function newCommand(group: Command, io: Io): void {
  const command = group
    .command('new')
    .description('make a pseudonym from who a person is and a salt; keep the file with its papers')
    .requiredOption('--private <json>', '{"contact": …} of Annex 1: as JSON or as @file')
    .requiredOption('--out <file>', 'where contact and salt go, for --private of case commands');
  keyed(command).action(async (options: NewOptions) => {
    const { contact } = await readInput(options.private);
    const person = new Person(members(contact), await holderOf(options));
    // Who loses it can not show any more whose pseudonym it is.
    await writeNew(options.out, `${JSON.stringify({ contact: person.contact })}\n`, SECRET);
    sayJson(io, { id: person.id, identityCommitment: person.identityCommitment });
  });
}

interface BringOptions extends KeyOptions {
  readonly private: string;
  readonly papers: string;
  readonly input: string;
  readonly case?: string;
  readonly out?: string;
}

function bringCommand(group: Command, io: Io): void {
  const command = group
    .command('bring')
    .description('the input of an act with the person it is brought for, signed if it has a key')
    .argument('<act>', personActs.join(', '))
    .requiredOption('--private <json>', 'the file that `person new` wrote, as @file')
    .requiredOption('--papers <hex>', 'commitment to the paper signed and the identity check')
    .requiredOption('--input <json>', 'what the act asks for: as JSON or as @file')
    .option('--case <id>', 'the case it is about, as the case command names it')
    .option('--out <file>', 'where to write; never over a file that is there');
  keyed(command).action(async (name: string, options: BringOptions) => {
    const act = personActs.find((each) => each === name);
    if (act === undefined) throw usage(`Bring one of ${personActs.join(', ')}.`);
    const made = await brought(act, options);
    await give(io, made, options.out);
  });
}

/** The case is part of what is signed, and in the path of what is sent. */
async function brought(act: PersonAct, options: BringOptions): Promise<object> {
  const { contact } = await readInput(options.private);
  const told = members(contact);
  if (!('identitySalt' in told)) throw usage('--private must be what `person new` wrote.');
  const person = new Person(told, await holderOf(options));
  const of = options.case === undefined ? {} : { case: check(Id, options.case) };
  const input = { ...(await readInput(options.input)), ...of } as Input<PersonAct>;
  const made = person.brings(act, input, check(Hex256, options.papers)) as Record<string, unknown>;
  return options.case === undefined ? made : withoutCase(made);
}

const withoutCase = ({ case: _case, ...body }: Record<string, unknown>): object => body;

function members(contact: unknown): object {
  if (typeof contact === 'object' && contact !== null) return contact;
  throw usage('--private must hold {"contact": …}.');
}

const holderOf = async ({ key, channel }: KeyOptions): Promise<Holder | undefined> =>
  key === undefined ? undefined : new Holder(await ownKeyOf({ key, channel }));
