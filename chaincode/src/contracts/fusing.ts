import {
  type Act,
  type ApplicationForm,
  type FusionAnswer,
  type FusionFacts,
  type FusionProject,
  fusionView,
  isCreating,
  requireFused,
  requireFusion,
} from '../model/index.js';
import type { LedgerContext } from './context.js';

/** A project with everybody’s answer, by fixed keys alone (ledger rule 4). */
export async function fusionFacts(
  ctx: LedgerContext,
  project: FusionProject,
): Promise<FusionFacts> {
  const { fusions } = ctx.world;
  const answers: FusionAnswer[] = [];
  for (const uscc of project.participants) {
    const answer = await fusions.answers.find(project.id, uscc);
    if (answer !== undefined) answers.push(answer);
  }
  return { project, answers, declined: await fusions.declined.find(project.id) };
}

/**
 * Holds an application against the project it cites.
 *
 * @throws LedgerError FUSION_NOT_FOUND, FUSION_NOT_AGREED, FUSION_MISMATCH, CALLER_FORBIDDEN
 */
export async function checkFusion(
  ctx: LedgerContext,
  form: ApplicationForm,
  { by }: Act,
): Promise<void> {
  if (!isCreating(form) || form.fusion === undefined) return;
  requireFused(form);
  const project = await ctx.world.fusions.projects.require('FUSION_NOT_FOUND', form.fusion);
  requireFusion(form, fusionView(await fusionFacts(ctx, project)), by.uscc);
}
