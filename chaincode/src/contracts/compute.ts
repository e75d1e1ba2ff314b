import {
  acted,
  type ActedBy,
  type BeaconCitation,
  type ComputeRun,
  type Input,
  LedgerError,
  type Output,
  type RefusalReason,
  refusedBy,
  refusePersonalIn,
  requireOutputReviewed,
  requireOutputReviewer,
  runStatus,
  unlaned,
  uncited,
} from '../model/index.js';
import { requireAttestation } from './attested.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actOf } from './desk.js';
import { recordingRefusals } from './refusing.js';
import { reserve, settle } from './spending.js';
import { judge, type Judged, noteDrift } from './using.js';

/** 隐私计算: registered algorithms, runs over granted data, and outputs that are looked at first. */
export class ComputeContract extends LedgerContract {
  constructor() {
    super('compute');
  }

  async register(
    ctx: LedgerContext,
    input: Input<'compute:register'>,
  ): Promise<Output<'compute:register'>> {
    const registered = await actingOn(ctx, input);
    const { digest, name, outputTypes } = input;
    const asked = { kind: 'ALGORITHM' as const, subject: digest, at: registered.at };
    const { id: attestation } = await requireAttestation(ctx, asked);
    const made = { v: 1 as const, digest, name, outputTypes, attestation, registered };
    await ctx.world.uses.algorithms.create('RECORD_EXISTS', made, digest);
    ctx.emit('compute.registered', { digest, outputTypes, attestation });
    return made;
  }

  async algorithm(
    ctx: LedgerContext,
    { digest }: Input<'compute:algorithm'>,
  ): Promise<Output<'compute:algorithm'>> {
    return ctx.world.uses.algorithms.require('RECORD_NOT_FOUND', digest);
  }

  async run(ctx: LedgerContext, input: Input<'compute:run'>): Promise<Output<'compute:run'>> {
    const judged = await judge(ctx, { ...input, outputType: input.output.type });
    const { id, grant, lane, units = 1 } = input;
    if ((await ctx.world.uses.runs.find(id)) !== undefined) {
      throw new LedgerError('RECORD_EXISTS', `A run ${id} is on record already.`, { key: [id] });
    }
    const reasons = [...judged.reasons, ...inputReasons(input, judged)];
    return recordingRefusals('compute:run', {
      decide: async () => {
        if (reasons.length > 0) throw refusedBy(reasons, `The grant does not permit run ${id}.`);
        return reserve(ctx, grant, units, lane);
      },
      permitted: async (reservation) => {
        const taken = await settle(ctx, reservation);
        return keep(ctx, { ...factsOf(input, judged), outcome: 'PERMITTED', taken });
      },
      refused: (refusal) => keep(ctx, { ...factsOf(input, judged), ...refusal }),
    });
  }

  async read(ctx: LedgerContext, { id }: Input<'compute:read'>): Promise<Output<'compute:read'>> {
    const { runs, reviews, releases } = ctx.world.uses;
    const run = await runs.require('RECORD_NOT_FOUND', id);
    const review = await reviews.find(id);
    const release = await releases.find(id);
    return {
      run,
      status: runStatus(run, review, release),
      ...(review === undefined ? {} : { review }),
      ...(release === undefined ? {} : { release }),
    };
  }

  async review(
    ctx: LedgerContext,
    input: Input<'compute:review'>,
  ): Promise<Output<'compute:review'>> {
    const { run: id, digest, verdict, findings } = input;
    const reviewed = await actingOn(ctx, input);
    const run = await ctx.world.uses.runs.require('RECORD_NOT_FOUND', id);
    requireOutputReviewer(run, reviewed.uscc, digest);
    const made = { v: 1 as const, run: id, digest, verdict, findings, reviewed };
    await ctx.world.uses.reviews.create('RECORD_EXISTS', made, id);
    ctx.emit('compute.reviewed', { run: id, verdict, grantee: run.ran.uscc });
    return made;
  }

  async release(
    ctx: LedgerContext,
    input: Input<'compute:release'>,
  ): Promise<Output<'compute:release'>> {
    const { run: id, beacon } = input;
    const released = await actingOn(ctx, input);
    const { runs, reviews, releases } = ctx.world.uses;
    const run = await runs.require('RECORD_NOT_FOUND', id);
    const { digest } = requireOutputReviewed(run, await reviews.find(id), released.uscc);
    await requireStillGranted(ctx, run, beacon);
    const made = { v: 1 as const, run: id, digest, released };
    await releases.create('RECORD_EXISTS', made, id);
    ctx.emit('compute.released', { run: id, digest, over: run.over });
    return made;
  }
}

async function actingOn(
  ctx: LedgerContext,
  input: { readonly beacon?: BeaconCitation | undefined },
): Promise<ActedBy> {
  refusePersonalIn(uncited(input));
  const { moment } = await actOf(ctx, input.beacon);
  return acted(ctx.actor, moment);
}

/** What was permitted when it ran may be suspended by now: then nothing leaves. */
async function requireStillGranted(
  ctx: LedgerContext,
  { id, grant, purpose, fields, parts, territory, algorithm, output }: ComputeRun,
  beacon: BeaconCitation | undefined,
): Promise<void> {
  const { reasons } = await judge(ctx, {
    ...{ grant, purpose, fields, parts, territory, algorithm, beacon },
    outputType: output.type,
  });
  if (reasons.length > 0) throw refusedBy(reasons, `The output of ${id} may not leave any more.`);
}

/** Only the data of the grant goes in under it. */
function inputReasons({ grant, inputs }: Input<'compute:run'>, { scope }: Judged): RefusalReason[] {
  const { asset, version } = scope.subset.data;
  return inputs
    .filter((each) => each.asset !== asset || each.version !== version)
    .map((each) => ({
      code: 'DATA_NOT_GRANTED',
      link: { kind: 'GRANT', id: grant },
      what: `${each.asset}@${String(each.version)}`,
    }));
}

function factsOf(
  input: Input<'compute:run'>,
  { by, over, distance }: Judged,
): Omit<Extract<ComputeRun, { outcome: 'REFUSED' }>, 'outcome' | 'code' | 'reasons'> {
  const { units = 1, ...ran } = unlaned(uncited(input));
  return { v: 1, ...ran, units, distance, over, ran: by };
}

async function keep(ctx: LedgerContext, run: ComputeRun): Promise<ComputeRun> {
  const { id, grant, purpose, distance, outcome, over, ran, algorithm, output } = run;
  const refusal = run.outcome === 'REFUSED' ? { code: run.code } : {};
  await ctx.world.uses.runs.put(run, id);
  if (outcome === 'PERMITTED') await ctx.world.uses.runsByGrant.add(grant, id);
  const facts = { id, grant, grantee: ran.uscc, purpose, distance, outcome, ...refusal, over };
  await noteDrift(ctx, { v: 1, kind: 'RUN', ...facts, at: ran.at });
  ctx.emit('compute.ran', { ...facts, algorithm, outputType: output.type });
  return run;
}
