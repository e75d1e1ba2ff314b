import { JUDGE, lifting, rightOf } from './court-desk.js';
import { derivedEvents } from './derived-events.js';
import {
  apply,
  EXCHANGE,
  listedOf,
  playOf,
  seen,
  start,
  submitCheck,
  termsOn,
} from './exchange-desk.js';
import { act } from './registration-desk.js';
import type { StepReport } from './report.js';
import type { Stage } from './stage.js';

/** What the freeze is going to meet: the right on an exchange, after a check. */
export async function listed(stage: Stage, report: StepReport): Promise<void> {
  const terms = await termsOn(stage, 'court', { exchange: EXCHANGE, mode: 'NON_EXCLUSIVE' });
  const check = await submitCheck(stage, terms, EXCHANGE);
  const listing = await apply(stage, 'L-court', { terms, exchange: EXCHANGE });
  await start(stage, listing, check, EXCHANGE);
  Object.assign(playOf(stage), { check, listing });
  const { state } = await seen(stage, listing);
  report.check(`${listing.id} is ${state.status}.`, state.status === 'LISTED');
  report.add({ listing: listing.id, status: state.status });
}

/** Nobody wrote to the listing: it is suspended with the order’s own block, and its exchange is told. */
export async function suspended(stage: Stage, report: StepReport): Promise<void> {
  const { listing } = listedOf(stage);
  const { state } = await seen(stage, listing);
  const why = state.reasons.map(({ code, about }) => `${code} by ${about.id}`).join();
  report.check(
    `${listing.id} is ${state.status}: ${why}.`,
    state.status === 'SUSPENDED' && why.startsWith('ASSET_FROZEN'),
  );
  const told = await toldOf(stage, listing.id);
  report.check(
    `Told to the exchange with that block: ${told.change}.`,
    told.change === 'listing.status-derived LISTED SUSPENDED',
  );
  report.add({ status: state.status, event: told.name, block: told.block });
}

/** What the block of the order told of a listing. */
async function toldOf(
  stage: Stage,
  listing: string,
): Promise<{ readonly name: string; readonly block: number; readonly change: string }> {
  const { frozenBy } = playOf(stage);
  const found = (await derivedEvents(stage, listing)).find(({ txId }) => txId === frozenBy);
  if (found === undefined) return { name: 'nothing', block: -1, change: 'nothing' };
  const { name, block, payload } = found;
  const { before, status } = payload as { readonly before: string; readonly status: string };
  return { name, block, change: `${name} ${before} ${status}` };
}

/** The last order is lifted, and the listing is back without anybody listing it again. */
export async function back(stage: Stage, report: StepReport): Promise<void> {
  const { listing } = listedOf(stage);
  const waiting = (await seen(stage, listing)).state.status;
  report.check(`While an order stands: ${waiting}.`, waiting === 'SUSPENDED');
  const { right } = await rightOf(stage);
  await act(stage, 'order:unfreeze', lifting(stage, 'C', right.id), JUDGE);
  const { state } = await seen(stage, listing);
  report.check(`Once the last is lifted: ${state.status}.`, state.status === 'LISTED');
  report.add({ waiting, status: state.status });
}
