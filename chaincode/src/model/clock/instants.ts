import { instant, millis } from '../schema.js';
import { addDays } from './dates.js';

/**
 * Asia/Shanghai as a fixed UTC+8. The zone has had no other offset since summer time ended on
 * 1991-09-15, and no rule counted here is older than 2022, so a zone database would add nothing
 * but a way for endorsers with different ones to disagree.
 */
const OFFSET = '+08:00';
const OFFSET_MS = 28_800_000;

/** The date in Shanghai at an instant. */
export const shanghaiDate = (at: string): string => instant(millis(at) + OFFSET_MS).slice(0, 10);

/** 00:00 in Shanghai. */
export const startOfDay = (date: string): string =>
  instant(Date.parse(`${date}T00:00:00.000${OFFSET}`));

/** 24:00 in Shanghai (Civil Code 203): the first instant that is no longer of this day. */
export const endOfDay = (date: string): string => startOfDay(addDays(date, 1));
