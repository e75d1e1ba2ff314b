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
  const [reason] = state.reasons;
  report.check(
    `${listing.id} is ${state.status}: ${reason?.code ?? '?'} by ${reason?.about.id ?? '?'}.`,
    state.status === 'SUSPENDED' && reason?.code === 'ASSET_FROZEN',
  );
  const events = await derivedEvents(stage, listing.id);
  const told = events.find(({ txId }) => txId === playOf(stage).frozenBy);
  const { before, status } = (told?.payload ?? {}) as { before?: string; status?: string };
  report.check(
    `Told to the exchange with that block: ${told?.name ?? 'nothing'}, ${before ?? '?'} to ${status ?? '?'}.`,
    before === 'LISTED' && status === 'SUSPENDED',
  );
  report.add({ status: state.status, event: told?.name, block: told?.block });
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
