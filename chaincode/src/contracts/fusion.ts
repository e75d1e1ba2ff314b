import {
  acted,
  type ActedBy,
  agreeFusion,
  type BeaconCitation,
  declineFusion,
  type FusionAnswer,
  type FusionFacts,
  type FusionProject,
  fusionView,
  type Input,
  later,
  type Output,
  proposeFusion,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actOf } from './desk.js';
import { fusionFacts } from './fusing.js';
import { actedBy } from './operating.js';

/** 融合开发: projects in which several parties fuse what each has. */
export class FusionContract extends LedgerContract {
  constructor() {
    super('fusion');
  }

  async propose(
    ctx: LedgerContext,
    input: Input<'fusion:propose'>,
  ): Promise<Output<'fusion:propose'>> {
    const project = proposeFusion(input, await actedBy(ctx, input.beacon));
    const { id, participants } = project;
    await ctx.world.fusions.projects.create('FUSION_EXISTS', project, id);
    ctx.emit('fusion.proposed', { fusion: id, participants });
    return project;
  }

  async agree(ctx: LedgerContext, input: Input<'fusion:agree'>): Promise<Output<'fusion:agree'>> {
    const { project, by } = await open(ctx, input);
    const { answers: kept, declined } = ctx.world.fusions;
    const own = await kept.find(project.id, by.uscc);
    const answers = own === undefined ? proposersOf(project, by) : [own];
    const known = { project, declined: await declined.find(project.id), answers };
    const answer = agreeFusion(known, input.digest, by);
    await kept.create('FUSION_ANSWERED', answer, project.id, by.uscc);
    ctx.emit('fusion.agreed', { fusion: project.id, participant: by.uscc });
    return answer;
  }

  async decline(
    ctx: LedgerContext,
    input: Input<'fusion:decline'>,
  ): Promise<Output<'fusion:decline'>> {
    const { project, by } = await open(ctx, input);
    const answer = declineFusion(await fusionFacts(ctx, project), input.reasons, by);
    await ctx.world.fusions.declined.create('FUSION_ANSWERED', answer, project.id);
    ctx.emit('fusion.declined', { fusion: project.id, participant: by.uscc });
    return answer;
  }

  async read(ctx: LedgerContext, { id }: Input<'fusion:read'>): Promise<Output<'fusion:read'>> {
    const project = await ctx.world.fusions.projects.require('FUSION_NOT_FOUND', id);
    return fusionView(await fusionFacts(ctx, project));
  }
}

/** Whoever proposed has agreed, and does so once. */
const proposersOf = ({ id, proposed }: FusionProject, by: ActedBy): FusionAnswer[] =>
  proposed.uscc === by.uscc ? [{ v: 1, fusion: id, outcome: 'AGREED', answered: proposed }] : [];

async function open(
  ctx: LedgerContext,
  { id, beacon }: { readonly id: string; readonly beacon?: BeaconCitation | undefined },
): Promise<Pick<FusionFacts, 'project'> & { readonly by: ActedBy }> {
  const { notBefore } = await actOf(ctx, beacon);
  const project = await ctx.world.fusions.projects.require('FUSION_NOT_FOUND', id);
  const after = later(project.proposed.at, notBefore);
  return { project, by: acted(ctx.actor, ctx.moment, after) };
}
