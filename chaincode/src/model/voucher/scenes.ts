import { z } from 'zod';
import { CodeList } from '../codelist.js';
import { LedgerError } from '../errors.js';
import { Instant, line, Version } from '../schema.js';
import { VOUCHER_SCENES } from './codes.js';

/** Against which version of the scenes an act was checked, and where its labels stand. */
export const SceneCitation = z
  .strictObject({ listId: z.literal(VOUCHER_SCENES), version: Version })
  .meta({ id: 'SceneCitation' });
export type SceneCitation = z.infer<typeof SceneCitation>;

/** A scene as people know it. */
export const SceneLabel = z
  .strictObject({ zh: line(100), en: line(100) })
  .meta({ id: 'SceneLabel' });
export type SceneLabel = z.infer<typeof SceneLabel>;

export const ScenesQuery = z
  .strictObject({ asOf: Instant.optional() })
  .meta({ id: 'VoucherScenesQuery' });
/** The scenes in force at an instant, with their labels. */
export const ScenesView = z
  .strictObject({ list: CodeList, asOf: Instant })
  .meta({ id: 'VoucherScenesView' });

/** @throws LedgerError VOUCHER_SCENES_MISSING */
export function requireSceneList(list: CodeList | undefined): CodeList {
  if (list !== undefined) return list;
  throw new LedgerError(
    'VOUCHER_SCENES_MISSING',
    'No list of voucher scenes is in force. Two organisations must adopt one first.',
  );
}

/**
 * Only scenes that the list in force has are consented to, templated or issued for. What was issued
 * before a scene was retired stays what it is.
 *
 * @returns the version that the scenes were checked against, for the record of the act
 * @throws LedgerError VOUCHER_SCENES_MISSING, VOUCHER_SCENE_RETIRED, VOUCHER_SCENE_UNKNOWN
 */
export function checkScenes(found: CodeList | undefined, scenes: readonly string[]): SceneCitation {
  const { entries, retired, version } = requireSceneList(found);
  const citation = { listId: VOUCHER_SCENES, version } as const;
  const known = new Set(entries.map(({ code }) => code));
  for (const scene of scenes) {
    if (known.has(scene)) continue;
    const params = { scene, ...citation };
    if (retired.includes(scene)) {
      throw new LedgerError('VOUCHER_SCENE_RETIRED', `The scene ${scene} was retired.`, params);
    }
    const why = `Version ${String(version)} of the voucher scenes has no ${scene}.`;
    throw new LedgerError('VOUCHER_SCENE_UNKNOWN', why, params);
  }
  return citation;
}

/** The label in the version that a record cites; a later version may have retired the scene. */
export function sceneLabel({ entries }: CodeList, scene: string): SceneLabel | undefined {
  const entry = entries.find(({ code }) => code === scene);
  return entry && { zh: entry.zh, en: entry.en };
}
