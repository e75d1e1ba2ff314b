import type { Command } from 'commander';
import {
  check,
  type Delivery,
  DeliveryView,
  dispatchStatement,
  isSigned,
  parseJson,
  statementText,
} from '@shuquan/chaincode/model';
import { nodeCrypto } from '../crypto.js';
import { DeliverySigner } from '../delivery/signer.js';
import { CliError, exitCodes } from './failure.js';
import { channelOption, type OwnKeyOptions, ownKeyOf } from './own-key.js';
import { readText } from './read.js';

/** A key of the party’s own; what is signed with it is all that leaves this process. */
export function signerOptions(command: Command): Command {
  return command
    .requiredOption('--key <file>', 'the party’s own P-256 key (PEM); it is never sent')
    .addOption(channelOption());
}

/** @throws CliError USAGE, FILE_UNREADABLE */
export const signerOf = async (options: OwnKeyOptions): Promise<DeliverySigner> =>
  new DeliverySigner(await ownKeyOf(options));

export const now = (): string => new Date().toISOString();

/** A delivery as `delivery read --json` gave it, with a sender’s signature that holds. */
export async function recordOf(path: string, channel: string): Promise<Delivery> {
  return requireSender(check(DeliveryView, parseJson(await readText(path))).delivery, channel);
}

/** @throws CliError DELIVERY_UNSIGNED */
export function requireSender(delivery: Delivery, channel: string): Delivery {
  const { key, signature } = delivery;
  const text = statementText('delivery-dispatch', channel, dispatchStatement(delivery));
  if (isSigned({ key, text, signature }, nodeCrypto)) return delivery;
  const message = `The record of ${delivery.id} is not signed by its sender’s key.`;
  throw new CliError('DELIVERY_UNSIGNED', message, exitCodes.refused);
}
