import { instant, millis } from '../schema.js';
import { addDays } from './dates.js';

/**
 * Asia/Shanghai as a fixed UTC+8. The zone has had no other offset since summer time ended on
 * 1991-09-15, and no rule counted here is older than 2022, so a zone database would add nothing
 * but a way for endorsers with different ones to disagree.
 */
const OFFSET = '+08:00';
const OFFSET_MS = 28_800_000;

/** As many are remembered: a decision asks for those of the same few terms over and over. */
const MAX_KNOWN = 2_000;

/** A function of a text alone, so what it gave once it gives again. */
function remembered(of: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= MAX_KNOWN) known.clear();
    const made = of(text);
    known.set(text, made);
    return made;
  };
}

/** The date in Shanghai at an instant. */
export const shanghaiDate = remembered((at) => instant(millis(at) + OFFSET_MS).slice(0, 10));

/** The same with the time of day, as people in China read it: one zone, no summer time (GB/T 7408). */
export function shanghaiTime(at: string): string {
  const shifted = instant(millis(at) + OFFSET_MS);
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 23)}`;
}

/** 00:00 in Shanghai. */
export const startOfDay = remembered((date) =>
  instant(Date.parse(`${date}T00:00:00.000${OFFSET}`)),
);

/** 24:00 in Shanghai (Civil Code 203): the first instant that is no longer of this day. */
export const endOfDay = remembered((date) => startOfDay(addDays(date, 1)));
