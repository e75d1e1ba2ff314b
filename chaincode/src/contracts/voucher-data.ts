import {
  type AssetVoucher,
  commitFields,
  commitmentOf,
  type DataGroups,
  dataGroups,
  type FieldsCommitment,
  LedgerError,
  type OpenedVoucherField,
  openFields,
  type VoucherTemplate,
} from '../model/index.js';
import { numbered } from '../state/register.js';
import type { LedgerContext } from './context.js';

/** Random bytes of a seed; fewer could be guessed, and with them what they hide. */
const SEED_BYTES = 32;
const MAX_NOTE_BYTES = 4096;

const noteKey = (voucher: string, use: number): string => `${voucher}~note~${numbered(use)}`;
const dataKey = (voucher: string, source: string): string => `${voucher}~data~${source}`;

const textOf = (payload: Uint8Array): string => Buffer.from(payload).toString('utf8');

/**
 * Puts the data and the seed of the salts where custodian and court keep them; answers with the root
 * over all fields, which the chaincode makes itself, so that it can not lie.
 *
 * @throws LedgerError TRANSIENT_MISSING, SALT_TOO_SHORT, INPUT_INVALID, VOUCHER_FIELDS_DIFFER
 */
export async function keepData(
  ctx: LedgerContext,
  { voucher, source }: { readonly voucher: string; readonly source: string },
  template: VoucherTemplate,
  items: readonly string[],
): Promise<FieldsCommitment> {
  const [payload, seed] = [ctx.transient('payload'), ctx.transient('seed')];
  const groups = dataGroups({ payload, text: textOf(payload) }, template, items);
  const commitment = commitFields(groups, seed);
  await keep(ctx, dataKey(voucher, source), { payload, salt: seed });
  return commitment;
}

/** A note on a use, where one was sent. */
export async function keepNote(
  ctx: LedgerContext,
  voucher: string,
  use: number,
): Promise<string | undefined> {
  if (!ctx.hasTransient('payload') && !ctx.hasTransient('seed')) return undefined;
  const [payload, salt] = [ctx.transient('payload'), ctx.transient('seed')];
  if (salt.length !== SEED_BYTES) {
    throw new LedgerError('SALT_TOO_SHORT', 'The seed of a note has 32 random bytes.');
  }
  if (payload.length > MAX_NOTE_BYTES) {
    const issues = [{ pointer: '/payload', message: 'Must be 4 KiB at most' }];
    throw new LedgerError('INPUT_INVALID', '/payload: must be 4 KiB at most.', { issues });
  }
  await keep(ctx, noteKey(voucher, use), { payload, salt });
  return commitmentOf(salt, payload);
}

async function keep(
  ctx: LedgerContext,
  key: string,
  value: { readonly payload: Uint8Array; readonly salt: Uint8Array },
): Promise<void> {
  const { custodians, court } = await ctx.world.settings.custody();
  const home = custodians.includes(ctx.actor.mspId) ? ctx.actor.mspId : custodians[0];
  await ctx.world.voucherPayloads.create(key, value, [court, home ?? court]);
}

/** Every field of a voucher, openable against the root of its element. */
export async function openData(
  ctx: LedgerContext,
  voucher: AssetVoucher,
): Promise<OpenedVoucherField[]> {
  const fields: OpenedVoucherField[] = [];
  for (const { source } of voucher.elements) {
    const found = await ctx.world.voucherPayloads.find(dataKey(voucher.id, source));
    if (found === undefined) throw erased(voucher.id);
    const payload = Buffer.from(found.payload, 'base64');
    const groups = await groupsOf(ctx, voucher, source, payload);
    const names = namesOf(groups);
    const opened = openFields(groups, Buffer.from(found.salt, 'base64'), names);
    fields.push(...opened.map((each) => ({ source, opened: each })));
  }
  return fields;
}

async function groupsOf(
  ctx: LedgerContext,
  voucher: AssetVoucher,
  source: string,
  payload: Uint8Array,
): Promise<DataGroups> {
  const { id, version } = voucher.template;
  const { templates } = ctx.world.vouchers;
  const template = await templates.require('VOUCHER_TEMPLATE_NOT_FOUND', id, numbered(version));
  const element = voucher.elements.find((each) => each.source === source);
  return dataGroups({ payload, text: textOf(payload) }, template, element?.items ?? []);
}

const namesOf = (groups: DataGroups): string[] =>
  Object.entries(groups).flatMap(([group, fields]) =>
    Object.keys(fields).map((name) => `${group}.${name}`),
  );

export const erased = (voucher: string): LedgerError =>
  new LedgerError('VOUCHER_ERASED', `The data of ${voucher} was lawfully erased.`, { voucher });

/** Values, hashes and history of everything that was private about a voucher. */
export async function purgeData(
  ctx: LedgerContext,
  voucher: AssetVoucher,
  notes: readonly number[],
): Promise<void> {
  const { voucherPayloads } = ctx.world;
  for (const { source } of voucher.elements) {
    await voucherPayloads.purge(dataKey(voucher.id, source));
  }
  for (const use of notes) await voucherPayloads.purge(noteKey(voucher.id, use));
}

/** The same for what never became one. */
export const purgeProvision = (
  ctx: LedgerContext,
  voucher: string,
  source: string,
): Promise<void> => ctx.world.voucherPayloads.purge(dataKey(voucher, source));
