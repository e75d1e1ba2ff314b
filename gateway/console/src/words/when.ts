/** An instant in Shanghai, where the law’s days begin and end; the zone is said. */
export function when(instant: string): string {
  // Swedish writes dates as ISO 8601 does: one order of day and month for every reader.
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: 'Asia/Shanghai', hourCycle: 'h23' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : `${format.format(date)} (UTC+8)`;
}
