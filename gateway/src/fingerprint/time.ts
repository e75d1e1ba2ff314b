const TIME =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?: ?([Zz]|[+-]\d{2}:?\d{2}))?)?$/;
/** Days that every month has. */
const PLAIN_DATE = /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/;
/** 2026-01-31 08:00:00.123456789 +08:00 */
const MAX_LENGTH = 36;

export interface TimeText {
  readonly text: string;
  readonly kind: 'DATE' | 'TIME';
}

/**
 * ISO 8601 for every usual way to write a date or a time of day on it. A time with a zone becomes
 * UTC; midnight without a zone is the date, since that is how tools write dates they hold as times.
 */
export function timeText(text: string): TimeText | undefined {
  if (text.length > MAX_LENGTH || !(text[4] === '-' || text[4] === '/')) return undefined;
  // Most dates are written like this, and need nothing done.
  if (PLAIN_DATE.test(text)) return { text, kind: 'DATE' };
  const found = TIME.exec(text);
  if (found === null) return undefined;
  const ms = instantOf([1, 3, 4, 5, 6, 7].map((part) => Number(found[part] ?? 0)));
  return ms === undefined ? undefined : inIso(ms, found[8] ?? '', found[9]);
}

/** `undefined` where the calendar or the clock has no such time: it would roll over. */
function instantOf([year = 0, month = 0, ...rest]: readonly number[]): number | undefined {
  const [day = 0, hour = 0, minute = 0, second = 0] = rest;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(ms);
  const there = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const onClock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  const isReal = [...there, ...onClock].join() === [year, month, ...rest].join();
  return isReal ? ms : undefined;
}

function inIso(ms: number, fraction: string, zone: string | undefined): TimeText {
  const part = fraction.replace(/0+$/, '');
  const shifted = new Date(ms - offsetMs(zone ?? 'Z')).toISOString().slice(0, 19);
  if (zone === undefined && part === '' && shifted.endsWith('T00:00:00')) {
    return { text: shifted.slice(0, 10), kind: 'DATE' };
  }
  const suffix = `${part === '' ? '' : `.${part}`}${zone === undefined ? '' : 'Z'}`;
  return { text: `${shifted}${suffix}`, kind: 'TIME' };
}

function offsetMs(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
