import {
  type AssetVoucher,
  checkScenes,
  type CodeList,
  LedgerError,
  requireSceneList,
  type SceneCitation,
  type SceneLabel,
  sceneLabel,
  VOUCHER_SCENES,
} from '../model/index.js';
import type { LedgerContext } from './context.js';

/**
 * Holds scenes against the list in force, before they are consented to, templated or issued for.
 *
 * @throws LedgerError VOUCHER_SCENES_MISSING, VOUCHER_SCENE_RETIRED, VOUCHER_SCENE_UNKNOWN
 */
export async function citeScenes(
  ctx: LedgerContext,
  scenes: readonly string[],
): Promise<SceneCitation> {
  return checkScenes(await ctx.world.rules.codes(VOUCHER_SCENES, ctx.moment.time), scenes);
}

/** @throws LedgerError VOUCHER_SCENES_MISSING */
export const scenesAt = async (ctx: LedgerContext, asOf: string): Promise<CodeList> =>
  requireSceneList(await ctx.world.rules.codes(VOUCHER_SCENES, asOf));

/** What was cited is published for good, so a voucher has its label whatever was retired since. */
export async function labelOf(
  ctx: LedgerContext,
  { scene, sceneList: { listId, version } }: AssetVoucher,
): Promise<SceneLabel> {
  const list = await ctx.world.rules.codesVersion(listId, version);
  const label = list && sceneLabel(list, scene);
  if (label !== undefined) return label;
  throw new LedgerError('INTERNAL', `Version ${String(version)} of ${listId} has no ${scene}.`);
}
