import type { Command } from 'commander';
import type { Io } from '../io.js';
import { groups, worklist } from './verbs.js';

/**
 * `shuquan case …`, `certificate …` and so on: every act and question of the register. Routes are
 * loaded for whoever asks for one of these, and not to deposit a file.
 *
 * @param words of the command line
 */
export async function registerCommands(
  program: Command,
  io: Io,
  words: readonly string[],
): Promise<void> {
  for (const { name, description, verbs } of groups) {
    const group = program.command(name).description(description);
    if (!words.includes(name)) continue;
    const { addVerb } = await import('./route-commands.js');
    for (const verb of verbs) addVerb(group, io, verb);
    await fileCommands(name, group, io);
  }
  if (words.includes(worklist.verb)) {
    const { addVerb } = await import('./route-commands.js');
    addVerb(program, io, worklist);
  } else {
    program.command(worklist.verb).description('what you have to do next, by deadline');
  }
}

/** What a group does with files, beside its routes. */
async function fileCommands(name: string, group: Command, io: Io): Promise<void> {
  if (name === 'certificate') (await import('./certificate.js')).certificateFileCommands(group, io);
  if (name === 'person') (await import('./person.js')).personFileCommands(group, io);
  if (name === 'delivery') (await import('./delivery.js')).deliveryFileCommands(group, io);
  if (name === 'dispute') (await import('./dispute.js')).disputeFileCommands(group, io);
  if (name === 'infringement')
    (await import('./infringement.js')).infringementFileCommands(group, io);
  if (name === 'custody') (await import('./custody.js')).custodyFileCommands(group, io);
  if (name === 'grant') (await import('./odrl.js')).odrlFileCommands(group, io);
  if (name === 'voucher') (await import('./voucher.js')).voucherFileCommands(group, io);
}
