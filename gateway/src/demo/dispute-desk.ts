import type { DisputeCase } from '@shuquan/chaincode/model';
import type { LogBatch } from '../dispute/log-batch.js';
import { idOf } from './depositing.js';
import type { Stage } from './stage.js';

export const BODY = 'arbitrator';
export const PLATFORM = 'shuquan-demo';

/** What the steps of one play share. */
export interface DisputePlay {
  certificate?: string;
  log?: LogBatch;
  record?: DisputeCase;
  file?: string;
}
const plays = new WeakMap<Stage, DisputePlay>();

export function playOf(stage: Stage): DisputePlay {
  const known = plays.get(stage) ?? {};
  plays.set(stage, known);
  return known;
}

export const logId = (stage: Stage): string => idOf(stage, 'log-calls');
export const awardId = (stage: Stage): string => idOf(stage, 'award');
export const disputeId = (stage: Stage): string => idOf(stage, 'dispute');

/** The file that an earlier step exported. */
export function fileOfPlay(stage: Stage): string {
  const { file } = playOf(stage);
  if (file !== undefined) return file;
  throw new TypeError('An earlier step had to export the file.');
}
